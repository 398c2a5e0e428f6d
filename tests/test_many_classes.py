"""Every chapter runs to its end with images of another size and of 26 classes: nothing that is drawn of a run may depend on there
being ten of them, nor on there being something in each part of a picture."""

import pytest

from scenes.film.edition import edition
from scenes.film.rehearse import rehearse
from scenes.scratch.film import FILM


@pytest.mark.parametrize("name", FILM.written)
def test_a_chapter_says_all_its_lines(folders, name):
    own = edition(FILM, {"SNAPSHOTS": str(folders("letters"))}, quality="l", voice="none")
    scene = rehearse(own, FILM.file(name))
    assert len(scene.digits.meta["classes"]) == 26
    assert [cue.key for cue in scene.cues] == [key for key in scene.lines if key != "title"]
