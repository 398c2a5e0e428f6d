"""The whole way from the script to the film: runs, voice, chapters, assembly, companions."""

import os
import shutil
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from manim import tempconfig

from network import snapshots
from network.errors import UserError
from scenes.film import assemble, companions, contact, find, render, runs, thumbnail, voice
from scenes.film.facts import facts
from scenes.film.fingerprint import chapter_key
from scenes.film.order import ORDER, ROOT, written
from scenes.film.progress import Display, clock_time
from scenes.film.script import Script

MEDIA = ROOT / "media"
FEW_LINES = 8       # for one process; fewer are spoken before another has begun


@dataclass(frozen=True)
class Options:
    """What the command line decides; see scenes/film/__main__.py."""

    quality: str = "h"
    chapters: tuple[str, ...] = ()
    seed: int | None = None
    data: Path | None = None
    jobs: int | None = None
    dask: str | None = None
    out: Path = MEDIA / "film"


def make(options: Options) -> None:
    """Make the film and what goes with it; prints what happens and what came out.

    The folder keeps the last good film until everything of the new one is written.
    """
    start = time.monotonic()
    names = chosen(options.chapters)
    _usable(options.out)
    folder = runs.prepare(options.seed, options.data, say)
    script, said = Script.load(), facts(snapshots.load("pixels"), snapshots.load("digits"))
    lines = {name: script.lines(name, said) for name in names}
    speaker = voice.load()
    say(f"voice: {speaker.name}, {sum(map(len, lines.values()))} lines")
    _speak_ahead(speaker, lines, options.jobs or os.cpu_count() or 1)
    speech = {name: sum(speaker.speak(text, name, key).duration for key, text in lines[name].items())
              for name in names}
    made, reused = _render(names, script, lines, speaker, speech, options)
    parts = assemble.parts([(name, script.title(name), made[name][0]) for name in names])
    say(f"joining {len(parts)} chapters")
    measured = _write(parts, script, said, speaker, options.out, made, folder, options.quality)
    _table(parts, made, reused, measured, options.out, time.monotonic() - start)


def chosen(chapters) -> list[str]:
    """The chapters asked for in the film's order; all that exist if none is named."""
    for name in chapters:
        find.chapter_path(name)
    names = [name for name in written() if not chapters or name in chapters]
    if not names:
        raise UserError(f"there is no chapter yet; scenes/ holds none of {', '.join(ORDER)}")
    return names


def _usable(folder):
    """Make the film's folder, so that the work does not end with nowhere to write to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder}: cannot be made ({error.strerror}); give another folder with --out") from None
    if not os.access(folder, os.W_OK):
        raise UserError(f"{folder}: may not be written; give another folder with --out")


def say(text: str) -> None:
    print(text, flush=True)


def _speak_ahead(speaker, lines, workers):
    """Make the clips that are missing, in several processes if they are many."""
    every = [(text, name, key) for name in lines for key, text in lines[name].items()]
    missing = [line for line in every if not speaker.is_spoken(*line)]
    if len(missing) < FEW_LINES * workers:
        return
    pool = render.executor(workers)
    try:
        for job in [pool.submit(voice.speak_lines, missing[i::workers]) for i in range(workers)]:
            job.result()
    finally:
        render.stop(pool)


def _render(names, script, lines, speaker, speech, options):
    """({name: (film, seconds it took)}, names of those that were finished already)."""
    paths = {name: find.chapter_path(name) for name in names}
    made = {}
    for name in names:
        with tempconfig(find.settings(paths[name], options.quality, MEDIA)):
            key = chapter_key(paths[name], script.written(name), lines[name], speaker)
        movie = render.finished(paths[name], options.quality, MEDIA, key)
        if movie:
            made[name] = movie, 0.0
    reused = set(made)
    jobs = [render.job(paths[name], options.quality, MEDIA, speech[name]) for name in names if name not in made]
    if reused:
        say(f"unchanged: {', '.join(made)}")
    if jobs:
        say(f"making {', '.join(job.name for job in jobs)} "
            f"({clock_time(sum(job.speech for job in jobs))} of speech)")
        display = Display({job.name: job.speech for job in jobs})
        pool = render.executor(min(options.jobs or os.cpu_count() or 1, len(jobs)), options.dask)
        try:
            made |= render.run(jobs, pool, display)
        finally:
            display.close()
            render.stop(pool)
    return made, reused


def _write(parts, script, said, speaker, out, made, folder, quality):
    """Write everything beside the film that is there, then put it in its place."""
    making = out / ".making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        movie = making / "film.mp4"
        measured = assemble.write(parts, script, speaker, movie)
        (making / "chapters.txt").write_text(companions.chapter_times(parts), encoding="utf-8")
        (making / "description.md").write_text(companions.description(parts, script, said), encoding="utf-8")
        thumbnail.save(snapshots.load("digits"), script.film.get("title", "The film"), making / "thumbnail.jpg")
        for part in parts:
            shutil.copyfile(contact.sheet_of(part.movie), making / f"contact-{part.name}.png")
        companions.write_report(making / "report.json", _report(parts, made, measured, speaker, folder, quality, movie))
        _move(making, out)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return measured


def _move(making, out):
    """Put the new film in the place of the last one; what only that one had goes."""
    new = {path.name for path in making.iterdir()}
    for path in sorted(making.iterdir(), key=lambda path: path.suffix != ".mp4"):
        os.replace(path, out / path.name)
    for pattern in ("contact-*.png", "film.*.srt", "film.*.vtt"):
        for path in out.glob(pattern):
            if path.name not in new:
                path.unlink()


def _report(parts, made, measured, speaker, folder, quality, movie):
    width, height, rate = find.QUALITIES[quality]
    run = snapshots.load("digits")
    return {
        "film": measured | {"seconds": assemble.length(parts), "bytes": movie.stat().st_size,
                            "width": width, "height": height, "rate": rate},
        "chapters": [{"name": part.name, "title": part.title, "start": round(part.start, 3),
                      "seconds": round(part.seconds, 3), "made_in": round(made[part.name][1], 1),
                      "unspoken": part.log["unspoken"]} for part in parts],
        "cues": [{"chapter": part.name, "key": cue["key"], "text": cue["text"],
                  "seconds": round((part.first + cue["frame"]) / part.log["rate"], 5)}
                 for part in parts for cue in part.log["cues"]],
        "voice": speaker.name,
        "run": {"folder": str(folder), "made_by": run.meta["made_by"], "data": run.meta["data"],
                "accuracy_test": float(run.accuracy_test[-1])},
        "versions": {name: version(name) for name in ("manim", "numpy", "av", "hibari-tts")},
    }


def _table(parts, made, reused, measured, out, seconds):
    print()
    print(f"{'chapter':<12}{'begins':>8}{'length':>8}   made in")
    for part in parts:
        took = "unchanged" if part.name in reused else clock_time(made[part.name][1])
        unspoken = f"   never spoken: {', '.join(part.log['unspoken'])}" if part.log["unspoken"] else ""
        print(f"{part.name:<12}{clock_time(int(part.start)):>8}{clock_time(part.seconds):>8}   {took}{unspoken}")
    sound = "silent" if measured["loudness"] is None else f"{measured['loudness']:.1f} LUFS"
    print(f"{'film':<12}{'':>8}{clock_time(assemble.length(parts)):>8}   {clock_time(seconds)} in all, {sound}")
    print()
    for path in sorted(out.iterdir()):
        if path.is_file():
            print(f"{path.stat().st_size / 1e6:9.2f} MB  {_short(path)}")


def _short(path):
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
