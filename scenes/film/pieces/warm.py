"""Imported by the process that workers are copies of, while nobody waits for it: what each of them would do for itself.

SciPy's signal processing, for the sound, takes half a second to import; what the engine's files import is read, too, and read
again where a file is edited afterwards. No text is drawn here: Pango looks for fonts in a thread,
which a copy of the process does not have, and would wait for it forever.
"""

import scipy.signal  # noqa: F401

from scenes.film.pieces.chapter_key import DRAWN_BY, ROOT, imports
from scenes.film.pieces.statements import keep

for folder in (ROOT / "scenes" / "film", *DRAWN_BY):
    for file in folder.rglob("*.py"):
        imports(file)
keep()
