"""The film's page, tried in a real browser, from disk: what follows the film, and the network that answers."""

import base64
import json

import numpy as np
import pytest
from handwriting import written
from page_tools import chromium, opened, page_of, until    # noqa: F401, the browser is a fixture

from network.drawing import normalized
from network.mnist import read_data_set
from network.program import Program
from scenes.film.edition import edition
from scenes.film.page.section import Moment, Told
from scenes.making.film import FILM as OTHER
from scenes.scratch.film import FILM
from scenes.scratch.page import listing

RUN = FILM.runs.load(FILM.runs.folder)["digits"]
SIDE = int(RUN.image_shape[0])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return page_of(edition(FILM, {}, quality="l"), tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def browsed(chromium, path):    # noqa: F811
    with opened(chromium, path, viewport={"width": 1600, "height": 900}) as page:
        yield page
    assert page.said == []
    assert {url.rpartition("/")[0] for url in page.asked if not url.startswith("data:")} == {path.parent.as_uri()}


@pytest.fixture
def page(browsed):
    """The page as it is when it was just opened."""
    browsed.reload()
    until(browsed, "film.readyState >= 2")
    return browsed


def test_its_folder_holds_all_that_it_needs(path):
    assert {file.name for file in path.parent.iterdir()} == {"index.html", "data.js", "film.mp4"}


# --- what follows the film -----------------------------------------------------------------------

def current(page, where):
    return [text.strip() for text in page.locator(f"{where} [aria-current]").all_inner_texts()]


def seeked(page, seconds):
    page.evaluate("film.pause()")
    until(page, f"film.seeking === false && Math.abs(film.currentTime - {seconds}) < 1.5")


def test_a_line_that_is_chosen_is_where_the_film_goes_and_what_is_lit(page):
    chosen = page.locator("#lines button").nth(50)
    chosen.click()
    seeked(page, 50)
    assert current(page, "#lines") == [chosen.inner_text()]


def test_a_chapter_that_is_chosen_is_where_the_film_goes(page):
    chosen = page.locator("#chapters button").nth(3)
    seconds = float(chosen.get_attribute("data-seconds"))
    chosen.click()
    seeked(page, seconds)
    assert current(page, "#chapters") == [chosen.inner_text().strip()]
    page.evaluate("film.currentTime += -1.5")
    until(page, "!film.seeking")
    assert page.locator("#chapters button").nth(2).get_attribute("aria-current") == "true"


def test_the_line_that_is_spoken_comes_into_sight(page):
    page.evaluate("film.currentTime = 150.4")
    until(page, "!film.seeking")
    until(page, """() => {
        const line = document.querySelector("#lines [aria-current]").getBoundingClientRect();
        const panel = document.getElementById("lines").getBoundingClientRect();
        return line.top >= panel.top && line.bottom <= panel.bottom;
    }""")


def test_captions_are_those_of_the_film(page):
    spoken = page.locator("#lines button").all_inner_texts()
    captions = page.evaluate("[...film.textTracks[0].cues].map(cue => [cue.startTime, cue.endTime, cue.text])")
    assert [" ".join(text.split()) for _, _, text in captions] == spoken
    assert [begin for begin, _, _ in captions] == list(range(len(spoken)))


def test_tabs_go_by_keys(page):
    page.locator("#tab-lines").press("ArrowRight")
    assert page.locator("#listing").is_visible() and not page.locator("#lines").is_visible()
    page.locator("#tab-program").press("ArrowRight")
    assert page.locator("#lines").is_visible() and page.evaluate("document.activeElement.id") == "tab-lines"


def test_the_line_of_the_program_that_is_explained_shines(page):
    page.locator("#tab-program").click()
    line = page.locator("#listing button", has_text="delta_h = w_h_o.T")
    line.click()
    seeked(page, float(line.get_attribute("data-seconds")))
    assert line.evaluate("line => line.classList.contains('now')")
    page.evaluate("film.currentTime = 2")
    until(page, "!film.seeking")
    assert page.locator("#listing .now").count() == 0


def test_the_program_is_the_one_that_ran(page):
    page.locator("#tab-program").click()
    assert page.locator("#listing code").all_text_contents() == RUN.meta["source"].splitlines()


def test_a_line_goes_first_to_where_it_is_shown_with_fewest_others():
    moments = {("backprop", "far"): Moment(1, 2), ("backprop", "all"): Moment(2, 3, ["a", "b"]),
               ("backprop", "one"): Moment(3, 4, ["a"]), ("cost", "other"): Moment(5, 6, ["a"])}
    told = Told(edition(FILM, {}), None, {}, moments)
    assert [moment.begin for moment in listing.explaining(told, "a", "backprop")] == [3, 2]
    assert [moment.begin for moment in listing.explaining(told, "c", "backprop")] == [1, 2, 3]
    assert listing.explaining(told, "a", None) == []


# --- the network ---------------------------------------------------------------------------------

def outputs_of(page, images, moment):
    """What the page's network says of images (n, F) uint8: (n, O)."""
    texts = [base64.b64encode(image.tobytes()).decode() for image in images]
    return np.array(page.evaluate("""([texts, moment]) => {
        net.at(moment);
        return texts.map(text => [...net.forward(Float32Array.from(bytesOf(text), grey => grey / 255)).o]);
    }""", [texts, moment]))


def of_numpy(images, moment):
    inputs = images[:, RUN.pixel_index].T / np.float32(255)
    return Program(RUN.meta["source"]).forward(RUN.state(moment), inputs)["o"].T


def test_it_answers_as_the_program_does(page):
    images = read_data_set(None).test_images[:1000]
    assert np.abs(outputs_of(page, images, len(RUN.updates) - 1) - of_numpy(images, -1)).max() < 2e-6


def test_it_answers_as_the_program_did_at_each_logged_moment(page):
    for moment in range(len(RUN.updates)):
        found = outputs_of(page, RUN.probe_images, moment)
        assert np.abs(found - of_numpy(RUN.probe_images, moment)).max() < 2e-6, moment


def test_what_is_drawn_is_scaled_and_centred_as_the_examples_were(page):
    rng = np.random.default_rng(3)
    for _ in range(12):
        ink = np.zeros((40, 50))
        top, left = rng.integers(0, 15, 2)
        ink[top:top + rng.integers(4, 25), left:left + rng.integers(4, 25)] = rng.random()
        ink[rng.integers(0, 40), rng.integers(0, 50)] = 1
        found = page.evaluate("([ink, width, side]) => [...normalized(ink, width, side)]", [ink.ravel().tolist(), 50, SIDE])
        assert np.abs(255 * np.array(found) - normalized(ink, SIDE)).max() <= 1
    assert page.evaluate("normalized([0, 0, 0, 0], 2, 28)") is None


def test_what_speaks_is_what_the_output_lacks_without_the_pixel(page):
    image = RUN.probe_images[3]
    output = int(of_numpy(image[None], -1).argmax())
    text = base64.b64encode(image.tobytes()).decode()
    found = np.array(page.evaluate("""([text, output]) => {
        const run = net.forward(Float32Array.from(bytesOf(text), grey => grey / 255));
        return [...net.speaks(run, output)];
    }""", [text, output]))
    inked = np.flatnonzero(image)
    without = np.repeat(image[None], len(inked), 0)
    without[np.arange(len(inked)), inked] = 0

    def sums(images):
        return Program(RUN.meta["source"]).forward(RUN.state(-1), images[:, RUN.pixel_index].T / np.float32(255))["o_pre"][output]
    assert np.abs(found[inked] - (sums(image[None]) - sums(without))).max() < 1e-4
    assert not found[image == 0].any() and found.min() < 0 < found.max()


def answer(page):
    return page.locator("#try").get_attribute("data-answer")


def draw(page, strokes, down, move, up):
    box = page.locator("#draw").bounding_box()
    for stroke in strokes:
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        down(*points[0])
        for point in points[1:]:
            move(*point)
        up()
    page.evaluate("new Promise(requestAnimationFrame)")


@pytest.mark.parametrize("digit", [0, 1, 7])
def test_strokes_by_mouse_are_answered(page, digit):
    page.locator("#draw").scroll_into_view_if_needed()
    page.locator("[data-tool=clear]").click()
    mouse = page.mouse

    def down(x, y):
        mouse.move(x, y)
        mouse.down()
    draw(page, written(digit, np.random.default_rng(digit)), down, mouse.move, mouse.up)
    assert answer(page) == str(digit)
    assert page.locator("#outputs .answer").inner_text().split()[0] == str(digit)


def test_strokes_by_finger_are_answered_on_a_phone(chromium, path):    # noqa: F811
    with opened(chromium, path, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as page:
        board = page.locator("#draw")
        board.scroll_into_view_if_needed()
        page.locator("[data-tool=clear]").tap()
        finger = page.context.new_cdp_session(page)

        def touch(kind):
            return lambda *at: finger.send("Input.dispatchTouchEvent", {
                "type": kind, "touchPoints": [{"x": at[0], "y": at[1]}] if at else []})
        before = page.evaluate("scrollY")
        draw(page, written(3, np.random.default_rng(1)), touch("touchStart"), touch("touchMove"), touch("touchEnd"))
        assert answer(page) == "3" and page.evaluate("scrollY") == before
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.said == []


def test_keys_draw_too(page):
    page.locator("[data-tool=clear]").click()
    board = page.locator("#draw")
    board.focus()
    for _ in range(9):
        board.press("ArrowUp")
    for _ in range(18):
        board.press("Shift+ArrowDown")
    page.evaluate("new Promise(requestAnimationFrame)")
    assert answer(page) == "1"


def test_nine_of_ten_digits_of_many_hands_are_read(page):
    rng = np.random.default_rng(5)
    drawn = [(k % 10, written(k % 10, rng)) for k in range(200)]
    right = page.evaluate("""drawn => drawn.filter(([digit, strokes]) => {
        clear();
        for (const points of strokes) { state.at = points[0]; points.forEach(stroke); }
        read();
        return document.getElementById("try").dataset.answer === String(digit);
    }).length""", drawn)
    assert right >= 180


def seen(page):
    """The image that the network gets, (side, side), grey values 0..255."""
    return np.round(255 * np.array(page.evaluate("[...input()]"))).reshape(SIDE, SIDE)


def test_the_image_is_moved_and_inverted_as_it_stands(page):
    page.locator("[data-example='4']").click()
    image = RUN.probe_images[4].reshape(SIDE, SIDE)
    assert (seen(page) == image).all()
    for _ in range(3):
        page.locator("[data-move='1 0']").click()
    assert (seen(page)[:, 3:] == image[:, :-3]).all() and not seen(page)[:, :3].any()
    page.locator("[data-tool=invert]").click()
    assert (seen(page)[:, 3:] == 255 - image[:, :-3]).all() and (seen(page)[:, :3] == 255).all()


def test_the_moment_can_be_chosen(page):
    page.locator("[data-example='6']").click()
    page.locator("#moment").fill("0")
    assert answer(page) == str(RUN.meta["classes"][of_numpy(RUN.probe_images[6:7], 0).argmax()])
    assert page.locator("#updates").inner_text() == "before the first image"
    page.locator("#moment").fill("20")
    assert page.locator("#updates").inner_text() == f"after {RUN.updates[20]:,} images"


def test_nothing_stands_in_the_way_of_those_who_cannot_see_or_use_a_mouse(page):
    from axe_playwright_python.sync_playwright import Axe
    for tab in ("#tab-program", "#tab-lines"):
        page.locator(tab).click()
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["help"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


def test_a_page_without_sections_is_whole(chromium, tmp_path):    # noqa: F811
    with opened(chromium, page_of(edition(OTHER, {}, quality="l"), tmp_path)) as page:
        until(page, "film.readyState >= 2")
        assert page.locator("[role=tab]").count() == 1 and page.locator("main > section").count() == 0
        assert json.loads(page.evaluate("JSON.stringify(Object.keys(DATA))")) == ["captions", "language"]
        assert page.said == []
