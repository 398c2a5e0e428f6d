"""Animations that move many objects, many times faster: the same objects, the same values in each frame.

    from manim import *
    from scenes.fast.motion import BatchedMotion

    class Fading(BatchedMotion, MovingCameraScene):
        def construct(self):
            squares = VGroup(*(Square(0.2) for _ in range(1000))).arrange_in_grid()
            self.play(FadeIn(squares, shift=UP))

Manim walks through the families of what moves, for each frame, and interpolates object by object, attribute by
attribute. Here all Transforms of a play call (fades, ReplacementTransform, MoveToTarget, .animate and so on), also
inside of an AnimationGroup or LaggedStart, are gathered as flat arrays and moved together. Whatever has a method of its
own where the others have Manim's, or changes while it is moved, is left to Manim.

Of a play call that is skipped only the end is made, at once (scenes/fast/leap.py).
"""

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from operator import attrgetter

import numpy as np
from manim import Animation, AnimationGroup, FadeTransform, Mobject, Transform, TransformFromCopy
from manim.utils.paths import straight_path

from scenes.fast.blend import Blend, ImageBlend, blends, place
from scenes.fast.copying import quick_copies
from scenes.fast.family import children, has_updaters, holds, members, quick_families
from scenes.fast.leap import Leap, can_leap
from scenes.fast.painting import quick_paint

depth = attrgetter("z_index")
STOCK = {                            # the methods that an animation must have as they are here
    "interpolate_mobject": (Animation.interpolate_mobject,),
    "interpolate": (Animation.interpolate, TransformFromCopy.interpolate),
    "interpolate_submobject": (Transform.interpolate_submobject,),
    "get_all_families_zipped": (Transform.get_all_families_zipped, FadeTransform.get_all_families_zipped),
    "get_sub_alpha": (Animation.get_sub_alpha,),
    "update_mobjects": (Animation.update_mobjects,),
    "get_all_mobjects_to_update": (Animation.get_all_mobjects_to_update,),
}


class BatchedMotion:
    """Mixed into a Scene, before it.

    is_at_rest: whether the moment that is shown looks as the one before. That is known where nothing but animations that are
    gathered move, and stand at the same share of their ways, or nothing but others that say `stands` of themselves.
    """

    is_at_rest, _batch, _has_updaters = False, None, True

    def play(self, *args, **kwargs) -> None:
        """Draw a play call."""
        try:
            with quick_families(), quick_paint():
                super().play(*args, **kwargs)
        finally:
            if self._batch:
                self._batch.leave()
                self._batch = None

    def begin_animations(self) -> None:
        """Start the animations of the scene, gathered; nearly all copies that Manim makes are made here, quickly."""
        self._batch = Batch(self.animations, self.is_unseen())
        with quick_copies():
            super().begin_animations()

    def is_unseen(self) -> bool:
        """Whether nobody sees more than the end of the play call that begins."""
        return self.renderer.skip_animations

    def get_moving_and_static_mobjects(self, animations: Iterable[Animation]) -> tuple[list[Mobject], list[Mobject]]:
        """What has to be drawn for each frame, and what only once; of a play call that is not drawn, neither matters."""
        return ([], []) if self.renderer.skip_animations else super().get_moving_and_static_mobjects(animations)

    def get_mobject_family_members(self) -> list[Mobject]:
        """All that is on the scene, in the order in which it is drawn."""
        found = members(self.mobjects)
        return sorted(found, key=depth) if self.renderer.camera.use_z_index else found

    def get_restructured_mobject_list(self, mobjects: Iterable[Mobject], to_remove: Iterable[Mobject]) -> list[Mobject]:
        """The objects without some; of a group that one of these is in, the others by themselves."""
        found, wanted = [], set(to_remove)
        for mobject in mobjects:
            if mobject not in wanted:
                found += self.get_restructured_mobject_list(mobject.submobjects, wanted) if holds(mobject, wanted) else [mobject]
        return found

    def update_to_time(self, t: float) -> None:
        """Move everything to t seconds after the start of the play call."""
        batch = self._batch
        batch.collects, batch.stands = True, batch.can_stand and not self._has_updaters and not self.updaters
        try:
            super().update_to_time(t)
        finally:
            batch.collects = False
        self.is_at_rest, batch.can_stand = batch.stands, not batch.is_mixed

    def update_mobjects(self, dt: float) -> None:
        """Call the updaters of all objects."""
        if self._batch:
            self._batch.flush()
            if self._batch.collects and self._batch.stands:
                return                       # nothing was at work that could have given one to anything
        self._has_updaters = has_updaters(self.mobjects)
        if self._has_updaters:
            for mobject in self.mobjects:
                if has_updaters([mobject]):
                    mobject.update(dt)


class Batch:
    """The animations of a play call; those that can be are interpolated together, when `flush` is called.

    stands: whether none of them has changed anything since it was set; can_stand: whether that may be, not before a first
    moment was shown; is_mixed: whether there are both kinds, of which one could put back what the other changes.
    """

    def __init__(self, animations: Iterable[Animation], unseen: bool = False):
        self.collects = self.stands = self.can_stand = False
        self._requests, self._tracks, self._methods, self._gathered, self._unseen = [], [], [], None, unseen
        every = list(_parts(animations))
        stock = [animation for animation in every if is_stock(animation)]
        self.is_mixed = 0 < len(stock) < len(every)
        leaps = unseen and not self.is_mixed and stock and can_leap(stock)
        for animation in every:
            self._take(animation, leaps)

    def _take(self, animation, leaps):
        if leaps:
            methods = Leap(animation).methods
        elif is_stock(animation):
            track = _Track(animation, self)
            self._tracks.append(track)
            methods = {"interpolate_mobject": track.interpolate, "update_mobjects": track.update}
        else:
            methods = {name: self._when_flushed(animation, name) for name in ("interpolate", "update_mobjects")}
        for name, method in methods.items():
            setattr(animation, name, method)
            self._methods.append((animation, name))

    def _when_flushed(self, animation, name):
        """For animations that may look at objects which others move."""
        method = getattr(animation, name)

        def call(*args):
            self.flush()
            method(*args)
            if name == "interpolate" and not getattr(animation, "stands", False):
                self.stands = False
        return call

    def request(self, track: "_Track", alpha: float) -> None:
        """Interpolate a track at the next flush."""
        self._requests.append((track, alpha))

    def flush(self) -> None:
        """Do what was requested."""
        if self._requests:
            requests, self._requests = self._requests, []
            if self._unseen:
                for track, alpha in requests:
                    track.interpolate_now(alpha)
                return
            if self._gathered is None:
                self._gathered = _Gathered(self._tracks)
            self.stands = self._gathered.show(requests, self.stands)

    def leave(self) -> None:
        """Give the animations their own methods back."""
        for animation, name in self._methods:
            delattr(animation, name)
        self._methods.clear()


def _parts(animations):
    """All animations, of those that are groups and nothing else their own."""
    for animation in animations:
        if type(animation).interpolate is AnimationGroup.interpolate:
            yield from _parts(animation.animations)
        else:
            yield animation


def is_stock(animation: Animation) -> bool:
    """Whether an animation is interpolated as a Transform is, along straight lines."""
    return isinstance(animation, Transform) and animation.path_func is straight_path() and all(
        name not in vars(animation) and getattr(type(animation), name) in methods for name, methods in STOCK.items())


class _Track:
    """One animation of a batch."""

    def __init__(self, animation, batch):
        self.animation, self.batch = animation, batch

    def interpolate(self, alpha):
        """In place of the animation's interpolate_mobject."""
        if self.batch.collects:
            self.batch.request(self, alpha)
        else:
            self.interpolate_now(alpha)

    def update(self, dt):
        """In place of the animation's update_mobjects."""
        if not self.is_steady:
            self.batch.flush()
            self.batch.stands = False
            type(self.animation).update_mobjects(self.animation, dt)

    @cached_property
    def is_steady(self):
        """Whether nothing updates start and target."""
        return not has_updaters(self.animation.get_all_mobjects_to_update())

    def interpolate_now(self, alpha):
        families = list(self.animation.get_all_families_zipped())
        for (mobject, *ends), share in zip(families, self.shares(alpha, len(families))):
            if share in (0, 1) and blends(mobject, *ends):      # it is even
                place(mobject, ends[int(share)])
            else:
                self.animation.interpolate_submobject(mobject, *ends, share)

    def shares(self, alpha, count):
        """Of each of the members the progress."""
        if self.animation.lag_ratio == 0 and count:
            return [self.animation.get_sub_alpha(alpha, 0, count)] * count
        return [self.animation.get_sub_alpha(alpha, i, count) for i in range(count)]


class _Gathered:
    """The members of all tracks whose starts and targets stay as they are from the first frame on."""

    def __init__(self, tracks):
        self.spans, self.images, self.others, self.counts, self.shown, plain = {}, {}, {}, {}, None, []
        families = {track: list(track.animation.get_all_families_zipped()) for track in tracks if track.is_steady}
        shared = _repeated(mobjects[0] for family in families.values() for mobjects in family)
        for track, family in families.items():
            if any(mobjects[0] in shared for mobjects in family):
                continue
            self.counts[track] = len(family)
            sorts = [blends(*mobjects) for mobjects in family]
            first = len(plain)
            plain += [mobjects for mobjects, sort in zip(family, sorts) if sort is Blend]
            self.spans[track] = first, len(plain), [i for i, sort in enumerate(sorts) if sort is Blend]
            self.images[track] = [(i, ImageBlend(*family[i])) for i, sort in enumerate(sorts) if sort is ImageBlend]
            self.others[track] = [(i, family[i]) for i, sort in enumerate(sorts) if sort is None]
        self.members = list(chain.from_iterable(track.animation.mobject.get_family() for track in self.spans))
        self.children = self._children()
        self.blend = Blend(*zip(*plain)) if plain else None

    def _children(self):
        return list(chain.from_iterable(map(children, self.members)))

    def show(self, requests, can_stand):
        """Move all to where it is requested to be; whether it is there already, if that can be."""
        if self.children != self._children():     # something else changes what is moved
            self.spans.clear()
        together = [(track, track.shares(alpha, self.counts[track]))
                    for track, alpha in requests if track in self.spans]
        before, self.shown = self.shown, together
        if can_stand and len(together) == len(requests) and together == before:
            return True
        if together and self.blend:
            self._show_plain(together)
        for track, shares in together:
            for i, image in self.images[track]:
                image.show(shares[i])
            for i, mobjects in self.others[track]:
                track.animation.interpolate_submobject(*mobjects, shares[i])
        for track, alpha in requests:
            if track not in self.spans:
                track.interpolate_now(alpha)
        return False

    def _show_plain(self, together):
        spans = [self.spans[track] for track, _ in together]
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        alphas, shown = np.zeros(last - first), np.zeros(last - first, bool)
        for (_, shares), (begin, end, which) in zip(together, spans):
            alphas[begin - first:end - first] = [shares[i] for i in which]
            shown[begin - first:end - first] = True
        self.blend.show(first, last, alphas, None if shown.all() else shown)


def _repeated(mobjects):
    seen, found = set(), set()
    for mobject in mobjects:
        (found if mobject in seen else seen).add(mobject)
    return found
