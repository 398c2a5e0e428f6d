"""Checks chapters and the film, prints a readable table and writes check/NAME/report.json into the media folder."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.errors import UserError
from scenes.film.files import write_json
from scenes.film.gate import whole, written
from scenes.film.gate.finding import DEFECT, Finding
from scenes.film.gate.inspect import check_chapter
from scenes.film.gate.narration import check_facts
from scenes.film.pieces.ready import ONE_THREAD
from scenes.film.stage.find import chapter_path
from scenes.film.terminal import clock_time

QUALITY = "l"        # geometry is the same at every quality, and so is the clock to a frame


def main(edition: Edition, names: list[str], film: Path | None, jobs: int | None = None) -> int:
    """Check the chapters named (all that exist if none is), and the film in a folder if it is there.

    Returns 1 if there is any defect, else 0. Raises UserError for a chapter that does not exist or does not run.
    """
    start = time.monotonic()
    edition = edition.at(QUALITY)
    paths = [chapter_path(edition.film, name) for name in names or edition.film.written]
    folder = edition.media / "check" / edition.name
    for old in (picture for path in paths for picture in folder.glob(f"{path.stem}-*.png")):
        old.unlink()
    chapters = check_chapters(edition, paths, folder, jobs)
    sections = [{"name": path.stem, **result} for path, result in zip(paths, chapters, strict=True)]
    sections.append({"name": "narration", "findings": check_facts(edition)})
    if not names:
        sections.append({"name": "together", "findings": whole.check(chapters), "told": whole.told(chapters)})
    if film is not None and (film / "film.mp4").exists() and not names:
        sections.append({"name": "film", "findings": _film(edition, film)})
    for section in sections:
        _print(section)
    if film is not None and not names and sections[-1]["name"] != "film":
        print(f"{'film':<12} there is none in {_short(film)}; it is checked when it is made, with the same options")
    return _conclude(sections, folder, time.monotonic() - start)


def check_chapters(edition: Edition, paths: list[Path], folder: Path, jobs: int | None = None) -> list[dict]:
    """The results of check_chapter for each, in processes of their own when there are several."""
    if len(paths) == 1:
        return [_check(edition, paths[0], folder)]
    os.environ |= ONE_THREAD
    with ProcessPoolExecutor(min(jobs or os.cpu_count() or 1, len(paths)), get_context("spawn")) as pool:
        largest_first = sorted(paths, key=lambda path: -path.stat().st_size)
        futures = {path: pool.submit(_check, edition, path, folder) for path in largest_first}
        try:
            return [futures[path].result() for path in paths]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _check(edition: Edition, path: Path, folder: Path) -> dict:
    start = time.monotonic()
    try:
        result = check_chapter(edition, path, folder)
    except Exception as error:
        if isinstance(error, (UserError, *edition.film.mistakes)):
            raise UserError(f"chapter {path.stem}: {error}") from None
        error.add_note(f"while checking chapter {path.stem} ({path})")
        raise
    return result | {"checked_in": time.monotonic() - start}


def _film(edition: Edition, folder: Path) -> list[Finding]:
    try:
        return written.check(edition, folder)
    except UserError as error:
        return [Finding("film", str(error), chapter="film")]


def _print(section):
    findings = section["findings"]
    defects = sum(finding.severity == DEFECT for finding in findings)
    verdict = _counted(defects, "defect")
    if len(findings) > defects:
        verdict += ", " + _counted(len(findings) - defects, "warning")
    looked = (f"   {clock_time(section['seconds'])} long, {section['looks']} looks in {section['checked_in']:.1f} s"
              if "looks" in section else f"   {section['told']}" if "told" in section else "")
    print(f"{section['name']:<12} {verdict}{looked}")
    for finding in findings:
        mark = " " if finding.severity == DEFECT else "~"
        pixels = f" ({finding.pixels:.0f} px)" if finding.pixels is not None else ""
        print(f"  {mark} {finding.seconds:6.1f} s  {finding.key:<14} {finding.check:<10}  {finding.what}{pixels}")
        if finding.picture:
            print(f"{'':29}  {_short(finding.picture)}")
    for check, reason in section.get("excused", ()):
        print(f"  - excused     {check}: {reason}")


def _conclude(sections, folder, seconds) -> int:
    findings = [finding for section in sections for finding in section["findings"]]
    defects = sum(finding.severity == DEFECT for finding in findings)
    content = {"defects": defects, "warnings": len(findings) - defects, "checked_in": round(seconds, 1),
               "sections": [section | {"findings": [finding.record() for finding in section["findings"]]}
                            for section in sections]}
    write_json(folder / "report.json", content)
    print(f"\n{_counted(defects, 'defect')}, {_counted(len(findings) - defects, 'warning')} in {seconds:.0f} s; "
          f"{_short(folder / 'report.json')}")
    return 1 if defects else 0


def _counted(number, what):
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _short(path):
    path = Path(path)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
