"""Requests exactly as written: `requests` tidies paths and sets headers by itself."""

import http.client
import json
from typing import Any

import requests

from tests.api.served import Client
from tests.patience import PATIENCE


def send(client: Client, method: str, target: str, body: bytes | None = None, **headers: str) -> requests.Response:
    """`target` goes on the wire as it is, below the contract's prefix; headers' underscores are dashes."""
    host = client.served.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    try:
        connection.putrequest(method, f"/api/v1{target}", skip_accept_encoding=True)
        if "Authorization" in client.headers:
            connection.putheader("Authorization", str(client.headers["Authorization"]))
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if body is not None and headers.get("Transfer_Encoding") != "chunked":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body, encode_chunked=headers.get("Transfer_Encoding") == "chunked")
        return _answer(connection.getresponse())
    finally:
        connection.close()


def _answer(reply: http.client.HTTPResponse) -> requests.Response:
    answer = requests.Response()
    answer.status_code = reply.status
    answer.headers.update(dict(reply.getheaders()))
    answer._content = reply.read()
    return answer


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()
