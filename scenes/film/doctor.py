"""Checks what the film needs on this machine, and says what to do about what is missing."""

import shutil
import sys

from network.errors import UserError
from scenes.film.order import ROOT, written

ENOUGH = 2e9     # bytes; what a film at 1080p60 and its pieces take


def main() -> int:
    """Print one line for each check; 0 when all is well, else 2."""
    checks = (("Python", _python), ("Manim, Cairo, Pango", _manim), ("fonts", _fonts), ("mathematics", _maths),
              ("film encoder", _encoders), ("voice", _voice), ("snapshots", _snapshots), ("narration", _script),
              ("room on the disk", _disk))
    good = [_run(name, check) for name, check in checks]
    print("all is well" if all(good) else "mend what is marked with !, then run this again")
    return 0 if all(good) else 2


def _run(name, check):
    try:
        print(f"  {name:<20} {check()}")
        return True
    except UserError as error:
        print(f"! {name:<20} {error}")
    except ImportError as error:
        print(f"! {name:<20} {error}; run: make reinstall")
    return False


def _python():
    if sys.version_info < (3, 11):
        raise UserError(f"{sys.version.split()[0]} is too old; install Python 3.11 or newer")
    return sys.version.split()[0]


def _manim():
    import cairo
    import manim
    import manimpango
    return f"{manim.__version__}, {cairo.cairo_version_string()}, {manimpango.pango_version()}"


def _fonts():
    from scenes.kit import theme
    theme.apply()
    return f"{theme.WORDS}, {theme.CODE}"


def _maths():
    import typst
    typst.compile(b"$sum_i w_i x_i$", format="svg")
    return "Typst"


def _encoders():
    import av
    for name in ("libx264", "aac", "mov_text"):
        try:
            av.codec.Codec(name, "w")
        except ValueError:
            raise UserError(f"PyAV has no {name}; run: pip install --force-reinstall av") from None
    return f"PyAV {av.__version__}"


def _voice():
    from scenes.film import voice
    speaker = voice.load()
    seconds = speaker.speaker.speak("One, two, three.", {}).duration
    return f"{speaker.name} ({seconds:.1f} s spoken)"


def _snapshots():
    from network import snapshots
    accuracy = [f"{name} {snapshots.load(name).accuracy_test[-1]:.1%}" for name in ("digits", "pixels")]
    return ", ".join(accuracy)


def _script():
    from network import snapshots
    from scenes.film.facts import facts
    from scenes.film.script import Script
    script = Script.load()
    said = facts(snapshots.load("pixels"), snapshots.load("digits"))
    lines = [line for name in written() for line in script.lines(name, said)]
    return f"{len(lines)} lines for {len(written())} chapters"


def _disk():
    free = shutil.disk_usage(ROOT).free
    if free < ENOUGH:
        raise UserError(f"{free / 1e9:.1f} GB free at {ROOT}; a film may need {ENOUGH / 1e9:.0f} GB")
    return f"{free / 1e9:.0f} GB free"
