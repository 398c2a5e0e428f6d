"""Imported by the process that workers are copies of, while nobody waits for it: what each of them would do for itself.

SciPy's signal processing, for the sound, takes half a second to import, and as much it takes to read what the engine's files
import, and to read the outlines of the letters that code and numbers are made of. A file that is edited afterwards is read
again.
"""

import tempfile
from contextlib import suppress

import scipy.signal  # noqa: F401
from manim import tempconfig

from scenes.film.pieces.chapter_key import DRAWN_BY, ROOT, imports
from scenes.film.pieces.statements import keep
from scenes.kit import text, theme

for folder in (ROOT / "scenes" / "film", *DRAWN_BY):
    for file in folder.rglob("*.py"):
        imports(file)
keep()

with tempfile.TemporaryDirectory() as texts, tempconfig({"text_dir": texts}), suppress(theme.BadTheme):
    theme.apply()
    text.read_outlines()
