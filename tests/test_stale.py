"""An edit of whatever a play call can reach draws it again: methods, helpers, classes, data, wherever they are written."""

import sys

import av
import numpy as np
import pytest
from film_tools import LINES, film_in, manim, write_project
from manim import Dot

from scenes.film.errors import UserError
from scenes.film.pieces import jobs, loaded, workers
from scenes.film.pieces.play_key import PlayKeys
from scenes.film.pieces.reach import ChapterCode
from scenes.film.rehearse import UNDRAWN
from scenes.film.stage.find import chapter_class
from scenes.film.stage.settings import in_force, settings

CHAPTER = '''
import functools
from manim import Animation, Dot, FadeIn, Square, UpdateFromAlphaFunc, ValueTracker
from scenes.film.chapter import Chapter
{imports}

{beside}

class Probe(Chapter):
    def construct(self):
        self.dot = Dot()
        with self.say("first"):
            self.play(*self.moving(self.dot), run_time=0.4)

    def moving(self, dot):
        {moving}

    def other(self):
        return 1

    {method}
'''
BY_LAMBDA = "return [UpdateFromAlphaFunc(dot, lambda dot, alpha: {})]"
UPDATED = "dot.add_updater({}); return [FadeIn(Square())]"
IN_HELPER = "SPEED = 1\n\ndef place(dot, alpha=1):\n    dot.set_x(SPEED * alpha)\n"
ANIMATION = '''class Moving(Animation):
    def interpolate_mobject(self, alpha):
        self.mobject.set_x({})
'''
LOCAL = '''class Moving(Animation):
            def interpolate_mobject(self, alpha):
                self.mobject.set_x({})
        return [Moving(dot)]'''


def chapter(moving, imports="", beside="", method=""):
    return CHAPTER.format(moving=moving, imports=imports, beside=beside, method=method)


class Project:
    """A film of one chapter in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        write_project(folder, {"probe": chapter("return [FadeIn(dot)]")}, LINES)

    def write(self, source, files):
        (self.folder / "probe.py").write_text(source)
        for name, content in files.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_text(content)

    def key(self, source, **files):
        """Key of the play call of what `moving` gives."""
        self.write(source, files)
        for name in ("helper", "cast", "cast.helper"):
            sys.modules.pop(name, None)
        loaded.read_anew(self.folder.rglob("*.py"))
        edition = film_in(self.folder)
        path = edition.film.file("probe")
        with in_force(settings(edition, path) | UNDRAWN):
            scene = chapter_class(edition.film, path)(skip_animations=True, edition=edition)
            with scene.tidied():
                scene.setup()
                dot = scene.dot = Dot()
                scene.add(dot)
                scene.animations = scene.moving(dot)
                key = PlayKeys(scene).key(scene.camera, "h264")
        return key

    def frames(self, source, **files):
        """The frames of the chapter's film, by the manim command."""
        self.write(source, files)
        result = manim(self.folder, "probe.py")
        assert result.returncode == 0, result.stdout
        with av.open(str(self.folder / "media/chapters/probe/probe/480p15/Probe.mp4")) as film:
            return np.array([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)])


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    yield Project(tmp_path)
    loaded.read_anew(tmp_path.rglob("*.py"))


def by_method(step):
    return chapter(BY_LAMBDA.format("self.place(dot, alpha)"),
                   method=f"def place(self, dot, alpha):\n        dot.set_x({step} * alpha)")


METHODS = {
    "method of the chapter that a lambda calls": (by_method(1), by_method(2.5)),
    "method of the chapter as an updater": [
        chapter(UPDATED.format("self.place"), method=f"def place(self, dot):\n        dot.set_x({step})")
        for step in (1, 2.5)],
    "what the chapter was given earlier": [
        chapter(BY_LAMBDA.format("dot.set_x(self.step)"), method=f"step = {step}") for step in (1, 2.5)],
    "function of the chapter's file": [
        chapter(BY_LAMBDA.format("place(dot)"), beside=f"def place(dot):\n    dot.set_x({step})") for step in (1, 2.5)],
    "lambda in a lambda": [chapter(BY_LAMBDA.format(f"(lambda at: dot.set_x(at * {step}))(alpha)")) for step in (1, 2.5)],
    "partial": [
        chapter("return [UpdateFromAlphaFunc(dot, functools.partial(place, by=STEP))]",
                beside=f"STEP = {step}\n\ndef place(dot, alpha, by):\n    dot.set_x(by)") for step in (1, 2.5)],
    "argument of a partial": [
        chapter(f"return [UpdateFromAlphaFunc(dot, functools.partial(place, by={step}))]",
                beside="def place(dot, alpha, by):\n    dot.set_x(by)") for step in (1, 2.5)],
    "animation of the chapter's file": [
        chapter("return [Moving(dot)]", beside=ANIMATION.format(f"{step} * alpha")) for step in (1, 2.5)],
    "animation made by a method": [chapter(LOCAL.format(f"{step} * alpha")) for step in (1, 2.5)],
    "what an animation made by a method holds": [
        chapter(f"step = {step}\n        " + LOCAL.format("step")) for step in (1, 2.5)],
    "object of the chapter's file": [
        chapter("mover = Mover(); " + BY_LAMBDA.format("mover.move(dot)"),
                beside=f"class Mover:\n    def move(self, dot):\n        dot.set_x({step})") for step in (1, 2.5)],
    "updater of the scene": [
        chapter(f"self.add_updater(lambda dt: dot.set_x({step})); return [FadeIn(Square())]") for step in (1, 2.5)],
    "name that is looked up while it runs": [
        chapter(BY_LAMBDA.format("globals()['place'](dot)"), beside=f"def place(dot):\n    dot.set_x({step})")
        for step in (1, 2.5)],
}


@pytest.mark.parametrize("one, other", METHODS.values(), ids=METHODS)
def test_edited_in_the_chapter_s_file(project, one, other):
    key = project.key(one)
    assert project.key(one) == key
    assert project.key(other) != key


USES = {
    "function": chapter(BY_LAMBDA.format("place(dot, alpha)"), "from {} import place"),
    "renamed": chapter(BY_LAMBDA.format("put(dot, alpha)"), "from {} import place as put"),
    "module": chapter(BY_LAMBDA.format("helper.place(dot, alpha)"), "import {} as helper"),
    "through a function": chapter(BY_LAMBDA.format("step(dot)"), "from {} import place", "def step(dot):\n    place(dot)"),
    "in a method": chapter("from {} import place; " + BY_LAMBDA.format("place(dot, alpha)")),
    "inside": chapter(BY_LAMBDA.format("__import__('{}').place(dot, alpha)")),
    "as it is": chapter(UPDATED.format("place"), "from {} import place"),
    "partial": chapter("return [UpdateFromAlphaFunc(dot, functools.partial(place))]", "from {} import place"),
}


@pytest.mark.parametrize("module, file", [("helper", "helper.py"), ("cast.helper", "cast/helper.py")])
@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_edited_in_a_helper_beside_or_in_a_folder(project, use, module, file):
    use = use.replace("{}", module)
    project.write("", {"cast/__init__.py": ""})
    key = project.key(use, **{file: IN_HELPER})
    assert project.key(use, **{file: IN_HELPER}) == key
    assert project.key(use, **{file: IN_HELPER.replace("set_x", "set_y")}) != key
    assert project.key(use, **{file: IN_HELPER.replace("SPEED = 1", "SPEED = 20")}) != key


def test_edited_in_what_a_helper_imports(project):
    use = chapter(BY_LAMBDA.format("helper.place(dot, alpha)"), "import helper")
    first = {"helper.py": IN_HELPER.replace("SPEED = 1", "from cast.helper import SPEED"), "cast/helper.py": "SPEED = 1"}
    assert project.key(use, **first) != project.key(use, **first | {"cast/helper.py": "SPEED = 20"})


def test_a_helper_s_subclass_and_what_its_objects_hold(project):
    use = chapter("return [Moving(dot)]", "from helper import Moving")
    code = "from manim import Animation\n\n" + ANIMATION
    assert project.key(use, **{"helper.py": code.format("alpha")}) != project.key(use, **{"helper.py": code.format("-alpha")})


def test_what_a_helper_was_told_before(project):
    told = "helper.SPEED = {}; " + BY_LAMBDA.replace("{}", "helper.place(dot, alpha)")
    one, other = (chapter(told.format(speed), "import helper") for speed in (1, 2.5))
    assert project.key(one, **{"helper.py": IN_HELPER}) != project.key(other, **{"helper.py": IN_HELPER})


def test_the_run_that_code_holds_counts(project, monkeypatch):
    use = chapter("run = self.runs['pixels']; " + BY_LAMBDA.format("dot.set_x(run.h[0, 0, 0, 0])"))
    key = project.key(use)
    assert project.key(use) == key
    monkeypatch.setattr("scenes.film.pieces.play_key.runs_key", lambda edition: "another run")
    assert project.key(use) != key


@pytest.mark.parametrize("use, files", [
    (chapter("return [FadeIn(dot)]", "import helper"), {"helper.py": IN_HELPER}),
    (chapter(BY_LAMBDA.format("dot.set_x(alpha)"), "from helper import place"), {"helper.py": IN_HELPER}),
    (chapter(BY_LAMBDA.format("dot.set_x(alpha)")), {}), (chapter("return [dot.animate.shift([1, 0, 0])]"), {})])
def test_what_is_not_reached_does_not_count(project, use, files):
    edited = {name: text.replace("SPEED = 1", "SPEED = 20") for name, text in files.items()}
    assert project.key(use, **files) == project.key(use.replace("return 1", "return 2"), **edited)


def test_a_captured_method_is_drawn_as_it_is_now(project, tmp_path_factory):
    first = project.frames(by_method(1))
    edited = project.frames(by_method(2.5))
    fresh = Project(tmp_path_factory.mktemp("fresh")).frames(by_method(2.5))
    assert np.array_equal(edited, fresh) and not np.array_equal(edited, first)


def test_a_helper_beside_the_chapter_is_drawn_as_it_is_now(project, tmp_path_factory):
    use, edited = chapter(BY_LAMBDA.format("place(dot, alpha)"), "from helper import place"), IN_HELPER + "SPEED = 2.5\n"
    project.frames(use, **{"helper.py": IN_HELPER})
    fresh = Project(tmp_path_factory.mktemp("fresh")).frames(use, **{"helper.py": edited})
    assert np.array_equal(project.frames(use, **{"helper.py": edited}), fresh)


def test_code_edited_after_it_was_imported_has_no_key(project):
    use = chapter(BY_LAMBDA.format("place(dot, alpha)"), "from helper import place")
    edition = film_in(project.folder)
    project.key(use, **{"helper.py": IN_HELPER})
    assert loaded.outdated() == []
    (project.folder / "helper.py").write_text(IN_HELPER + "SPEED = 2.5\n")
    assert loaded.outdated() == [project.folder / "helper.py"]
    with pytest.raises(ValueError, match="helper.py was edited"):
        ChapterCode(edition.film.file("probe"))
    with pytest.raises(UserError, match="helper.py: was edited after this process had read it; run the same again"):
        jobs.make(jobs.Job(edition, edition.film.file("probe"), 1.0))


def test_a_worker_is_no_copy_of_what_was_edited(project):
    assert workers.context().get_start_method() == ("forkserver" if sys.platform == "linux" else "spawn")
    project.key(chapter("return [FadeIn(dot)]", "import helper"), **{"helper.py": IN_HELPER})
    loaded.outdated()
    (project.folder / "helper.py").write_text(IN_HELPER + "SPEED = 2.5\n")
    assert workers.context().get_start_method() == "spawn"
