"""Makes the page of a film that is there: one folder, opened from disk, that asks for nothing from elsewhere."""

import json
import os
import shutil
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template

import srt

from scenes.film.edition import Edition
from scenes.film.files import write_text
from scenes.film.join import small
from scenes.film.narration.facts import told
from scenes.film.narration.script import Script
from scenes.film.page.section import Moment, Section, Told, as_script, beside, document
from scenes.film.terminal import clock_time

POLICY = "media-src 'self' file:; img-src 'self' file: data:; script-src 'self' file: 'unsafe-inline'"


def build(edition: Edition, folder: Path) -> Path:
    """Write the page of the film in a folder into its page/: index.html, data.js, film.mp4, poster.jpg.

    Returns the page. Raises UserError where there is no film yet.
    """
    web = small.beside(folder)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    script, facts = told(edition)
    shown = Told(edition, script, facts, moments(report))
    target = folder / "page"
    target.mkdir(exist_ok=True)
    _put_film(web, target)
    sections = edition.film.page(shown) if edition.film.page else []
    captions = list(srt.parse((folder / f"film.{edition.language}.srt").read_text(encoding="utf-8")))
    write_text(target / "data.js", data_text(sections, captions, script))
    write_text(target / "index.html", page_text(shown, report, sections, (folder / "thumbnail.jpg").exists()))
    return target / "index.html"


def moments(report: dict) -> dict[tuple[str, str], Moment]:
    """When each line is spoken, {(chapter, key): Moment}, from a film's report."""
    begins = [cue["seconds"] for cue in report["cues"]] + [report["film"]["seconds"]]
    return {(cue["chapter"], cue["key"]): Moment(*span, cue["code"])
            for cue, span in zip(report["cues"], pairwise(begins), strict=True)}


def data_text(sections: list[Section], captions, script: Script) -> str:
    """The script that holds all data: a global DATA, {section: its data}, and the captions."""
    heard = [[round(one.start.total_seconds(), 3), round(one.end.total_seconds(), 3), one.content] for one in captions]
    data = {section.name: section.data for section in sections} | {"captions": heard, "language": script.language.code}
    return f"const DATA = {as_script(data)};\n"


def page_text(shown: Told, report: dict, sections: list[Section], poster: bool) -> str:
    """The page as one text; only the film, its poster and the data lie beside it."""
    language = shown.script.language
    words = {key: escape(language.heading(key)) for key in ("chapters", "transcript", "captions")}
    style = "\n".join([beside(__file__, "page.css"), *(section.style for section in sections)])
    body = Template(beside(__file__, "page.html")).substitute(
        words, title=escape(shown.script.name), summary=escape(shown.script.film_text("summary", shown.facts)),
        script="\n".join([beside(__file__, "player.js"), *(section.script for section in sections)]),
        poster='poster="poster.jpg"' if poster else "",
        chapter_list="\n".join(map(_chapter, report["chapters"])), lines=_transcript(shown, report),
        tabs="\n".join(_tab(section) for section in sections if section.beside),
        panels="\n".join(_panel(section) for section in sections if section.beside),
        sections="\n".join(f'<section id="{section.name}"><h2>{escape(section.heading)}</h2>\n{section.html}\n</section>'
                           for section in sections if not section.beside))
    return document(language.code, shown.script.name, POLICY, style, body)


def _put_film(web: Path, target: Path) -> None:
    """The small film, and the thumbnail that is beside it, beside the page."""
    (target / "film.mp4").unlink(missing_ok=True)
    try:
        os.link(web, target / "film.mp4")
    except OSError:
        shutil.copyfile(web, target / "film.mp4")
    poster = web.with_name("thumbnail.jpg")
    if poster.exists():
        shutil.copyfile(poster, target / "poster.jpg")


def _chapter(chapter: dict) -> str:
    return (f'<li><button data-seconds="{chapter["start"]}"><b>{escape(chapter["title"])}</b> '
            f'<small>{clock_time(int(chapter["start"]))}</small></button></li>')


def _tab(section: Section) -> str:
    return (f'<button role="tab" id="tab-{section.name}" aria-controls="{section.name}" aria-selected="false" tabindex="-1">'
            f'{escape(section.heading)}</button>')


def _panel(section: Section) -> str:
    return (f'<div id="{section.name}" role="tabpanel" tabindex="0" aria-labelledby="tab-{section.name}" hidden>\n'
            f'{section.html}\n</div>')


def _transcript(shown: Told, report: dict) -> str:
    """All that is spoken, a paragraph for each chapter, each line a button that goes there."""
    spoken: dict[str, list[str]] = {}
    for cue in report["cues"]:
        moment = shown.moments[cue["chapter"], cue["key"]]
        spoken.setdefault(cue["chapter"], []).append(
            f'<button id="line-{cue["chapter"]}-{cue["key"]}" data-seconds="{moment.begin}">'
            f'{escape(cue["text"])}</button>')
    titles = {chapter["name"]: chapter["title"] for chapter in report["chapters"]}
    return "\n".join(f"<h2>{escape(titles[name])}</h2>\n<p>{' '.join(lines)}</p>" for name, lines in spoken.items())
