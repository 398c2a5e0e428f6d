"""All that is quicker than Manim's own at building and moving objects, for as long as a scene is made."""

from contextlib import contextmanager

from scenes.fast.copying import quick_copies
from scenes.fast.extent import quick_extents, quick_outlines
from scenes.fast.family import quick_families
from scenes.fast.painting import quick_paint


@contextmanager
def quickly():
    """Meanwhile copies, families, extents and colours of Manim's objects are made in the quick ways; may be nested or overlap."""
    with quick_copies(), quick_families(), quick_outlines(), quick_extents(), quick_paint():
        yield
