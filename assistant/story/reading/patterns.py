"""The shapes in which people give directions about a film, as regular expressions over the whole prompt."""

import re

from ..lexicon import spoken, words

FILMS = (
    r"film|movie|short\sfilm|short|story|project|video|trailer|teaser|series|episode|script|screenplay|tale|clip|animation|feature|"
    r"documentary|docudrama|biopic|picture|piece|commercial|cartoon|fable|sketch|vignette|storyboard|plot|idea|narrative|saga|epic"
)
_KINDS = (
    r"thriller|comedy|drama|western|romance|musical|mystery|tragedy|farce|caper|melodrama|satire|whodunit|noir|fantasy|horror|"
    r"ghost\sstory|love\sstory|road\smovie"
)
"""Kinds of films that are said for a film: "a ten-minute comedy"."""
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|min|sec|s|m|h)"
_ABOUT = (
    r"(?:about|around|roughly|approximately|exactly|some|under|nearly|circa|over|of|for|in|total(?:ling)?|each|lasting|running|"
    r"runtime|length|duration|runs|is|be|should|must|it|at|only|just|long|the|film|movie|whole|thing|to|:|=|~)"
)
_EDGE = r"(?:(?<=^)|(?<=[,.;:!?(—–\n-])|(?<=\s\s\s)|(?<=\band))"
"""Where a clause can begin; three spaces are what is left of a direction lifted out before."""
_CLAUSE_END = r"\s*(?=$|[,.;!?)—–\n])"


@spoken
def number() -> str:
    """A count in digits or words; 'a' counts as one."""
    named = sorted((word for word in words().numbers if word not in {"half", "dozen"}), key=len, reverse=True)
    ones = "one|two|three|four|five|six|seven|eight|nine"
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    return rf"(?:\d+(?:[.,]\d+)?|(?:{tens})[-\s](?:{ones})|{'|'.join(named)}|a\s+dozen|half\s+a|an?(?![a-z]))"


@spoken
def patterns() -> dict[str, re.Pattern[str]]:
    """By name; each has a named group for its value."""
    n = number()
    length = rf"(?P<length>{n}(?:\s+and\s+a\s+half)?\s*-?\s*{_UNIT}(?:\s+and\s+(?:a\s+half|{n}\s*{_UNIT}))?)"
    sources = {
        "scenes": rf"""(?:[,;]\s*)?
            (?:\b(?:in|with|over|across|of|about|exactly|around|told\s+in|split\s+into|make\s+it|and)\s+)*
            \b(?P<n>{n})[-\s]+(?:short\s+|long\s+)?scenes?\b(?:\s+(?:long|total|please|or\s+so|in\s+total))*""",
        "scene_count": r"\bscene[\s_-]*count\s*(?::|=|of|is)?\s*(?P<n>\d+)",
        "each": rf"(?:[,;]\s*)?(?:\b(?:of|at|about|lasting)\s+)*{length}\s+(?:each|per\s+scene|a\s+scene|apiece)\b",
        "adjective": rf"\b{length}(?:[-\s]long)?\s+(?=(?:[\w-]+\s+){{0,4}}?(?:{FILMS}|{_KINDS})\b)",
        "apart": rf"""{_EDGE}\s*(?:{_ABOUT}\s+)*{length}
            (?:\s+(?:long|in\s+total|total|please|or\s+so|max(?:imum)?|runtime|film|movie|in\s+all|of\s+screen\s+time))*
            \s*(?=$|[,.;:!?)—–\n]|\s-\s)""",
        "labelled": rf"""(?:[,;]\s*)?\b(?:runtime|duration|running\s+time|length|lasting|runs\s+for|running)\s*
            (?:of|is|:|=)?\s*(?:about\s+|around\s+)?{length}""",
        "title": r"""(?:[,;]\s*)?\b(?:titled|entitled|title\s*(?::|is)|called|named)\s*[:\s]\s*
            ["“'‘](?P<title>[^"”’]{1,80}?)["”'’](?=\W|$)""",
        "titled": r"""(?:(?<=^)|(?<=[.;\n]))\s*(?:working\s+)?(?:title|name)\s*[:=]\s*(?P<title>[^.;\n"“]{1,80})""",
        "heading": r"""^\s*["“](?P<title>[^"”]{1,80})["”]\s*[:—–-]\s*""",
        "location": r"(?:[,;]\s*)?\b(?:in\s+)?(?:one|a\s+single|single)\s+(?P<what>locations?|settings?)\b",
        "style": rf"""(?:[,;]\s*)?\b
            (?:in\s+(?:the|an?)\s+(?:visual\s+)?style\s+of|(?:visual\s+)?style\s*(?::|=|is)|
               in\s+an?\s+(?P<adj>[\w' -]{{3,40}})\s+(?:visual\s+)?style|
               shot\s+(?:on|in|like)|filmed\s+(?:on|in|like)|look(?:s|ing)?\s+like\s+an?)
            \s*(?P<style>(?!of)[\w' &-]{{2,60}}?)?{_CLAUSE_END}""",
        "tone": rf"(?:[,;]\s*)?\b(?:tone|mood|genre)\s*(?::|=|is)\s*(?P<tone>[\w' -]{{2,50}}?){_CLAUSE_END}",
        "wished": rf"""{_EDGE}\s*(?:(?:i|we)(?:'d|\s+would)\s+(?:like|love|want|prefer)|(?:i|we)\s+want)\s+
            (?:it|this|the\s+(?:film|story|ending|whole\s+thing))\s+
            (?:to\s+(?:be|feel)\s+)?(?P<tone>[\w' -]{{2,50}}?){_CLAUSE_END}""",
        "ask": r"""\W*(?:(?:please|hey|hi|hello|ok|okay|so|now|dear\s+[\w ]{2,20}?(?=,)|thanks|thank\s+you)\W+)*
            (?:(?:can|could|would|will)\s+you\s+(?:please\s+)?|
               i(?:'m|\s+am)\s+(?:looking\s+for|thinking\s+of|after)\s+|i\s+was\s+thinking\s+of\s+|i\s+have\s+an\s+idea\s+for\s+|
               i\s+(?:want|need|would\s+(?:like|love))\s*:?\s*(?:you\s+)?(?:to\s+)?|
               i'd\s+(?:like|love)\s*:?\s*(?:you\s+)?(?:to\s+)?|let'?s\s+|we\s+(?:want|need)\s+(?:to\s+)?|help\s+me\s+(?:to\s+)?)?
            (?:(?:create|make|write|generate|produce|give|tell|do|show|imagine|develop|draft|compose|plan|shoot|see|watch|have|
                  build|invent|pitch|picture|think)\s+(?:me\s+|us\s+)?)?(?:(?:something|anything|sth|one)\s+(?:about|on|with|in\s+which|where)\b)?""",
    }  # fmt: skip
    return {name: re.compile(source, re.I | re.X) for name, source in sources.items()}
