"""What a check has to say: one finding for each thing that is wrong, however long it stays wrong."""

from dataclasses import asdict, dataclass, field

DEFECT, WARNING = "defect", "warning"
LONGEST_NAME = 32
PLAIN = ("VGroup", "Group", "VMobject", "Mobject")     # classes that say nothing of what a thing is


@dataclass
class Finding:
    """One thing wrong: which check says so, where and when (seconds of the chapter, key of the line), and what.

    key of `same`: what makes it the same finding when it is met again; boxes: (left, bottom, right, top) of the
    culprits in manim units; pixels: by how much, at 1080 lines; picture: the file that shows it; until: seconds.
    """

    check: str
    what: str
    chapter: str = ""
    seconds: float = 0.0
    key: str = ""
    pixels: float | None = None
    severity: str = DEFECT
    same: tuple = ()
    boxes: list = field(default_factory=list)
    picture: str = ""
    until: float = 0.0

    def record(self) -> dict:
        """As it stands in report.json."""
        content = {name: value for name, value in asdict(self).items() if name not in ("same", "boxes")}
        return content | {"seconds": round(self.seconds, 2), "until": round(max(self.until, self.seconds), 2),
                          "pixels": None if self.pixels is None else round(self.pixels, 1)}


def name_of_text(piece) -> str:
    """A text for people: what it shows, what it is, and its key."""
    string = " ".join(piece.writing.string.split())
    if len(string) > LONGEST_NAME:
        string = string[:LONGEST_NAME - 1] + "\N{HORIZONTAL ELLIPSIS}"
    source = f" {piece.writing.source}" if piece.writing.source else ""
    return f"'{string}' ({piece.writing.kind}{source})"


def name_of_shape(item) -> str:
    """A shape for people: its class and those of the things that it is part of, but for plain groups."""
    owners = [type(part).__name__ for part in item.path if type(part).__name__ not in PLAIN]
    own = type(item.mobject).__name__
    return f"{own if own != 'VMobject' else 'curve'}" + "".join(f" of {owner}" for owner in reversed(owners[-2:]))
