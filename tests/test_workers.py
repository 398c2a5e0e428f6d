"""Chapters are made in processes of their own, and a run always comes to its end."""

import os
import signal
import subprocess
import sys
import time

import pytest

from scenes.film.pieces import workers


def test_each_job_has_a_process_of_its_own_and_the_end_comes():
    with workers.executor(2) as pool:
        jobs = [pool.submit(os.getpid) for _ in range(4)]
        processes = {job.result(timeout=60) for job in jobs}
        assert len(processes) == 4 and os.getpid() not in processes


def test_a_job_has_the_environment_of_the_caller(monkeypatch):
    with workers.executor(1) as pool:
        for value in ("one", "another"):      # the second finds a server of processes that knows the first
            monkeypatch.setenv("SOME_SETTING", value)
            assert pool.submit(os.getenv, "SOME_SETTING").result() == value
        monkeypatch.delenv("SOME_SETTING")
        assert pool.submit(os.getenv, "SOME_SETTING").result() is None


def test_an_error_in_a_job_is_the_caller_s():
    with workers.executor(1) as pool, pytest.raises(ValueError):
        pool.submit(int, "none").result(timeout=60)


def test_jobs_at_work_are_ended_and_waiting_ones_forgotten():
    with workers.executor(1) as pool:
        jobs = [pool.submit(time.sleep, 600) for _ in range(2)]
        while not any(inner._processes for inner in pool._at_work):
            assert not jobs[0].done()      # else it never began, and nothing is to be waited for
            time.sleep(0.05)
    assert jobs[1].cancelled() and not jobs[0].running()


HURRIED = """
import sys, time
from scenes.film.pieces import ready, workers

ready.FIRST, ready.LAST = [], ["slow"]

if __name__ == "__main__":
    try:
        with workers.executor(1) as pool:
            pool.submit(time.sleep, 600)
            begun = time.monotonic()
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        print(time.monotonic() - begun)
    with workers.executor(1) as pool:
        print(pool.submit(abs, -7).result())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are no copies here")
def test_who_is_in_a_hurry_does_not_wait_for_what_processes_are_copies_of(tmp_path):
    (tmp_path / "hurried.py").write_text(HURRIED)
    (tmp_path / "slow.py").write_text("import time; time.sleep(2); open('imported', 'w')")      # in place of what chapters import
    run = subprocess.run([sys.executable, "hurried.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    seconds, answer = run.stdout.split()
    assert float(seconds) < 1 and answer == "7" and run.returncode == 0, run.stderr
    assert (tmp_path / "imported").exists()


ORPHAN = """
import os, signal, sys, time
from scenes.film.pieces import ready, workers

ready.FIRST, ready.LAST = [], []      # nothing that chapters import is needed here


def work(note):
    with open(note, "w") as file:
        file.write(str(os.getpid()))
    time.sleep(600)


if __name__ == "__main__":
    with workers.executor(1) as pool:
      pool.submit(work, sys.argv[1])
      while not (os.path.exists(sys.argv[1]) and os.path.getsize(sys.argv[1])):
          time.sleep(0.05)
      os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_worker_ends_with_the_run_that_it_works_for(tmp_path):
    (tmp_path / "orphan.py").write_text(ORPHAN)
    note = tmp_path / "pid"
    run = subprocess.run([sys.executable, tmp_path / "orphan.py", note], timeout=60)
    assert run.returncode == -signal.SIGKILL
    for _ in range(100):
        try:
            os.kill(int(note.read_text()), 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.kill(int(note.read_text()), signal.SIGKILL)
    pytest.fail("the worker went on alone")
