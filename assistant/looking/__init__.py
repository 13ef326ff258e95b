"""What can be measured on a media file, and said of it without guessing: pure functions from a file on disk to facts.

Nothing here knows what a picture shows: there is no model of objects or faces, and no field that would need one.
"""

from assistant.looking.described import Described, described
from assistant.looking.film import FilmLook, look_at_film
from assistant.looking.picture import PictureLook, look_at_picture
from assistant.looking.sniff import Kind, sniff
from assistant.looking.sound import SoundLook, look_at_sound
from assistant.looking.thumbnails import thumbnail

__all__ = [
    "Described",
    "FilmLook",
    "Kind",
    "PictureLook",
    "SoundLook",
    "described",
    "look_at_film",
    "look_at_picture",
    "look_at_sound",
    "sniff",
    "thumbnail",
]
