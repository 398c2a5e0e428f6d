"""Captions from cues: at most two lines of 42 characters, 1 to 6 s long, at most 17 characters a second.

A line of narration is split where speech has its joints: after punctuation, else before a small word of its language.
"""

from dataclasses import dataclass

from scenes.film.files import write_text
from scenes.film.narration.language import Language

WIDTH, LINES = 42, 2
SHORTEST, LONGEST = 1.0, 6.0      # seconds
FASTEST = 17.0                    # characters a second
EARLY = 0.15                      # seconds a caption may come before its speech, when there is room

IMPOSSIBLE = 1e9


@dataclass(frozen=True)
class Caption:
    """Text on screen from `start` to `end`, in seconds; lines are separated by a line break."""

    start: float
    end: float
    text: str


def captions(spoken: list[list[tuple[str, float, float]]], length: float, language: Language) -> list[Caption]:
    """Captions for lines of narration, each [(word, begin, end)] in seconds, in a film of `length` seconds."""
    groups = [group for words in spoken if words for group in split(words, language)]
    made, free = [], 0.0
    for i, group in enumerate(groups):
        text = " ".join(word for word, _, _ in group)
        needed = _needed(text)
        begin, end = group[0][1], group[-1][2]
        start = max(free, min(begin, max(begin - EARLY, end - needed)))
        following = groups[i + 1][0][1] if i + 1 < len(groups) else length
        free = max(start + needed, min(end + 0.3, following, start + LONGEST))
        made.append(Caption(start, free, wrap(text, language)))
    return _within(made, length)


def _needed(text):
    """How long a text must be seen."""
    return max(SHORTEST, len(text) / FASTEST)


def split(words, language: Language) -> list[list]:
    """Words with times in groups, one for each caption: the cheapest way to cut by joints, length and pace."""
    count = len(words)
    best = [(0.0, 0)] + [(float("inf"), 0)] * count
    earliest = 0
    for end in range(1, count + 1):
        while earliest < end - 1 and _letters(words[earliest:end]) > WIDTH * LINES + 1:
            earliest += 1      # what begins before can't be wrapped
        for start in range(earliest, end):
            cost = best[start][0] + _cost(words, start, end, language)
            if cost < best[end][0]:
                best[end] = cost, start
    groups: list[list] = []
    end = count
    while end:
        start = best[end][1]
        groups.insert(0, words[start:end])
        end = start
    return groups


def _letters(words):
    """Characters of words with a space between them."""
    return sum(len(word) + 1 for word, _, _ in words) - 1


def _cost(words, start, end, language):
    group = words[start:end]
    text = " ".join(word for word, _, _ in group)
    until = words[end][1] if end < len(words) else words[-1][2] + 0.25
    seconds = max(until - group[0][1], 0.01)
    cost = 4 + 6 * max(len(text) / seconds - FASTEST, 0) + 30 * max(SHORTEST + 0.2 - seconds, 0)
    if not _fits(text):
        cost += IMPOSSIBLE * len(text)
    if seconds > LONGEST:
        cost += IMPOSSIBLE * (seconds - LONGEST)
    return cost + (_joint(words[end - 1][0], words[end][0], language) if end < len(words) else 0)


def _joint(before: str, after: str, language: Language) -> float:
    """How bad it is to break between two words."""
    opening, closing = language.quotes
    end = before.rstrip(closing + '"')[-1:]
    if end in (".", "?", "!"):
        return 0
    if end in (",", ";", ":"):
        return 1
    bad = 4 if after.lstrip(opening + '"').lower() in language.openers else 9
    return bad + (8 if before.lstrip(opening + '"').lower() in language.clinging else 0)


def _fits(text: str) -> bool:
    """Whether it can be wrapped: what is left of it after as many words as a line holds is no longer than a line."""
    return len(text) <= WIDTH or len(text) - text.rfind(" ", 0, WIDTH + 1) - 1 <= WIDTH


def wrap(text: str, language: Language) -> str:
    """Text in one line or two, broken at the best joint near the middle."""
    return _wrapped(text, language) or text


def _wrapped(text, language):
    if len(text) <= WIDTH:
        return text
    words = text.split()
    options = []
    for i in range(1, len(words)):
        upper, lower = " ".join(words[:i]), " ".join(words[i:])
        if max(len(upper), len(lower)) <= WIDTH:
            joint = _joint(words[i - 1], words[i], language)
            options.append((joint + abs(len(upper) - len(lower)) / 3, upper + "\n" + lower))
    return min(options)[1] if options else None


def _within(made, length):
    """Move what would outlast the film back to its end."""
    result, latest = [], length
    for caption in reversed(made):
        end = min(caption.end, latest)
        start = min(caption.start, max(end - _needed(caption.text), 0))
        result.append(Caption(start, end, caption.text))
        latest = start
    return result[::-1]


def write_srt(path, made: list[Caption]) -> None:
    """SubRip."""
    blocks = [f"{i}\n{_stamp(c.start, ',')} --> {_stamp(c.end, ',')}\n{c.text}\n" for i, c in enumerate(made, 1)]
    write_text(path, "\n".join(blocks))


def write_vtt(path, made: list[Caption]) -> None:
    """WebVTT."""
    blocks = [f"{_stamp(c.start, '.')} --> {_stamp(c.end, '.')}\n{_escaped(c.text)}\n" for c in made]
    write_text(path, "\n".join(["WEBVTT\n", *blocks]))


def _stamp(seconds, point):
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
