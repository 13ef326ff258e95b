"""The fifth step: how people speak, what is heard in the scenes, and a sound that is brought along."""

from collections.abc import Sequence
from random import Random

from assistant import film as films
from assistant.guide.cast import listed
from assistant.guide.material import USUAL
from assistant.guide.proposal import Act, Draft, Wanted
from assistant.guide.standing import Standing, genre_key
from assistant.story.lexicon import genres, guide, natures, speaking
from assistant.story.model import Story
from memory.film import Character, Scene

SOUNDS = ("audio_clip", "voice_profile", "music_track", "sound_effect")


def wanted(standing: Standing) -> Wanted:
    return ()


def drafts(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    with speaking(standing.language):
        found = [*_voices(standing), *_ambience(standing)]
    if not any(row.media_type in SOUNDS and not row.archived for row in standing.film.media.values()):
        found.append(Draft(kind="recording", text="recording", outside=True))
    return found


def _voices(standing: Standing) -> list[Draft]:
    """For whoever has none yet: the first of the cast, and everybody."""
    opening = guide().voice.partition("{")[0].strip()
    silent = [person for person in films.cast(standing.film) if opening not in person.personality]
    said = [one.voice for one in natures()]
    Random(standing.seed).shuffle(said)  # noqa: S311 stories, not secrets
    voiced = [(person, said[place % len(said)]) for place, person in enumerate(silent)]
    if not voiced:
        return []
    (first, voice), acts = voiced[0], tuple(_voice(person, voice) for person, voice in voiced)
    lead = Draft(kind="lead_voice", text="lead_voice", values={"name": first.name, "voice": voice}, acts=acts[:1])
    names = listed([person.name for person, _ in voiced])
    every = Draft(kind="voices", text="voices", values={"names": names}, acts=acts, recommended=True)
    return [lead, every] if len(voiced) > 1 else [lead]


def _voice(person: Character, voice: str) -> Act:
    said = f"{person.personality} {guide().voice.format(voice=voice)}".strip()
    return Act("character.update", {"character": person.id, "personality": said})


def _ambience(standing: Standing) -> list[Draft]:
    """Something to hear in each scene that has no note yet of how it is."""
    mute = [scene for scene in films.scenes(standing.film) if not scene.visual_notes]
    if not mute:
        return []
    heard = list(genres()[genre_key(standing.film.header.genre) or USUAL].sound)
    Random(standing.seed).shuffle(heard)  # noqa: S311 stories, not secrets
    acts = tuple(_sound(scene, heard[place % len(heard)]) for place, scene in enumerate(mute))
    text = "ambience" if len(mute) > 1 else "ambience_one"
    return [Draft(kind="ambience", text=text, values={"sound": heard[0]}, acts=acts)]


def _sound(scene: Scene, sound: str) -> Act:
    return Act("scene.update", {"scene": scene.id, "visual_notes": guide().sound.format(sound=sound)})
