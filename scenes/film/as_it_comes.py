"""Manim without its user's manim.cfg: some of what stands there is read while Manim is imported, such as the default
sizes of axes, plugins and the seed, and no setting made later takes it back.

The manim command imports Manim before the engine: there the user's own files count.
"""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder, SourceFileLoader

READS = "manim._config.utils"      # the module of Manim's that reads the files


class AsItComes(MetaPathFinder):
    """Waits for Manim's import, and lets it read the settings that it brings along and no others."""

    @classmethod
    def watch(cls) -> None:
        """From here on, if Manim is not imported yet."""
        if READS not in sys.modules:
            sys.meta_path.insert(0, cls())

    def find_spec(self, name, path=None, target=None):
        """Its place as everybody finds it, with a loader of our own."""
        spec = PathFinder.find_spec(name, path, target) if name == READS else None
        if spec and spec.origin:
            spec.loader = _OwnSettings(name, spec.origin)
        return spec


class _OwnSettings(SourceFileLoader):
    def exec_module(self, module):
        super().exec_module(module)
        own, *others = module.config_file_paths()
        module.config_file_paths = lambda: [own] * (1 + len(others))
