"""What a picture, film or sound is for: told, or guessed from what was said of it."""

from collections.abc import Iterable
from typing import Literal

MediaKind = Literal["image", "video", "audio", "document"]
MediaType = Literal[
    "style_reference", "character_design", "environment_design", "concept_art", "storyboard", "video_segment", "audio_clip",
    "voice_profile", "music_track", "sound_effect", "final_video",
]  # fmt: skip
"""`contracts/facts.md` 3.5."""
USUAL: dict[MediaKind, MediaType] = {
    "image": "style_reference",
    "video": "video_segment",
    "audio": "audio_clip",
    "document": "concept_art",
}
_PICTURES: dict[str, MediaType] = {
    **dict.fromkeys(("storyboard", "storyboards", "scénarimage"), "storyboard"),
    **dict.fromkeys(("concept", "conceptual"), "concept_art"),
    **dict.fromkeys(("character", "costume", "portrait", "personnage", "personaje", "vestuario"), "character_design"),
    **dict.fromkeys(("location", "environment", "set", "décor", "lieu", "escenario", "localización"), "environment_design"),
}
_BY_WORD: dict[MediaKind, dict[str, MediaType]] = {
    "image": _PICTURES,
    "document": {**_PICTURES},
    "video": dict.fromkeys(("master", "premiere", "dcp", "export"), "final_video"),
    "audio": {
        **dict.fromkeys(("voice", "voix", "voz", "narration", "dialogue"), "voice_profile"),
        **dict.fromkeys(("music", "song", "theme", "score", "musique", "chanson", "música", "canción", "waltz"), "music_track"),
        **dict.fromkeys(("sfx", "effect", "foley", "bruitage", "efecto", "noise"), "sound_effect"),
    },
}


def guessed(kind: MediaKind, words: str, filename: str, cast: Iterable[str] = ()) -> MediaType:
    """By a word that says so; a picture that names one of the `cast` shows them; else what files of its kind usually are."""
    from assistant.looking.words import in_name, in_text  # with numpy: not before something is brought

    said = (*in_text(words), *in_name(filename))
    known = next((_BY_WORD[kind][word] for word in said if word in _BY_WORD[kind]), None)
    if known is not None:
        return known
    names = {word for name in cast for word in in_text(name)}
    return "character_design" if kind == "image" and names & set(said) else USUAL[kind]
