"""Asking a model over HTTP: answers, tokens, and every way in which there is none."""

import json
import socket
from collections.abc import Callable

import pytest
import structlog

from assistant.model import Model, NoModel, Options, Price, Refused, Secret, Tally, Unanswered, missing
from tests.assistant.model.model_server import KEY, READ, WRITTEN, ModelServer, Said

SCHEMA = {"title": "Said", "type": "object", "properties": {"word": {"type": "string"}}, "required": ["word"]}
QUESTION = [("system", "Answer in JSON."), ("human", "Which word?")]
Make = Callable[..., Model]


async def asked(model: Model, tally: Tally | None = None) -> object:
    return (await model.ask(QUESTION, SCHEMA, tally or Tally())).data


async def test_an_answer_is_the_object_in_it_and_its_tokens_are_counted(server: ModelServer, model_of: Make) -> None:
    server.speaks = lambda question: Said(content='{"word": "salt"}')
    tally = Tally()
    assert await asked(model_of(), tally) == {"word": "salt"}
    assert (tally.questions, tally.failed, tally.read, tally.written) == (1, 0, READ, WRITTEN)
    assert server.questions[0].body["response_format"]["json_schema"]["schema"]["required"] == ["word"]


async def test_a_model_can_be_opened_again_after_it_was_closed(server: ModelServer, model_of: Make) -> None:
    server.speaks = lambda question: Said(content='{"word": "salt"}')
    first, second = model_of(), model_of()
    await asked(first)
    await first.close()
    assert await asked(second) == {"word": "salt"}
    assert await asked(model_of()) == {"word": "salt"}


async def test_the_question_offers_no_tools(server: ModelServer, model_of: Make) -> None:
    server.speaks = lambda question: Said(content='{"word": "salt"}')
    await asked(model_of())
    assert not {"tools", "functions"} & set(server.questions[0].body)


@pytest.mark.parametrize(
    "content",
    ['```json\n{"word": "salt"}\n```', 'Here you are:\n{"word": "salt"} Enjoy!', '<think>{maybe}</think>{"word": "salt"}'],
)
async def test_the_object_is_found_among_other_words(server: ModelServer, model_of: Make, content: str) -> None:
    server.speaks = lambda question: Said(content=content)
    assert await asked(model_of()) == {"word": "salt"}


async def test_a_server_without_structured_output_is_asked_plainly_from_then_on(server: ModelServer, model_of: Make) -> None:
    server.structured = False
    server.speaks = lambda question: Said(content='{"word": "salt"}')
    model = model_of()
    assert [await asked(model), await asked(model)] == [{"word": "salt"}] * 2
    assert not any("response_format" in question.body for question in server.questions)


async def test_a_model_that_streams_is_read_and_counted_too(server: ModelServer) -> None:
    from langchain_openai import ChatOpenAI

    server.speaks = lambda question: Said(content='{"word": "salt and pepper"}')
    chat = ChatOpenAI(model="a", base_url=server.url, api_key="k", streaming=True, stream_usage=True)  # type: ignore[arg-type]
    model, tally = Model(Options(name="a"), chat), Tally()
    try:
        assert await asked(model, tally) == {"word": "salt and pepper"}
    finally:
        await model.close()
    assert (tally.read, tally.written) == (READ, WRITTEN)
    assert server.questions[0].body["stream"] is True


@pytest.mark.parametrize("content", ["The word is salt.", '{"word": "sal', "", "{" * 5000, '{"a":' * 3000])
async def test_what_is_no_whole_object_is_no_data(server: ModelServer, model_of: Make, content: str) -> None:
    server.speaks = lambda question: Said(content=content)
    assert await asked(model_of()) is None


@pytest.mark.parametrize(
    ("said", "kind", "reason"),
    [
        (Said(content='{"word": "salt"}', cut=True), Refused, "its answer was cut off"),
        (Said(content='{"word": "sa', finish="length"), Refused, "its answer was cut off"),
        (Said(refusal="I will not."), Refused, "the model refused"),
        (Said(content="", finish="content_filter"), Refused, "the model refused"),
        (Said(body=b"<html>busy</html>"), Refused, "its answer could not be read"),
        (Said(body=b"{}"), Refused, "its answer could not be read"),
        (Said(status=429), Unanswered, "its server is too busy"),
        (Said(status=500), Unanswered, "its server failed with 500"),
        (Said(status=404), NoModel, "its server does not know it"),
        (Said(hang=True), Unanswered, "no answer within 0.5 s"),
    ],
)
async def test_each_failure_is_told_plainly(server: ModelServer, model_of: Make, said: Said, kind: type[Unanswered], reason: str) -> None:
    server.speaks = lambda question: said
    tally = Tally()
    with pytest.raises(kind) as failure:
        await asked(model_of(timeout=0.5 if said.hang else 20.0), tally)
    assert (failure.type, failure.value.reason) == (kind, reason)
    assert (tally.questions, tally.failed) == (1, 1)


async def test_an_answer_that_ran_out_of_room_is_paid_for_all_the_same(server: ModelServer, model_of: Make) -> None:
    server.speaks = lambda question: Said(content='{"word": "sa', finish="length")
    tally = Tally()
    with pytest.raises(Refused):
        await asked(model_of(), tally)
    assert (tally.read, tally.written) == (READ, WRITTEN)


async def test_a_wrong_key_is_told_without_the_key(server: ModelServer, model_of: Make, capsys: pytest.CaptureFixture[str]) -> None:
    server.key = KEY
    with structlog.testing.capture_logs() as logged, pytest.raises(NoModel) as failure:
        await asked(model_of(key=Secret("sk-wrong-but-secret")))
    assert failure.value.reason == "its key was refused"
    told = json.dumps(logged) + str(failure.value) + repr(failure.value.__cause__) + "".join(capsys.readouterr())
    assert "sk-wrong" not in told


async def test_the_right_key_opens(server: ModelServer, model_of: Make) -> None:
    server.key = KEY
    server.speaks = lambda question: Said(content='{"word": "salt"}')
    assert await asked(model_of(key=Secret(KEY))) == {"word": "salt"}


async def test_somebody_elses_key_is_not_sent_to_a_server_of_ones_own(
    server: ModelServer, model_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server.key = KEY
    with pytest.raises(NoModel):
        await asked(model_of(key=Secret()))


async def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        model = Model(Options(name="a", url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1"))
        with pytest.raises(NoModel, match="cannot be reached"):
            await asked(model)
        await model.close()


async def test_a_provider_without_its_package_says_what_to_install() -> None:
    options = Options(name="mistral:small")
    assert "pip install 'langchain-mistralai'" in missing(options)
    with pytest.raises(NoModel, match="pip install 'langchain-mistralai'"):
        await asked(Model(options))


async def test_a_provider_without_a_key_says_which_setting_it_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(NoModel, match="STORYCORE_MODEL_KEY"):
        await asked(Model(Options(name="openai:some-model")))


def test_a_name_that_says_nothing_names_the_two_ways() -> None:
    told = missing(Options(name="some-model"))
    assert "openai:" in told
    assert "STORYCORE_MODEL_URL" in told
    assert missing(Options(name="qwen3:8b", url="http://127.0.0.1:1/v1")) == ""


async def test_any_chat_model_of_langchain_core_can_be_named() -> None:
    named = "langchain_core.language_models.fake_chat_models.ParrotFakeChatModel:parrot"
    assert missing(Options(name=named)) == ""
    model = Model(Options(name=named))
    assert (await model.ask([("human", '{"word": "salt"}')], SCHEMA, Tally())).data == {"word": "salt"}


def test_a_price_is_of_a_million_tokens() -> None:
    assert Price(0.5, 2.0).of(1_000_000, 500_000) == 1.5


def test_a_secret_is_not_shown() -> None:
    assert "sk-" not in repr(Options(name="a", key=Secret("sk-1")))
