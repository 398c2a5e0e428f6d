"""Checks what the film needs on this machine, and says what to do about what is missing."""

import os
import shutil
import sys

from scenes.film.edition import Edition
from scenes.film.errors import UserError

ENOUGH = 2e9     # bytes; what a film at 1080p60 and its pieces take


def main(edition: Edition) -> int:
    """Print one line for each check; 0 when all is well, else 2."""
    checks = (("Python", _python), ("Manim, Cairo, Pango", _manim), ("fonts", _fonts), ("mathematics", _maths),
              ("film encoder", _encoders), ("voice", _voice), ("runs", _runs), ("narration", _script),
              ("room on the disk", _disk), ("clips", _clips), ("slides", _slides), ("kokoro", _kokoro))
    good = [_run(name, check, edition) for name, check in checks]
    print("all is well" if all(good) else "mend what is marked with !, then run this again")
    return 0 if all(good) else 2


def _run(name, check, edition):
    try:
        print(f"  {name:<20} {check(edition)}")
        return True
    except (UserError, *edition.film.mistakes) as error:
        print(f"! {name:<20} {error}")
    except ImportError as error:
        print(f"! {name:<20} {error}; run: make reinstall")
    return False


def _python(edition):
    if sys.version_info < (3, 11):
        raise UserError(f"{sys.version.split()[0]} is too old; install Python 3.11 or newer")
    return sys.version.split()[0]


def _manim(edition):
    import cairo
    import manim
    import manimpango
    return f"{manim.__version__}, {cairo.cairo_version_string()}, {manimpango.pango_version()}"


def _fonts(edition):
    from scenes.kit import theme
    theme.apply(edition.palette)
    theme.register_fonts()
    return f"{theme.WORDS}, {theme.CODE}"


def _maths(edition):
    import typst
    typst.compile(b"$sum_i w_i x_i$", format="svg")
    return "Typst"


def _encoders(edition):
    import av
    for name in ("libx264", "aac", "mov_text"):
        try:
            av.codec.Codec(name, "w")
        except ValueError:
            raise UserError(f"PyAV has no {name}; run: pip install --force-reinstall av") from None
    return f"PyAV {av.__version__}"


def _clips(edition):
    import av
    wanted = ("libvpx-vp9", "libopus", "gif")
    lacking = [name for name in wanted if name not in av.codecs_available]
    return f"PyAV has no {', '.join(lacking)}, which only make clip needs" if lacking else "MP4, WebM, GIF"


def _slides(edition):
    try:
        import pptx
    except ImportError:
        return "python-pptx is not there, which only make slides needs; run: pip install python-pptx"
    return f"python-pptx {pptx.__version__}"


def _kokoro(edition):
    from scenes.film.voice import espeak, kokoro, kokoro_voices, voice
    voices = kokoro_voices.there(voice.folder(edition.film))
    lacking = [] if kokoro.package() else [kokoro.MISSING]
    lacking += [] if voices else ["no voice is fetched; run: make voices"]
    lacking += [] if espeak.is_there() else [f"for other languages than English {espeak.MISSING}"]
    return f"only VOICE=kokoro:NAME needs it: {'; '.join(lacking)}" if lacking else f"{len(voices)} voices"


def _voice(edition):
    from scenes.film.voice import voice
    speaker = voice.of(edition)
    seconds = speaker.speaker.speak("One, two, three.", {}).duration
    return f"{speaker.name} ({seconds:.1f} s spoken)"


def _runs(edition):
    return ", ".join(edition.film.runs.load(edition.runs)) or "none needed"


def _script(edition):
    from scenes.film.narration.facts import told
    script, said = told(edition)
    lines = [line for name in edition.film.written for line in script.lines(name, said)]
    return f"{len(lines)} lines for {len(edition.film.written)} chapters"


def _disk(edition):
    folder = edition.media if edition.media.exists() else edition.media.parent
    if not os.access(folder, os.W_OK):
        raise UserError(f"{folder}: may not be written; change its rights, or work in a copy of the project elsewhere")
    free = shutil.disk_usage(folder).free
    if free < ENOUGH:
        raise UserError(f"{free / 1e9:.1f} GB free at {folder}; a film may need {ENOUGH / 1e9:.0f} GB")
    return f"{free / 1e9:.0f} GB free"
