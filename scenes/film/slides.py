"""Slides of a film, one for each line: its moving picture, its last picture as poster, and what is said as notes."""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scenes.film.clips import Beat, beats, cut
from scenes.film.companions.frames import frames_at
from scenes.film.edition import Edition
from scenes.film.files import appearing, write_text
from scenes.film.narration.script import Script
from scenes.film.page import deck
from scenes.film.page.deck import Slide

HEIGHT = 720              # pixels of the moving pictures, at most
INCHES = 7.5              # height of a slide
TITLE = 44                # points


def write(edition: Edition, names: Sequence[str], folder: Path) -> list[Path]:
    """Write slides.pptx and slides.html of chapters into a folder; returns the files. Raises UserError."""
    script = Script.load(edition.script_file, edition.language)
    made = [_slide(name, script.title(name), beat) for name in names for beat in beats(edition, name)]
    presentation, page = folder / "slides.pptx", folder / "slides.html"
    with appearing(presentation) as temporary:
        _save_pptx(edition, script, made, temporary)
    write_text(page, deck.text(script, made))
    return [presentation, page]


def _slide(name: str, title: str, beat: Beat) -> Slide:
    with tempfile.TemporaryDirectory() as folder:
        movie = Path(folder) / "beat.mp4"
        cut(beat, movie, HEIGHT)
        return Slide(name, title, beat.text, movie.read_bytes(), poster(beat))


def poster(beat: Beat) -> bytes:
    """The last picture of a beat, as JPEG."""
    [frame] = frames_at(beat.movie, [max(beat.end - 0.05, beat.begin)])
    image, written = frame.to_image(), io.BytesIO()
    image.thumbnail((image.width * HEIGHT // image.height, HEIGHT))
    image.save(written, "JPEG", quality=88)
    return written.getvalue()


def _save_pptx(edition, script, made, path):
    from pptx import Presentation
    from pptx.util import Inches
    width, height = edition.frame
    shown = Presentation()
    shown.slide_height, shown.slide_width = Inches(INCHES), Inches(INCHES * width / height)
    shown.core_properties.title = script.name
    chapter = None
    for slide in made:
        if slide.chapter != chapter:
            chapter = slide.chapter
            _title(shown, slide.title)
        page = _blank(shown)
        movie = page.shapes.add_movie(io.BytesIO(slide.movie), 0, 0, shown.slide_width, shown.slide_height,
                                      io.BytesIO(slide.poster), "video/mp4")
        movie.name = slide.text
        page.notes_slide.notes_text_frame.text = slide.text
    shown.save(path)


def _blank(shown):
    """A slide with nothing on it but the film's background."""
    from pptx.dml.color import RGBColor

    from scenes.kit.theme import palette
    page = shown.slides.add_slide(shown.slide_layouts[6])
    fill = page.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(palette().background.lstrip("#"))
    return page


def _title(shown, text):
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    from scenes.kit.theme import palette
    frame = _blank(shown).shapes.add_textbox(0, 0, shown.slide_width, shown.slide_height).text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.text, paragraph.alignment = text, PP_ALIGN.CENTER
    paragraph.font.size, paragraph.font.color.rgb = Pt(TITLE), RGBColor.from_string(palette().ink.lstrip("#"))
