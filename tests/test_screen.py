"""Texts on screen: from the script's tables [screen.CHAPTER], and no words of a language typed where they are drawn."""

import ast
import re

import pytest

from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.narration.script import Script
from scenes.scratch.chapter import Chapter
from scenes.scratch.film import FILM

SCRATCH, KIT = FILM.folder / "scratch", FILM.folder / "kit"
CHAPTERS = [FILM.folder / f"{name}.py" for name in FILM.written]
SHARED = {"cast": SCRATCH / "cast.py", "near_by": SCRATCH / "near_by.py", "way_back": SCRATCH / "way_back.py",
          "Instrument": SCRATCH / "instrument.py",
          "KnobPicture": SCRATCH / "knob.py", "three_rates": SCRATCH / "three_rates.py", "sides": SCRATCH / "by_heart.py",
          "Gaps": SCRATCH / "by_heart.py", "measures": SCRATCH / "misses.py", "TwoCosts": SCRATCH / "two_costs.py",
          "count_of": SCRATCH / "all_knobs.py", "WayDown": SCRATCH / "way_down.py",
          "FromOutputs": SCRATCH / "from_outputs.py", "Afterwards": SCRATCH / "afterwards.py",
          "nudges": SCRATCH / "nudge.py", "Fall": SCRATCH / "falling.py", "Gearing": SCRATCH / "gearing.py",
          "OneHidden": SCRATCH / "one_hidden.py", "OneEdge": SCRATCH / "one_edge.py", "AllSlopes": SCRATCH / "all_slopes.py",
          "SlopeIsGap": SCRATCH / "slope_is_gap.py",
          "Chain": SCRATCH / "chain.py",
          "CrossEntropy": SCRATCH / "cross_entropy.py",
          "signed_gaps": SCRATCH / "signs.py",
          "Ramps": SCRATCH / "ramps.py", "BendBuys": SCRATCH / "bend_buys.py", "StepsAddUp": SCRATCH / "steps_add_up.py",
          "Compared": SCRATCH / "slope_area.py",
          "BumpNet": SCRATCH / "bump_net.py", "Piles": SCRATCH / "piles.py", "Zones": SCRATCH / "zones.py",
          "both_sides": SCRATCH / "both_sides.py", "LookedUp": SCRATCH / "looked_up.py", "Tried": SCRATCH / "rule_tried.py",
          "TwoKnobs": SCRATCH / "two_knobs.py", "Leaning": SCRATCH / "leaning.py",
          "LooksFor": SCRATCH / "looks_for.py"}     # they draw for chapters
LABELS = re.compile(r"(.*_)?(label|name|text|title|heading)s?")     # keyword arguments that are shown
ASKING = ("self.screen", "text")


@pytest.fixture
def script(tmp_path):
    def load(content):
        (tmp_path / "en.toml").write_text(content)
        return Script.load(tmp_path / "en.toml")
    return load


ENDS = '[a]\nb = "x"\n[screen.a]\nends = "where the edge ends"\nseen = "{count} images,\\n seen {times} times"\n'


def test_a_text_is_filled_like_a_line(script):
    loaded = script(ENDS)
    assert loaded.text("a", "ends", {}) == "where the edge ends"
    assert loaded.text("a", "seen", {"count": "60,000", "times": "3"}) == "60,000 images, seen 3 times"
    assert set(loaded.tables) == {"a"} and loaded.chapter("a") == {"b": "x"}


@pytest.mark.parametrize("chapter, key, problem", [
    ("a", "end", r"\[screen.a\] has no text 'end'; did you mean ends"),
    ("b", "ends", r"\[screen.b\] has no text 'ends'"),
    ("a", "seen", r"\[screen.a\] seen: unknown placeholder \{times\}; did you mean time")])
def test_wrong_names_are_answered_with_near_ones(script, chapter, key, problem):
    with pytest.raises(UserError, match=f"en.toml: {problem}"):
        script(ENDS).text(chapter, key, {"count": "3", "time": "4"})


@pytest.mark.parametrize("content, problem", [
    ("[screen]\nends = 'x'", r"screen.ends stands outside a \[screen.chapter\] table"),
    ("[screen.a]\nends = 3", r"\[screen.a\] ends must be a line of text")])
def test_a_table_that_cannot_be_used_is_named(script, content, problem):
    with pytest.raises(UserError, match=f"en.toml: {problem}"):
        script(content)


def test_a_chapter_fills_in_whole_numbers_as_the_narration_writes_them(script):
    class A(Chapter):
        name, facts, script = "a", {"count": "three"}, None
    chapter = A(skip_animations=True, edition=edition(FILM, {}))
    A.script = script(ENDS)
    assert chapter.screen("seen", times=60_000) == "three images, seen 60,000 times"
    assert chapter.screen("seen", times="few", count=2) == "2 images, seen few times"


# --- the film's own files ------------------------------------------------------------------------


def literals(node):
    """The parts of an expression that are typed strings, where it becomes a text as it is."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (part.value for part in node.values if isinstance(part, ast.Constant))
    else:
        parts = {ast.IfExp: ("body", "orelse"), ast.BinOp: ("left", "right"), ast.Subscript: ("value",),
                 ast.Tuple: ("elts",), ast.List: ("elts",)}.get(type(node), ())
        for part in parts:
            below = getattr(node, part)
            for child in below if isinstance(below, list) else [below]:
                yield from literals(child)


def typed(tree):
    """(line, string) of what is given to words() or to a label, as a typed string with two letters or more."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        shown = [keyword.value for keyword in call.keywords if LABELS.fullmatch(keyword.arg or "")]
        if ast.unparse(call.func) == "words" and call.args:
            shown.append(call.args[0])
        for string in (string for node in shown for string in literals(node)):
            if re.search("[A-Za-z]{2}", string):
                yield call.lineno, string


def asked(tree):
    """Keys that a file asks for by name."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if ast.unparse(call.func) in ASKING and call.args:
            yield from literals(call.args[0])


def parse(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def with_shared(tree) -> list:
    """A file, and the shared ones that it draws with, itself or by one of them."""
    imports = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return [tree, *(other for name in SHARED if name in imports for other in with_shared(parse(SHARED[name])))]


@pytest.mark.parametrize("source, found", [
    ('words("all equal", TITLE)', ["all equal"]), ('words(f"of {n} images")', ["of ", " images"]),
    ('Plot(x_label="weight")', ["weight"]), ('words(("with", "without")[k])', ["with", "without"]),
    ('words("up to" if low else "=")', ["up to"]), ('words("1 × b = b")', []), ('words(self.screen("ends"))', []),
    ('words(str(classes["a name"]))', []), ('words("=")', [])])
def test_the_rule_finds_what_it_should(source, found):
    assert [string for _, string in typed(ast.parse(source))] == found


@pytest.mark.parametrize("path", [*CHAPTERS, *SHARED.values(), *sorted(KIT.glob("*.py"))], ids=lambda path: path.stem)
def test_no_language_is_typed_where_it_is_drawn(path):
    assert list(typed(parse(path))) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_the_texts_that_are_asked_for_are_there_and_no_others(path):
    texts, trees = set(Script.load(FILM.script(FILM.language)).screen.get(path.stem, {})), with_shared(parse(path))
    assert {key for tree in trees for key in asked(tree)} <= texts
    named = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert texts <= named
