"""The OpenAPI document and its pages. They work without a network: their scripts are served from here.

Litestar derives paths, parameters and answers from the handlers. The schemas of bodies are msgspec's own, which knows every limit it
enforces; the examples are the contracts'.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, get_type_hints

import msgspec
from litestar import Litestar, Request, Router
from litestar.exceptions import NotFoundException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, RedocRenderPlugin, SwaggerRenderPlugin
from litestar.openapi.spec import (
    Components,
    Contact,
    Example,
    OpenAPIHeader,
    OpenAPIMediaType,
    Operation,
    Reference,
    RequestBody,
    Schema,
    SecurityScheme,
)
from litestar.openapi.spec.enums import OpenAPIType

from api.dialect import JSON, Contract, Dialect, Row, operation_id

ASSETS = "/api/assets"
NO_ICON = '<link rel="icon" href="data:,">'
"""Litestar's own icon would be fetched from elsewhere."""
FORM = "multipart/form-data"
HEADERS = {
    "X-RateLimit-Limit": "Requests allowed in the window",
    "X-RateLimit-Remaining": "Requests left in the current window",
    "X-RateLimit-Reset": "Unix time at which the window has room again",
}


def config(version: str, contracts: Sequence[Contract]) -> OpenAPIConfig:
    """The document is made when it is first asked for: that takes longer than all else at a start."""
    making = asyncio.Lock()
    made: list[Contract] = []

    async def before(request: Request[Any, Any, Any]) -> None:
        if "{" in request.scope["path_template"]:  # Litestar has a page of its own for unknown paths; a 404 has one form everywhere
            raise NotFoundException
        async with making:
            for contract in contracts[len(made) :]:
                await asyncio.to_thread(_complete, request.app, contract)
                made.append(contract)

    return OpenAPIConfig(
        title="StoryCore Assistant",
        version=version,
        description="Film projects by conversation, and by these published contracts. The chat is at /api/v1/websocket.",
        contact=Contact(name="StoryCore Assistant"),
        components=Components(security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}),
        openapi_router=Router("/api", route_handlers=[], include_in_schema=False, before_request=before),
        render_plugins=[
            SwaggerRenderPlugin(
                path="/docs",
                favicon=NO_ICON,
                js_url=f"{ASSETS}/swagger-ui-bundle.js",
                css_url=f"{ASSETS}/swagger-ui.css",
                standalone_preset_js_url=f"{ASSETS}/swagger-ui-standalone-preset.js",
            ),
            RedocRenderPlugin(path="/redoc", favicon=NO_ICON, js_url=f"{ASSETS}/redoc.standalone.js", google_fonts=False),
            JsonRenderPlugin(path="/openapi.json"),
        ],
    )


def _complete(app: Litestar, contract: Contract) -> None:
    """Exact schemas, examples, and what a row says of its parameters."""
    document, dialect, rows = app.openapi_schema, contract.dialect, contract.rows
    structs = [kind for row in rows for kind in (row.body, row.form, get_type_hints(row.view).get("return")) if kind] + [dialect.error]
    _, schemas = msgspec.json.schema_components(structs, ref_template="#/components/schemas/{name}")
    assert document.components and document.paths
    document.components.schemas = {**(document.components.schemas or {}), **schemas}
    operations = {
        found.operation_id: found
        for item in document.paths.values()
        for method in ("get", "post", "put", "patch", "delete")
        if (found := getattr(item, method))
    }
    for row in rows:
        examples = dialect.examples.get(f"{row.method} {row.path.replace(':str', '')}", {})
        _describe(operations[operation_id(dialect, row)], dialect, row, examples)


def _describe(operation: Operation, dialect: Dialect, row: Row, examples: Mapping[str, Any]) -> None:
    if row.form is not None:
        form = OpenAPIMediaType(schema=Reference(ref=f"#/components/schemas/{row.form.__name__}"))
        operation.request_body = RequestBody(content={FORM: form}, required=True)
    for parameter in operation.parameters or []:
        if getattr(parameter, "name", None) in row.demanded:
            parameter.required = True  # type: ignore[union-attr]
    for status, answer in (operation.responses or {}).items():
        answer.headers = _headers(dialect, status)  # type: ignore[union-attr]
        if status == str(row.status) and "response" in examples:
            _show(answer.content, examples["response"])  # type: ignore[union-attr]
    if operation.request_body and row.form is None and "request" in examples:
        _show(operation.request_body.content, examples["request"])  # type: ignore[union-attr]


def _headers(dialect: Dialect, status: str) -> dict[str, OpenAPIHeader]:
    told = {**HEADERS, **({"Retry-After": "Seconds to wait"} if status == "429" else {})}
    numbers = {name: OpenAPIHeader(description=says, schema=Schema(type=OpenAPIType.INTEGER)) for name, says in told.items()}
    tier = OpenAPIHeader(description="The tier whose limit that is", schema=Schema(type=OpenAPIType.STRING))
    return {**numbers, **({"X-RateLimit-Tier": tier} if dialect.tiered else {})}


def _show(content: Any, value: Any) -> None:
    content[JSON].examples = {"contract": Example(summary="As the contract shows it", value=value)}
