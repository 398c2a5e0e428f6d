"""The picture beside the voice: nothing stands still for long while somebody speaks, nothing is silent for long."""

from scenes.film.gate.finding import Finding

LONGEST_SILENCE = 4.0    # seconds: a picture that matters is looked at for so long
LONGEST_FROZEN = 4.0      # ... of speech over a picture that does not change


def frozen(signatures: list[tuple[float, int]], cues, clock) -> list[Finding]:
    """Stretches of one and the same picture with too much speech over them.

    signatures: (seconds, what the picture looks like), ascending; two equal ones in a row mean that nothing changed.
    """
    found = []
    for start, end in still(signatures):
        spoken = [(max(a, start), min(b, end), cue.key) for cue in cues for a, b in [speech(cue, clock)]
                  if min(b, end) > max(a, start)]
        seconds = sum(b - a for a, b, _ in spoken)
        if seconds > LONGEST_FROZEN:
            found.append(Finding("frozen", f"the picture stands still for {seconds:.1f} s of speech, from "
                                 f"{start:.1f} s to {end:.1f} s", seconds=spoken[0][0], key=spoken[0][2], until=end))
    return found


def still(signatures: list[tuple[float, int]]) -> list[tuple[float, float]]:
    """(start, end) of the stretches without a change, in seconds."""
    stretches, start = [], None
    for (before, one), (now, other) in zip(signatures, signatures[1:]):
        if one == other:
            start = before if start is None else start
            end = now
        elif start is not None:
            stretches.append((start, end))
            start = None
    if start is not None:
        stretches.append((start, end))
    return stretches


def silences(cues, clock) -> list[Finding]:
    """Gaps in which nobody speaks: before the first line, between lines, after the last."""
    spans = sorted(speech(cue, clock) for cue in cues)
    edges = [(0.0, 0.0), *spans, (clock.seconds, clock.seconds)]
    return [Finding("silence", f"nobody speaks for {begin - end:.1f} s", seconds=end, until=begin)
            for (_, end), (begin, _) in zip(edges, edges[1:]) if begin - end > LONGEST_SILENCE]


def overlaps(cues, clock) -> list[Finding]:
    """Lines that begin before the one before has ended."""
    found = []
    for one, other in zip(cues, cues[1:]):
        end, begin = one.frame / clock.rate + one.speech.duration, other.frame / clock.rate
        if end - begin > 1 / clock.rate:
            what = f"line {other.key} begins {end - begin:.2f} s before line {one.key} has ended"
            found.append(Finding("clock", what, seconds=begin, key=other.key))
    return found


def speech(cue, clock) -> tuple[float, float]:
    """When the voice is heard in a line, in seconds of the chapter."""
    start = cue.frame / clock.rate
    words = cue.speech.words
    return (start + words[0][1], start + words[-1][2]) if words else (start, start + cue.speech.duration)
