"""Clips and slides of a film: each line's picture by itself, with what is said."""

import io

import av
import numpy as np
import pytest
from film_tools import LINES, PROBE, share_clips, write_project
from page_tools import chromium, until    # noqa: F401, a fixture
from pptx import Presentation

from scenes.film import clips, slides
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.film import load
from scenes.film.make import Work, make


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """An edition of a small film that is made, with its voice."""
    folder = tmp_path_factory.mktemp("slides")
    write_project(folder, {"probe": PROBE}, LINES)
    share_clips(folder)
    made = edition(load(folder / "film.py"), {}, quality="l")
    make(made, Work(folder / "out", jobs=1))
    return made


def streams(path):
    with av.open(str(path)) as container:
        return {stream.type: (stream.codec_context.name, stream.codec_context) for stream in container.streams}


def length(path):
    with av.open(str(path)) as container:
        return container.duration / av.time_base


def pictures(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]


def test_beats_follow_each_other_through_the_whole_chapter(own):
    found = clips.beats(own, "probe")
    assert [beat.key for beat in found] == ["first", "second", "third"]
    assert all(beat.begin < beat.end <= after.begin for beat, after in zip(found, found[1:]))
    assert found[0].text == "The output delta is o minus l, exactly the gradient."


@pytest.fixture(scope="module")
def cut(own, tmp_path_factory):
    return clips.clips(own, "probe", "second", tmp_path_factory.mktemp("clips"))


def test_a_clip_is_the_beat_and_no_more(own, cut):
    beat = clips.beats(own, "probe")[1]
    assert [path.name for path in cut] == ["probe-second.mp4", "probe-second.webm", "probe-second.gif"]
    for path in cut:
        assert length(path) == pytest.approx(beat.end - beat.begin, abs=0.15), path
    with av.open(str(beat.movie)) as container:
        film = [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)
                if beat.begin - 1e-6 <= frame.time < beat.end - 1e-6]
    shown = pictures(cut[0])
    assert len(shown) == len(film)
    assert max(np.abs(one - other).mean() for one, other in zip(shown, film)) < 3


def test_a_clip_has_its_sound_where_its_form_has_any(own, cut):
    mp4, webm, gif = map(streams, cut)
    assert (mp4["video"][0], mp4["audio"][0]) == ("h264", "aac")
    assert webm["video"][0].startswith("vp9") or "vp9" in webm["video"][0]
    assert "opus" in webm["audio"][0] and set(gif) == {"video"}
    with av.open(str(cut[0])) as container:
        heard = np.concatenate([frame.to_ndarray().ravel() for frame in container.decode(audio=0)])
    assert np.abs(heard).max() > 0.05


def test_a_gif_is_as_small_as_it_must_be(own, tmp_path, monkeypatch):
    beat = clips.beats(own, "probe")[0]
    clips.gif(beat, tmp_path / "large.gif")
    large = (tmp_path / "large.gif").stat().st_size
    monkeypatch.setattr(clips, "LARGEST_GIF", large - 1)
    clips.gif(beat, tmp_path / "small.gif")
    assert (tmp_path / "small.gif").stat().st_size < large
    monkeypatch.setattr(clips, "LARGEST_GIF", 10)
    with pytest.raises(UserError, match="longer than fits"):
        clips.gif(beat, tmp_path / "none.gif")


def test_a_line_that_is_not_there_is_named(own, tmp_path):
    with pytest.raises(UserError, match="did you mean second"):
        clips.clips(own, "probe", "secnd", tmp_path)


# --- slides --------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def written(own, tmp_path_factory):
    return slides.write(own, ["probe"], tmp_path_factory.mktemp("deck"))


def test_each_line_is_a_slide_with_its_film_poster_and_notes(own, written):
    shown = Presentation(str(written[0]))
    title, *beats = shown.slides
    assert title.shapes[0].text_frame.text == "A probe"
    assert shown.slide_width / shown.slide_height == pytest.approx(16 / 9, abs=1e-3)
    assert [page.notes_slide.notes_text_frame.text for page in beats] == [beat.text for beat in clips.beats(own, "probe")]
    for page, beat in zip(beats, clips.beats(own, "probe")):
        [movie] = page.shapes
        media = [part.target_part.blob for part in page.part.rels.values() if "video" in part.reltype or "media" in part.reltype]
        with av.open(io.BytesIO(media[0])) as container:
            assert container.duration / av.time_base == pytest.approx(beat.end - beat.begin, abs=0.15)
        assert movie.poster_frame is not None and (movie.width, movie.height) == (shown.slide_width, shown.slide_height)


def test_the_deck_is_one_file_that_is_presented_by_keys(chromium, own, written):    # noqa: F811
    page = chromium.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(written[1].as_uri())
    texts = [beat.text for beat in clips.beats(own, "probe")]
    assert page.locator("#place").text_content() == f"A probe: {texts[0]}"
    page.keyboard.press("ArrowRight")
    assert page.locator("#place").text_content() == f"A probe: {texts[1]}"
    until(page, "movie.ended")
    assert page.evaluate("movie.muted")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    until(notes, "document.body.innerText.length > 20")
    assert texts[1] in notes.inner_text("body") and texts[2] in notes.inner_text("body")
    notes.keyboard.press("ArrowRight")
    assert page.locator("#number").text_content() == "3 / 3" and texts[2] in notes.inner_text("body")
    assert said == [] and [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
