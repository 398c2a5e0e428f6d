"""The film on the command line: python -m scenes.film COMMAND"""

import argparse
import gc
import sys
from importlib.util import find_spec
from pathlib import Path

from scenes.film import film as films
from scenes.film import freshness
from scenes.film.edition import LINES, Edition, edition
from scenes.film.errors import UserError, heed_termination, told_in_one_line
from scenes.film.files import short
from scenes.film.pieces.ready import SELDOM, get_ready

FILMS = Path(__file__).resolve().parents[1]     # the folder in which each film has one


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for; returns the exit status."""
    heed_termination()
    with told_in_one_line():
        options = _parser().parse_args(arguments)
        path = films.find(options.film, FILMS)
        options.request = freshness.request(path, asked_of(options))
        if options.command is _make and (movie := freshness.made(path, options.request)):
            print(f"the film is up to date: {short(movie)}")
            return 0
        if find_spec("manim") is None:
            raise UserError(f"{short(Path(sys.executable))} has no Manim; run: make doctor")
        if options.command is _make and not options.dask:
            get_ready(films.module_name(path)[0])
            gc.set_threshold(*SELDOM)
        film = films.load(path)
        with told_in_one_line(film.mistakes):
            return _do(options, film)


def _do(options, film) -> int:
    try:
        return options.command(options, film) or 0
    except ImportError as error:
        raise UserError(f"{error}; run: make doctor") from None


def asked_of(options) -> dict:
    """The options that decide what is made, not how."""
    return {name: value for name, value in vars(options).items() if name not in ("command", "jobs", "dask")}


def asked_for(options, film) -> Edition:
    """The edition that the command line asks for; its runs are made if need be."""
    given = dict(option.split("=", 1) for option in options.run)
    unknown = [name for name in given if name not in film.runs.options]
    if unknown:
        raise UserError(f"the runs of {film.name} have no option {unknown[0]!r}; there are "
                        f"{', '.join(film.runs.options) or 'none'}")
    asked = {name: getattr(options, name) for name in ("language", "voice", "script", "palette", "quality", "frame")}
    made = edition(film, **asked)
    if given or made.runs == film.runs.folder:
        made = edition(film, **asked, runs=film.runs.prepare(given, lambda text: print(text, flush=True)))
    return made


def _with_folder(options, film) -> tuple[Edition, Path]:
    """The edition that the command line asks for, whose colours are drawn in from now on, and the folder of its film."""
    from scenes.film.stage.settings import use_colours
    asked = asked_for(options, film)
    use_colours(asked)
    return asked, asked.film_folder(_out(options, film))


def _out(options, film):
    return options.out or film.root / "media" / "film"


def _make(options, film):
    from scenes.film.make import Work, make
    work = Work(_out(options, film), tuple(options.chapters), options.jobs, options.dask, options.request, _paths(options))
    make(asked_for(options, film), work)


def _paths(options):
    """Files and folders that another run is asked for with."""
    return tuple(path for option in options.run if (path := Path(option.partition("=")[2])).exists())


def _check(options, film):
    from scenes.film.gate import report
    asked, folder = _with_folder(options, film)
    return report.main(asked, options.chapters, folder, options.jobs)


def _web(options, film):
    from scenes.film.join import small
    movie = small.beside(_with_folder(options, film)[1])
    print(f"{short(movie)}  {movie.stat().st_size / 1e6:.1f} MB")


def _page(options, film):
    from scenes.film.page.build import build
    print(short(build(*_with_folder(options, film))))


def _slides(options, film):
    from scenes.film import slides
    asked, folder = _with_folder(options, film)
    _show(slides.write(asked, options.chapters or film.written, folder))


def _record_list(options, film):
    from scenes.film import reading
    asked, folder = _with_folder(options, film)
    _show([reading.write(asked, options.chapters or film.written, folder)])


def _clip(options, film):
    from scenes.film import clips
    asked, folder = _with_folder(options, film)
    _show(clips.clips(asked, options.chapter, options.line, folder / "clips"))


def _short(options, film):
    from scenes.film import shorts
    asked, folder = _with_folder(options, film)
    for name in options.names or film.shorts:
        _show([shorts.write(asked, name, folder / "shorts")])


def _contact(options, film):
    from scenes.film import looks
    for name in options.chapters:
        _show(looks.sheets(asked_for(options, film), name))


def _frames(options, film):
    from scenes.film import looks
    _show(looks.frames(asked_for(options, film), options.chapter, options.moments))


def _watch(options, film):
    from scenes.film.stage.find import chapter_path
    from scenes.film.watch.director import watch_chapter
    watch_chapter(asked_for(options, film), chapter_path(film, options.chapter), options.line)


def _phonemes(options, film):
    from scenes.film.voice import voice
    speaking = voice.of(asked_for(options, film))
    if not hasattr(speaking.speaker, "phonemes"):
        raise UserError(f"voice {speaking.name}: it does not tell how it reads a text; hibari and kokoro:NAME do")
    print(speaking.speaker.phonemes(options.text, speaking.pronunciations))


def _voices(options, film):
    from scenes.film.voice import kokoro_voices, voice
    _show(map(short, kokoro_voices.fetch(voice.folder(film), options.names)))


def _doctor(options, film):
    from scenes.film import doctor
    return doctor.main(asked_for(options, film))


class _Parser(argparse.ArgumentParser):
    """A command line whose mistakes are one line, as every other mistake."""

    def error(self, message):
        raise UserError(f"{message}; see {self.prog} --help")


def _parser():
    parser = _Parser(prog="python -m scenes.film", description="Make a film, or look at parts of it.")
    parser.add_argument("--film", help="its name, or its file film.py; needed where there are several")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", help="each has a --help of its own")
    make = _command(commands, "make", _make, "the film, and what goes with it")
    make.add_argument("chapters", nargs="*", metavar="CHAPTER", help="only these chapters")
    make.add_argument("--dask", metavar="ADDRESS", help="make the chapters on a Dask cluster, e.g. tcp://host:8786")
    check = _command(commands, "check", _check, "check chapters, or all of them and the film; status 1 if there is any "
                     "defect")
    check.add_argument("chapters", nargs="*", metavar="CHAPTER")
    web = _command(commands, "web", _web, "the film once more beside itself, small enough for a page: film.web.mp4")
    page = _command(commands, "page", _page, "a folder beside the film that shows it in a browser, from disk, with all that "
                    "is said and what can be tried: page/index.html")
    slides = _command(commands, "slides", _slides, "slides, one for each line, with its moving picture, and what is said as "
                      "notes: slides.pptx and slides.html")
    slides.add_argument("chapters", nargs="*", metavar="CHAPTER", help="only these chapters")
    record_list = _command(commands, "record-list", _record_list, "what to read aloud for a film in your own voice: each "
                           "line, the file it goes into, the seconds to aim for; and as a page to read from")
    record_list.add_argument("chapters", nargs="*", metavar="CHAPTER", help="only these chapters")
    short = _command(commands, "short", _short, "some lines of the film in a tall frame, with their words")
    short.add_argument("names", nargs="*", metavar="NAME", help="only these of the film's shorts")
    clip = _command(commands, "clip", _clip, "one line's picture by itself, as MP4, WebM and GIF")
    clip.add_argument("chapter", metavar="CHAPTER")
    clip.add_argument("line", metavar="LINE", help="its key")
    for command in (make, check, web, page, slides, record_list, short, clip):
        command.add_argument("--out", type=Path, help="folder of the film (default: media/film)")
    for command in (make, check):
        command.add_argument("--jobs", type=_whole, help="chapters at the same time (default: one a core)")
    contact = _command(commands, "contact", _contact, "the middle and the end of every line's picture, in seconds",
                       quality="l")
    contact.add_argument("chapters", nargs="+", metavar="CHAPTER")
    frames = _command(commands, "frames", _frames, "full-size pictures of a chapter")
    frames.add_argument("chapter", metavar="CHAPTER")
    frames.add_argument("moments", nargs="+", metavar="MOMENT", help="seconds of the chapter, or a line's key")
    watch = _command(commands, "watch", _watch, "show the beat that has changed when a chapter or its script is saved",
                     quality="l")
    watch.add_argument("chapter", metavar="CHAPTER")
    watch.add_argument("line", nargs="?", metavar="LINE", help="the key of the beat that is shown first")
    phonemes = _command(commands, "phonemes", _phonemes, "how the voice reads a text")
    phonemes.add_argument("text", metavar="TEXT")
    voices = _command(commands, "voices", _voices, "fetch the voices of kokoro, once")
    voices.add_argument("names", nargs="*", metavar="NAME", help="only these voices, such as ef_dora")
    _command(commands, "doctor", _doctor, "what this machine lacks for the film")
    return parser


def _command(commands, name, function, text, quality="h"):
    """A command that takes an edition's options."""
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=function)
    group = parser.add_argument_group("edition")
    group.add_argument("--quality", choices=LINES, default=quality,
                       help="l 480p15, m 720p30, h 1080p60, k 2160p60 (default: %(default)s)")
    group.add_argument("--language", help="the one of a script, e.g. de")
    group.add_argument("--voice", help="hibari (default), hibari:NAME, kokoro:NAME, piper:MODEL.onnx, folder:PATH, none")
    group.add_argument("--script", type=Path, help="another narration")
    group.add_argument("--palette", type=Path, help="other colours")
    group.add_argument("--frame", type=_ratio, metavar="W:H", help="the frame's shape, e.g. 16:9")
    group.add_argument("--run", action="append", default=[], type=_setting, metavar="NAME=VALUE",
                       help="draw from another run, e.g. --run seed=7")
    return parser


def _whole(text):
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 on")
    return int(text)


def _ratio(text):
    width, _, height = text.partition(":")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"{text} is no shape like 16:9")
    return int(width), int(height)


def _setting(text):
    if "=" not in text:
        raise argparse.ArgumentTypeError(f"{text} is not NAME=VALUE")
    return text


def _show(paths):
    for path in paths:
        print(path)


if __name__ == "__main__":
    status = main()
    gc.freeze()      # what is held goes with the process, and need not be looked through for garbage
    sys.exit(status)
