"""Makes the README's pictures anew, from what `make` and its companions have made of film one: python -m docs.stills [NAME ...]

Needed: make, make page slides short clip record-list docs; Chromium; for the notebook its extra.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PIL import Image, ImageSequence
from playwright.sync_api import Browser, Page, sync_playwright

from docs.browser import find
from scenes.film.clips import beats
from scenes.film.companions.frames import frames_at
from scenes.film.edition import edition
from scenes.film.files import short
from scenes.film.narration.script import Script
from scenes.film.stage.settings import use_colours
from scenes.scratch.film import FILM

FOLDER = FILM.root / "media" / "stills"
MADE = edition(FILM, {}).film_folder(FILM.root / "media" / "film")
WIDTH, QUALITY = 1100, 74               # pixels; of JPEG
MOVING = 520, 2, 30                     # pixels, one picture of so many, quality of a moving one
SHORTS = {"downhill": 36, "inside": 18, "limits": 6}     # which moment of each is shown, in seconds
CLIP = "backprop-gate"
STROKES = [(0.32, 0.27), (0.62, 0.22), (0.66, 0.4), (0.45, 0.5), (0.7, 0.62), (0.6, 0.8), (0.28, 0.74)]     # drawn by hand


def line(chapter: str, key: str, _: Browser) -> Image.Image:
    """The last picture of a line of the film."""
    beat = next(beat for beat in beats(edition(FILM, {}), chapter) if beat.key == key)
    return frames_at(beat.movie, [beat.end - 0.2])[0].to_image()


def page(browser: Browser) -> Image.Image:
    """The page with the film at a line, and a drawn digit."""
    with opened(browser, (MADE / "page" / "index.html").as_uri(), 1460, 1420) as shown:
        shown.get_by_text("One neuron decides most", exact=False).first.click()
        shown.wait_for_timeout(4000)
        shown.evaluate("document.querySelector('video').pause()")
        board = shown.locator("canvas").first
        board.scroll_into_view_if_needed()
        box = board.bounding_box() or {}
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in STROKES]
        shown.mouse.move(*points[0])
        shown.mouse.down()
        for point in points[1:]:
            shown.mouse.move(*point, steps=12)
        shown.mouse.up()
        shown.get_by_text("What speaks for it", exact=False).click()
        shown.evaluate("scrollTo(0, document.querySelector('video').getBoundingClientRect().top + scrollY - 20)")
        return photograph(shown)


def slides(browser: Browser) -> Image.Image:
    """A slide, and the window with the presenter's notes."""
    with opened(browser, (MADE / "slides.html").as_uri(), 960, 600) as shown:
        for _ in range(6):
            shown.keyboard.press("ArrowRight")
        with shown.expect_popup() as notes:
            shown.keyboard.press("n")
        shown.wait_for_timeout(8000)        # until the slide has played
        notes.value.set_viewport_size({"width": 620, "height": 600})
        return beside([photograph(shown), photograph(notes.value)])


def shorts(_: Browser) -> Image.Image:
    """A moment of each of the tall films."""
    found = []
    for name, seconds in SHORTS.items():
        found += [frame.to_image() for frame in frames_at(MADE / "shorts" / f"{name}.mp4", [seconds])]
    return beside(found)


def watch(browser: Browser) -> Image.Image:
    """The page of what is being changed."""
    command = [sys.executable, "-u", "-m", "scenes.film", "--film", "scratch", "watch", "bias"]
    with said_by(command, r"http://\S+") as address, opened(browser, address, 1100, 640) as shown:
        shown.wait_for_timeout(25_000)      # until copies stand all along the chapter
        shown.get_by_role("button", name=re.compile("boundary")).click()
        shown.locator("#title", has_text="boundary").wait_for(timeout=60_000)
        shown.wait_for_timeout(4000)
        return photograph(shown)


def reading(browser: Browser) -> Image.Image:
    """The page to read from."""
    with opened(browser, (MADE / "teleprompter.html").as_uri(), 1100, 620) as shown:
        shown.keyboard.press("ArrowRight")
        return photograph(shown)


def kit(browser: Browser) -> Image.Image:
    """The kit in pictures, from a part on."""
    with opened(browser, (FILM.root / "media" / "docs" / "index.html").as_uri(), 1100, 900) as shown:
        shown.evaluate("document.querySelector('#diagram').scrollIntoView()")
        return photograph(shown)


def notebook(browser: Browser) -> Image.Image:
    """The notebook, after its first cells have run."""
    command = [str(Path(sys.executable).with_name("jupyter")), "notebook", "--no-browser", "--allow-root",
               "--IdentityProvider.token=stills", "docs/notebook.ipynb"]
    with said_by(command, r"http://127\.\S+?/") as address, \
            opened(browser, f"{address}notebooks/notebook.ipynb?token=stills", 1100, 900) as shown:
        shown.get_by_text("ipykernel").first.wait_for()
        shown.wait_for_timeout(10_000)      # until it is connected
        shown.get_by_text("Run", exact=True).first.click()
        shown.get_by_text("Run All Cells", exact=True).first.click()
        film = shown.locator("video").first
        film.wait_for(timeout=120_000)
        film.scroll_into_view_if_needed()
        film.evaluate("film => { film.currentTime = 0.95 * film.duration }")
        return photograph(shown)


def languages(_: Browser) -> Image.Image:
    """The film's picture for lists, in each language."""
    found = []
    for code in FILM.languages:
        made = edition(FILM, {}, language=code)
        use_colours(made)
        script = Script.load(made.script_file, code)
        assert FILM.thumbnail is not None
        found.append(FILM.thumbnail(FILM.runs.load(made.runs), script.film | {"title": script.name}, (1280, 720)))
    return beside(found)


PICTURES: dict[str, Callable[[Browser], Image.Image]] = {
    "backprop": partial(line, "backprop", "gate"), "training": partial(line, "training", "inside"), "page": page,
    "slides": slides, "shorts": shorts, "watch": watch, "reading": reading, "kit": kit, "notebook": notebook,
    "languages": languages,
}


def beside(images: list[Image.Image], space: int = 24) -> Image.Image:
    """Pictures beside each other, equally high."""
    high = min(image.height for image in images)
    fitted = [image.resize((round(image.width * high / image.height), high)) for image in images]
    whole = Image.new("RGB", (sum(image.width for image in fitted) + space * (len(fitted) - 1), high), "white")
    left = 0
    for image in fitted:
        whole.paste(image, (left, 0))
        left += image.width + space
    return whole


def standing(image: Image.Image, name: str) -> Path:
    """A picture's file."""
    path = FOLDER / f"{name}.jpg"
    image.thumbnail((WIDTH, WIDTH))
    image.save(path, quality=QUALITY, optimize=True, progressive=True)
    return path


def moving(clip: Path) -> Path:
    """A clip as a moving WebP, small enough for the README."""
    path = FOLDER / "clip.webp"
    width, step, quality = MOVING
    with Image.open(clip) as film:
        frames = [frame.convert("RGB").resize((width, round(width * frame.height / frame.width)))
                  for k, frame in enumerate(ImageSequence.Iterator(film)) if k % step == 0]
        seconds = film.info["duration"] * step
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=seconds, loop=0, quality=quality, method=6)
    return path


@contextmanager
def opened(browser: Browser, address: str, width: int, height: int) -> Iterator[Page]:
    """A page in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark")
    try:
        shown = context.new_page()
        shown.goto(address)
        shown.wait_for_load_state()
        yield shown
    finally:
        context.close()


def photograph(shown: Page) -> Image.Image:
    """What a window shows, after all has come to rest."""
    shown.wait_for_timeout(1500)
    path = FOLDER / "shot.png"
    shown.screenshot(path=path)
    with Image.open(path) as image:
        taken = image.convert("RGB")
    path.unlink()
    return taken


@contextmanager
def said_by(command: list[str], pattern: str) -> Iterator[str]:
    """What a program says that fits a pattern; it runs as long as that is needed."""
    with subprocess.Popen(command, cwd=FILM.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            yield next(found[0] for text in process.stdout if (found := re.search(pattern, text)))
        finally:
            process.terminate()


def main(names: list[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for name in names or [*PICTURES, "clip"]:
            if name == "clip":
                path = moving(MADE / "clips" / f"{CLIP}.gif")
            else:
                path = standing(PICTURES[name](browser), name)
            print(f"{path.stat().st_size:>9,}  {short(path)}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
