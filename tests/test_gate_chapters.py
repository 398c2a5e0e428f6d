"""The chapters there are pass the gate, and the command tells what it found."""

import json

import pytest
from gate_tools import Gate

from network.errors import UserError
from scenes.film import find
from scenes.film.gate import report
from scenes.film.gate.finding import DEFECT
from scenes.film.order import written


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """What the gate finds in every chapter, with the film's own voice."""
    names = written()
    paths = [find.chapter_path(name) for name in names]
    return dict(zip(names, report.check_chapters(paths, tmp_path_factory.mktemp("check"))))


@pytest.mark.parametrize("name", written())
def test_a_chapter_of_the_film_has_no_defect(results, name):
    defects = [f"{finding.seconds:.1f} s {finding.key} {finding.check}: {finding.what}"
               for finding in results[name]["findings"] if finding.severity == DEFECT]
    assert defects == []
    assert results[name]["looks"] > results[name]["beats"] > 0


@pytest.fixture
def probe(tmp_path, monkeypatch):
    """Writes the chapter `probe` and checks it as the command does; returns (status, report.json)."""
    gate = Gate(tmp_path, monkeypatch)
    monkeypatch.setattr(report, "MEDIA", tmp_path / "media")
    monkeypatch.setattr(find, "chapter_path", lambda name: tmp_path / f"{name}.py")

    def check(text: str, key: str = "first"):
        gate.write(f"with self.say('{key}') as line:\n    self.play(FadeIn({text}), run_time=line.left)\n")
        status = report.main(["probe"], None)
        return status, json.loads((tmp_path / "media" / "check" / "report.json").read_text())
    return check


def test_the_command_ends_with_1_and_tells_what_is_wrong(probe, capsys):
    status, content = probe("words('near').to_edge(LEFT, buff=0.3)")
    printed = capsys.readouterr().out
    assert status == 1 and content["defects"] == 1
    [finding] = content["sections"][0]["findings"]
    assert finding["check"] == "outside" and finding["key"] == "first" and finding["pixels"] == pytest.approx(27, abs=1)
    assert "1 defect" in printed and "'near' (words): out of the safe area (27 px)" in printed
    assert finding["picture"] in printed or finding["picture"].split("/")[-1] in printed


def test_the_command_ends_with_0_when_all_is_well(probe, capsys):
    status, content = probe("words('in the middle')")
    assert status == 0 and content["defects"] == 0 and content["sections"][0]["findings"] == []
    assert "no defects, no warnings" in capsys.readouterr().out


def test_pictures_of_an_earlier_check_are_removed(probe, tmp_path):
    probe("words('near').to_edge(LEFT, buff=0.3)")
    assert list((tmp_path / "media" / "check").glob("probe-*.png"))
    probe("words('in the middle')")
    assert not list((tmp_path / "media" / "check").glob("probe-*.png"))


def test_a_mistake_in_a_chapter_is_one_line(probe):
    with pytest.raises(UserError, match="chapter probe: .*no line 'tenth'"):
        probe("words('a word')", key="tenth")
