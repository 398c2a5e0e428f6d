"""The benchmarks: each of the film's measurements can be asked for alone, and what is changed while it is watched is there."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.append(str(Path(__file__).with_name("bench")))
import bench_film  # noqa: E402
import bench_watch  # noqa: E402


class Copy:
    """Instead of a copy of the project: what it runs takes ten seconds."""

    def __init__(self, folder, voice_of=None):
        self.folder = folder

    def run(self, *arguments, cores=None):
        return 10.0, 100.0

    def film(self, chapters, quality, jobs, **limits):
        return 10.0, 100.0, {"film": {"seconds": 20.0, "bytes": 1e6}}


@pytest.mark.parametrize("only", [[], *([what] for what in bench_film.WHAT), list(bench_film.WHAT)])
def test_each_measurement_stands_alone(only, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bench_film, "Copy", Copy)
    monkeypatch.setattr(bench_film.shutil, "rmtree", lambda folder: None)
    options = SimpleNamespace(chapters=["cost", "backprop"], single="backprop", quality="l", only=only)
    bench_film.Bench(options, tmp_path).run()
    assert capsys.readouterr().out.count("| goal | measured |") == 1


@pytest.mark.parametrize("file, old, new, key, what", bench_watch.EDITS)
def test_what_is_changed_while_watched_stands_once_in_its_file(file, old, new, key, what):
    written = (bench_watch.ROOT / file).read_text(encoding="utf-8")
    assert written.count(old) == 1 and new not in written
    beats = (bench_watch.ROOT / bench_watch.SCRIPT).read_text(encoding="utf-8").split("\n[backprop]\n")[1].split("\n\n")[0]
    assert f"\n{key} = " in beats
