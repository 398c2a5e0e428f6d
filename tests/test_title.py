"""A chapter's title is there until it has been read; then it leaves with the first thing that moves."""

import pytest
from gate_tools import Gate

from scenes.film.rehearse import rehearse
from scenes.film.stage.observers import Observer
from scenes.film.stage.scene import READ

BODY = """
NarratedScene.open(self, Dot())
for run_time in RUN_TIMES:
    self.wait(0.2, frozen_frame=True)
    self.play(self.mobjects[-1].animate.shift(RIGHT), run_time=run_time)
"""


class Seen(Observer):
    """Notes after each play call when it has ended, and whether the title is there."""

    def begins(self):
        self.noted = []

    def play_ends(self):
        self.noted.append((self.scene.clock.frame / self.scene.clock.rate, self.scene.heading in self.scene.mobjects))


@pytest.fixture
def seen(tmp_path):
    def run(body: str) -> Seen:
        gate, noted = Gate(tmp_path), Seen()
        path = gate.write("from scenes.film.stage.scene import NarratedScene\n" + body)
        rehearse(gate.edition, path, noted)
        return noted
    return run


def test_it_leaves_with_the_first_thing_that_moves_when_it_has_been_read(seen):
    (end, _), *noted = seen(BODY.replace("RUN_TIMES", "(0.6, 1.4, 0.6, 0.4, 0.4)")).noted      # the first one brings it
    begun = [end, *(end for end, _ in noted)]
    first = next(k for k, begin in enumerate(begun) if begin >= READ and k % 2)     # waits lie between
    assert [there for _, there in noted] == [k < first for k in range(len(noted))]
    assert 0 < first < len(noted) - 1


def test_a_play_call_is_no_longer_for_it(seen):
    ends = [end for end, _ in seen(BODY.replace("RUN_TIMES", "(2.4, 0.3)")).noted]
    assert ends == pytest.approx([0.4, 0.6, 3.0, 3.2, 3.5], abs=0.1)
