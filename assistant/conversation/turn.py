"""One turn, from the words a person typed to the reply that is in the log."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from assistant.access import Actor
from assistant.conversation.acts import Acts, Outcome
from assistant.conversation.heard import Heard
from assistant.conversation.mind import Mind, context, mind_of, vocabulary
from assistant.conversation.questions import question
from assistant.conversation.reply import Reply
from assistant.conversation.selecting import label_of, left_open, ordinary, repeated, selected
from assistant.conversation.tongues import Tongues
from assistant.events import Emit, ignore
from assistant.guide.proposal import MANUAL
from assistant.operations.remembering import Told
from assistant.operations.talk import ReadSituation, Situation
from assistant.perform import Assistant
from intents.ideas import LONGEST_COMMAND
from intents.replies import Replies
from intents.shapes import Match, Name, NoMatch, Pending, Recognition, Unclear, Vocabulary
from memory.embedder import Embedder, ModelDamaged

if TYPE_CHECKING:
    from intents.embedded import Embedded


Say = Callable[[str], None]


def silent(content: str) -> None:
    """For whoever waits for the whole reply."""


class Turn(Struct, frozen=True, kw_only=True):
    """A finished turn: what to say, what to keep in mind, and what to remember. The caller logs all in one transaction."""

    reply: Reply
    mind: Mind
    told: Told


class Conversation:
    """Talks for one assistant, in any of its `tongues`: a turn is answered in the language it is said in."""

    def __init__(self, assistant: Assistant, embedder: Embedder, tongues: Tongues) -> None:
        self._assistant = assistant
        self._embedder = embedder
        self.tongues = tongues

    def warm(self) -> None:
        """Begin to build what the first turn needs."""
        self.tongues.warm()

    async def answer(self, text: str, *, by: Actor, emit: Emit, say: Say = silent, choice: str | None = None) -> Turn:
        """Understand `text` as said in the actor's session, do it, and find the words for what came of it; `say` hears the reply to each
        act as soon as it is done. With `choice` that choice of the open question was selected, and `text` is its id or words beside."""
        began, situation = time.time(), await self._situation(by, text)
        recognition, mind = await self._heard(text, situation, choice)
        acts = await self.acts(by, mind, emit)
        if isinstance(recognition, tuple):
            replies, mind = await self._act(recognition, acts, mind, by, say)
        else:
            replies, mind = await self._first_what_was_clear(recognition, acts, mind)
            reply, pending = self._ask(recognition, await self.tongues.replies(mind.language))
            replies, mind = [*replies, reply], mind.asking(pending or left_open(mind.pending, recognition))
            for each in replies:
                say(each.content)
        said = label_of(mind_of(situation).pending, choice) if choice == text else None
        return Turn(reply=_joined(replies), mind=mind, told=_told(said or text, recognition, acts, began, situation))

    async def words_for(self, text: str, *, by: Actor) -> Replies:
        """The words to answer `text` in, as said in the actor's session."""
        return await self.tongues.replies(await self._language(text, mind_of(await self._situation(by))))

    async def _language(self, text: str, mind: Mind) -> str:
        """The language of `text`: the one spoken so far for what only repeats a choice, by its id or its title."""
        return mind.language if repeated(mind.pending, text) else await self.tongues.spoken(text, mind.language)

    async def _act(self, matches: tuple[Match, ...], acts: Acts, mind: Mind, by: Actor, say: Say) -> tuple[list[Reply], Mind]:
        """Each act in its order; one that fails or has to ask stops those after it."""
        replies: list[Reply] = []
        for place, match in enumerate(matches):
            outcome = await acts.carry_out(await self._anew(match, mind, by) if place else match, mind)
            mind = outcome.mind
            replies.append(outcome.reply)
            say(outcome.reply.content)
            if outcome.stop:
                break
        return replies, mind

    async def _anew(self, match: Match, mind: Mind, by: Actor) -> Match:
        """A later act read again after what went before: "add a scene at the pier and make it longer" means the new scene."""
        if match.source == "model":
            from assistant.conversation.proposal import settled  # with hassil: not before it is needed

            return settled(match, mind.focus, (await self.tongues.known())[mind.language])
        situation = await self._situation(by)
        read = (await self.tongues.known())[mind.language].by_rule(
            match.text, vocabulary(situation, mind), context(mind.asking(None), situation)
        )
        if isinstance(read, tuple) and len(read) == 1 and read[0].operation == match.operation:
            return read[0]
        return match

    async def _first_what_was_clear(self, recognition: Recognition, acts: Acts, mind: Mind) -> tuple[list[Reply], Mind]:
        replies = []
        for match in recognition.done if isinstance(recognition, Unclear) else ():
            outcome: Outcome = await acts.carry_out(match, mind)
            mind = outcome.mind
            replies.append(outcome.reply)
        return replies, mind

    def _ask(self, recognition: Recognition, replies: Replies) -> tuple[Reply, Pending | None]:
        """A question with real names to choose from, or the plain word that it was not understood."""
        if isinstance(recognition, Unclear):
            pending = question(recognition)
            content = replies.say(
                f"unclear.{recognition.reason}",
                choices=[choice.label for choice in recognition.choices],
                slot=recognition.slot,
                mentioned=recognition.mentioned,
                operation=recognition.choices[0].operation if recognition.choices else None,
            )
            # A missing text has no choices to show; its one nameless choice only carries what is known already.
            shown = tuple(choice for choice in recognition.choices if choice.label)
            return Reply(content=content, choices=shown, failed=True), pending
        out = isinstance(recognition, NoMatch) and recognition.out_of_scope
        return Reply(content=replies.say("out_of_scope" if out else "not_understood"), failed=True), None

    async def _situation(self, by: Actor, text: str = "") -> Situation:
        return await self._assistant.perform(ReadSituation(text=text), by=by)

    async def _heard(self, text: str, situation: Situation, choice: str | None) -> tuple[Recognition, Mind]:
        """What was selected; for one's own way an ordinary sentence is what it says."""
        mind = mind_of(situation)
        picked = selected(mind.pending, choice, text) if choice else None
        if picked is None:
            return await self.recognise(text, situation, mind)
        if picked.slots.get("choice") == MANUAL and "custom_input" in picked.slots:
            said, heard = await self.recognise(text, situation, mind.asking(None))
            if ordinary(said):
                return said, heard
        return (picked,), mind

    async def recognise(self, text: str, situation: Situation, mind: Mind, more: tuple[Name, ...] = ()) -> tuple[Recognition, Mind]:
        """What `text` means there, and the mind it leaves; nothing is done. `more` names are known beside the situation's."""
        mind = structs.replace(mind, language=await self._language(text, mind))
        people = (Name(kind="person", id=name, label=name) for name in situation.people)
        names = Vocabulary(names=(*vocabulary(situation, mind).names, *people, *more))
        said_in = context(mind, situation)
        recogniser = (await self.tongues.known())[mind.language]
        heard = Heard(text, names, said_in, recogniser)
        read = recogniser.by_rule(text, names, said_in)
        again = mind.pending is None and self.tongues.has_learnt(mind.language) and recogniser.doubts(read)
        if read is None or again:
            embedded = await self._embedded(heard)
            read = recogniser.by_meaning(text, embedded, names, said_in, read) if embedded.gists else read or NoMatch(text=text)
        return await self._helped(read, heard, situation), mind

    async def _embedded(self, heard: Heard) -> "Embedded":
        """The sentence's gists and its words; nothing without an embedding model."""
        from intents.embedded import Embedded
        from intents.tagger import Surroundings

        try:
            await self.tongues.learnt(heard.recogniser.catalogue.language)
            gists = heard.recogniser.gists(heard.text, heard.names, heard.context)
            vectors, (places, words) = await self._embedder.read(heard.text[:LONGEST_COMMAND], gists)
        except ModelDamaged:
            return Embedded()
        return Embedded(dict(zip(gists, vectors, strict=True)), Surroundings(places, words))

    async def _helped(self, read: Recognition, heard: Heard, situation: Situation) -> Recognition:
        """What was read; where that is in doubt and a language model is configured, what the model proposes."""
        model = self._assistant.tools.model
        if model is None:
            return read
        from assistant.conversation import proposing  # with hassil: not before it is needed

        if not proposing.in_doubt(heard.text, read):
            return read
        learnt = self.tongues.has_learnt(heard.recogniser.catalogue.language)
        embedded = await self._embedded(heard) if learnt else None
        return await proposing.proposed(self._assistant, model, situation.session.user_id, heard, embedded, read)

    async def acts(self, by: Actor, mind: Mind, emit: Emit = ignore) -> Acts:
        """What carries out what was understood, in the words of the mind's language."""
        return Acts(self._assistant, await self.tongues.replies(mind.language), by, emit)


def _told(text: str, recognition: Recognition, acts: Acts, began: float, situation: Situation) -> Told:
    """What there is to remember of a turn."""
    project = situation.project
    return Told(
        said=text,
        acts=_understood(recognition),
        did=tuple(acts.done),
        began=began,
        project=project.id if project else None,
        change=project.change_seq if project else 0,
    )


def _understood(recognition: Recognition) -> tuple[str, ...]:
    """The operations a sentence asked for, done or not."""
    if isinstance(recognition, Unclear):
        return (*(match.operation for match in recognition.done), *(choice.operation for choice in recognition.choices[:1]))
    if isinstance(recognition, NoMatch):
        return ("chat.out_of_scope",) if recognition.out_of_scope else ()
    return tuple(match.operation for match in recognition)


def _joined(replies: list[Reply]) -> Reply:
    """Several replies as one; what is asked last is what waits for an answer."""
    return Reply(
        content="\n\n".join(reply.content for reply in replies if reply.content),
        choices=replies[-1].choices if replies else (),
        views=tuple(view for reply in replies for view in reply.views),
        failed=all(reply.failed for reply in replies),
    )
