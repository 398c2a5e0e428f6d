"""Imported by the process that workers are copies of, while nobody waits for it: what each of them would do for itself.

SciPy's signal processing, for the sound, takes half a second to import, and as much to read what the engine's files
import; a file that is edited afterwards is read again.
"""

import scipy.signal  # noqa: F401

from scenes.film.pieces.chapter_key import DRAWN_BY, ROOT, imports

for folder in (ROOT / "scenes" / "film", *DRAWN_BY):
    for file in folder.rglob("*.py"):
        imports(file)
