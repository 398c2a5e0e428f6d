"""From one changed word of the narration to the finished draft film: `python tests/bench/bench_word.py [CHAPTER ...]`.

Makes the draft once in a copy of the project, then changes a word that has never been spoken in a line of each
chapter (weights, if none is named), one after the other, and prints a Markdown table.
"""
import re
import sys
import tempfile
from pathlib import Path

from bench_film import Copy

MAKE = ("-m", "scenes.film", "--film", "scratch", "make", "--quality", "l")
SCRIPT = "scenes/scratch/script/en.toml"


def main(chapters: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder))
        first, _ = copy.run(*MAKE)
        print(f"the draft from nothing: {first:.1f} s\n\n| chapter | changed to finished film |\n|---|--:|")
        for chapter in chapters:
            change(copy.folder / SCRIPT, chapter)
            seconds, _ = copy.run(*MAKE)
            print(f"| {chapter} | {seconds:.1f} s |")


def change(script: Path, chapter: str) -> None:
    """Put another word at the end of the first line of a chapter that ends with a plain word."""
    written = script.read_text(encoding="utf-8")
    line = re.compile(rf'(\[{chapter}\]\ntitle = .*\n(?:.*\n)*?\w+ = "[^"\n]*\w)([.?!]"\n)')
    changed, times = line.subn(r"\1 today\2", written)
    if times != 1:
        sys.exit(f"{script}: no line of [{chapter}] is found")
    script.write_text(changed, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:] or ["weights"])
