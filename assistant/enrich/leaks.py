"""What has no place in a film's text: markup, talk of the machine, orders to it."""

import re

_LEAKS = {
    "markup": re.compile(r"[<>{}\[\]`|]|\*\*|^\s*(?:#|[-*] )|https?://|\\n|&\w+;", re.M),
    "a machine speaking of itself": re.compile(
        r"\bas an? (?:ai|assistant|language model)\b|\blanguage model\b|\bi (?:cannot|can't|can’t) (?:help|assist|comply|do that)\b"
        r"|\bi['’]m sorry, but\b|\ben tant qu['’](?:ia|intelligence)|\bmodèle de langage\b|\bcomo (?:una? )?(?:ia|modelo|inteligencia)\b"
        r"|\bmodelo de lenguaje\b",
        re.I,
    ),
    "orders to the machine": re.compile(
        r"\b(?:ignor\w+|disregard|forget|oubli\w+|olvid\w+)\s+(?:\w+\s+){0,3}(?:instruct\w+|instrucci\w+|prompts?|rules|règles|reglas)\b"
        r"|\bsystem prompt\b|\bdelete the (?:project|film)\b|\bsupprim\w+ le projet\b|\bborra\w* el proyecto\b"
        r"|\bkey_actions\b|\bvisual_notes\b",
        re.I,
    ),
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def leak(text: str) -> str:
    """What leaks into the text, in a few words, or ''."""
    if _CONTROL.search(text):
        return "control characters"
    return next((what for what, pattern in _LEAKS.items() if pattern.search(text)), "")
