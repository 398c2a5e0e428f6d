"""The chapters there are pass the gate, and the command tells what it found."""

import json

import pytest
from gate_tools import Gate

from scenes.film.errors import UserError
from scenes.film.gate import report
from scenes.film.gate.finding import DEFECT
from scenes.scratch.film import FILM


@pytest.mark.parametrize("name", FILM.written)
def test_a_chapter_of_the_film_has_no_defect(observed, name):
    result = observed[name].result()["gate"]
    defects = [f"{finding.seconds:.1f} s {finding.key} {finding.check}: {finding.what}"
               for finding in result["findings"] if finding.severity == DEFECT]
    assert defects == []
    assert result["looks"] > result["beats"] > 0


@pytest.fixture
def probe(tmp_path):
    """Writes the chapter `probe` and checks it as the command does; returns (status, report.json)."""
    gate = Gate(tmp_path)

    def check(text: str, key: str = "first"):
        gate.write(f"with self.say('{key}') as line:\n    self.play(FadeIn({text}), run_time=line.left)\n")
        status = report.main(gate.edition, ["probe"], None)
        return status, json.loads((pictures_of(tmp_path) / "report.json").read_text())
    return check


def pictures_of(folder):
    return folder / "media" / "check" / "probe-voice-none"


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
    assert list(pictures_of(tmp_path).glob("probe-*.png"))
    probe("words('in the middle')")
    assert not list(pictures_of(tmp_path).glob("probe-*.png"))


def test_a_mistake_in_a_chapter_is_one_line(probe):
    with pytest.raises(UserError, match="chapter probe: .*no line 'tenth'"):
        probe("words('a word')", key="tenth")
