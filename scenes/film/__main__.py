"""The film on the command line: python -m scenes.film"""

import argparse
import os
from pathlib import Path

from network.errors import UserError, run_main
from scenes.film import find
from scenes.film.files import full_disk
from scenes.film.order import ROOT

MEDIA = ROOT / "media"


def main() -> int:
    """Do what the command line asks for."""
    options = _parser().parse_args()
    for name in ("voice", "script"):
        if getattr(options, name):
            os.environ[name.upper()] = getattr(options, name)
    try:
        return _do(options)
    except ImportError as error:
        raise UserError(f"{error}; run: make doctor") from None
    except PermissionError as error:
        raise UserError(f"{error.filename}: may not be written; change its rights, or work in another folder") from None
    except OSError as error:
        if full_disk(error):
            raise UserError(f"{error.filename or MEDIA}: the disk is full; make room and run the same again") from None
        raise


def _do(options):
    if options.doctor:
        from scenes.film import doctor
        return doctor.main()
    if options.check is not None:
        from scenes.film.gate import report
        return report.main(options.check, options.out, options.jobs)
    if options.phonemes:
        print(_phonemes(options.phonemes))
    elif options.contact:
        from scenes.film import contact
        for name in options.contact:
            _show(contact.save_sheets(find.chapter_path(name), options.quality or "l", MEDIA))
    elif options.frames:
        _frames(options.frames, options.quality)
    else:
        from scenes.film import film
        film.make(film.Options(options.quality or "h", tuple(options.chapters), options.seed, options.data,
                               options.jobs, options.dask, options.out))
    return 0


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m scenes.film", description="Make the film, or look at parts of it.")
    parser.add_argument("--quality", choices=find.QUALITIES,
                        help="l 480p15, m 720p30, h 1080p60 (default), k 2160p60")
    parser.add_argument("--chapters", nargs="+", default=(), metavar="NAME", help="only these chapters")
    parser.add_argument("--seed", type=_whole, help="seed of the first weights; another one trains another net")
    parser.add_argument("--data", type=Path, help="other images: a folder of IDX files, or an npz")
    parser.add_argument("--voice", help="hibari (default), hibari:NAME, piper:MODEL.onnx, folder:PATH, none")
    parser.add_argument("--script", help="another narration (default: scenes/script/en.toml)")
    parser.add_argument("--out", type=Path, default=MEDIA / "film", help="folder of the film (default: media/film)")
    parser.add_argument("--jobs", type=_whole, help="chapters made at the same time (default: one a core)")
    parser.add_argument("--dask", metavar="ADDRESS", help="make the chapters on a Dask cluster, e.g. tcp://host:8786")
    look = parser.add_argument_group("instead of making the film")
    look.add_argument("--contact", nargs="+", metavar="CHAPTER",
                      help="draw the middle and the end of every line's picture, in seconds")
    look.add_argument("--frames", nargs="+", metavar=("CHAPTER", "MOMENT"),
                      help="full-size pictures: seconds of the rendered chapter, or keys of lines")
    look.add_argument("--check", nargs="*", metavar="CHAPTER",
                      help="check chapters, or all of them and the film; 1 is the exit status if there is any defect")
    look.add_argument("--phonemes", metavar="TEXT", help="how the voice reads a text")
    look.add_argument("--doctor", action="store_true", help="check what the film needs on this machine")
    return parser


def _whole(text):
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 on")
    return int(text)


def _phonemes(text):
    from scenes.film import voice
    from scenes.film.hibari_voice import HibariVoice
    return HibariVoice().phonemes(text, voice.load().pronunciations)


def _frames(arguments, quality):
    from scenes.film import contact, frames
    name, *moments = arguments
    path = find.chapter_path(name)
    if not moments:
        raise UserError("--frames takes a chapter and at least one moment: seconds, or a line's key")
    seconds = [float(moment) for moment in moments if _is_number(moment)]
    keys = [moment for moment in moments if not _is_number(moment)]
    if keys:
        _show(contact.save_beats(path, keys, quality or "h", MEDIA))
    if seconds:
        _show(frames.save(_rendered(path, quality), seconds, MEDIA / "frames", name))


def _rendered(path, quality):
    """The film of a chapter: of the quality asked for, else the best there is."""
    from scenes.film import render
    for letter in quality or "khml":
        for movie in sorted(render.folder(path, letter, MEDIA).glob("*.mp4")):
            return movie
    raise UserError(f"chapter {path.stem} is not rendered yet; run: manim -ql {path.relative_to(ROOT)}")


def _is_number(text):
    return text.replace(".", "", 1).isdigit()


def _show(paths):
    for path in paths:
        print(path)


if __name__ == "__main__":
    run_main(main)
