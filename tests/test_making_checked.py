"""What the chapter on the gate says: each fault that is planted is found for what it is, and nothing without one."""

import numpy as np
import pytest

from scenes.making import log as making_log
from scenes.making.film import FILM
from scenes.making.record import checked

RULES = {"overlap": "overlap", "invented": "provenance", "late": "label"}
SOURCE = (checked.PLANTED / "scene.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", checked.FAULTS)
def test_a_planted_fault_is_found_for_what_it_is(fault):
    _, findings = checked.check(SOURCE.replace(*checked.FAULTS[fault]))
    assert [finding.check for finding in findings] == [RULES[fault]]
    assert all(len(box) == 4 for box in findings[0].boxes)


def test_each_fault_is_one_changed_line():
    lines = SOURCE.splitlines()
    for fault in checked.FAULTS.values():
        changed = SOURCE.replace(*fault).splitlines()
        assert len(changed) == len(lines) and sum(a != b for a, b in zip(changed, lines, strict=True)) == 1


def test_what_is_shown_of_the_looks_is_each_third_of_them():
    log = making_log.load(making_log.find(FILM.runs.folder))
    assert log.checked_shown.tolist() == list(range(0, int(log.checked_looks[0]), checked.EACH))
    assert log.picture("checked_shown").shape[0] == len(log.checked_shown) * checked.LINES
    assert len({picture.tobytes() for picture in np.split(log.picture("checked_shown"), len(log.checked_shown))}) > 1


def test_without_a_fault_nothing_is_found():
    seen, findings = checked.check(SOURCE)
    assert findings == [] and {line for line, _ in seen} == {"one", "next"}
