"""A film's page in a real browser: of a stand-in for the film, a black one whose lines take a second each."""

import json
import time
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest

from docs.browser import find
from scenes.film.edition import Edition
from scenes.film.join.captions import Caption, write_srt
from scenes.film.narration.facts import told
from scenes.film.page.build import build
from scenes.film.stage.settings import use_colours

RATE = 2      # pictures a second of the stand-in


def page_of(edition: Edition, folder: Path) -> Path:
    """The page of a stand-in for an edition's film, in a folder; its index.html."""
    film = edition.film
    script, facts = told(edition)
    lines = [(name, key, text) for name in film.written for key, text in script.lines(name, facts).items()]
    cues = [{"chapter": name, "key": key, "text": text, "seconds": float(second), "code": []}
            for second, (name, key, text) in enumerate(lines)]
    first = {cue["chapter"]: cue["seconds"] for cue in reversed(cues)}
    chapters = [{"name": name, "title": script.title(name), "start": first[name]} for name in film.written]
    (folder / "report.json").write_text(json.dumps({"film": {"seconds": float(len(cues))}, "cues": cues, "chapters": chapters}))
    write_srt(folder / f"film.{edition.language}.srt",
              [Caption(cue["seconds"], cue["seconds"] + 1, cue["text"]) for cue in cues])
    _black(folder / "film.mp4", len(cues))
    use_colours(edition)
    return build(edition, folder)


def _black(path: Path, seconds: int) -> None:
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=RATE, options={"g": str(RATE)})
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((36, 64, 3), np.uint8), format="rgb24")
        for k in range(RATE * seconds):
            frame.pts = k
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def browser() -> str:
    """The path of the system's Chromium; where there is none, the test is skipped and says why."""
    found = find()
    if found is None:
        pytest.skip("the page is not tried: there is no Chromium; install it with: apt install chromium")
    return found


@pytest.fixture(scope="module")
def chromium():
    """The browser, which is started once for a file of tests."""
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def opened(chromium, path: Path, **options):
    """A page from disk, as Playwright's Page: `said` of it is all that the console was told, `asked` what it loaded."""
    context = chromium.new_context(**options)
    page = context.new_page()
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(path.as_uri())
    yield page
    context.close()


def until(page, condition: str, seconds: float = 10) -> None:
    """Wait until an expression is true on a page, whose own rules forbid it to evaluate text."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never: {condition}"
        page.wait_for_timeout(20)
