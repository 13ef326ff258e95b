"""Words for a language model, as text files (Jinja2). None is used without a configured model.

What people and films say goes into a prompt only through `data(name, value)`: a block of JSON between tags of its own, in which no
angle bracket is left, so that no text can close its block and pose as ours.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def data(name: str, value: Any) -> str:
    """`value` as a delimited block of JSON."""
    text = msgspec.json.format(msgspec.json.encode(value, enc_hook=str)).decode()
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return f'<data name="{name}">\n{text}\n</data>'


@cache
def load(name: str) -> Template:
    """The text of that name. Raises jinja2.TemplateNotFound; rendering raises UndefinedError for a value not given."""
    return _environment().get_template(f"{name}.jinja")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 plain text, for a model
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["data"] = data
    return environment
