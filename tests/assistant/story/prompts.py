"""Thirty prompts as people write them, each with the words of it that its scenes must show."""

VARIED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet",
        ("heist", "ferry", "Tangier"),
    ),
    (
        "Create a sci-fi thriller about a detective investigating AI crimes in a cyberpunk city",
        ("detective", "AI crimes", "cyberpunk city"),
    ),
    ("Create a mystery thriller set in a haunted mansion", ("haunted mansion",)),
    ("Create an action adventure about treasure hunters", ("treasure hunter", "treasure")),
    ("Create a space opera about rebels fighting an empire", ("rebel", "empire")),
    (
        "When her brother vanishes, a deaf lighthouse keeper must cross the frozen strait before dawn to bring him home.",
        ("brother", "vanishes", "deaf lighthouse keeper", "frozen strait"),
    ),
    (
        "Ilya, a retired safecracker, is hired by a widow to open a bank vault in Prague. No romance, please.",
        ("Ilya", "retired safecracker", "widow", "bank vault", "Prague"),
    ),
    ("Two brothers race to deliver a stolen violin across the Sahara", ("brother", "stolen violin", "Sahara")),
    ("A lonely robot learns to paint in an abandoned art museum", ("lonely robot", "paint", "abandoned art museum")),
    ("I want a story about my grandmother who smuggled books during the war", ("grandmother", "books", "war")),
    ("a romantic comedy about a baker and a health inspector in Lisbon", ("baker", "health inspector", "Lisbon")),
    ("What if a town forgot how to sleep?", ("town", "sleep")),
    ("horror, a babysitter, a music box, a storm, no gore", ("babysitter", "music box", "storm")),
    ("Make me a 90-second film noir about a blackmailed pianist in 1940s Chicago", ("blackmailed pianist", "Chicago")),
    (
        "A samurai must protect a mute child from the warlord who killed her family",
        ("samurai", "mute child", "warlord", "family"),
    ),
    (
        "The last beekeeper on Mars fights to save her hive from a corrupt mining company",
        ("beekeeper", "Mars", "hive", "mining company"),
    ),
    (
        "A young witch loses her voice and must cross the enchanted forest to win it back before the eclipse.",
        ("young witch", "voice", "enchanted forest", "eclipse"),
    ),
    (
        "a coming-of-age drama about a girl who trains racing pigeons in Belfast, 6 scenes",
        ("girl", "pigeons", "Belfast"),
    ),
    ("An astronaut stranded on Europa hears knocking from under the ice", ("astronaut", "Europa", "knocking", "ice")),
    (
        "A western about a widowed sheriff and an outlaw who must defend a ghost town",
        ("widowed sheriff", "outlaw", "ghost town"),
    ),
    (
        "Dracula runs a blood bank in modern-day New York, dark comedy, 5 scenes, two minutes",
        ("Dracula", "blood bank", "New York"),
    ),
    ("A chef wants to win back his restaurant from his ex-wife", ("chef", "restaurant", "ex-wife")),
    (
        "Captain Ana Ruiz steals a submarine to rescue her crew from a frozen trench",
        ("Ana Ruiz", "submarine", "crew", "frozen trench"),
    ),
    ("Write a short film in which a time traveller tries to stop her own wedding", ("time traveller", "wedding")),
    (
        "A Nigerian journalist uncovers an oil conspiracy in Lagos and must decide whom to trust",
        ("Nigerian journalist", "oil conspiracy", "Lagos"),
    ),
    ("a fox and a rabbit build a flying machine to escape the flood", ("fox", "rabbit", "flying machine", "flood")),
    (
        "Mara Quist, a beekeeper with one good eye, and her nephew Pim smuggle a queen bee across a border during a war",
        ("Mara Quist", "beekeeper", "Pim", "queen bee", "border", "war"),
    ),
    ("A taxi driver finds a suitcase of money and a crying baby on the back seat", ("taxi driver", "suitcase", "baby")),
    ("kids save their treehouse from a developer", ("kid", "treehouse", "developer")),
    (
        "A violin maker in 18th century Venice discovers that his best instrument is cursed. Every musician who plays it dies "
        "within a week. He must destroy it before the Doge's concert, but his daughter Livia is to play it.",
        ("violin maker", "Venice", "best instrument", "cursed", "Doge's concert", "Livia"),
    ),
)
