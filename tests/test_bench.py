"""The benchmark of the film: each of its measurements can be asked for alone."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.append(str(Path(__file__).with_name("bench")))
import bench_film  # noqa: E402


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
