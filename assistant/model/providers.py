"""From a model's name to the langchain-core chat model that asks it."""

import importlib
from importlib.util import find_spec
from typing import Any

from msgspec import Struct

from assistant.errors import Unavailable
from assistant.model.options import Options

RETRIES = 1
"""How often a provider's own client asks again when its server is busy; it waits as long as the server says."""


class Provider(Struct, frozen=True):
    """Where a provider's chat model is, and what installs it."""

    module: str
    type: str
    install: str


PROVIDERS = {
    "openai": Provider("langchain_openai", "ChatOpenAI", "storycore-assistant[openai]"),
    "anthropic": Provider("langchain_anthropic", "ChatAnthropic", "langchain-anthropic"),
    "google": Provider("langchain_google_genai", "ChatGoogleGenerativeAI", "langchain-google-genai"),
    "mistral": Provider("langchain_mistralai", "ChatMistralAI", "langchain-mistralai"),
    "ollama": Provider("langchain_ollama", "ChatOllama", "langchain-ollama"),
}


def chosen(options: Options) -> tuple[Provider, str]:
    """The provider and the model's own name. Raises Unavailable for a provider nobody knows.

    A prefix with a dot in it (`package.module.ChatType:name`) names any other chat model. With a URL, a name without a known prefix
    is a name of that server, colons and all (`qwen3:8b`).
    """
    prefix, colon, name = options.name.partition(":")
    if colon and prefix in PROVIDERS:
        return PROVIDERS[prefix], name
    if options.url:
        return PROVIDERS["openai"], options.name
    module, dot, kind = prefix.rpartition(".")
    if colon and dot:
        return Provider(module, kind, module.partition(".")[0].replace("_", "-")), name
    known = ", ".join(f"{each}:…" for each in PROVIDERS)
    raise Unavailable(
        f"STORYCORE_MODEL={options.name} names no known kind of model.",
        remedy=f"Use one of {known}, or set STORYCORE_MODEL_URL to the address of an OpenAI-compatible server.",
    )


def missing(options: Options) -> str:
    """What has to be configured before the model can be asked, in a sentence or two; '' when nothing is seen to be missing."""
    try:
        provider, _ = chosen(options)
        _installed(provider)
    except Unavailable as problem:
        return f"{problem.message} {problem.remedy}"
    return ""


def chat_model(options: Options) -> Any:
    """The chat model, made with what its type takes of the settings. Slow at the first call (imports). Raises Unavailable."""
    provider, name = chosen(options)
    _installed(provider)
    try:
        made = getattr(importlib.import_module(provider.module), provider.type)
        return made(**_arguments(made, options, name))
    except Exception as error:  # each provider has its own kinds; their texts may quote the key
        raise Unavailable(
            f"The model {name} cannot be set up ({type(error).__name__}).",
            remedy="Check STORYCORE_MODEL, and set STORYCORE_MODEL_KEY if its provider wants a key.",
        ) from None


def _installed(provider: Provider) -> None:
    if find_spec(provider.module.partition(".")[0]) is None:
        raise Unavailable(f"The package for this model is not installed ({provider.module}).", remedy=f"pip install '{provider.install}'")


def _arguments(made: Any, options: Options, name: str) -> dict[str, Any]:
    wanted: dict[str, Any] = {"model": name, "timeout": options.timeout, "max_retries": RETRIES}
    if options.url:
        wanted["base_url"] = options.url
    if options.key or options.url:
        # A server of one's own often wants no key, and must not be sent the one that is in the environment for somebody else's.
        wanted["api_key"] = options.key.value or "none"
    if made.__name__ == "ChatOpenAI":
        # langchain shares one client among all models of a server, so that closing one would close it for the others.
        wanted["http_async_client"] = importlib.import_module("openai").DefaultAsyncHttpxClient()
    fields = getattr(made, "model_fields", {})
    taken = {*fields, *(field.alias for field in fields.values() if field.alias)}
    return {name: value for name, value in wanted.items() if name in taken} if taken else wanted
