"""Fast drawing is of use to any scene: it needs nothing else of this project."""

import subprocess
import sys

EVERYTHING = """
import pkgutil, sys
import scenes.fast
for module in pkgutil.walk_packages(scenes.fast.__path__, "scenes.fast."):
    __import__(module.name)
print(*sorted(name for name in sys.modules if name.split(".")[0] in ("network", "scenes")))
"""


def test_fast_imports_nothing_else_of_the_project():
    done = subprocess.run([sys.executable, "-c", EVERYTHING], capture_output=True, text=True, timeout=60, check=True)
    names = done.stdout.split()
    assert {"scenes.fast.camera", "scenes.fast.encoder", "scenes.fast.motion"} < set(names)
    assert [name for name in names if name != "scenes" and not name.startswith("scenes.fast")] == []
