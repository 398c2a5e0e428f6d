"""The page's server: on this machine only, its own few paths only, and nothing of a path reaches the file system."""

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from scenes.film.watch.page import PAGE

HERE = "127.0.0.1"
QUIET = 15       # seconds after which a page that has heard nothing hears that there is nothing
RULES = ("default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
         "media-src 'self'")
LONGEST = 1000   # bytes of what a page may ask for


class Site:
    """What the page shows: `tell` changes it and every open page hears of it. ask(key): a page asks for a beat."""

    def __init__(self, ask: Callable[[str], None]):
        self.ask = ask
        self.films: dict[int, Path] = {}      # those that may be seen, by number
        self._state: dict[str, Any] = {}
        self._version = 0
        self._changed = threading.Condition()
        self.server = ThreadingHTTPServer((HERE, 0), type("Handler", (_Handler,), {"site": self}))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.port}/"

    def tell(self, **changes: Any) -> None:
        """Change what the page shows."""
        with self._changed:
            self._state |= changes
            self._version += 1
            self._changed.notify_all()

    def show(self, number: int, film: Path, kept: int) -> None:
        """A film that may be seen from now on, while the oldest of more than `kept` may not any more."""
        self.films[number] = film
        for old in sorted(self.films)[:-kept]:
            self.films.pop(old).unlink(missing_ok=True)

    def news(self, version: int, seconds: float = QUIET) -> tuple[int, str | None]:
        """What is shown once it is newer than `version`, as JSON; None if it is not within so many seconds."""
        with self._changed:
            newer = self._changed.wait_for(lambda: self._version > version, seconds)
            return self._version, json.dumps(self._state) if newer else None

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if not self._of_this_machine():
            return
        if self.path == "/":
            self._answer(PAGE.encode(), "text/html; charset=utf-8")
        elif self.path == "/news":
            self._news()
        elif (found := re.fullmatch(r"/film/(\d{1,9})\.mp4", self.path)) and int(found[1]) in self.site.films:
            self._film(self.site.films[int(found[1])])
        else:
            self._refuse(404)

    def do_POST(self):
        if not self._of_this_machine():
            return
        length = self.headers.get("Content-Length", "")
        if self.path != "/draw" or not length.isdecimal() or int(length) > LONGEST:
            self._refuse(404)
            return
        self.site.ask(self.rfile.read(int(length)).decode(errors="replace"))
        self._answer(b"", "text/plain")

    def _of_this_machine(self) -> bool:
        """Whether the page that asks is ours: another one may have sent the browser here under a name of its own."""
        hosts = {f"{name}:{self.site.port}" for name in (HERE, "localhost")}
        origin = self.headers.get("Origin")
        if self.headers.get("Host") in hosts and (origin is None or origin.removeprefix("http://") in hosts):
            return True
        self._refuse(403)
        return False

    def _news(self):
        self._begin(200, "text/event-stream")
        self.close_connection = True
        version = 0
        try:
            while True:
                version, text = self.site.news(version)
                self.wfile.write(f"data: {text}\n\n".encode() if text else b":\n\n")
                self.wfile.flush()
        except OSError:
            pass      # the page was closed

    def _film(self, path):
        try:
            content = path.read_bytes()
        except OSError:
            self._refuse(404)
            return
        part = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if part is None:
            self._answer(content, "video/mp4")
            return
        first, last = int(part[1]), min(int(part[2] or len(content)), len(content) - 1)
        if first > last:
            self._refuse(416)
            return
        self._answer(content[first:last + 1], "video/mp4", 206,
                     {"Content-Range": f"bytes {first}-{last}/{len(content)}"})

    def _refuse(self, status):
        self.close_connection = True
        self._answer(b"", "text/plain", status)

    def _answer(self, content, kind, status=200, more=()):
        self._begin(status, kind, {"Content-Length": str(len(content)), "Accept-Ranges": "bytes", **dict(more)})
        try:
            self.wfile.write(content)
        except OSError:
            pass      # players leave when they have what they want

    def _begin(self, status, kind, more=()):
        self.send_response(status)
        headers = {"Content-Type": kind, "Cache-Control": "no-store", "Content-Security-Policy": RULES,
                   "X-Content-Type-Options": "nosniff", **dict(more)}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *arguments):
        """Say nothing on the terminal."""
