"""The shapes of the engine's data files: one struct for each kind of entry."""

from msgspec import Struct


class Words(Struct, frozen=True):
    articles: tuple[str, ...]
    possessives: tuple[str, ...]
    numbers: dict[str, float]
    prepositions: tuple[str, ...]
    subordinators: tuple[str, ...]
    conjunctions: tuple[str, ...]
    relatives: tuple[str, ...]
    pronouns: tuple[str, ...]
    modals: tuple[str, ...]
    adverbs: tuple[str, ...]
    adjectives: frozenset[str]
    things_in_er: frozenset[str]
    abstract: frozenset[str]
    mass: frozenset[str]
    common_gender: dict[str, frozenset[str]]
    irregular_plurals: dict[str, str]
    singular_in_s: frozenset[str]
    towards_bare: frozenset[str]
    doubling: frozenset[str]
    irregular_verbs: dict[str, str]
    slips: dict[str, str] = {}
    directing: tuple[str, ...] = ()
    not_slips: frozenset[str] = frozenset()
    common_places: frozenset[str] = frozenset()
    titles: dict[str, str] = {}
    kin_of: dict[str, tuple[str, ...]] = {}
    anybody: frozenset[str] = frozenset()


class Trade(Struct, frozen=True):
    """What people of one walk of life do, carry, wear and can."""

    words: tuple[str, ...]
    work: tuple[str, ...]
    kit: tuple[str, ...]
    wear: tuple[str, ...]
    skill: tuple[str, ...]


class PlaceKind(Struct, frozen=True):
    words: tuple[str, ...]
    at: str
    rooms: tuple[str, ...]


class Genre(Struct, frozen=True):
    words: tuple[str, ...]
    tone: str
    light: tuple[str, ...]
    sound: tuple[str, ...]
    hero: tuple[str, ...]
    ally: tuple[str, ...]
    foe: tuple[str, ...]
    kind: str
    place: tuple[str, ...]
    tool: tuple[str, ...]


class Kind(Struct, frozen=True):
    """One of the nine quests a story can be. `foe` is a sentence about whoever stands against it."""

    goal: str
    event: str
    prize: tuple[str, ...]
    stakes: tuple[str, ...]
    theme: tuple[str, ...]
    foe: str


class Names(Struct, frozen=True):
    she: tuple[str, ...]
    he: tuple[str, ...]
    family: tuple[str, ...]


class Tone(Struct, frozen=True):
    words: tuple[str, ...]
    look: str


class Styles(Struct, frozen=True):
    words: tuple[str, ...]
    by_genre: dict[str, str]


class Period(Struct, frozen=True):
    words: tuple[str, ...]
    value: str
    wear: tuple[str, ...]


class Looks(Struct, frozen=True):
    tones: dict[str, Tone]
    styles: Styles
    periods: dict[str, Period]
    build: dict[str, tuple[str, ...]]
    ages: dict[str, tuple[str, ...]]
    age_words: dict[str, tuple[str, ...]]
    hair: dict[str, tuple[str, ...]]
    marks: tuple[str, ...]
    animal_marks: tuple[str, ...]
    machine_marks: tuple[str, ...]


class Nature(Struct, frozen=True):
    """What is wrong with someone, and what would mend it; see inner.yaml."""

    flaw: str
    need: str
    stops: str
    voice: str
    tell: str
    manner: str
    lie: str = ""
    ghost: str = ""
    secret: str = ""
    theme: str = ""
    mirrors: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ("{line}",)


class Found(Struct, frozen=True):
    """What to do about a thing that comes someone's way: the nouns it is named by, and the goal."""

    nouns: frozenset[str]
    goal: str


class Affliction(Struct, frozen=True):
    """What can befall somebody: how it is said (a pattern), and the aim it gives, by patterns over roles; see hints.yaml."""

    says: str
    aims: dict[str, str]


class Hints(Struct, frozen=True):
    """What words give away about quest, genre, enemy and place; see hints.yaml."""

    kind_by_trade: dict[str, str]
    plights: dict[str, str]
    genre_by_kind: dict[str, str]
    genre_by_trade: dict[str, str]
    period_by_genre: dict[str, str]
    genre_adjectives: frozenset[str]
    hostile: frozenset[str]
    hostile_adjectives: tuple[str, ...]
    forces: frozenset[str]
    collective: frozenset[str]
    rooms: frozenset[str]
    made: dict[str, str]
    foe_by_place: dict[str, tuple[str, ...]]
    foe_by_period: dict[str, tuple[str, ...]]
    home_by_role: dict[str, str]
    home_by_trade: dict[str, str]
    forbids: dict[str, str]
    wants: frozenset[str]
    times: frozenset[str]
    makers: tuple[str, ...]
    no_props: frozenset[str]
    complete: frozenset[str]
    moments: frozenset[str]
    found: tuple[Found, ...]
    opposites: dict[str, str]
    aims: dict[str, tuple[str, ...]]
    keeping: tuple[str, ...]
    contested: tuple[str, ...]
    sweethearts: tuple[str, ...]
    hero_by_place: dict[str, tuple[str, ...]]
    events_said: dict[str, str]
    refused: frozenset[str] = frozenset()
    livings: frozenset[str] = frozenset()
    hindering: str = ""
    foe_by_trade: dict[str, tuple[str, ...]] = {}
    about_things: tuple[str, ...] = ()
    afflictions: tuple[Affliction, ...] = ()
    turned_out: dict[str, str] = {}
    happenings: dict[str, str] = {}
    matters: dict[str, str] = {}
    feelings: dict[str, str] = {}
    aims_by_role: dict[str, str] = {}
    questions: dict[str, str] = {}
    asked_of: frozenset[str] = frozenset()


class Structure(Struct, frozen=True):
    """A way to tell a story; see structures.yaml."""

    order: tuple[str, ...]
    need: tuple[str, ...]
    early: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    suits: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    mood: str = ""


class StructureWords(Struct, frozen=True):
    """How a language speaks of a structure: its name, the words that ask for it, what its beats are called."""

    name: str
    words: tuple[str, ...]
    labels: tuple[str, ...]


class BeatTable(Struct, frozen=True):
    """What is known of each function; see beats.yaml."""

    labels: dict[str, str]
    labels_by_kind: dict[str, dict[str, str]]
    purposes: dict[str, str]
    weights: dict[str, float]
    draws: dict[str, str]


class Hour(Struct, frozen=True):
    """An hour's name, the phrase that says 'then', and how a slug line writes it."""

    name: str
    at: str
    slug: str


class Seeing(Struct, frozen=True):
    """Ways of looking; see seeing.yaml."""

    light: dict[str, tuple[str, ...]]
    lens: tuple[str, ...]
    things: tuple[str, ...]
    talk: tuple[str, ...]
    weather: tuple[str, ...]
    groups: tuple[str, ...]
    cared: tuple[str, ...]
    angles: tuple[str, ...]
    frames: tuple[str, ...]
    times: dict[str, Hour] = {}
    again: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()
    callings: tuple[str, ...] = ()


class Shapes(Struct, frozen=True):
    """The forms sentences take; see shapes.yaml. Names in braces are filled by whoever uses the form."""

    and_: str
    slight: frozenset[str]
    loose_tail: str
    longest: int
    room: str
    article: str
    owned: str
    modern: str
    weather: frozenset[str]
    large: frozenset[str]
    leads: dict[str, str]
    heavy: str
    bare_lead: str
    aims: tuple[str, ...]
    against: tuple[str, ...]
    ties: tuple[str, ...]
    prizes: tuple[str, ...]
    place_of: str
    place_in: str
    pairs: tuple[str, ...]
    same: tuple[str, ...]
    same_plain: str
    gerund: str
    wishes: tuple[str, ...]
    present: tuple[str, ...]
    choosing: tuple[str, ...]
    theme: str
    year: str
    years: str
    titles: tuple[str, ...]
    named: dict[str, str]
    opening_look: str
    placed: str
    angled: str
    cause: str
    since: str
    first_cause: str
    wants: str
    choice: str
    notes: tuple[str, ...]
    noted_place: str
    loglines: dict[str, tuple[str, ...]]
    before: str
    protagonist: str
    small: frozenset[str]
    addresses: frozenset[str]
    role_stops: str
    foe_of: dict[str, tuple[str, ...]]
    wanting: dict[str, tuple[str, ...]]
    about: dict[str, tuple[str, ...]]
    appearance: str
    appearance_animal: str
    appearance_machine: str
    personality: str
    least: dict[str, str]
    relations: tuple[str, ...]
    synopsis: dict[str, tuple[str, ...]]


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """How one language says a dramatic step. `do` are its events, one {part: verb phrase} each; `say` what is spoken."""

    goal: str
    against: str
    outcome: str
    change: str
    titles: tuple[str, ...]
    see: tuple[str, ...]
    do: tuple[dict[str, str], ...]
    choice: str = ""
    say: tuple[dict[str, str], ...] = ()


class Operator(Struct, frozen=True, forbid_unknown_fields=True):
    """One dramatic step: when it fits (`at`, `kinds`, `needs`), what it changes (`adds`, `dels`), whose it is (`lead`), and its `words`.

    `at` names functions of beats, `needs`, `adds` and `dels` facts of `world.FACTS`, all parted by spaces.
    """

    id: str
    at: str
    turn: str
    kinds: str = ""
    needs: str = ""
    adds: str = ""
    dels: str = ""
    where: str = ""
    mood: str = ""
    genres: str = ""
    prize: str = ""
    threat: str = ""
    place: str = ""
    lead: str = "hero"
    words: Wording | None = None

    @property
    def said(self) -> Wording:
        """Its wording in the language it was read in."""
        assert self.words is not None
        return self.words


class GuideText(Struct, frozen=True, forbid_unknown_fields=True):
    """How a proposal is told; `how` is what to do by hand where a person has to bring something."""

    title: str
    description: str
    how: str = ""


class GuideWords(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language speaks of the guided steps; see guide.yaml. `genres` have their article; names in braces are filled in."""

    genres: dict[str, str]
    audiences: dict[str, str]
    tones: dict[str, str]
    structures: dict[str, str]
    texts: dict[str, GuideText]
    preview: dict[str, str]
    kinds: dict[str, str]
    fields: dict[str, str]
    protagonist: str
    setting: str
    voice: str
    quoted: str
    sound: str
