"""The film of odd numbers passes the gate, and the gate sees when its row does not come out."""

import shutil
from pathlib import Path

import pytest

from scenes.film import film as films
from scenes.film.edition import edition
from scenes.film.gate.report import check_chapters

FOLDER = Path(__file__).resolve().parent / "odd_numbers"


def checked(folder, out):
    """What the gate says of the film's one chapter, and how long that is."""
    film = films.load(folder / "film.py")
    [result] = check_chapters(edition(film, {}, quality="l"), [film.file("squares")], out)
    return result


def test_the_gate_finds_nothing_and_the_chapter_is_short(tmp_path):
    result = checked(FOLDER, tmp_path)
    assert result["findings"] == []
    assert 20 <= result["seconds"] <= 40


@pytest.mark.parametrize("right", ['run.sums[-1], 0, source="odd:sums[-1]"', 'run.sides[-1], 0, source="odd:sides[-1]"'])
def test_a_row_that_does_not_come_out_is_found(right, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "tests" / "odd_numbers")
    path = folder / "squares.py"
    chapter = path.read_text(encoding="utf-8")
    assert right in chapter
    path.write_text(chapter.replace(right, right.replace("[-1]", "[-2]")), encoding="utf-8")
    assert {finding.check for finding in checked(folder, tmp_path)["findings"]} == {"equation"}
