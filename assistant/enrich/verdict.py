"""Whether an answer of the model may stand in the story: nothing of the plan lost, nobody added, nothing said twice."""

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from assistant.enrich.language import NAMES, is_in
from assistant.enrich.leaks import leak
from assistant.enrich.people import invented, named, strangers
from assistant.enrich.shapes import SceneWords, Verdict
from assistant.story.avoidance import avoided
from assistant.story.checks import slips
from assistant.story.model import Line, Member, PlannedScene, Premise, Story
from assistant.story.reading import Said

DESCRIPTION = (25, 160)
"""Words of a scene's description, fewest and most."""
ACTION = (2, 30)
NOTES = (3, 80)
SPEECH = (1, 40)


def reworded(scene: PlannedScene, words: SceneWords, story: Story) -> PlannedScene:
    """The scene in the model's words. Raises KeyError when somebody speaks who is not in it."""
    keys = {member.name: member.key for member in here(story, scene)}
    return replace(
        scene,
        description=tidy(words.description),
        key_actions=tuple(tidy(action).rstrip(".") for action in words.key_actions),
        visual_notes=tidy(words.visual_notes),
        dialogue=tuple(Line(keys[line.who], tidy(line.line)) for line in words.dialogue),
    )


def tidy(text: str) -> str:
    return " ".join(text.split())


def judged(story: Story, index: int, words: SceneWords) -> Verdict | PlannedScene:
    """Scene `index` of the story in the model's words, or why it cannot be. `story` is the film as it stands by now."""
    scene = story.scenes[index]
    if speakers := _speakers(story, scene, words):
        return speakers
    new = reworded(scene, words, story)
    return next((found for found in _objections(story, index, new) if found), None) or new


def _speakers(story: Story, scene: PlannedScene, words: SceneWords) -> Verdict | None:
    names = {member.key: member.name for member in story.cast}
    wanted = [names[line.who] for line in scene.dialogue]
    if [line.who for line in words.dialogue] == wanted:
        return None
    told = ", ".join(wanted) or "nobody"
    return Verdict("other people speak", f"dialogue must have {len(wanted)} lines, spoken in this order by: {told}.")


def _objections(story: Story, index: int, new: PlannedScene) -> Iterator[Verdict | None]:
    scene = story.scenes[index]
    yield from map(clean, texts(new))
    yield _lengths(scene, new)
    yield from (plain(text, story) for text in texts(new))
    told = f"{new.description} {' '.join(new.key_actions)}"
    yield _people(story, scene, new, told)
    yield _outcome(story, scene, told)
    yield _repetition(story, index, new)
    yield _slips(story, scene, new)


def _lengths(scene: PlannedScene, new: PlannedScene) -> Verdict | None:
    if not 1 <= len(new.key_actions) <= len(scene.key_actions):
        return Verdict("other actions", f"key_actions must have 1 to {len(scene.key_actions)} entries, not {len(new.key_actions)}.")
    bounds = [("description", new.description, DESCRIPTION), ("visual_notes", new.visual_notes, NOTES)]
    bounds += [("each of key_actions", action, ACTION) for action in new.key_actions]
    bounds += [("each line of dialogue", line.line, SPEECH) for line in new.dialogue]
    return next((found for name, text, within in bounds if (found := length(name, text, within))), None)


def length(name: str, text: str, within: tuple[int, int]) -> Verdict | None:
    """Whether the text has too few or too many words."""
    count, (least, most) = len(text.split()), within
    if least <= count <= most and len(text) <= 12 * most:
        return None
    return Verdict("too short" if count < least else "too long", f"{name} must have {least} to {most} words; this has {count}.")


def clean(text: str) -> Verdict | None:
    """Whether it is nothing but a text."""
    what = leak(text)
    return Verdict("markup or instructions in it", f"There is {what} in “{text}”.") if what else None


def plain(text: str, story: Story) -> Verdict | None:
    """Whether one text is in the story's language and free of what was to be left out."""
    if not is_in(text, story.language):
        tongue = NAMES.get(story.language, story.language)
        return Verdict("another language", f"“{text}” is not in {tongue}.")
    wishes = tuple(Said(one.value, one.source or "") for one in story.premise.avoid)
    if wishes and avoided(wishes, text):
        return Verdict("what was to be left out", f"“{text}” touches upon what was to be left out.")
    return None


def _people(story: Story, scene: PlannedScene, new: PlannedScene, told: str) -> Verdict | None:
    present = here(story, scene)
    if lost := [member.name for member in present if not named(member, told)]:
        return Verdict("somebody is missing", f"In description or key_actions must be named: {', '.join(lost)}.")
    said = ". ".join(texts(new))  # actions end without a full stop
    before = f"{' '.join(texts(scene))} {scene.why.goal} {scene.why.opposition} {scene.why.outcome}"
    # Whoever the engine's own words speak of, absent or not, may be spoken of.
    absent = [member for member in story.cast if member not in present and not named(member, before)]
    if found := strangers(said, present, absent):
        return Verdict("somebody who is not there", f"Not in this scene: {', '.join(found)}.")
    if found := invented(said, known(story)):
        return Verdict("somebody who is not in the story", f"Not in the story: {', '.join(found)}.")
    return None


def _outcome(story: Story, scene: PlannedScene, told: str) -> Verdict | None:
    keep = kept(story, scene)
    gone = [word for word in keep if not says(told, word)]
    if len(gone) * 2 <= len(keep):
        return None
    return Verdict("the outcome is lost", f"The scene must still end as planned; these words are gone: {', '.join(gone)}.")


def kept(story: Story, scene: PlannedScene) -> tuple[str, ...]:
    """The words that the planned outcome turns on: those that the engine's own wording has too, names apart."""
    told = f"{scene.description} {' '.join(scene.key_actions)}"
    names = {word.lower() for member in story.cast for word in member.name.split()}
    words = dict.fromkeys(re.findall(r"[^\W\d_]{5,}", scene.why.outcome.lower()))
    return tuple(word for word in words if word not in names and word not in EMPTY and says(told, word))


EMPTY = frozenset(
    {"about", "after", "again", "before", "could", "every", "never", "other", "their", "there", "these", "those", "where", "which", "while",
     "whose", "without", "would", "avant", "après", "aussi", "autre", "comme", "contre", "depuis", "encore", "entre", "jamais", "leurs",
     "lequel", "mêmes", "personne", "quand", "toujours", "toute", "antes", "aunque", "contra", "cuando", "desde", "después", "donde",
     "hasta", "mientras", "nadie", "nunca", "otros", "porque", "quien", "siempre", "sobre", "también", "todos"}
)  # fmt: skip


def says(text: str, word: str) -> bool:
    """Whether the word is there, in whatever form: its beginning tells."""
    return word[: max(4, len(word) - 2)] in text.lower()


def _repetition(story: Story, index: int, new: PlannedScene) -> Verdict | None:
    others = {key for place, scene in enumerate(story.scenes) if place != index for text in _prose(scene) for key in sentences(text)}
    own: set[str] = set()
    for text in _prose(new):
        for key in sentences(text):
            if key in others or key in own:
                return Verdict("said twice", f"This is said elsewhere in the film already: “{key}”.")
            own.add(key)
    return None


def _slips(story: Story, scene: PlannedScene, new: PlannedScene) -> Verdict | None:
    """The engine's own rules of wording: doubled words, spaces and signs, wrong articles."""
    if story.language != "en":  # those rules are about English; in French “il a ouvert” is no wrong article
        return None
    was, now = (set(slips(replace(story, scenes=(one,)))) for one in (scene, new))
    return next((Verdict("a slip of wording", f"{fault}.") for fault in sorted(now - was)), None)


def sentences(text: str) -> list[str]:
    """Each sentence as its bare words; those of a word or two, which anybody may say again, are left out."""
    keys = [re.sub(r"\W+", " ", one.lower()).strip() for one in re.split(r"(?<=[.!?…])\s+", text)]
    return [key for key in keys if key.count(" ") > 1]


def texts(scene: PlannedScene) -> tuple[str, ...]:
    return (scene.description, *scene.key_actions, scene.visual_notes, *(line.line for line in scene.dialogue))


def _prose(scene: PlannedScene) -> tuple[str, ...]:
    """Key actions repeat the description on purpose, and people repeat themselves; what is told says a thing once."""
    return (scene.description, scene.visual_notes)


def here(story: Story, scene: PlannedScene) -> list[Member]:
    return [member for member in story.cast if member.key in scene.cast]


def known(story: Story) -> str:
    """All words of the story, in which any name it has must be found."""
    scenes = (f"{' '.join(texts(scene))} {scene.title} {scene.location} {scene.why.outcome} {scene.why.goal}" for scene in story.scenes)
    people = (f"{member.name} {member.role} {member.description}" for member in story.cast)
    values = (value for _, value in _values(story.premise))
    return " ".join([story.title, story.logline, *people, *values, *scenes])


def _values(premise: Premise) -> Iterator[tuple[str, str]]:
    for name in premise.__struct_fields__:
        found = getattr(premise, name)
        for one in found if isinstance(found, tuple) else (found,):
            if isinstance(one, msgspec.Struct) and hasattr(one, "value"):
                yield name, f"{one.value} {getattr(one, 'source', None) or ''}"
