"""Does a film hold together? A pure check of any film, whoever wrote it: from a `Script` to notes, each with a repair where there is one.

It goes by what the plan says a scene rests on, where there is a plan, and by what the texts say, always.
"""

from .adapters import script_of_film, script_of_story
from .checking import check, checked
from .notes import Note, Repair, Severity
from .script import Line, Person, Scene, Script, Shot

__all__ = [
    "Line", "Note", "Person", "Repair", "Scene", "Script", "Severity", "Shot", "check", "checked", "script_of_film", "script_of_story",
]  # fmt: skip
