"""Time of the training command against an ordinary float64 script of the same algorithm.

`python tests/bench/bench_training.py [ROUNDS]` runs both in turn, so that both meet the same
machine, each as a whole process from start to end, and prints every time and the ratio of medians.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT = 0.5


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    plain, ours = [], []
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}")
    print("round   plain float64   network.train   ratio")
    with tempfile.TemporaryDirectory() as out:
        for number in range(1, rounds + 1):
            plain.append(seconds(["tests/bench/plain_float64.py"]))
            ours.append(seconds(["-m", "network.train", "--out", out]))
            print(row(number, plain[-1], ours[-1]), flush=True)
    print(row("median", statistics.median(plain), statistics.median(ours)))
    print(row("best", min(plain), min(ours)))
    return statistics.median(ours) > LIMIT * statistics.median(plain)


def row(name, plain, ours):
    return f"{name:<6} {plain:>13.2f} s {ours:>13.2f} s {ours / plain:>7.3f}"


if __name__ == "__main__":
    sys.exit(main())
