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

TYPED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "a lighthouse keeper in 1911 finds a letter that was never sent",
        "find out who wrote the letter that was never sent",
        ("lighthouse keeper", "1911", "letter that was never sent"),
    ),
    (
        "A retired boxer teaches his granddaughter to fight before the county championship",
        "teach his granddaughter to fight",
        ("boxer", "granddaughter", "county championship"),
    ),
    (
        "Two sisters inherit a failing motel on Route 66 and can't agree whether to sell it",
        "agree whether to sell the failing motel",
        ("sister", "motel", "Route 66"),
    ),
    (
        "Leila, a pickpocket in Marseille, steals the wrong wallet",
        "give the wrong wallet back before its owner comes for it",
        ("Leila", "pickpocket", "Marseille", "wallet"),
    ),
    ("sad robot. rain. a lost umbrella.", "bring <prize> home", ("robot", "rain", "umbrella")),
    (
        "Berlin 1961: a tunnel digger falls for the guard's daughter",
        "win over the guard's daughter",
        ("Berlin", "1961", "tunnel digger", "daughter"),
    ),
    ("a documentary-style film about the night shift at a bread factory", "get through the night shift", ("night shift", "bread factory")),
    (
        "An intern at a failing newspaper discovers that the obituaries are being written a day early",
        "find out why the obituaries are being written a day early",
        ("intern", "newspaper", "obituaries"),
    ),
    (
        "My dad and I drive his old taxi across India to scatter my mother's ashes",
        "drive his old taxi across India to scatter the mother's ashes",
        ("taxi", "India", "ashes"),
    ),
    (
        "The crew of a deep-sea submarine loses contact with the surface",
        "win back contact with the surface",
        ("crew", "submarine", "contact"),
    ),
    ("a dog waits at a train station every day for its owner", "find its owner", ("dog", "train station", "owner")),
    (
        "Can a village baker save her shop when a supermarket opens across the road?",
        "save her shop",
        ("village baker", "shop", "supermarket"),
    ),
    (
        "Tomás, a Cuban trumpeter, gets one night in Havana to win back his band",
        "win back his band",
        ("Tomás", "trumpeter", "Havana", "band"),
    ),
    (
        "A nurse on the night shift keeps hearing a patient who died last week",
        "find out what the patient who died last week wants",
        ("nurse", "night shift", "patient"),
    ),
    ("funny office comedy: the coffee machine becomes the boss", "stop the coffee machine", ("coffee machine", "boss", "office")),
    (
        "a mother hides her deaf son from soldiers in an abandoned cinema",
        "hide her deaf son from soldiers",
        ("mother", "deaf son", "soldiers", "abandoned cinema"),
    ),
    (
        "A translator at a peace conference realises that both sides are lying",
        "find out why both sides are lying",
        ("translator", "peace conference"),
    ),
    (
        "A widower keeps setting the table for two until a stranger sits down",
        "stop setting the table for two",
        ("widower", "table", "stranger"),
    ),
    ("Vikings discover a village where nobody sleeps", "find out why nobody sleeps in the village", ("viking", "village")),
    ("a ghost tries to tell his wife that he forgives her", "tell his wife that he forgives her", ("ghost", "wife")),
    (
        "A young chess player must beat the machine that beat her father",
        "beat the machine that beat her father",
        ("chess player", "machine", "father"),
    ),
    (
        "The last projectionist in a small Sicilian town refuses to close the cinema",
        "keep the cinema open",
        ("projectionist", "Sicilian town", "cinema"),
    ),
    (
        "Grandpa's dementia makes him think it is 1968 and he has to catch the train to Prague",
        "catch the train to Prague",
        ("1968", "grandpa", "train to Prague"),
    ),
    (
        "A weather presenter starts predicting deaths instead of rain",
        "stop predicting deaths instead of rain",
        ("weather presenter", "deaths", "rain"),
    ),
    ("brothers who haven't spoken in ten years have to bury their father", "bury their father", ("brother", "father")),
    ("a bee who doesn't want to make honey", "get out of making honey", ("bee", "honey")),
    (
        "Detective Rosa Klein has 24 hours to find out who poisoned the mayor at his own birthday party",
        "find out who poisoned the mayor at his own birthday party",
        ("Rosa Klein", "detective", "mayor", "birthday party"),
    ),
    (
        "A street kid in Rio finds a camera and photographs a murder",
        "solve the murder",
        ("street kid", "Rio", "camera", "murder"),
    ),
    (
        "A young surgeon in wartime London has to operate on the man who bombed her street",
        "operate on the man who bombed her street",
        ("young surgeon", "London", "man who bombed her street"),
    ),
    (
        "Marco, a delivery rider in Milan, is chased by men who want the parcel he is carrying",
        "get away from men who want the parcel he is carrying",
        ("Marco", "delivery rider", "Milan", "parcel"),
    ),
    (
        "An old woman in Iceland refuses to leave her farm as the lava comes closer",
        "stay at her farm",
        ("old woman", "Iceland", "farm", "lava"),
    ),
    ("two astronauts argue about who gets the last seat home", "settle who gets the last seat home", ("astronaut", "last seat")),
    (
        "a wedding photographer notices the same stranger in every picture",
        "find out who the same stranger in every picture is",
        ("wedding photographer", "stranger"),
    ),
    ("Hannah, 9, writes letters to the moon and one day the moon answers", "write letters to the moon", ("Hannah", "letters", "moon")),
    (
        "a football coach must choose between his star player and his son",
        "choose between his star player and his son",
        ("football coach", "star player", "son"),
    ),
    (
        "A radio operator in Antarctica picks up a song from 1943",
        "find out who is sending the song",
        ("radio operator", "Antarctica", "song"),
    ),
    (
        "the cook on a pirate ship poisons the captain and must keep the crew from finding out",
        "keep the crew from finding out",
        ("cook", "pirate ship", "captain", "crew"),
    ),
    (
        "Siblings fight over their late father's jazz club in New Orleans",
        "settle what becomes of their late father's jazz club in New Orleans",
        ("sibling", "jazz club", "New Orleans"),
    ),
    ("A town's only bus breaks down on the way to the hospital", "get the town's only bus running again", ("bus", "hospital")),
    ("Why does the statue in the park cry every Sunday?", "find out why the statue in the park cries every Sunday", ("statue", "park")),
    ("A judge has to sentence her own brother", "sentence her own brother", ("judge", "brother")),
    ("sci-fi: miners on Titan strike for air", "strike for air", ("miner", "Titan", "air")),
    ("The night train from Vienna never arrives", "find out what became of the night train from Vienna", ("night train", "Vienna")),
    ("two clockmakers who stop time", "stop time", ("clockmaker", "time")),
    ("what if dogs could vote", "keep the power to vote", ("dog",)),
    ("What if nobody could lie for one day?", "find out why nobody can lie for one day", ()),
    (
        "Ruth keeps getting calls from a stranger who says he is her son",
        "find out whether the stranger really is her son",
        ("Ruth", "stranger", "calls"),
    ),
    (
        "I am a night nurse and my patients start telling me the same dream",
        "find out why the patients are telling the same dream",
        ("night nurse", "patients", "dream"),
    ),
    (
        "When her sister disappears from a cruise ship, a shy accountant poses as a magician to find her",
        "find her sister",
        ("sister", "cruise ship", "accountant"),
    ),
    (
        "Five friends rent a cabin in the woods and one of them is not human",
        "find out which of them is not human",
        ("friend", "cabin", "woods"),
    ),
    ("a con man pretends to be the long-lost heir of a dying duke", "pass for the long-lost heir of a dying duke", ("con man",)),
    ("A robot wants to learn how to dance", "learn how to dance", ("robot", "dance")),
    ("an AI that writes poems is going to be switched off at midnight", "keep from being switched off at midnight", ("AI",)),
    ("A translator falsifies peace talks to stop a war", "falsify peace talks to stop a war", ("translator", "war")),
    ("an orphan girl and a wounded wolf survive the winter together", "survive the winter", ("orphan girl", "wolf", "winter")),
    ("Seven nuns start a punk band", "start a punk band", ("nun", "punk band")),
)
"""Prompts as people really type them, each with the goal it was meant to give and the words its scenes must show."""
