"""What is not finished says whose it is; what killed processes have left goes, and nothing else."""

import os
from pathlib import Path

import pytest
from film_tools import of, over

from scenes.film.files import appearing, sweep
from scenes.film.unfinished import OLD, abandoned, hold, unfinished


@pytest.mark.parametrize("name", ["film.mp4", "a-b.c-1.part.json", "making", "é Ж.npz"])
def test_only_what_a_process_that_is_gone_has_begun_is_abandoned(tmp_path, name):
    mine = unfinished(tmp_path / name)
    assert mine != unfinished(tmp_path / name) and mine.parent == tmp_path and mine.suffix == (Path(name).suffix or ".part")
    assert not abandoned(mine) and abandoned(of(mine, over()))
    assert not abandoned(of(mine, os.getppid())) and not abandoned(tmp_path / name)


def test_what_another_machine_has_begun_is_given_a_day(tmp_path):
    path = of(unfinished(tmp_path / "film.mp4"), over())
    elsewhere = path.with_name(path.name.replace("-", "-another", 1))
    elsewhere.touch()
    assert not abandoned(elsewhere)
    os.utime(elsewhere, (elsewhere.stat().st_mtime - 2 * OLD,) * 2)
    assert abandoned(elsewhere)


def test_a_sweep_takes_what_is_left_also_in_folders_and_nothing_else(tmp_path):
    (tmp_path / "deep/.own").mkdir(parents=True)
    kept = [unfinished(tmp_path / "film.mp4"), tmp_path / "deep/.own/x.part.mp4", tmp_path / ".part", tmp_path / "film.mp4"]
    left = [of(unfinished(tmp_path / "deep/film.mp4"), over()), of(unfinished(tmp_path / "folder"), over()) / "half.svg"]
    for path in (*kept, *left):
        path.parent.mkdir(exist_ok=True)
        path.touch()
    sweep(tmp_path)
    assert all(path.exists() for path in kept) and not any(path.exists() for path in left)
    assert not left[1].parent.exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_a_folder_that_a_copy_of_a_process_holds_is_not_abandoned(tmp_path):
    folder = of(unfinished(tmp_path / "own"), over())
    folder.mkdir()
    held = hold(folder)
    ours, theirs = os.pipe()
    copy = os.fork()
    if copy == 0:
        os.close(theirs)
        os._exit(len(os.read(ours, 1)))      # stands until this process lets it go
    os.close(ours), os.close(held)
    assert not abandoned(folder)
    os.close(theirs), os.waitpid(copy, 0)
    assert abandoned(folder)


def test_a_file_that_fails_halfway_leaves_the_old_one(tmp_path):
    path = tmp_path / "film.json"
    path.write_text("old")
    with pytest.raises(ValueError), appearing(path) as temporary:
        temporary.write_text("ne")
        raise ValueError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
