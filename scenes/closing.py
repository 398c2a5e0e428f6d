"""Closing: the question of the opening, the numbers that answer it, the whole program, and where it all came from."""

import numpy as np
from manim import (DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, FadeOut, Group, GrowFromEdge, LaggedStart, ReplacementTransform, VGroup,
                   rush_from, smooth, there_and_back)

from scenes.kit.bars import LevelBar, OutputBars
from scenes.kit.declare import excuse
from scenes.kit.digit import Digit, through_black
from scenes.kit.listing import UNLIT
from scenes.kit.minimap import Minimap
from scenes.kit.moments import PlayThrough
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.rates import LATE, SOON
from scenes.kit.scales import largest
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.kit.wall import Wall, journey
from scenes.scratch.all_knobs import parameters, tiles
from scenes.scratch.at_work import AtWork
from scenes.scratch.border import Borders, Way, borders
from scenes.scratch.cast import EXAMPLE, FACE, whole_listing
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import face
from scenes.scratch.hard import Hard, hard_pair
from scenes.scratch.one_each import TOGETHER, OneEach, UnderPen
from scenes.scratch.outputs_beside import outputs_beside, point_out
from scenes.scratch.rule_tried import Tried
from scenes.scratch.spine import explained_by

PAGES_APART = 0.2         # from the one page of the listing to the other
PLACE = DOWN * 0.25       # of what is as large as the frame allows
ROOMY = 1.75              # from line to line of the whole listing, in ems: so it fills the frame
SIDE, APART, ROW = 4.6, 1.2, 0.56    # of the images of the question; from one to the other; em of an output below it,
BAR, WIDEST = 2.5, 13.1    # and length of one of 1; width of all that stands below both images, at most
PER_SECOND = 6            # strokes that are tried
START = 0.45              # of the strength of the weights' pictures, when they come
LINGER, REST = 0.95, 0.95   # seconds after the last word in which the look still moves out, and for which all images stand then


class Closing(Chapter):
    """The images, the listing and the wall of the opening, and what was learned in between."""

    def construct(self):
        found = borders(self.digits, self.experiments.crowd)
        strokes = self.one_stroke_each(found, self.border(found.way, self.question()))
        pictures = self.numbers(self.rule_tried(found, strokes))
        work = self.whole_program(pictures)
        self.at_work(work)
        self.back_to_the_images(self.yours(work))

    # --- the answer --------------------------------------------------------------------------------

    def question(self) -> Group:
        """The images of the opening, of which the first takes the face's place, and how strongly the finished net speaks for
        either of the two classes."""
        cards = Group(*map(self.card, hard_pair(self.runs))).arrange(RIGHT, buff=APART).move_to(PLACE)
        cards.scale(min(WIDEST / cards.width, 1))
        first, log = cards[0][0], self.experiments.strangers
        before, after, side = log.images[face(log)] / 255, first.pixels / 255, first.width
        up = (first.get_y() - PLACE[1]) * UP      # when the bars come
        images = Group(*(card[0].shift(-up) for card in cards))
        # what stands under them reaches further to the right
        cards.shift(min(-images.get_x(), WIDEST / 2 - cards.get_right()[0]) * RIGHT)
        place = first.get_center()
        self.add(first.show(before).set(width=FACE[0]).move_to(FACE[1]))
        self.open()
        with self.say("question", pause=0.5) as line:
            self.play(PlayThrough([first], lambda s: first.show(through_black(before, after.ravel(), s)), 0, 1), run_time=0.6)
            self.play(first.animate.set(width=side).move_to(place),
                      *(FadeIn(image, shift=3 * LEFT) for image in images[1:]), run_time=0.8)
            self.play(LaggedStart(*(image.animate(rate_func=there_and_back).scale(1.04) for image in images), lag_ratio=0.4),
                      run_time=max(line.left, 1.2))
        with self.say("says", pause=0.3) as line:
            self.play(images.animate.shift(up), run_time=0.6)
            for card in cards:
                self.play(*(FadeIn(bar[0], bar[2]) for bar in card[1]), *(GrowFromEdge(bar[1], LEFT) for bar in card[1]),
                          run_time=0.4)
                self.play(FadeIn(card[2]), run_time=0.3)
            self.drift(line.left + 0.5)
        return cards

    def border(self, found: Way, cards: Group) -> Group:
        """Stroke after stroke is tried over an image of the one class, each with a little more ink, until one makes it one of the
        other: that is drawn slowly, and stands still where the finished net's answer changes."""
        digit = UnderPen(found.at(0), side=EXAMPLE[0]).move_to(EXAMPLE[1])
        bars = outputs_beside(self.experiments, found.says(0))
        with self.say("least", pause=0.6) as line:
            self.play(FadeOut(cards, rate_func=SOON), FadeIn(digit, bars, rate_func=LATE), run_time=0.6)
            self.play(point_out(bars, found.says(0)), run_time=0.3)
            line.wait_for("try")
            self.tries(found, digit, bars, max(line.left + 0.6, 2.4))

        def draw(share: float) -> None:
            digit.draw(found.stroke.pen(share)[0])
            bars.show(found.says(share))
        with self.say("border", pause=0.8) as line:
            self.play(PlayThrough([digit, bars], draw, 0, found.turns, rate_func=smooth), run_time=max(line.until("here"), 1.0))
            self.play(point_out(bars, found.says(found.turns), found.says(0)),
                      digit.frame.animate.set_stroke(role("focus"), 5), run_time=0.4)
            line.wait_for("closes")
            self.play(PlayThrough([digit, bars], draw, found.turns, 1, rate_func=smooth),
                      digit.frame.animate.set_stroke(role("quiet"), 2), run_time=1.2)
        return Group(digit, bars)

    def one_stroke_each(self, found: Borders, before: Group) -> Group:
        """All images of the class that were tried, one stroke over each, and how many turn; then all these strokes on one
        another. Returns what is left."""
        every, facts = OneEach(found), self.film.facts(self.runs)
        count = Number(0, 0, size=1.5 * TITLE, widest=len(found.all), source="constant:ordinal", color=role("focus"))
        tried = Number(len(found.all), 0, size=1.5 * TITLE, source=facts["border_tried"].source)
        figure = in_line(count, words(self.screen("of"), TITLE, role("quiet")), tried).move_to(3.1 * DOWN)

        def tell(share: float) -> None:
            count.set_value(every.tell(share))
        with self.say("others", pause=0.5) as line:
            self.push_aside(before, Group(every, figure))
            line.wait_for("stroke")
            self.play(PlayThrough([every], every.draw, 0, 1, rate_func=smooth), run_time=max(line.until("turn") - 0.1, 1.4))
            self.play(PlayThrough([every, count], tell, 0, 1), run_time=1.2)
            count.source = facts["border_count"].source
            self.drift(line.left)
        return self.lay_together(every, figure)

    def lay_together(self, every: OneEach, figure: VGroup) -> Group:
        """The strokes that turn an image go where they lie on one another, over the mean of these images."""
        sheets, mean = Group(*(tile.sheet() for tile in every.turned)), every.mean()
        with self.say("where", pause=1.8) as line:
            self.play(FadeOut(*(every.others if every.turned else []), figure), run_time=0.3)
            line.wait_for("lay")
            self.add(sheets.set_z_index(1))
            self.play(FadeOut(*(every.turned or every), rate_func=SOON), FadeIn(mean, rate_func=LATE),
                      *(sheet.animate.set(width=TOGETHER).move_to(mean) for sheet in sheets), run_time=1.4)
            line.wait_for("ends")
            self.play(Group(mean, sheets).animate(rate_func=there_and_back).scale(1.06), run_time=1.0)
            self.drift(line.left)
        return Group(mean, sheets)

    def rule_tried(self, found: Borders, before: Group) -> Group:
        """The images of the question once more: where the strokes lie, both are cleared, and then both are filled."""
        images = Group(*(Tried(self.digits, self.experiments, hard, found, slot)
                         for slot, hard in enumerate(hard_pair(self.runs))))
        sheets = Group(*(one.sheet(TOGETHER).move_to(before[0]) for one in images)).set_z_index(1)

        def treat(share: float) -> None:
            for one in images:
                one.show(share)
        with self.say("pair", pause=1.3) as line:
            self.add(sheets)
            self.play(FadeOut(before, rate_func=SOON), FadeIn(images, rate_func=LATE),
                      *(sheet.animate.set(width=one.digit.width).move_to(one.digit)
                        for one, sheet in zip(images, sheets, strict=True)), run_time=1.2)
            old = 0.0
            for mark, share, gone in (("clear", -1, [FadeOut(sheets)]), ("fill", 1, [])):
                self.hold(line.at(mark) - line.elapsed - 0.1)
                self.play(PlayThrough([images], treat, old, share, rate_func=smooth), *gone, run_time=1.0)
                old = share
            self.drift(line.left)
        return images

    def tries(self, found: Way, digit: UnderPen, bars: OutputBars, seconds: float) -> None:
        """Strokes that take too little ink, of all that were tried as many as can be seen."""
        count, pens = len(found.tried_outputs), found.tried.pen()
        shown = np.linspace(0, count - 1, min(round(PER_SECOND * seconds), count)).round().astype(int)

        def show(share: float) -> None:
            one = shown[min(int(share * len(shown)), len(shown) - 1)]
            digit.draw(pens[one])
            bars.show(found.tried_outputs[one])
        if len(shown):
            self.play(PlayThrough([digit, bars], show, 0, 1), run_time=seconds)
        else:
            self.drift(seconds)

    def card(self, hard: Hard) -> Group:
        """A test image, its two largest outputs, in the order of their classes, and which is its label and which the answer."""
        run, index = self.digits, hard.index
        outputs, classes = run.test_outputs[index], run.meta["classes"]
        digit, rows, told = Digit(hard.pixels, side=SIDE), VGroup(), VGroup()
        for k in sorted(np.argsort(outputs)[-2:]):
            kind = "target" if classes[k] == int(run.test_labels[index]) else "activation"
            rows.add(LevelBar(float(outputs[k]), str(classes[k]), BAR, kind,
                              (f"digits:test_outputs[{index},{k}]", f"digits:meta.classes[{k}]"), size=ROW))
        rows.arrange(DOWN, buff=0.2, aligned_edge=LEFT).next_to(digit, DOWN, buff=0.3).align_to(digit, LEFT)
        for k, row in zip(sorted(np.argsort(outputs)[-2:]), rows, strict=True):
            names = [words(self.screen(key), TITLE, role(kind)) for key, kind, it_is in (
                ("label", "target", classes[k] == int(run.test_labels[index])),
                ("answer", "activation", k == outputs.argmax())) if it_is]
            told.add(VGroup(*names).arrange(RIGHT, buff=0.25).next_to(row, RIGHT, buff=0.3))
        return Group(digit, rows, told)

    def numbers(self, before: Group) -> Group:
        """What all weights and biases have become, those into the hidden neurons first, and how many numbers that are."""
        run, known = self.digits, self.film.facts(self.runs)["parameters"]
        first, last = run.state(0), run.state(-1)
        change = tiles(run, {name: last[name] - first[name] for name in first})
        top = largest(change[:len(run.w_i_h[0])]) / 2
        mosaic = Mosaic(weight_pictures(START * change, top), 13.2, 5.3).move_to(0.1 * DOWN)
        figure = in_line(Number(parameters(run), 0, size=1.5 * TITLE, source=known.source),
                         words(self.screen("numbers"), TITLE, role("quiet"))).move_to(3.2 * DOWN)
        shown = Group(mosaic, figure)

        def bloom(share: float):
            mosaic.show(weight_pictures(share * change, top))
        with self.say("numbers", pause=0.5) as line:
            self.push_aside(before, shown)
            self.play(PlayThrough([mosaic], bloom, START, 1), run_time=max(line.left, 2.0))
        return shown

    # --- the program -------------------------------------------------------------------------------

    def whole_program(self, before: Group) -> AtWork:
        """The map grows to the frame, and is the whole listing; of it the lines that learn come close."""
        pages, work = self.pages(), AtWork(self.pixels)
        grown = self.far(pages)
        with self.say("found", pause=0.1) as line:
            self.remove(self.spine)
            small = self.spine.map.copy()
            self.add(small)
            self.play(FadeOut(before, run_time=0.5), ReplacementTransform(small, grown, run_time=0.8))
            self.play(FadeOut(grown), FadeIn(pages), run_time=0.4)
            self.drift(line.left - 0.5)
            leaving, staying = work.out_of(pages)
            self.play(FadeOut(leaving, rate_func=SOON), *staying, FadeIn(work.net, rate_func=LATE), run_time=0.8)
            self.remove(pages)
            self.add(work)
        return work

    def pages(self) -> VGroup:
        """The whole listing, as large as the frame allows."""
        return whole_listing(self.digits.meta["source"], pitch=ROOMY).arrange(RIGHT, buff=PAGES_APART)

    def at_work(self, work: AtWork) -> None:
        """Part after part is lit, while the small net does what it says."""
        with self.say("all", pause=0.4) as line:
            for part in ("guess", "compare", "blame", "turn"):
                line.wait_for(part)
                self.play(*work.part(part), run_time=0.7)

    def far(self, pages: VGroup) -> Minimap:
        """The listing as the map shows it, in the place of the listing itself."""
        for page in pages:
            excuse(page, "exposure", "the map turns into the listing that it is a map of")
        return excuse(Minimap(pages), "exposure", "the map turns into the listing that it is a map of")

    def yours(self, work: AtWork) -> VGroup:
        """The net runs once more; then the lines go back to their places in the whole listing, of which every line is lit, one
        after the other."""
        pages = self.pages()
        rows = [row for page in pages for row in page.lines if len(row)]
        with self.say("yours", pause=0.8) as line:
            self.play(work.listing.light(), work.net.pulse([*work.net.edges_between(0), *work.net.edges_between(1)]),
                      run_time=max(line.until("change"), 1.0))
            coming, back = work.into(pages)
            coming[1:].set_opacity(UNLIT)
            self.play(FadeOut(work.net, work.label, rate_func=SOON), *back, FadeIn(coming, rate_func=LATE), run_time=0.7)
            self.remove(*self.others())
            self.add(pages)
            self.play(LaggedStart(*(row.animate.set_opacity(1) for row in rows), lag_ratio=0.3), run_time=max(line.left, 1.6))
        return pages

    # --- where it came from ------------------------------------------------------------------------

    def back_to_the_images(self, pages: VGroup) -> None:
        """Out of the line that gets them comes the image that the film went into; the look moves out from it to all of them."""
        run = self.digits
        wall = Wall(run.wall_index, run.mosaic, run.wall_half, run.wall_full).look(1)
        first, source = Digit(run.train_images[0]).set_z_index(1), run.meta["source"]
        number = explained_by(source, "one_hot")[0]
        with self.say("images", pause=REST) as line:
            start = next(page.line(number) for page in pages if page.first <= number < page.first + len(page.lines))
            self.add(first.set(width=start.height).move_to(start, aligned_edge=LEFT))
            self.play(first.animate.set(width=wall.side()).move_to(ORIGIN), FadeOut(pages), run_time=0.7)
            self.play(FadeIn(wall), run_time=0.3)
            self.remove(first)
            self.play(journey(wall, 1, 0, rush_from), run_time=line.left + LINGER)
