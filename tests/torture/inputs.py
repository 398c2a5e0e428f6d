"""Thousands of damaged, odd and hostile inputs, each from a seed: none may do harm, and none may be misread.

cd tests; python -m torture.inputs [--each N] [KIND ...]     (or make torture)
"""

import argparse
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from torture import in_data, in_pictures, in_snapshots, in_sound, in_texts
from torture.trial import Trial

KINDS: dict[str, Callable[[np.random.Generator, Path], Trial]] = {
    **in_snapshots.KINDS, **in_data.KINDS, **in_texts.KINDS, **in_sound.KINDS, **in_pictures.KINDS}
EACH, AT_A_TIME = 400, 40      # inputs of a kind, and of one process
SECONDS, GIGABYTE = 10, 2 ** 30
OUTCOMES = ("refused with one line", "accepted and right", "tracebacks", "hangs", "memory", "half-written files",
            "silently wrong", "refused though right")


@dataclass(frozen=True)
class Outcome:
    """What came of an input; detail is what a person needs to find it again."""

    what: str
    detail: str


class Hang(BaseException):
    """The alarm."""


def tried(kind: str, number: int) -> Outcome:
    """One input, made and read."""
    with tempfile.TemporaryDirectory() as folder:
        trial = KINDS[kind](np.random.default_rng([sum(kind.encode()), number]), Path(folder))
        before, memory = files(folder), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        signal.alarm(SECONDS)
        what, detail = read(trial)
        signal.alarm(0)
        if (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) * 1024 > GIGABYTE:
            what = "memory"
        if files(folder) != before:
            what = "half-written files"
        return Outcome(what, f"{kind} {number} ({trial.name}): {detail}")


def read(trial: Trial) -> tuple[str, str]:
    try:
        value = trial.read()
    except Hang:
        return "hangs", f"longer than {SECONDS} s"
    except MemoryError as error:
        return "memory", repr(error)
    except trial.refusals as error:
        if "\n" in str(error) or not str(error).strip():
            return "tracebacks", f"not one line: {error!r}"
        return "refused though right" if trial.good else "refused with one line", str(error)
    except Exception as error:
        return "tracebacks", f"{type(error).__name__}: {error}"
    try:
        right = trial.right(value)
    except Hang:
        return "hangs", "in use"
    except trial.refusals as error:
        return "refused with one line", str(error)
    except Exception as error:
        return "tracebacks", f"in use: {type(error).__name__}: {error}"
    return ("accepted and right", "") if right else ("silently wrong", "accepted, but not what was meant")


def files(folder) -> list[str]:
    return sorted(str(path) for path in Path(folder).rglob("*"))


def several(kind: str, numbers: list[int], answers) -> None:
    """For a process of its own: each outcome as soon as it is there."""
    def ring(*_):
        raise Hang
    signal.signal(signal.SIGALRM, ring)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + int(1.5 * GIGABYTE)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for number in numbers:
        answers.send(tried(kind, number))
    answers.close()


def outcomes(kind: str, count: int) -> list[Outcome]:
    """Of so many inputs of a kind; a process that dies or sleeps is one more outcome."""
    found: list[Outcome] = []
    context = multiprocessing.get_context("fork")
    while len(found) < count:
        answers, theirs = context.Pipe(duplex=False)
        numbers = list(range(len(found), min(len(found) + AT_A_TIME, count)))
        process = context.Process(target=several, args=(kind, numbers, theirs))
        process.start()
        theirs.close()
        for number in numbers:
            try:
                if not answers.poll(3 * SECONDS):
                    found.append(Outcome("hangs", f"{kind} {number}: does not heed the alarm"))
                    break
                found.append(answers.recv())
            except EOFError:
                process.join()
                found.append(Outcome("tracebacks", f"{kind} {number}: the process died ({process.exitcode})"))
                break
        process.kill()
        process.join()
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=EACH)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    options = parser.parse_args()
    print("| kind | inputs |", " | ".join(OUTCOMES), "| seconds |\n|---|", "---|" * (len(OUTCOMES) + 2), sep="")
    total: Counter[str] = Counter()
    faults = []
    for kind in options.kinds or KINDS:
        start = time.monotonic()
        found = outcomes(kind, options.each)
        counts = Counter(outcome.what for outcome in found)
        total += counts
        faults += [outcome for outcome in found if outcome.what in OUTCOMES[2:]]
        row(kind, len(found), counts, time.monotonic() - start)
    row("all", sum(total.values()), total, 0)
    for fault in faults:
        print(f"{fault.what}: {fault.detail}", file=sys.stderr)
    return 1 if faults else 0


def row(kind, number, counts, seconds):
    print(f"| {kind} | {number:,} |", " | ".join(str(counts[what]) for what in OUTCOMES), f"| {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
