"""A real Chromium for tests, by the DevTools protocol over its own socket."""

import asyncio
import atexit
import base64
import contextlib
import functools
import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect

from tests.databases import needed_in_ci
from tests.patience import PATIENCE

KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, " ": 32, "ArrowUp": 38, "ArrowDown": 40}


class Remote:
    """What is told what to do by the DevTools protocol."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0

    @classmethod
    @contextlib.asynccontextmanager
    async def of(cls, address: str) -> AsyncIterator[Self]:
        async with connect(address, max_size=None) as socket:
            yield cls(socket)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        await self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            message = json.loads(await asyncio.wait_for(self._socket.recv(), PATIENCE))
            if message.get("id") == self._number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        """An event between the answers."""


class Page(Remote):
    """One tab."""

    def __init__(self, socket: ClientConnection) -> None:
        super().__init__(socket)
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self.choosers = 0

    def _note(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        if message["method"] == "Network.requestWillBeSent":
            self.requested.append(params["request"]["url"])
        elif message["method"] == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.complaints.append(params["entry"]["text"])
        elif message["method"] == "Page.fileChooserOpened":
            self.choosers += 1
        elif message["method"] == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"]["text"])

    async def goto(self, url: str) -> None:
        await self.call("Page.navigate", url=url)

    async def evaluate(self, script: str) -> Any:
        result = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return result["result"].get("value")

    async def until(self, script: str) -> Any:
        """Wait until the expression is true; its value."""
        async with asyncio.timeout(PATIENCE):
            while not (value := await self.evaluate(script)):
                await asyncio.sleep(0.05)
        return value

    async def write(self, text: str) -> None:
        await self.call("Input.insertText", text=text)

    async def press(self, key: str, *, alt: bool = False, shift: bool = False) -> None:
        code = KEYS[key]
        extra = {"text": {"Enter": "\r", " ": " "}[key]} if key in ("Enter", " ") and not alt else {}
        held = {"modifiers": (1 if alt else 0) + (8 if shift else 0)}
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **extra, **held)

    async def middle(self, selector: str) -> tuple[float, float]:
        """Where the middle of an element is in the window."""
        box = await self.evaluate(
            f"(() => {{ const box = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        return float(box[0]), float(box[1])

    async def show(self, selector: str) -> None:
        """Scroll an element into view."""
        await self.evaluate(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center', behavior: 'instant'}})")

    async def click(self, selector: str) -> None:
        await self.until(f"document.querySelector({json.dumps(selector)}) !== null")
        await self.show(selector)
        x, y = await self.middle(selector)
        await self.mouse("mousePressed", x, y)
        await self.mouse("mouseReleased", x, y)

    async def drag(self, selector: str, to: str, dx: float = 0, dy: float = 0) -> None:
        """Drag an element, which must be in view, to the middle of another, and so many pixels beyond."""
        x, y = await self.middle(selector)
        end_x, end_y = await self.middle(to)
        await self.mouse("mousePressed", x, y)
        for step in range(1, 11):
            await self.mouse("mouseMoved", x + (end_x + dx - x) * step / 10, y + (end_y + dy - y) * step / 10)
        await self.mouse("mouseReleased", end_x + dx, end_y + dy)

    async def mouse(self, kind: str, x: float, y: float) -> None:
        held = {"button": "left", "clickCount": 1, "buttons": 0 if kind == "mouseReleased" else 1}
        await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **held)

    async def choose(self, selector: str, *paths: Path) -> None:
        """What a person does in the dialog that a file input opens."""
        found = await self.call("Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})")
        await self.call("DOM.setFileInputFiles", files=[str(path) for path in paths], objectId=found["result"]["objectId"])

    async def let_go(self, selector: str, files: dict[str, bytes], *, kind: str = "drop") -> None:
        """Files from elsewhere dropped on an element, or with `kind` "paste" pasted there."""
        sent = json.dumps([[name, base64.b64encode(content).decode()] for name, content in files.items()])
        event = "ClipboardEvent" if kind == "paste" else "DragEvent"
        carried = "clipboardData" if kind == "paste" else "dataTransfer"
        await self.evaluate(
            f"(() => {{ const carried = new DataTransfer(); for (const [name, text] of {sent}) carried.items.add("
            " new File([Uint8Array.from(atob(text), (mark) => mark.charCodeAt(0))], name,"
            " {type: name.endsWith('.png') ? 'image/png' : ''}));"
            f" for (const kind of {json.dumps(['paste'] if kind == 'paste' else ['dragover', kind])})"
            f" document.querySelector({json.dumps(selector)}).dispatchEvent("
            f"   new {event}(kind, {{{carried}: carried, bubbles: true, cancelable: true}})); }})()"
        )

    async def resize(self, width: int, height: int) -> None:
        await self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    async def prefer(self, **features: str) -> None:
        """What the person asked of their system, like `color_scheme="dark"`."""
        chosen = [{"name": f"prefers-{name.replace('_', '-')}", "value": value} for name, value in features.items()]
        await self.call("Emulation.setEmulatedMedia", features=chosen)

    async def offline(self, yes: bool) -> None:
        await self.call("Network.emulateNetworkConditions", offline=yes, latency=0, downloadThroughput=-1, uploadThroughput=-1)

    async def screenshot(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"]))


@contextlib.asynccontextmanager
async def browser(width: int = 1000, height: int = 800) -> AsyncIterator[Page]:
    """An empty tab in a profile of its own, of a headless Chromium that all tests of this process share."""
    async with Remote.of(_chromium()) as remote:
        profile = (await remote.call("Target.createBrowserContext"))["browserContextId"]
        try:
            tab = await remote.call("Target.createTarget", url="about:blank", browserContextId=profile, width=width, height=height)
            address = _chromium().rpartition("/devtools/")[0]
            async with Page.of(f"{address}/devtools/page/{tab['targetId']}") as page:
                for domain in ("Page", "Network", "Runtime", "Log"):
                    await page.call(f"{domain}.enable")
                await page.call("Emulation.setFocusEmulationEnabled", enabled=True)  # as if it were the one window in front
                yield page
        finally:
            await remote.call("Target.disposeBrowserContext", browserContextId=profile)


@functools.cache
def _chromium() -> str:
    """The DevTools address of a running Chromium, which ends with this process."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        needed_in_ci("Chromium")
    profile = tempfile.mkdtemp(prefix="storycore-chromium-")
    process = subprocess.Popen(
        [
            str(program), "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", f"--user-data-dir={profile}",
            "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    atexit.register(_end, process, profile)
    assert process.stderr is not None
    said = process.stderr
    while b"DevTools listening on" not in (line := said.readline()):
        assert line, "Chromium ended"
    threading.Thread(target=said.read, daemon=True).start()  # what it goes on to say must not fill the pipe
    return line.decode().split("listening on ")[1].strip()


def _end(process: "subprocess.Popen[bytes]", profile: str) -> None:
    process.kill()
    process.wait()
    shutil.rmtree(profile, ignore_errors=True)
