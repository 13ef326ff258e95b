"""An OpenAI-compatible server on a socket of this machine, with a model in it that answers as a test wants."""

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec import Struct

KEY = "sk-right-and-secret"
READ, WRITTEN = 700, 150
"""Tokens that every answer says it took."""


class Question(Struct, frozen=True):
    """What the model was asked: the texts of system and user, and the data blocks in them by name."""

    texts: tuple[str, ...]
    body: dict[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        found = re.findall(r'<data name="(\w+)">\n(.*?)\n</data>', "\n".join(self.texts), re.DOTALL)
        return {name: json.loads(text) for name, text in found}

    @property
    def scene(self) -> int:
        """The scene's number, 0 for the whole film."""
        found = re.search(r"Reword scene (\d+) of", "\n".join(self.texts))
        return int(found[1]) if found else 0

    @property
    def again(self) -> bool:
        """Whether it is asked a second time, with what was wrong."""
        return "reason" in self.data


class Said(Struct, frozen=True, kw_only=True):
    """How the server answers: `content` by the model, or a `refusal`; or another `status`, a body that breaks off, no answer at all."""

    content: str | None = None
    refusal: str | None = None
    status: int = 200
    body: bytes | None = None
    cut: bool = False
    hang: bool = False
    finish: str = "stop"


Speaks = Callable[[Question], Said]


def good(question: Question) -> Said:
    """What a capable model would answer."""
    return Said(content=json.dumps(better(question)))


def better(question: Question, **changed: Any) -> dict[str, Any]:
    """The present wording with something added that no other scene says."""
    now = question.data["present_wording"]
    if not question.scene:
        return {**now, "logline": f"{now['logline'].rstrip('.')}, before the night is over and the lamps go out.", **changed}
    described = f"{now['description']} Far off, clock number {question.scene} strikes, and nobody in the room counts along with it."
    return {**now, "description": described, **changed}


class ModelServer:
    """`speaks` answers a question; the test may set another. `questions` are those that came, in their order."""

    def __init__(self, url: str, speaks: Speaks) -> None:
        self.url = url
        self.speaks = speaks
        self.questions: list[Question] = []
        self.key = ""
        self.structured = True
        self.over = threading.Event()

    def answer(self, request: "_Request", body: dict[str, Any]) -> None:
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            given = request.headers.get("Authorization")
            return request.fail(401, f"Incorrect API key provided: {given}")
        if not self.structured and "response_format" in body:
            return request.fail(400, "response_format is not supported here")
        question = Question(tuple(str(message["content"]) for message in body["messages"]), body)
        self.questions.append(question)
        said = self.speaks(question)
        if said.hang:
            self.over.wait(60)
            return None
        if said.status != 200:
            return request.fail(said.status, "no")
        return request.stream(said) if body.get("stream") else request.whole(said)


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    serves: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            return self.fail(404, "no such path")
        return self.serves.answer(self, body)

    def fail(self, status: int, message: str) -> None:
        self.send(status, json.dumps({"error": {"message": message, "type": "error", "code": None}}).encode())

    def whole(self, said: Said) -> None:
        message = {"role": "assistant", "content": said.content, "refusal": said.refusal}
        usage = {"prompt_tokens": READ, "completion_tokens": WRITTEN, "total_tokens": READ + WRITTEN}
        choice = {"index": 0, "message": message, "finish_reason": said.finish}
        body = {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
        self.send(200, said.body if said.body is not None else json.dumps(body).encode(), cut=said.cut)

    def stream(self, said: Said) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        words = (said.content or "").split(" ")
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}, *({"content": f"{word} "} for word in words)]
        choices: list[list[dict[str, Any]]] = [[{"index": 0, "delta": delta, "finish_reason": None}] for delta in deltas]
        choices += [[{"index": 0, "delta": {}, "finish_reason": said.finish}], []]
        for place, part in enumerate(choices):
            chunk: dict[str, Any] = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": part}
            if place == len(choices) - 1:
                chunk["usage"] = {"prompt_tokens": READ, "completion_tokens": WRITTEN, "total_tokens": READ + WRITTEN}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def send(self, status: int, body: bytes, *, cut: bool = False) -> None:
        """`cut` closes the connection in the middle of the body that was announced."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that went away are part of the tests."""


@contextlib.contextmanager
def model_server(speaks: Speaks = good) -> Iterator[ModelServer]:
    handler = type("Handler", (_Request,), {})
    server = _Server(("127.0.0.1", 0), handler)
    served = ModelServer(f"http://127.0.0.1:{server.server_address[1]}/v1", speaks)
    handler.serves = served  # type: ignore[attr-defined]
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
