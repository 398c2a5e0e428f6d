"""Copies are those of deepcopy, and after a scene, whatever happened in it, Mobject is as it was before."""

from copy import deepcopy
from itertools import product
from threading import Barrier, Event, Thread

import numpy as np
import pytest
from fast_tools import UNSEEN, Unseen
from manim import (BLUE, RED, UP, Animation, Circle, FadeIn, Group, ImageMobject, ManimColor, Mobject,
                   MovingCameraScene, Square, Text, VGroup, VMobject, Wait, tempconfig)

from scenes.fast.copying import quick_copies
from scenes.fast.extent import quick_extents, quick_outlines
from scenes.fast.family import quick_families
from scenes.fast.painting import quick_paint
from scenes.fast.motion import STOCK, BatchedMotion


def test_copies_are_those_of_deepcopy():
    target = Circle()
    group = Group(Text("ab"), Square(), ImageMobject(np.arange(144, dtype=np.uint8).reshape(6, 6, 4)))
    group.pair, group.table, group.numbers = (target, target), {"one": [target, 2.5]}, np.arange(3)
    group[1].generate_target().shift(UP)
    group[1].parent, group.nothing = group, None
    with quick_copies():
        copy = group.copy()
    stock = deepcopy(group)
    assert tree(copy, {}) == tree(stock, {}) == tree(group, {})
    assert not shared_arrays(copy, group)
    assert copy.pair[0] is copy.pair[1] is copy.table["one"][0] is not target
    assert copy[1].parent is copy


def tree(thing, known):
    """All of an object, with its identities: what is met again is told by when it was met first."""
    if isinstance(thing, np.ndarray):
        return thing.dtype.str, thing.tolist()
    if isinstance(thing, Mobject | list | tuple | dict):
        if id(thing) in known:
            return known[id(thing)]
        known[id(thing)] = len(known)
    if isinstance(thing, Mobject):
        return type(thing), [(name, tree(value, known)) for name, value in vars(thing).items()
                             if name not in ("original_id", "path_obj")]
    if isinstance(thing, dict):
        return [(key, tree(value, known)) for key, value in thing.items()]
    return [tree(item, known) for item in thing] if isinstance(thing, list | tuple) else thing


def shared_arrays(one, other):
    arrays = [[value for member in group.get_family() for value in vars(member).values()
               if isinstance(value, np.ndarray)] for group in (one, other)]
    return any(np.shares_memory(a, b) for a in arrays[0] for b in arrays[1])


@pytest.mark.parametrize("seed", range(20))
def test_families_are_those_of_manim_also_where_a_member_has_two_parents_or_is_its_own_descendant(seed):
    chance = np.random.default_rng(seed)
    mobjects = [Mobject() for _ in range(12)]
    for i, mobject in enumerate(mobjects):
        mobject.submobjects = [mobjects[j] for j in chance.permutation(12)[:chance.integers(4)] if seed < 5 or j > i]
    stock = [mobject.get_family() for mobject in mobjects]
    with quick_families():
        assert [mobject.get_family() for mobject in mobjects] == stock


def extents():
    """Places and sizes of objects of many kinds: without points, with one, in groups, of images."""
    single, picture = VMobject().set_points([[0, 1, 0]]), ImageMobject(np.zeros((4, 6, 4), np.uint8))
    found = [Mobject(), VMobject(), Group(), VGroup(Square(), Circle().shift(2 * UP)), Text("ab").rotate(1), picture,
             Group(picture.copy().shift(UP), Square()), single, VGroup(single.copy(), Circle())]
    ways = [np.array(way) for way in product((-1, 0, 2), repeat=3)]
    return [[[one.get_critical_point(way).tolist() for way in ways], one.width, one.height, one.depth,
             np.array(one.get_points_defining_boundary()).tolist(), list(map(type, one.family_members_with_points()))]
            for one in found]


def test_extents_are_those_of_manim():
    stock = extents()
    with quick_families(), quick_outlines(), quick_extents():
        assert extents() == stock


COLOURS = (None, RED, ManimColor((0.1, 0.2, 0.3)), [RED, BLUE], "#12ab34")
OPACITIES = (None, 0, 0.25, np.float64(0.5), [0.2, 0.7])


def dressed():
    """Objects in all ways of being coloured, from the beginning and once more."""
    found = []
    for color, opacity, again, sheen in product(COLOURS, OPACITIES, COLOURS, (0, 0.3)):
        square = Square(sheen_factor=sheen).set_fill(color, opacity).set_stroke(again, 2, opacity)
        square.set_stroke(RED, opacity=0.4, background=True)
        found += [square, VGroup(square, Circle()).copy().set_fill(again, 0.6).fade(0.3)[0]]
    return [{name: value.tolist() for name, value in vars(one).items() if name.endswith("rgbas")} for one in found]


def test_colours_are_those_of_manim():
    stock = dressed()
    with quick_paint():
        assert dressed() == stock
    assert len(stock) == 500


def test_what_copies_itself_in_its_own_way_does_so_in_a_quick_copy():
    class Once:
        def __deepcopy__(self, known):
            return Once()

    class Same:
        def __deepcopy__(self, known):
            return self

    square, once, same = Square(), Once(), Same()
    square.parts = [once, once, same]
    with quick_copies():
        first, second, third = square.copy().parts
    assert first is second is not once and third is same


@pytest.fixture(autouse=True)
def each_test_by_itself(monkeypatch):
    """What one test leaves behind is not there in the next one."""
    monkeypatch.setattr(Mobject, "__deepcopy__", Mobject.__deepcopy__)


class Fault(Exception):
    pass


class Breaking(Animation):
    """Ends a scene while objects are copied."""

    def __init__(self, error):
        super().__init__(Square())
        self.error = error

    def begin(self):
        raise self.error


def rendered(**methods):
    """Renders a scene with these methods."""
    with tempconfig(UNSEEN):
        type("Case", (BatchedMotion, MovingCameraScene), methods)(renderer=Unseen()).render()


def raises(error):
    def method(scene):
        scene.play(Square().animate.shift(UP))
        raise error
    return method


def begins_with(error):
    return lambda scene: scene.play(FadeIn(Circle()), Breaking(error))


@pytest.mark.parametrize("error", [Fault(), KeyboardInterrupt(), SystemExit(2)], ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("name", ["setup", "construct", "tear_down"])
@pytest.mark.parametrize("fails", [raises, begins_with])
def test_a_scene_that_fails_leaves_mobjects_as_they_were(name, fails, error):
    def method(scene):
        getattr(super(type(scene), scene), name)()
        fails(error)(scene)

    stock = Mobject.__deepcopy__, Mobject.get_family, VMobject.update_rgbas_array
    with pytest.raises(type(error)):
        rendered(**{name: method})
    assert (Mobject.__deepcopy__, Mobject.get_family, VMobject.update_rgbas_array) == stock


def test_a_scene_that_fails_within_another_leaves_mobjects_as_they_were():
    def construct(scene):
        with pytest.raises(Fault):
            rendered(construct=begins_with(Fault()))
        scene.play(FadeIn(Square()))
        seen.append(Mobject.__deepcopy__)
        scene.play(Inside(Square()))
        seen.append(Mobject.__deepcopy__)

    class Inside(FadeIn):
        """Renders other scenes while its own one copies."""

        def begin(self):
            rendered(construct=lambda scene: scene.play(FadeIn(Circle())))
            with pytest.raises(Fault):
                rendered(construct=begins_with(Fault()))
            super().begin()

    seen, stock = [], Mobject.__deepcopy__
    rendered(construct=construct)
    assert seen == [stock, stock] and Mobject.__deepcopy__ is stock


def test_quick_copies_of_threads_may_overlap():
    stock, begun, ended = Mobject.__deepcopy__, Barrier(2), Event()

    def long():
        with quick_copies():
            begun.wait()
            ended.wait()

    other = Thread(target=long)
    with quick_copies():
        other.start()
        begun.wait()
    assert Mobject.__deepcopy__ is not stock
    ended.set()
    other.join()
    assert Mobject.__deepcopy__ is stock


def test_animations_get_their_own_methods_back():
    def construct(scene):
        scene.play(fade)
        scene.play(hold)
        with pytest.raises(Fault):
            scene.play(late, Breaking(Fault()))

    fade, late, hold = FadeIn(Square()), FadeIn(Circle()), Wait(0.2, frozen_frame=True)
    rendered(construct=construct)
    assert all(name not in vars(animation) for animation in (fade, late, hold) for name in STOCK)


def test_most_copies_of_a_play_call_are_quick(monkeypatch):
    def slow(mobject, known):
        calls.append(mobject)
        return stock(mobject, known)

    calls, stock = [], Mobject.__deepcopy__
    monkeypatch.setattr(Mobject, "__deepcopy__", slow)
    rendered(construct=lambda scene: scene.play(FadeIn(VGroup(Square(), Circle()), shift=UP)))
    assert not calls
