"""What only film one's page has: its program, whose lines know when the film explains them, and its trained network to play
with."""

from scenes.film.page.section import Section, Told
from scenes.scratch.page import listing, playground


def sections(told: Told) -> list[Section]:
    """The sections of film one's page."""
    runs = told.edition.film.runs.load(told.edition.runs)
    return [playground.section(told, runs["digits"]), listing.section(told, runs["digits"].meta["source"])]
