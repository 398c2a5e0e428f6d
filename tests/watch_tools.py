"""What looks at a chapter that is watched: the command in a process of its own, and its page read as a browser does."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60     # seconds after which what has not come does not come any more


class Watched:
    """A chapter of the film in a file film.py being watched by the command, or by Python code that does the same.

    folder: where the command runs. As a context manager it ends the watch.
    """

    def __init__(self, film: Path, chapter: str, code: str | None = None, folder: Path | None = None):
        self.path = film.with_name(f"{chapter}.py")
        command = ["-c", code] if code else ["-m", "scenes.film", "--film", str(film), "watch", chapter]
        kept = {name: value for name, value in os.environ.items() if name not in ("VOICE", "SCRIPT", "SNAPSHOTS")}
        self.process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, env=kept, cwd=folder, preexec_fn=heed_interrupts)
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)/", self.process.stdout.readline())[1])
        self.said: list[str] = []       # what it says on the terminal after that
        self._hearing = threading.Thread(target=lambda: self.said.extend(self.process.stdout), daemon=True)
        self._hearing.start()
        self._news = self.ask("GET", "/news")
        self.state: dict = {}

    def __enter__(self) -> "Watched":
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            self.interrupt()

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> http.client.HTTPResponse:
        """A request to the page's server; headers with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse()

    def until(self, wanted: Callable[[dict], bool]) -> dict:
        """What the page shows once that is what is wanted."""
        end = time.monotonic() + PATIENCE
        while not wanted(self.state):
            text = self._news.readline().decode()
            assert text, f"the watch has ended: {self.said}"
            assert time.monotonic() < end, f"{self.state}, {self.said}"
            if text.startswith("data: "):
                self.state = json.loads(text.removeprefix("data: "))
        return self.state

    def after(self, change: Callable[[], object]) -> dict:
        """What the page shows when a change has led to another film or to an error."""
        film = self.state["film"]
        change()
        return self.until(lambda state: state["film"] != film or bool(state.get("error")))

    def film(self, folder: Path) -> Path:
        """The film that the page shows, as a file."""
        path = folder / "seen.mp4"
        path.write_bytes(self.ask("GET", f"/film/{self.state['film']}.mp4").read())
        return path

    def interrupt(self) -> int:
        """End it as Ctrl-C does; its exit status."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        self._hearing.join(PATIENCE)
        return status


def heed_interrupts() -> None:
    """In a process before its program begins: what a shell runs in the background would else ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def replace(path: Path, old: str, new: str) -> None:
    """Save a file with a part of its text replaced."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
