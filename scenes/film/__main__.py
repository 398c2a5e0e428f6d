"""The film on the command line: python -m scenes.film"""

import argparse
from pathlib import Path

from network.errors import UserError, run_main
from scenes.film import find
from scenes.film.order import ROOT

MEDIA = ROOT / "media"


def main() -> int:
    """Do what the command line asks for."""
    options = _parser().parse_args()
    if options.contact:
        from scenes.film import contact
        for name in options.contact:
            _show(contact.save_sheets(find.chapter_path(name), options.quality or "l", MEDIA))
    elif options.frames:
        _frames(options.frames, options.quality)
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="python -m scenes.film", description="Make the film, or look at parts of it.")
    parser.add_argument("--quality", choices=find.QUALITIES, help="l 480p15, m 720p30, h 1080p60, k 2160p60")
    look = parser.add_argument_group("looking at a chapter")
    look.add_argument("--contact", nargs="+", metavar="CHAPTER",
                      help="draw the middle and the end of every line's picture, without making the film")
    look.add_argument("--frames", nargs="+", metavar=("CHAPTER", "MOMENT"),
                      help="full-size pictures: seconds of the rendered chapter, or keys of lines")
    return parser


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


def _rendered(path: Path, quality):
    """The film of a chapter: of the quality asked for, else the best there is."""
    folders = {letter: MEDIA / "chapters" / path.stem / f"{height}p{rate}"
               for letter, (_, height, rate) in find.QUALITIES.items()}
    for letter in quality or "khml":
        for movie in sorted(folders[letter].glob("*.mp4")):
            return movie
    raise UserError(f"chapter {path.stem} is not rendered; run: manim -ql {path.relative_to(ROOT)}")


def _is_number(text):
    return text.replace(".", "", 1).isdigit()


def _show(paths):
    for path in paths:
        print(path)


if __name__ == "__main__":
    run_main(main)
