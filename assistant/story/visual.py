"""Visual notes: the style asked for, applied to the light of the hour, the room and the beat."""

from collections.abc import Sequence
from random import Random

from msgspec.structs import replace

from .lexicon import genres, looks, seeing, shapes
from .matter import Matter
from .model import PlannedScene, Story
from .tongue import tongue


def notes(story: Story, matter: Matter, rng: Random) -> Story:
    """The story with a visual note on each scene, no two alike."""
    palette = _Palette(matter, rng)
    return replace(story, scenes=tuple(replace(scene, visual_notes=palette.note(scene)) for scene in story.scenes))


class _Palette:
    """What one film looks and sounds like; nothing of it is said twice before all has been said once."""

    def __init__(self, matter: Matter, rng: Random) -> None:
        self.matter, self.rng = matter, rng
        self.spent: set[str] = set()

    def note(self, scene: PlannedScene) -> str:
        """A visual note that has not been given yet; the place is named where it would otherwise be one."""
        for attempt in range(12):
            note = self._note(scene, placed=attempt > 8)
            if note not in self.spent:
                break
        self.spent.add(note)
        return note

    def _note(self, scene: PlannedScene, placed: bool) -> str:
        matter, rng = self.matter, self.rng
        palette = genres()[rng.choice([matter.genre, matter.second])]
        toned = matter.tones and rng.random() < 0.6
        light = self._fresh(seeing().light.get(scene.time_of_day, seeing().light["evening"]))
        where = shapes().noted_place.format(location=scene.location) if placed else ""
        said = rng.choice(shapes().notes).format(
            style=matter.style,
            light=light,
            Light=tongue().capital(light),
            where=where,
            mood=looks().tones[rng.choice(matter.tones)].look if toned else self._fresh(palette.light),
            lens=self._fresh(seeing().lens),
            sound=self._fresh(palette.sound),
        )
        return tongue().sentence(tongue().polish(said))

    def _fresh(self, pool: Sequence[str]) -> str:
        chosen = self.rng.choice([one for one in pool if one not in self.spent] or pool)
        self.spent.add(chosen)
        return chosen
