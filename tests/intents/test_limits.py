"""How long or how many a search may find, and other values that people word freely, in three languages."""

import pytest

from tests.intents.tongues import tongue
from tests.intents.worlds import HARBOUR, acts, focus

SEARCHES = [
    ("en", "find clips of gulls, none longer than 20 seconds", "gulls", "max_duration", 20),
    ("en", "find clips of gulls, not more than 20 seconds each", "gulls", "max_duration", 20),
    ("en", "find clips of gulls under half a minute", "gulls", "max_duration", 30),
    ("en", "find clips of gulls 20 secs tops", "gulls", "max_duration", 20),
    ("en", "find clips of gulls, no clip over ten seconds", "gulls", "max_duration", 10),
    ("en", "find clips of gulls that run less than 15 seconds", "gulls", "max_duration", 15),
    ("en", "clips of gulls, each shorter than 10 seconds", "gulls", "max_duration", 10),
    ("en", "find up to five clips of gulls", "gulls", "count", 5),
    ("en", "find clips of gulls, five tops", "gulls", "count", 5),
    ("en", "find clips of gulls, no more than six", "gulls", "count", 6),
    ("fr", "trouve des clips de mouettes, pas plus de 20 secondes", "mouettes", "max_duration", 20),
    ("fr", "trouve des clips de mouettes, aucun de plus de 15 secondes", "mouettes", "max_duration", 15),
    ("fr", "trouve des clips de mouettes, cinq maximum", "mouettes", "count", 5),
    ("es", "busca clips de gaviotas, ninguno de más de 20 segundos", "gaviotas", "max_duration", 20),
    ("es", "busca clips de gaviotas que no duren más de diez segundos", "gaviotas", "max_duration", 10),
    ("es", "busca clips de gaviotas, cinco como mucho", "gaviotas", "count", 5),
]
TIMES = [
    ("en", "shoot scene 2 in the arvo", "afternoon"),
    ("en", "set scene 2 at the gloaming", "dusk"),
    ("en", "move scene 2 to the small hours", "night"),
    ("en", "make scene 2 first light", "dawn"),
    ("en", "set scene 2 at tea time", "afternoon"),
    ("fr", "mets la scène 2 à l'heure magique", "dusk"),
    ("fr", "mets la scène 2 à la nuit noire", "night"),
    ("es", "pon la escena 2 a la hora mágica", "dusk"),
    ("es", "pon la escena 2 a la hora de la merienda", "afternoon"),
]


def said(language: str, text: str) -> list[tuple[str, dict[str, object]]]:
    return acts(tongue(language).recogniser.by_rule(text, HARBOUR, focus("s2")))


@pytest.mark.parametrize(("language", "text", "query", "slot", "most"), SEARCHES, ids=[row[1] for row in SEARCHES])
def test_a_limit_is_no_part_of_what_is_looked_for(language: str, text: str, query: str, slot: str, most: float) -> None:
    assert said(language, text) == [("media.search", {"query": query, "kind": "video", slot: most})]


@pytest.mark.parametrize("text", ["find clips of runners over 20 seconds", "find clips of a man over 60"])
def test_the_least_is_no_limit(text: str) -> None:
    assert said("en", text)[0][1].keys() == {"query", "kind"}


@pytest.mark.parametrize(("language", "text", "time"), TIMES, ids=[row[1] for row in TIMES])
def test_a_time_of_day_has_many_names(language: str, text: str, time: str) -> None:
    assert said(language, text) == [("scene.update", {"scene": ["s2"], "time_of_day": time})]


@pytest.mark.parametrize(
    ("typed", "format"),
    [("exprot as pfd", "pdf"), ("export it for my kindle", "epub"), ("export as e-pub", "epub"), ("export as epbu", "epub")],
)
def test_a_format_may_be_mistyped(typed: str, format: str) -> None:
    assert said("en", typed) == [("export.create", {"format": format})]


def test_forty_second_before_a_scene_is_its_length_and_fourth_its_place() -> None:
    assert said("en", "add a forty-second scene after scene 2") == [("scene.add", {"duration": 40.0, "after": "s2"})]
    assert said("en", "add a fourth scene") == [("scene.add", {"position": 4})]


@pytest.mark.parametrize("move", ["slow push in", "handheld", "slow drift left", "whip pan"])
def test_a_movement_is_kept_as_it_was_said(move: str) -> None:
    assert said("en", f"make shot 2 of scene 1 a {move}") == [("shot.update", {"scene": "s1", "shot": 2, "camera_movement": move})]
