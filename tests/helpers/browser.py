"""A real headless Chromium, spoken to over the pipe of its debugging protocol (CDP): no port, no network, no package.

`dev.py test` installs Debian's chromium where no Chromium or Chrome is there; QINGDANG_BROWSER names another one.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",  # root may not have one, and the only page is our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_COMMANDS, _ANSWERS = 3, 4  # the descriptors that Chromium reads and writes


def browser_path() -> str:
    """The browser's program; RuntimeError where there is none: a page that nobody opened is not tested."""
    named = os.environ.get("QINGDANG_BROWSER")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None and sys.platform == "darwin" and Path(_MAC).exists():
        found = _MAC
    if found is None:
        raise RuntimeError("no Chromium: run `python3 dev.py test` as root, or `apt-get install chromium`")
    return found


def has_browser() -> bool:
    """Whether there is a browser to open the page in."""
    try:
        browser_path()
    except RuntimeError:
        return False
    return True


class Page:
    """One open page."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to = to_browser
        self._from = from_browser
        self._buffer = b""
        self._last = 0
        self._session = ""
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def attach(self) -> None:
        """Open an empty page and listen to what it asks for and complains about."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "DOM", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> Any:
        """One command of the protocol; AssertionError with the browser's words where it fails."""
        self._last += 1
        message: dict[str, object] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._last:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self._note(answer)

    def open(self, url: str) -> None:
        """Load a page and wait until it is there."""
        self.call("Page.navigate", url=url)
        self.run("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))")

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression, waited for where it is a promise."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def choose_files(self, selector: str, *files: Path) -> None:
        """Hand files to an input, as somebody choosing them does."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(file) for file in files])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            data = os.read(self._from, 1 << 20)
            assert data, "the browser ended"
            self._buffer += data
        first, _, self._buffer = self._buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(first)
        return found

    def _note(self, event: dict[str, Any]) -> None:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(parameters["exceptionDetails"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            self.complaints.append(parameters["entry"]["text"])


@contextmanager
def browser(profile: Path, *, language: str = "zh-CN") -> Iterator[Page]:
    """A page in a browser of its own, with its profile in this folder; it is gone afterwards."""
    commands, to_browser = os.pipe()
    from_browser, answers = os.pipe()
    log = os.open(profile.with_suffix(".log"), os.O_WRONLY | os.O_CREAT)
    program = browser_path()
    child = os.posix_spawn(
        program,
        [program, *_FLAGS, f"--user-data-dir={profile}", f"--lang={language}", f"--accept-lang={language}"],
        {**os.environ, "LANGUAGE": language, "HOME": str(profile.parent)},
        file_actions=[
            (os.POSIX_SPAWN_DUP2, log, 2),
            (os.POSIX_SPAWN_DUP2, log, 1),
            # By way of high numbers: the pipes' own may be the very ones that are given away.
            (os.POSIX_SPAWN_DUP2, commands, 100),
            (os.POSIX_SPAWN_DUP2, answers, 101),
            (os.POSIX_SPAWN_DUP2, 100, _COMMANDS),
            (os.POSIX_SPAWN_DUP2, 101, _ANSWERS),
            (os.POSIX_SPAWN_CLOSE, 100),
            (os.POSIX_SPAWN_CLOSE, 101),
        ],
    )
    for one in (commands, answers, log):
        os.close(one)
    page = Page(to_browser, from_browser)
    try:
        page.attach()
        yield page
    finally:
        os.close(to_browser)  # a browser without its pipe ends
        os.close(from_browser)
        os.waitpid(child, 0)
