"""Prompts as people write them, each with what a careful reader would take from it.

Only what is listed is asked for; what is not listed may be read in more than one way.
"""

from typing import TypedDict


class Expected(TypedDict, total=False):
    """`hero` is in the name or the role of the one the story follows; `people`, `things` and `places` are each in something found;
    `cast` is how many people the prompt asks for; `foe`, `goal`, `stakes`, `period` and `theme` are in the finding of that name."""

    hero: str
    people: tuple[str, ...]
    cast: int
    things: tuple[str, ...]
    places: tuple[str, ...]
    avoid: tuple[str, ...]
    goal: str
    foe: str
    stakes: str
    period: str
    theme: str
    title: str
    scenes: int
    absent: tuple[str, ...]
    """Words that belong to no one and nothing in the story."""


READINGS: tuple[tuple[str, Expected], ...] = (
    # told by the writer
    (
        "I want a film about my grandmother and me running a lighthouse",
        {"hero": "grand", "people": ("grandmother",), "cast": 2, "places": ("lighthouse",), "absent": ("film",)},
    ),
    (
        "my brother and I find a whale on the beach and have one night to get it back into the sea",
        {"people": ("brother",), "cast": 2, "things": ("whale",), "places": ("beach",), "goal": "get the whale back into the sea"},
    ),
    ("I am a night nurse who can hear what the dying think", {"hero": "night nurse", "things": ("the dying think",)}),
    (
        "When I was seven my father built a boat in our kitchen and it was too big for the door",
        {"hero": "father", "people": ("father",), "cast": 2, "things": ("boat", "kitchen")},
    ),
    (
        "We are three sisters who inherit a haunted vineyard in Tuscany",
        {"hero": "sister", "cast": 3, "places": ("haunted vineyard", "Tuscany")},
    ),
    (
        "A film about my dad, who drove a snow plough for thirty years and never once saw the sea.",
        {"hero": "dad", "things": ("snow plough",), "goal": "see the sea"},
    ),
    (
        "my best friend and i accidentally kill our landlord and have to hide the body before the rent inspection",
        {"people": ("friend", "landlord"), "cast": 3, "things": ("body",), "goal": "hide the body"},
    ),
    # a life is not a wish
    ("A retired opera singer runs a lighthouse off the coast of Maine", {"hero": "opera singer", "places": ("lighthouse", "Maine")}),
    ("A woman keeps bees on the roof of a prison", {"hero": "woman", "things": ("bees",), "places": ("prison",)}),
    ("an old man repairs umbrellas in a city where it never rains", {"hero": "old man", "things": ("umbrellas",), "places": ("city",)}),
    (
        "Dmitri drives the last tram in Riga. One night a bride gets on without a groom.",
        {"hero": "Dmitri", "people": ("bride",), "things": ("tram",), "places": ("Riga",)},
    ),
    # relatives without "that"
    ("A widow finds the letter she never sent", {"hero": "widow", "things": ("letter she never sent",), "cast": 1}),
    (
        "A carpenter builds the coffin his brother asked for and then the brother comes home alive",
        {"hero": "carpenter", "people": ("brother",), "things": ("coffin",)},
    ),
    (
        "The song her mother used to sing is the only thing Noor remembers of Aleppo",
        {"hero": "Noor", "people": ("mother",), "things": ("song",), "places": ("Aleppo",)},
    ),
    ("A detective must arrest the man he loves", {"hero": "detective", "people": ("man",), "goal": "arrest the man he loves"}),
    ("a spy returns the passport he stole from a dead colleague", {"hero": "spy", "things": ("passport",)}),
    # X meets Y
    ("Jaws meets a wedding comedy", {"theme": "Jaws", "things": ("wedding",)}),
    ("Alien meets Downton Abbey: something is loose in the servants' hall", {"theme": "Downton Abbey", "absent": ("meets",)}),
    (
        "Think Ocean's Eleven meets The Great British Bake Off, in a village in Wales",
        {"theme": "Ocean's Eleven", "places": ("village", "Wales")},
    ),
    ("It's Groundhog Day meets Das Boot", {"theme": "Das Boot"}),
    (
        "A lonely postman meets a talking heron and together they look for the lost letters of 1944",
        {"hero": "postman", "people": ("heron",), "things": ("lost letters",)},
    ),
    # questions
    ("What if the moon stopped?", {"things": ("moon",)}),
    ("What if everyone woke up one morning unable to lie?", {"things": ("lie",)}),
    (
        "What would happen if a lighthouse keeper fell in love with a ship's captain she only knows by radio?",
        {"hero": "lighthouse keeper", "people": ("captain",), "things": ("radio",)},
    ),
    (
        "Can two enemies share one lifeboat?",
        {"hero": "enemy", "cast": 2, "things": ("lifeboat",), "theme": "Can two enemies share one lifeboat?"},
    ),
    (
        "Who stole the last glacier? A geologist in Patagonia wants to know.",
        {"hero": "geologist", "things": ("last glacier",), "places": ("Patagonia",)},
    ),
    (
        "Is it ever right to lie to a dying person? A nurse, a soldier, a field hospital in 1917.",
        {
            "hero": "nurse",
            "people": ("soldier",),
            "places": ("field hospital",),
            "period": "1917",
            "theme": "Is it ever right to lie to a dying person?",
        },
    ),
    (
        "How far would you go for a friend? Two climbers, one rope, a storm on the Eiger.",
        {"hero": "climber", "cast": 2, "things": ("rope", "storm"), "places": ("Eiger",), "theme": "How far would you go for a friend?"},
    ),
    # lists of wishes
    ("A story set on a ferry. Must have: a dog, a storm, no guns", {"things": ("dog", "storm"), "places": ("ferry",), "avoid": ("guns",)}),
    (
        "I'd like:\n- a heist\n- an old piano teacher\n- a goose\n- no violence\n- set in Vienna",
        {"hero": "piano teacher", "things": ("goose", "heist"), "places": ("Vienna",), "avoid": ("violence",)},
    ),
    (
        "Wish list:\n* two rival bakers\n* one wedding\n* a stolen recipe\n* happy ending\n* nobody dies",
        {"cast": 2, "things": ("wedding", "stolen recipe"), "avoid": ("death",)},
    ),
    (
        "1. A haunted elevator 2. A night porter named Felix 3. No jump scares",
        {"hero": "Felix", "things": ("elevator",), "avoid": ("jump scares",)},
    ),
    (
        "must include a red umbrella, a blind chess player and a train. must not include romance or guns.",
        {"hero": "blind chess player", "things": ("red umbrella", "train"), "avoid": ("romance", "guns")},
    ),
    (
        "Characters: Otto (70, clockmaker), his granddaughter Lil (9). Place: Bern. Time: winter 1938. Goal: get the "
        "clock out of the country.",
        {
            "hero": "Otto",
            "people": ("Lil", "clockmaker"),
            "things": ("clock",),
            "places": ("Bern",),
            "period": "1938",
            "goal": "get the clock out of the country",
        },
    ),
    # negative wishes
    (
        "a love story between two undertakers, no romance clichés, not a comedy, please",
        {"hero": "undertaker", "cast": 2, "avoid": ("romance clichés", "comedy")},
    ),
    ("A shipwreck film without anyone dying", {"things": ("shipwreck",), "avoid": ("death",)}),
    (
        "A boy and his donkey cross the Atlas mountains. Nobody dies. Don't make it sad.",
        {"hero": "boy", "people": ("donkey",), "places": ("Atlas",), "avoid": ("death", "sad")},
    ),
    (
        "A war film about a field kitchen with no battles and no guns",
        {"things": (), "places": ("field kitchen",), "avoid": ("battles", "guns")},
    ),
    ("a vampire story but not scary, without blood, for children", {"hero": "vampire", "avoid": ("scary", "blood")}),
    ("A detective story where no one gets killed", {"hero": "detective", "avoid": ("death",)}),
    (
        "A road trip, two sisters, an old Saab. Keep it free of violence and don't use flashbacks.",
        {"hero": "sister", "cast": 2, "things": ("Saab", "road trip"), "avoid": ("violence", "flashbacks")},
    ),
    (
        "no aliens. no robots. just a mechanic alone on Mars with a broken radio",
        {"hero": "mechanic", "places": ("Mars",), "things": ("radio",), "avoid": ("aliens", "robots"), "absent": ("alien", "robot")},
    ),
    (
        "I don't want any swearing or drinking. A priest opens a boxing club in Naples.",
        {"hero": "priest", "places": ("Naples",), "avoid": ("swearing", "drinking")},
    ),
    ("The ending should not be happy. A clown loses his laugh.", {"hero": "clown", "things": ("laugh",), "avoid": ("happy",)}),
    ("A family film about a fox, never cruel, and the dog must not die", {"hero": "fox", "things": ("dog",), "avoid": ("cruel", "death")}),
    # counts
    (
        "two brothers and a crew of five sail a stolen trawler to Iceland",
        {"hero": "brother", "cast": 7, "things": ("trawler",), "places": ("Iceland",), "goal": "sail"},
    ),
    ("A crew of five robs the mint during an eclipse", {"cast": 5, "things": ("eclipse",), "goal": "rob the mint"}),
    ("Four widows open a detective agency in Buenos Aires", {"hero": "widow", "cast": 4, "places": ("Buenos Aires",)}),
    (
        "An orphan and her three goats walk to the capital to see the king",
        {"hero": "orphan", "people": ("goat", "king"), "goal": "see the king"},
    ),
    ("a dozen jurors, one of whom is the killer", {"hero": "juror", "cast": 7, "people": ("killer",)}),
    ("Six strangers are locked in an escape room that is real", {"hero": "stranger", "cast": 6, "places": ("escape room",)}),
    (
        "A teacher and her 3 pupils hide in the library while the river rises",
        {"hero": "teacher", "cast": 4, "places": ("library",), "things": ("river",)},
    ),
    ("the pair of thieves who stole the Mona Lisa twice", {"hero": "thief", "cast": 2, "things": ("Mona Lisa",)}),
    # named characters with roles in any order
    (
        "Mara (42, a diver) must bring up the bell of a drowned church before the dam opens. Ilya, who forges stamps, wants it too.",
        {"hero": "Mara", "people": ("Ilya", "diver"), "things": ("bell",), "places": ("church",), "goal": "bring up the bell"},
    ),
    ("Dr. Okafor has to deliver twins on a train stuck in a tunnel", {"hero": "Okafor", "things": ("twins",), "places": ("train",)}),
    ("The diver Mara and the forger Ilya share a flat in Odessa", {"people": ("Mara", "Ilya", "diver", "forger"), "places": ("Odessa",)}),
    (
        "Jun is a lift operator. His sister Mei is a thief. One evening they meet in the lift.",
        {"hero": "Jun", "people": ("Mei", "lift operator", "thief")},
    ),
    (
        "Captain Ahmed Haddad, 61, retired, and his parrot Sinbad look for the wreck that ended his career",
        {"hero": "Ahmed Haddad", "people": ("Sinbad",), "things": ("wreck",), "goal": "look for the wreck"},
    ),
    (
        "Sister Agnes, the abbey's brewer, Father Paul and a stray dog called Pope save the brewery",
        {"hero": "Agnes", "people": ("Paul", "Pope"), "goal": "save the brewery"},
    ),
    (
        "Mrs. Henderson next door is a Cold War sleeper agent. Twelve-year-old Toby is the only one who knows.",
        {"people": ("Henderson", "Toby"), "period": "Cold War"},
    ),
    (
        "Eun-ji, 17, and her grandfather, a former spy, run a noodle shop in Busan",
        {"hero": "Eun-ji", "people": ("grandfather",), "places": ("noodle shop", "Busan")},
    ),
    (
        "Nadia wants to leave. Omar wants to stay. Their boat leaves at dawn.",
        {"hero": "Nadia", "people": ("Omar",), "things": ("boat",), "goal": "leave"},
    ),
    ("Old Man Bjørn, the ferryman of Hvitsund, has one last passenger: Death.", {"hero": "Bjørn", "places": ("Hvitsund",)}),
    ("a hitman called Mr. Tuesday who is afraid of birds", {"hero": "Tuesday", "things": ("birds",)}),
    (
        "Protagonist: Leyla, a tram driver in Istanbul. Antagonist: her boss, Mr. Demir.",
        {"hero": "Leyla", "people": ("tram driver", "Demir"), "places": ("Istanbul",), "foe": "Demir"},
    ),
    # ages, periods, dates
    (
        "a nine-year-old girl smuggles insulin through the Berlin Wall in 1962",
        {"hero": "girl", "things": ("insulin", "Berlin Wall"), "period": "1962"},
    ),
    (
        "Set in the winter of 1709, a glassblower on Murano plans to flee with the secret of the mirror",
        {"hero": "glassblower", "places": ("Murano",), "period": "1709", "things": ("mirror",)},
    ),
    ("It is 2089 and water is money. A plumber robs a bank.", {"hero": "plumber", "period": "2089", "goal": "rob a bank"}),
    ("An 80-year-old stuntwoman wants to do one last fall", {"hero": "stuntwoman", "goal": "do one last fall"}),
    (
        "During the Blitz, a piano tuner in London tunes pianos nobody will play again",
        {"hero": "piano tuner", "places": ("London",), "things": ("pianos",), "period": "Blitz"},
    ),
    (
        "14 July 1789. A locksmith's apprentice in Paris has the only key to the Bastille.",
        {"hero": "apprentice", "things": ("key",), "places": ("Paris", "Bastille"), "period": "1789"},
    ),
    (
        "Ancient Rome. A slave who can read keeps it secret from the senator she serves.",
        {"hero": "slave", "people": ("senator",), "period": "Ancient Rome"},
    ),
    (
        "in the year 3000 the last library burns and a robot librarian saves one book",
        {"hero": "robot librarian", "things": ("book",), "places": ("library",), "period": "3000"},
    ),
    ("A 1970s disco in Lagos, a DJ who has lost her hearing", {"hero": "DJ", "places": ("disco", "Lagos"), "period": "1970s"}),
    # real and invented places
    (
        "On the floating city of Qarth-Amun a rope maker discovers that the city is sinking",
        {"hero": "rope maker", "places": ("Qarth-Amun",), "goal": "find out why the city is sinking"},
    ),
    (
        "A cartographer goes to the island of Veld to prove it does not exist",
        {"hero": "cartographer", "places": ("Veld",), "goal": "does not exist"},
    ),
    ("A bus driver in Kigali and a bus driver in Oslo swap routes for a week", {"hero": "bus driver", "places": ("Kigali", "Oslo")}),
    (
        "Somewhere between Ulaanbaatar and the Gobi a truck driver picks up a monk with no shadow",
        {"hero": "truck driver", "people": ("monk",), "places": ("Ulaanbaatar", "Gobi")},
    ),
    ("A translator at the United Nations in Geneva mistranslates one word on purpose", {"hero": "translator", "places": ("Geneva",)}),
    # opposition
    (
        "A fisherman must land his catch before the harbour master finds out he has no licence",
        {"hero": "fisherman", "people": ("harbour master",), "foe": "harbour master", "goal": "land his catch"},
    ),
    ("A girl wants to learn the drums but her mother forbids it", {"hero": "girl", "foe": "mother", "goal": "learn the drums"}),
    ("An inventor fights his own invention, a machine that finishes people's sentences", {"hero": "inventor", "foe": "invention"}),
    ("a village against the river", {"foe": "river"}),
    (
        "A gardener tries to save a 400-year-old oak from the motorway company",
        {"hero": "gardener", "things": ("oak",), "foe": "motorway company", "goal": "save"},
    ),
    (
        "Ines, a smuggler, is hunted by her former partner through the Pyrenees",
        {"hero": "Ines", "foe": "former partner", "places": ("Pyrenees",)},
    ),
    ("The villain is a beekeeper. The hero is a bear.", {"hero": "bear", "foe": "beekeeper"}),
    ("A young queen versus her own council", {"hero": "queen", "foe": "council"}),
    # stakes
    (
        "A tailor has to sew a coat for the tsar by morning or else his son goes to the front",
        {"hero": "tailor", "goal": "sew a coat for the tsar", "stakes": "his son goes to the front", "people": ("tsar", "son")},
    ),
    (
        "A diver must reach the air pocket before her tank is empty, otherwise the three trapped miners suffocate",
        {"hero": "diver", "people": ("miner",), "stakes": "the three trapped miners suffocate", "goal": "reach the air pocket"},
    ),
    (
        "If Samira does not find the vaccine by Sunday, the whole island will be burned",
        {"hero": "Samira", "goal": "find the vaccine", "stakes": "the whole island will be burned"},
    ),
    ("Unless the choir learns a new song, the church will be sold", {"stakes": "the church will be sold", "goal": "learn a new song"}),
    (
        "A juggler must keep five torches in the air; if he drops one, the circus burns down",
        {"hero": "juggler", "things": ("torches",), "stakes": "the circus burns down"},
    ),
    # all lower case, no punctuation, typos
    (
        "a girl named wren lives on a barge with her uncle and one day the canal is empty",
        {"hero": "wren", "people": ("uncle",), "places": ("barge",), "things": ("canal",)},
    ),
    ("old sailor lost leg wants revenge on whale", {"hero": "old sailor", "foe": "whale"}),
    (
        "make a flim about a baker who lost his sense of smell 6 scences 2 minuts",
        {"hero": "baker", "things": ("sense of smell",), "scenes": 6, "absent": ("flim", "scences", "minuts")},
    ),
    (
        "sci fi thriler abuot a janitor on a spaceship whitout any aliens",
        {"hero": "janitor", "places": ("spaceship",), "avoid": ("aliens",), "absent": ("alien", "thriler", "abuot")},
    ),
    (
        "a police officer and a burglar stuck in an elevator christmas eve",
        {"hero": "police officer", "people": ("burglar",), "places": ("elevator",)},
    ),
    ("dog detective cat thief paris", {"hero": "detective", "people": ("thief",), "places": ("paris",)}),
    ("SHORT FILM ABOUT A MAN WHO SELLS CLOUDS", {"hero": "man", "things": ("CLOUDS",)}),
    ("tokyo, rain, two hitwomen, one umbrella", {"hero": "hitwoman", "cast": 2, "things": ("rain", "umbrella"), "places": ("tokyo",)}),
    ("lonely robot", {"hero": "lonely robot"}),
    ("the last train", {"things": ("train",)}),
    ("Revenge.", {"things": ("revenge",)}),
    ("a haunted piano", {"things": ("piano",)}),
    # loglines
    (
        "Haunted by the flight he survived, a pilot takes a job ferrying the dead across the Arctic, only to find one of them is alive.",
        {"hero": "pilot", "places": ("Arctic",), "things": ("the dead",)},
    ),
    (
        "After the death of her husband, a stubborn widow takes his place in the village brass band and turns "
        "rehearsals into a battlefield.",
        {"hero": "widow", "things": ("brass band",), "people": ("widow",), "absent": ("husband's",)},
    ),
    ("In a world where memories can be sold, a broke student sells the one he needs most.", {"hero": "student", "things": ("memories",)}),
    (
        "A disgraced chef has one service to win over the critic who ruined her",
        {"hero": "chef", "people": ("critic",), "goal": "win over the critic"},
    ),
    (
        "Forced to share a lighthouse for a winter, a deserter and the soldier sent to catch him become chess partners.",
        {"hero": "deserter", "people": ("soldier",), "places": ("lighthouse",)},
    ),
    (
        "A blind watchmaker, a pickpocket and a retired general plan to stop Big Ben at midnight.",
        {
            "hero": "blind watchmaker",
            "people": ("pickpocket", "retired general"),
            "things": ("Big Ben",),
            "goal": "stop Big Ben at midnight",
        },
    ),
    (
        "An understudy poisons the lead actress on opening night, then discovers that the play is cursed.",
        {"hero": "understudy", "people": ("actress",), "things": ("opening night",)},
    ),
    (
        "Comedy: a funeral director double-books the biggest mafia funeral of the year with his own daughter's wedding",
        {"hero": "funeral director", "things": ("mafia funeral", "wedding"), "people": ("funeral director",)},
    ),
    (
        "A woman wakes up in her own painting and has to get out before the varnish dries.",
        {"hero": "woman", "things": ("painting",), "goal": "get out"},
    ),
    (
        "Yusuf promised his dying father to return a borrowed mule. Forty years later, he sets off.",
        {"hero": "Yusuf", "people": ("father",), "things": ("mule",), "goal": "return a borrowed mule"},
    ),
    (
        "A mute girl and a deaf boxer teach each other to fight; the town wants them gone.",
        {"hero": "girl", "people": ("deaf boxer",), "foe": "town"},
    ),
    (
        "The queen is dead, the bees know, and the beekeeper's boy must tell them who rules now.",
        {"hero": "boy", "things": ("bees",), "goal": "tell them who rules now"},
    ),
    (
        "Dear engine, could you please write something about a shy librarian, Theo, who falls for the voice on the "
        "book-return answering machine?",
        {"hero": "Theo", "people": ("shy librarian",), "things": ("voice",), "absent": ("engine",)},
    ),
    (
        "Title: The Salt Road. Genre: western. A camel driver and a runaway bride race a sandstorm to the last well.",
        {"hero": "camel driver", "people": ("runaway bride",), "things": ("sandstorm", "well"), "title": "The Salt Road"},
    ),
    ("two people who hate each other. one tent. the himalayas. funny.", {"cast": 2, "things": ("tent",), "places": ("himalayas",)}),
    # and more of everything
    (
        "a widowed lighthouse keeper discovers a message in a bottle that seems to be addressed to her",
        {"hero": "widowed lighthouse keeper", "things": ("message", "bottle"), "goal": "find out who wrote the message"},
    ),
    (
        "In 1920s Paris, a jazz pianist and a runaway heiress must recover a stolen painting before the Nazis find it. "
        "Eight scenes, no violence.",
        {
            "hero": "jazz pianist",
            "people": ("runaway heiress",),
            "foe": "Nazis",
            "places": ("Paris",),
            "period": "1920s",
            "avoid": ("violence",),
            "scenes": 8,
            "goal": "recover a stolen painting",
        },
    ),
    (
        "Three siblings return to their childhood home to sell it, but the house doesn't want to let them go",
        {"hero": "sibling", "cast": 3, "foe": "house", "goal": "sell their childhood home"},
    ),
    ("my grandfather was a spy and nobody in the family knew until the funeral", {"hero": "grandfather", "things": ("funeral",)}),
    (
        "Write a story about Elena, 34, a marine biologist from Chile, and her ex-husband Tom who find a singing whale "
        "trapped under the Antarctic ice.",
        {
            "hero": "Elena",
            "people": ("marine biologist", "Tom", "ex-husband"),
            "things": ("singing whale",),
            "places": ("Chile", "Antarctic"),
            "goal": "keep the singing whale safe",
        },
    ),
    ("Think Paddington meets The Third Man", {"theme": "The Third Man", "absent": ("paddington",)}),
    (
        "The Grand Budapest Hotel meets Alien in a space hotel run by a nervous concierge",
        {"hero": "nervous concierge", "theme": "The Grand Budapest Hotel", "places": ("space hotel",)},
    ),
    (
        "Is revenge ever worth it? A farmer returns to the town that hanged his brother.",
        {"hero": "farmer", "people": ("brother",), "places": ("town",), "theme": "Is revenge ever worth it?"},
    ),
    (
        "A quiet film about two old men who play chess in a park every day, until one of them doesn't come.",
        {"hero": "old man", "cast": 2, "places": ("park",), "things": ("chess",)},
    ),
    (
        "Samurai western. A ronin named Kenji walks into a mining town run by three corrupt brothers. He wants only a "
        "bath. They want his sword.",
        {"hero": "Kenji", "foe": "three corrupt brothers", "places": ("mining town",), "things": ("sword", "bath")},
    ),
    (
        "a rom-com about rival food truck owners in Austin, must include: a taco, a dog named Burrito, a thunderstorm. "
        "no swearing. 5 scenes",
        {
            "hero": "rival food truck owner",
            "people": ("Burrito",),
            "things": ("taco", "thunderstorm"),
            "places": ("Austin",),
            "avoid": ("swearing",),
            "scenes": 5,
        },
    ),
    (
        "The mayor of a small island town must choose between saving her daughter or the island when the volcano wakes",
        {
            "hero": "mayor",
            "people": ("daughter",),
            "places": ("island", "volcano"),
            "goal": "choose between saving her daughter or the island",
        },
    ),
    ("A boy who cannot speak befriends a ghost who cannot stop talking", {"hero": "boy", "people": ("ghost",), "goal": "befriend a ghost"}),
    (
        "Detective story set in Victorian London, detective is a woman, pretending to be a man, hunting a killer who leaves origami",
        {"hero": "detective", "people": ("killer",), "places": ("Victorian London",), "things": ("origami",), "goal": "hunt a killer"},
    ),
    (
        "Kids find a spaceship in the woods behind the school. The army wants it. They have until Sunday.",
        {"hero": "kid", "foe": "army", "places": ("woods", "school"), "things": ("spaceship",)},
    ),
    (
        "An orchestra of seven deaf musicians prepares for the concert of their lives",
        {"hero": "deaf musician", "cast": 7, "things": ("concert",), "goal": "prepare for the concert of their lives"},
    ),
    (
        "i need a short film about a delivery drone that falls in love with a lighthouse",
        {"hero": "delivery drone", "places": ("lighthouse",), "goal": "win over the lighthouse"},
    ),
    (
        "It's 1944. Marie, a baker's daughter, hides messages in bread. The German officer who buys it every morning begins to suspect.",
        {"hero": "Marie", "foe": "German officer", "things": ("messages", "bread"), "period": "1944", "goal": "hide messages in bread"},
    ),
    ("two thieves, one safe, zero trust", {"hero": "thief", "cast": 2, "things": ("safe",)}),
    ("A mother fights the hospital to see her son", {"hero": "mother", "people": ("son",), "foe": "hospital", "goal": "see her son"}),
    (
        "Make it scary but not gory: a family moves into a house where the walls breathe at night.",
        {"things": ("family", "walls"), "places": ("house",), "avoid": ("gory",)},
    ),
    ("Every night the same stranger calls Ruth and tells her what she will do tomorrow.", {"hero": "Ruth", "people": ("stranger",)}),
    (
        "A taxi driver has to drive a dying man across Mexico City before sunrise or his own daughter won't get her surgery",
        {
            "hero": "taxi driver",
            "people": ("dying man", "daughter"),
            "places": ("Mexico City",),
            "stakes": "his own daughter won't get her surgery",
            "goal": "drive a dying man across Mexico City",
        },
    ),
    (
        "A monk who has taken a vow of silence witnesses a murder",
        {"hero": "monk", "things": ("vow of silence", "murder"), "goal": "solve the murder"},
    ),
    ("The last speaker of a dying language teaches it to her parrot", {"hero": "last speaker", "things": ("dying language", "parrot")}),
    ("the chess club of a women's prison plays against the guards. one of the guards cheats", {"foe": "guards", "places": ("prison",)}),
    (
        "Amara (19) wants to dance. Her father, Pastor Emmanuel, has forbidden music in the house. Lagos, 1977.",
        {"hero": "Amara", "foe": "Pastor Emmanuel", "goal": "dance", "things": ("music",), "places": ("house", "Lagos"), "period": "1977"},
    ),
    (
        "Can a robot keep a promise its maker forgot?",
        {
            "hero": "robot",
            "people": ("maker",),
            "goal": "keep a promise its maker forgot",
            "theme": "Can a robot keep a promise its maker forgot?",
        },
    ),
    (
        "No humans in it please. A fable about a fox who steals the moon from the pond and can't give it back",
        {"hero": "fox", "things": ("moon",), "places": ("pond",), "avoid": ("humans",)},
    ),
    (
        "a knight who's afraid of horses is sent by the king to slay the dragon of Mount Orrin",
        {"hero": "knight", "people": ("king",), "foe": "dragon of Mount Orrin", "things": ("horses",), "goal": "slay the dragon"},
    ),
    (
        "After a plane crash in the Andes a violinist and a smuggler have to cross the mountains, otherwise they will freeze",
        {
            "hero": "violinist",
            "people": ("smuggler",),
            "places": ("Andes",),
            "things": ("plane crash",),
            "goal": "cross the mountains",
            "stakes": "they will freeze",
        },
    ),
    (
        "Heist in a museum of broken hearts. crew: Lola the locksmith, Big Sam, the twins Ana and Ari. Target: the "
        "first love letter ever written. "
        "They don't carry weapons.",
        {"hero": "Lola", "people": ("locksmith", "Sam", "Ana", "Ari"), "cast": 4, "things": ("first love letter",), "places": ("museum",)},
    ),
    (
        "A documentary filmmaker goes looking for the village her mother never talked about",
        {"hero": "filmmaker", "people": ("mother",), "goal": "look for the village her mother never talked about", "places": ("village",)},
    ),
    (
        "Fantasy: in the city of Ombra shadows are taxed. Tam, a poor lamplighter, forges shadows for those who can't "
        "pay until the tax collector "
        "notices his own is missing.",
        {
            "hero": "Tam",
            "people": ("tax collector", "poor lamplighter"),
            "places": ("city of Ombra",),
            "things": ("shadows",),
            "foe": "tax collector",
        },
    ),
    (
        "The bees are leaving. Nobody in the valley of Sant Pau knows why, except a beekeeper's apprentice who broke the rule.",
        {
            "people": ("apprentice",),
            "things": ("bees", "rule"),
            "places": ("valley of Sant Pau",),
            "goal": "find out why the bees are leaving",
        },
    ),
    (
        "Bus 47 breaks down in the desert with eleven passengers and one bottle of water",
        {"hero": "passenger", "cast": 7, "things": ("Bus 47", "bottle of water"), "places": ("desert",), "goal": "running again"},
    ),
    # what strikes somebody, where nobody says what they want
    ("A cellist goes deaf", {"hero": "cellist", "goal": "play one last concert"}),
    ("Four old soldiers meet every year; this year there are five", {"cast": 5, "goal": "find out who the fifth soldier is"}),
    (
        "A submarine cook named Pavel has baked a cake for the captain. The radio is dead, and the cake must not get wet.",
        {"hero": "Pavel", "things": ("cake",), "goal": "keep the cake from getting wet"},
    ),
    ("A tragedy about a king who wants his sons to love him", {"hero": "king", "goal": "get his sons to love him"}),
    ("Kwame drives an ambulance in Accra. Tonight the patient is his brother Kofi.", {"hero": "Kwame", "goal": "brother Kofi alive"}),
    ("On a sleeper train to Lviv someone has stolen the conductor's watch", {"goal": "find out who has stolen the conductor's watch"}),
    ("A typist is the only one who knows that the general is dead", {"hero": "typist", "goal": "from learning that the general is dead"}),
    ("A piano tuner recognises the voice of the man who shot him", {"foe": "man", "goal": "make the man who shot him answer"}),
    (
        "Nobody in Saltmarsh has ever beaten Hester Quill at cards until a boy named Finch sits down",
        {"hero": "Hester Quill", "foe": "Finch", "goal": "beat Finch at cards", "places": ("Saltmarsh",)},
    ),
    ("In the hills a lamplighter runs out of light", {"hero": "lamplighter", "goal": "find more light"}),
    ("Our village has one phone box and I am in love with whoever keeps calling it", {"goal": "find out who keeps calling the phone box"}),
    ("A mute bell ringer who wants to be heard", {"hero": "bell ringer", "goal": "be heard"}),
    (
        "A family buys a house whose cellar is one step deeper every night",
        {"goal": "find out why the cellar is one step deeper every night"},
    ),
    ("a robot vacuum runs for mayor of a small town", {"hero": "robot vacuum", "goal": "be elected mayor of a small town"}),
    ("How do you hide an elephant in Manhattan?", {"goal": "hide an elephant in Manhattan", "places": ("Manhattan",)}),
    ("Could a hangman be kind? A hangman's son in York has to find out.", {"goal": "find out whether a hangman could be kind"}),
    ("the girl who sold her shadow", {"hero": "girl", "goal": "get her shadow back"}),
    ("A glacier guide lends his name to a deserter.", {"hero": "glacier guide", "goal": "get his name back from the deserter"}),
    ("A drummer boy deserts with the regiment's flag", {"hero": "drummer boy", "goal": "get away with the regiment's flag"}),
    ("a matatu driver races his ex-wife for a licence", {"hero": "driver", "foe": "ex-wife", "goal": "win the licence"}),
    ("sci-fi romance between a terraformer and the planet she is changing", {"hero": "terraformer", "goal": "win over the planet"}),
    # somebody a small word nearly hid
    ("found footage, cavers meet something patient", {"hero": "caver", "cast": 2}),
    (
        "Odile, a perfumer who has lost her sense of smell, trains her nephew Bastian to win a contest",
        {"hero": "Odile", "people": ("Bastian",)},
    ),
    ("a jazz singer in the 1930s owes her voice to the wrong man", {"hero": "jazz singer", "absent": ("the owes",)}),
    ("In 1348 a plague doctor in Siena fakes his own death", {"hero": "plague doctor", "goal": "fake his own death", "period": "1348"}),
    (
        "Stranded on a platform, a company spy falls for the woman who leads the strike",
        {"people": ("spy", "woman"), "absent": ("stranded on",)},
    ),
    ("A con man called the Bishop sells the Eiffel Tower to Count Orsini", {"people": ("Bishop", "Orsini"), "places": ("Eiffel Tower",)}),
    ("A customs officer on the moon base Selene-4 finds soil in a suitcase", {"hero": "customs officer", "places": ("Selene-4",)}),
    ("a medieval scribe copies a book that copies him back", {"hero": "scribe"}),
    (
        "A boy who stammers becomes the voice of the village loudspeaker",
        {"hero": "boy", "goal": "become the voice of the village loudspeaker"},
    ),
    # two who are one, one who is two
    (
        "Yuki's father left her a lighthouse, a debt and a radio that only receives 1958",
        {"hero": "Yuki", "people": ("father",), "places": ("lighthouse",), "goal": "find out why the radio only receives 1958"},
    ),
    ("Benny and Lou, two out-of-work clowns, kidnap the wrong dog", {"hero": "clown", "cast": 2, "goal": "give the wrong dog back"}),
    ("Agnes and Edith, sisters, 79 and 81, run away to see the sea", {"hero": "seventy-nine-year-old sister", "people": ("Edith",)}),
    ('Wilhelmina "Billie" Stone is the fastest typist in the typing pool', {"hero": "Billie Stone"}),
    (
        "A divorced couple is snowed in at the wedding of their only daughter",
        {"hero": "ex-wife", "people": ("ex-husband", "daughter"), "goal": "bring the wedding of their only daughter to a good end"},
    ),
    ("I am a crossing guard and I have seen the same car every morning", {"hero": "crossing guard", "goal": "find out who is in the car"}),
    ("a bride must organise the rescue of two hundred wedding guests", {"hero": "bride", "cast": 1}),
    ("A butcher's daughter turns the family shop vegetarian", {"hero": "butcher's daughter"}),
    ("A nun smuggles insulin in a hollow Bible", {"hero": "nun", "cast": 1, "things": ("hollow Bible",)}),
    (
        "Mother and daughter drive a hearse to Porto. The dead man in the back is the daughter's father, not the mother's husband.",
        {"people": ("mother", "daughter"), "things": ("daughter's father",), "absent": ("husband",)},
    ),
    (
        "A town has two trumpeters who hate each other: Karel, who plays like an angel, and Ota, who practises.",
        {"people": ("trumpeter Karel", "trumpeter Ota"), "cast": 2},
    ),
    # the prompt's own matter is what it is about
    ("grandma vs. the parking warden", {"hero": "grandma", "foe": "parking warden", "goal": "get the better of the parking warden"}),
    ("Twin sisters fall out over one violin", {"goal": "settle what becomes of the violin"}),
    ("The mayor of an island sells it, house by house, to a stranger", {"goal": "sell the island"}),
    ("A man waits for a bus with the woman he will marry.", {"goal": "win over the woman he will marry"}),
    ("A bank clerk and a robber wait for the police together.", {"goal": "hold out until the police come"}),
    ("A girl gets a message for a man who is about to be hanged", {"goal": "keep the man from being hanged"}),
    ("Sunniva takes the harpoon ship out herself; her mate Halvard wants it sold", {"hero": "Sunniva", "foe": "Halvard"}),
    (
        "Old Tobias has nothing to do. Then a girl called Ines walks across the ice.",
        {"hero": "Tobias", "goal": "find out what Ines has come for"},
    ),
    ("A keeper, Gudrun, and a lighthouse. The keeper, who will not leave it, is 70.", {"goal": "stay at the lighthouse"}),
    ("The groom is her brother, presumed dead for nine years.", {"goal": "find out where her brother has been"}),
    ("A bus driver refuses to stop at the last stop.", {"goal": "keep going past the last stop"}),
    ("A village votes on whether to move its cemetery.", {"goal": "settle whether to move its cemetery"}),
    ("A switchboard operator has forty calls to make and one line.", {"goal": "make forty calls"}),
    ("A boy builds a radio and hears his dead father on it.", {"hero": "boy", "goal": "find out what his dead father wants"}),
    ("A tired ghost applies for a job as a night porter.", {"hero": "ghost", "cast": 1, "goal": "get the job"}),
    ("My uncle taught me to pick locks, and tonight I have to open the one he made.", {"goal": "open the lock he made"}),
    ("A beekeeper finds a hive full of gold coins. Her brother-in-law Samir wants them.", {"foe": "Samir", "goal": "gold coins came from"}),
    ("the piano in flat nine plays itself at four", {"goal": "find out why the piano"}),
    # places and times that are none
    ("Wishes: a lifeguard, a metal detector, a wedding ring", {"things": ("wedding ring",)}),
    ("1969. While the world watches the moon, a girl in Tulsa robs the bank.", {"places": ("Tulsa", "bank"), "period": "1969"}),
    ("story circle, a dishwasher becomes chef for one night", {"hero": "dishwasher", "absent": ("story circle",)}),
    ("Use the hero's journey. A goatherd must bring fire back to his valley.", {"hero": "goatherd", "absent": ("journey",)}),
    ("Moby-Dick but with a lawn mower", {"theme": "Moby-Dick", "things": ("lawn mower",)}),
    ("a old fisherman adn his grandson look for teh boat", {"hero": "fisherman", "people": ("grandson",), "goal": "look for the boat"}),
    # loglines, questions and first persons of the second reading
    (
        "A piano mover gets stuck in a lift with the pianist whose hands he once broke.",
        {"hero": "piano mover", "people": ("pianist",), "goal": "make peace with the pianist whose hands he once broke"},
    ),
    ("A repairman overhears a murder being planned.", {"hero": "repairman", "goal": "prevent the murder"}),
    ("Nobody has seen the baker since Tuesday, but the bread keeps appearing.", {"goal": "find out what became of the baker"}),
    ("Two strangers swap coats by mistake", {"cast": 2, "goal": "swap the coats back"}),
    ("My grandfather says he once arm-wrestled a bear. Today the bear is back.", {"hero": "grandfather", "goal": "face the bear"}),
    ("If the ferry does not run, Ana misses her own wedding.", {"hero": "Ana", "goal": "get to her own wedding in time"}),
    ("A beekeeper whose bees start writing words in honey.", {"hero": "beekeeper", "goal": "find out why the bees are writing words"}),
    ("An astronaut's last message is delivered fifty years late to the wrong house.", {"goal": "to the right house"}),
    ("a village where it is forbidden to whistle; a girl whistles", {"hero": "girl", "goal": "win the right to whistle"}),
    ("a funeral director who is allergic to flowers", {"hero": "funeral director", "goal": "without being found out"}),
    ("Casablanca in a laundromat", {"theme": "Casablanca", "places": ("laundromat",)}),
    ("I want to see: rain, a boxer, a promise. I do not want to see the fight.", {"hero": "boxer", "avoid": ("fight",)}),
    ("The second violin knows who lit the match.", {"hero": "second violin", "goal": "decide whether to tell who lit the match"}),
    (
        "A retired spy opens a tea room. Her first customer is the man she was ordered to kill in 1974.",
        {"hero": "spy", "absent": ("1974",)},
    ),
    ("A tightrope walker's safety net goes missing", {"hero": "tightrope walker", "goal": "find the tightrope walker's safety net"}),
    ("cat steals moon", {"hero": "cat", "goal": "steal the moon"}),
    # who is whose opposition
    (
        "Two rival beekeepers have to share one meadow after a wildfire",
        {"hero": "rival beekeeper", "cast": 2, "foe": "the other rival beekeeper", "goal": "share one meadow", "things": ("wildfire",)},
    ),
    ("Two magicians, one trick", {"hero": "magician", "cast": 2, "foe": "the other magician", "things": ("trick",)}),
    ("Four old soldiers meet every year; this year there are five", {"hero": "old soldier", "foe": "fifth soldier", "cast": 5}),
    # one too many, one missing, one kept quiet
    (
        "A blind man plays chess with a stranger. This Friday there are two strangers.",
        {"hero": "blind man", "goal": "who the second stranger is"},
    ),
    ("The church organ has been stolen, pipe by pipe.", {"goal": "find out who has stolen the church organ", "absent": ("the pipe",)}),
    ("My mother kept forty-one diaries. The forty-second is in my handwriting.", {"goal": "find out who wrote the forty-second"}),
    ("A cleaner finds her own name on a list", {"hero": "cleaner", "goal": "find out who put her name on the list"}),
    ("Three astronauts, two spacesuits.", {"cast": 3, "things": ("spacesuits",)}),
    ("A crossword setter receives threats", {"hero": "crossword setter", "goal": "where the threats came from"}),
    ("A hospital clown is diagnosed with what the children have.", {"hero": "clown", "goal": "give one last performance"}),
    ("A gardener digs up a piano.", {"hero": "gardener", "goal": "find out where the piano came from"}),
    ("A wedding DJ plays one wrong song and starts a feud between two families.", {"hero": "DJ", "goal": "end the feud"}),
    (
        "An elderly couple wins the lottery and tells no one.",
        {"hero": "elderly wife", "goal": "keep the others from learning of the lottery"},
    ),
    ("Two rival undertakers are called to the same house.", {"foe": "the other rival undertaker"}),
    ("Two suffragettes hide in a cupboard in Parliament", {"hero": "suffragette", "cast": 2}),
)


class Directed(TypedDict, total=False):
    """What the prompt says of the film itself; only what is listed is asked for."""

    scenes: int
    seconds: float
    style: str
    tone: str
    avoid: tuple[str, ...]


DIRECTED: tuple[tuple[str, Directed], ...] = (
    ("a postman in an empty city, five scenes, ninety seconds, in charcoal", {"scenes": 5, "seconds": 90, "style": "charcoal"}),
    ("a ten-minute comedy about two nuns who run a golf course", {"seconds": 600}),
    ("a thriller about a five minute warning that nobody hears", {"seconds": None}),
    ("Exactly 20 scenes and ten minutes: the siege of a lighthouse", {"scenes": 20, "seconds": 600}),
    ("Watercolour style, gentle: a whale follows a postal boat up a river", {"style": "watercolour", "tone": "gentle"}),
    ("black and white, tense, nine scenes: a murder overheard", {"scenes": 9, "style": "black and white", "tone": "tense"}),
    ("an epic about salt smugglers, 15 scenes", {"scenes": 15, "tone": "epic"}),
    ("three kids and a broken submarine in the back yard, summer, happy", {"tone": "happy"}),
    ("I want: a cook, a general, an onion. I don't want: guns.", {"avoid": ("guns",)}),
    ("Love in a lighthouse, but nobody dies and no kissing", {"avoid": ("death", "kissing")}),
    ("A dentist in a gold town. No shootouts, please, no guns at all.", {"avoid": ("shootouts", "guns")}),
    ("A keeper and a lamp. Six scenes, and no more than that.", {"scenes": 6, "avoid": ()}),
)

PAGE = """Logline: In a drowned valley, three people want the same bell.

Mara Voss (42) is a salvage diver who has not been under water since her brother Jonas drowned. She lives in a caravan above the
reservoir of Altbach with her daughter Pia, 11, who collects sounds.

One spring the water sinks lower than it has in sixty years, and the tower of the old church appears. Mara's former teacher, Father
Anselm, begs her to bring up the bell before the valley is flooded again on the first of May. A dealer named Kroll offers her money
for it. Kroll has no scruples and a faster boat.

Mara refuses both. Then Pia goes missing, and the only sound on her recorder is the bell.

In the end Mara has to go down. No villains' speeches, no slow motion, and nobody else drowns, please. Eight scenes, four minutes."""
"""A page in several paragraphs: the main line is the diver's, everyone named is cast, and it is told in its order."""
