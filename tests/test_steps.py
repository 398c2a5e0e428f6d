"""What stands over a step of the walk with one knob, whenever its length is on screen."""

from network.program import Program
from scenes.descent import times_rate

RATE = Program.read().settings["learn_rate"]
STEP = f"abs({RATE}*("      # in the key of how far a step goes


def test_a_step_is_the_rate_times_the_slope_that_stands_over_it(observed):
    seen = [keys for keys in observed["descent"].result()["keys"] if any(STEP in key for key in keys)]
    assert len(seen) > 5
    for keys in seen:
        assert [key for key in keys if STEP in key] == [times_rate(key, RATE) for key in keys if times_rate(key, RATE) in keys]
