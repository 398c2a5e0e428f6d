"""Imported before Manim is, where a film is made: Manim and SciPy then import less, and garbage is looked for seldom.

IPython, which Manim has for notebooks, takes 0.1 s to import; SciPy's statistics, of which its signal processing takes one
function that no sound needs, 0.3 s.
"""

import gc
import sys
from importlib import import_module
from types import ModuleType

from scenes.film.pieces.ready import SELDOM

STATISTICS = "scipy.stats"


def import_signal() -> None:
    """Import scipy.signal without the statistics, which are imported when they are called from there, or by others."""
    if STATISTICS not in sys.modules:
        sys.modules[STATISTICS] = _Later(STATISTICS)
        import_module("scipy.signal")
        del sys.modules[STATISTICS]


class _Later(ModuleType):
    """In the place of a module: functions that import it when they are called."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *given, **named: getattr(import_module(self.__name__), name)(*given, **named)


gc.set_threshold(*SELDOM)
if "IPython" not in sys.modules:
    sys.modules["IPython"] = None     # type: ignore[assignment]     # Python takes it for not installed, and Manim goes without
    import_module("manim")
    del sys.modules["IPython"]
