"""The making of a film is killed, stopped and crowded: the film must come out all the same, and the last good one stay whole.

cd tests; python -m torture.killed [--times 50]
"""

import argparse
import os
import random
import shutil
import signal
import tempfile
import time
from pathlib import Path

from torture.project import Done, Project, ended, kill, report, running, seen_and_heard

SOON = 3.0      # seconds in which a run must stop when it is asked to
WITHOUT = 2     # of so many killed runs one begins with nothing made


def wanted(folder: Path) -> tuple[dict[str, str], float]:
    """({what the script says: key of its film}, the seconds that a film takes from nothing), of runs that nobody disturbs."""
    project, films, longest = Project.copied(folder), {}, 0.0
    for _ in range(2):
        done = project.make()
        assert done.status == 0, done.said
        longest = max(longest, done.seconds)
        films[words(project)] = seen_and_heard(project.film())
        project.other_words()
    return films, longest


def words(project: Project) -> str:
    return (project.folder / "script" / "de.toml").read_text(encoding="utf-8")


def killed(folder: Path, films: dict[str, str], longest: float, times: int, seed: int) -> list[str]:
    """Runs killed at random moments, the next one to its end; what was wrong."""
    project, instants, wrong = Project.copied(folder), random.Random(seed), []
    for number in range(times):
        if number % WITHOUT == 0:
            shutil.rmtree(project.folder / "media", ignore_errors=True)
        else:
            project.other_words()
        before = seen_and_heard(project.film()) if project.film().exists() else None
        process = project.start()
        moment = instants.uniform(0, longest)
        time.sleep(moment)
        kill(process)
        place = f"run {number}, killed after {moment:.2f} s"
        if before is not None:
            wrong += [f"{place}: {problem}" for problem in _whole(project, {before, films[words(project)]})]
        done = project.make()
        wrong += [f"{place}, then made: {problem}" for problem in problems(done, project, films)]
    return wrong


def problems(done: Done, project: Project, films: dict[str, str]) -> list[str]:
    """What is wrong with a film that was made, and with what lies about it."""
    if done.status:
        return [f"status {done.status}: {done.said[-400:]}"]
    return (_whole(project, {films[words(project)]})
            + [f"left behind: {path.relative_to(project.folder)}" for path in project.left_over()])


def _whole(project: Project, allowed: set[str]) -> list[str]:
    try:
        return [] if seen_and_heard(project.film()) in allowed else ["another film"]
    except (OSError, ValueError) as error:
        return [f"no whole film ({error})"]


def stopped(folder: Path, longest: float, times: int, seed: int) -> list[str]:
    """Runs that are asked to stop, by an interrupt or a request to end: at once, in one line, with the status for it."""
    project, instants, wrong = Project.copied(folder), random.Random(seed), []
    for number in range(times):
        how, status = ((signal.SIGINT, 130), (signal.SIGTERM, 143))[number % 2]
        shutil.rmtree(project.folder / "media", ignore_errors=True)
        process = project.start()
        moment = instants.uniform(0.5, 0.6 * longest)
        time.sleep(moment)
        begun = time.monotonic()
        os.killpg(process.pid, how) if number % 4 < 2 else process.send_signal(how)
        done = ended(process, begun)
        place = f"{how.name} after {moment:.2f} s"
        if done.status != status:
            wrong.append(f"{place}: status {done.status}: {done.said[-300:]}")
        if done.seconds > SOON:
            wrong.append(f"{place}: it took {done.seconds:.1f} s")
        if "Traceback" in done.said or sum("stopped" in line for line in done.lines) != 1:
            wrong.append(f"{place}: said {done.said[-300:]!r}")
        if alive := left(process.pid):
            wrong.append(f"{place}: processes {alive} are still there")
    return wrong


def left(session: int) -> list[int]:
    """The processes of a session that are there a second after it should be over."""
    until = time.monotonic() + 1
    while (there := running(session)) and time.monotonic() < until:
        time.sleep(0.05)
    return there


def worker_killed(folder: Path, films: dict[str, str], longest: float, times: int, seed: int) -> list[str]:
    """One process that draws is killed: the film is made all the same, or one line says what happened."""
    project, instants, wrong = Project.copied(folder), random.Random(seed), []
    for _ in range(times):
        shutil.rmtree(project.folder / "media", ignore_errors=True)
        process = project.start()
        time.sleep(instants.uniform(0.2, 0.8) * longest)
        workers = [pid for pid in running(process.pid) if pid != process.pid]
        if workers:
            os.kill(instants.choice(workers), signal.SIGKILL)
        done = ended(process)
        if done.status == 0:
            wrong += problems(done, project, films)
        elif "Traceback" in done.said or not done.lines[-1].startswith("error: "):
            wrong.append(f"status {done.status}: {done.said[-500:]}")
    return wrong


def together(folder: Path, films: dict[str, str], times: int) -> list[str]:
    """Two runs at once: of the same film, into another folder, of another run, in another language."""
    wrong = []
    for number in range(times):
        project = Project.copied(folder / str(number))
        out = project.folder / "out"
        for options in ((), ("--out", str(out)), ("--run", "larger=99"), ("--language", "en", "--voice", "none")):
            shutil.rmtree(project.folder / "media", ignore_errors=True)
            both = [project.start(), project.start(*options)]
            done = [ended(process) for process in both]
            place = f"beside {' '.join(options) or 'itself'}"
            wrong += [f"{place}: {problem}" for one in done for problem in problems(one, project, films)]
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=["killed", "stopped", "worker", "together"])
    asked = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)      # a shell that starts this in the background has it ignored
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        films, longest = wanted(folder / "wanted")
        few = max(asked.times // 5, 2)
        trials = {"killed": (asked.times, lambda: killed(folder / "killed", films, longest, asked.times, asked.seed)),
                  "stopped": (2 * few, lambda: stopped(folder / "stopped", longest, 2 * few, asked.seed)),
                  "worker": (few, lambda: worker_killed(folder / "worker", films, longest, few, asked.seed)),
                  "together": (4 * (few // 4 + 1), lambda: together(folder / "together", films, few // 4 + 1))}
        failed = 0
        for trial in asked.only:
            count, tried = trials[trial]
            failed += report(f"{trial}, {count} runs", tried)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
