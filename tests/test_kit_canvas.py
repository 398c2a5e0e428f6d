"""Pictures drawn pixel by pixel: on the frame's own pixels wherever they are moved, and no oftener than an eye sees."""

import numpy as np
import pytest
from manim import RIGHT, UP, Scene, config, tempconfig

from scenes.fast import FastRenderer
from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.dials import Dials
from scenes.kit.fog import Fog
from scenes.kit.landscape import Landscape, View
from scenes.kit.relief import TEXELS, Look
from scenes.kit.moments import OFTEN, PlayThrough


@pytest.mark.parametrize("place", [(0, 0, 0), (0.123, -0.456, 0), (-3.3333, 2.71828, 0)])
def test_a_canvas_lies_on_the_pixels_of_a_frame_of_1080_lines(place):
    canvas = Canvas(3.14, 1.59).move_to(place)
    corner = canvas.image.get_corner([-1, 1, 0]) + [config.frame_x_radius, -config.frame_y_radius, 0]
    assert np.allclose(corner * DENSITY, np.round(corner * DENSITY), atol=1e-6)
    assert np.abs(canvas.get_center() - place).max() < 1 / DENSITY
    assert canvas.image.pixel_array.shape == (215, 424, 4) and not canvas.image.pixel_array.any()


def test_what_is_drawn_on_a_canvas_is_seen_unchanged():
    pixels = np.random.default_rng(0).integers(0, 256, (270, 400, 4), np.uint8)
    pixels[..., 3] = 255
    with tempconfig({"pixel_width": 1920, "pixel_height": 1080, "dry_run": True}):
        scene = Scene(renderer=FastRenderer(skip_animations=True))
        canvas = Canvas(400 / DENSITY, 2.0).move_to(0.777 * RIGHT + 0.333 * UP)
        canvas.image.pixel_array = pixels
        scene.add(canvas)
        scene.renderer.update_frame(scene)
        seen = scene.renderer.camera.pixel_array
    left, top = np.round((canvas.image.get_corner([-1, 1, 0]) * [1, -1, 0] + [config.frame_x_radius, config.frame_y_radius, 0])
                         * DENSITY).astype(int)[:2]
    assert np.array_equal(seen[top:top + 270, left:left + 400], pixels)


def test_a_picture_that_spreads_is_seen_where_nothing_was_before():
    with tempconfig({"pixel_width": 480, "pixel_height": 270, "dry_run": True}):
        scene = Scene(renderer=FastRenderer(skip_animations=True))
        canvas = Canvas()
        canvas.image.pixel_array[500:540, 900:940] = 255
        scene.add(canvas)
        scene.renderer.update_frame(scene)
        canvas.image.pixel_array = canvas.image.pixel_array.copy()
        canvas.image.pixel_array[100:140, 100:140] = 255
        scene.renderer.update_frame(scene)
        seen = scene.renderer.camera.pixel_array[..., :3].max(axis=2)
    assert seen[30, 30] == 255 and seen[130, 230] == 255 and seen[200, 50] < 50


def test_what_is_played_through_is_drawn_so_often_and_ends_where_it_should():
    shown = []
    move = PlayThrough([], shown.append, 2, 5, run_time=2)
    for frame in range(121):
        move.interpolate_mobject(frame / 120)
    assert len(shown) == 2 * OFTEN + 1 and shown[0] == 2 and shown[-1] == 5 and shown == sorted(set(shown))


def test_pointers_turn_against_their_slopes():
    slopes = np.array([-1.0, 0.0, 1.0])
    dials = Dials(np.zeros(3), slopes, np.arange(3)[None], width=3)
    after = dials.show(moved=0.5).image.pixel_array.copy()
    there = Dials(-0.5 * slopes, slopes, np.arange(3)[None], width=3).image.pixel_array
    assert np.array_equal(after, there) and not np.array_equal(after, dials.show().image.pixel_array)


def test_a_dial_is_as_bright_as_its_slope_is_steep():
    dials = Dials(np.zeros(3), np.array([0.0, 0.5, -1.0]), np.arange(3)[None], width=3)
    red = dials.image.pixel_array[..., 0].reshape(dials.side, 3, dials.side).mean(axis=(0, 2))
    assert red[0] < red[1] < red[2]
    dark = dials.show(lit=0).image.pixel_array[..., 0].reshape(dials.side, 3, dials.side).mean(axis=(0, 2))
    assert dark == pytest.approx(red[0])


def test_dials_of_a_part_stand_in_their_places():
    turns = np.linspace(-1, 1, 12)
    part = Dials(turns, turns, np.arange(4, 8).reshape(2, 2), width=2, first=4)
    assert part.place(7)[0] > part.place(6)[0] and part.place(5)[1] > part.place(7)[1]
    with pytest.raises(IndexError):
        Dials(turns, turns, np.arange(4, 8).reshape(2, 2), width=2)


def test_a_curve_sweeps_out_the_landscape():
    x = np.linspace(-1, 1, 9)
    land = Landscape(x, x, x[:, None] ** 2 + x[None] ** 2, width=4, height=3, view=View(size=1.5, rise=1.0))
    whole = (land.image.pixel_array[..., 3] > 0).sum()
    seen = [(land.show(swept=(0.4 - 0.4 * far, 0.4 + 0.6 * far)).image.pixel_array[..., 3] > 0).sum() for far in (0, 0.3, 0.6, 1)]
    assert 0 < seen[0] < seen[1] < seen[2] < seen[3] == whole


def test_the_curve_that_is_carried_along_fades_with_the_surface():
    x = np.linspace(-1, 1, 33)
    land = Landscape(x, x, np.ones((33, 33)) * x ** 2, width=6, height=4, view=View(turn=0, size=3, rise=1.5), look=Look())
    alpha = land.show(swept=(0.5, 0.5)).image.pixel_array[..., 3]
    ends, middle = (land._pixels(land.view.project(np.array([[at, 0.0, at * at]])))[0].round().astype(int) for at in (0.99, 0.3))
    assert alpha[middle[1], middle[0]] == 255 and alpha[ends[1], ends[0]] < 100


def test_a_view_can_follow_the_path():
    x = np.linspace(-1, 1, 9)
    land = Landscape(x, x, x[:, None] ** 2 + x ** 2, width=6, height=4).set_path(np.array([[0.8, 0.8], [0.0, 0.0]]))
    for along, place in ((0.5, (0.8, 0.8)), (1, (0.0, 0.0))):
        land.show(View(size=3, near=1.0), along)
        assert land.place(*place) == pytest.approx(land.image.get_center(), abs=1e-9)


def test_a_landscape_is_opaque_on_its_surface_and_smooth_at_its_edge():
    x = np.linspace(-1, 1, 9)
    land = Landscape(x, x, x[:, None] ** 2 + x[None] ** 2, width=4, height=3)
    alpha = land.image.pixel_array[..., 3]
    height, width = alpha.shape
    assert alpha[height // 2, width // 2] == 255 and alpha[0, 0] == 0
    between = (alpha > 0) & (alpha < 255)
    assert 0 < between.mean() < 0.02
    assert not land.image.pixel_array[alpha == 0].any()


def test_a_soft_landscape_fades_at_its_borders_and_below_where_it_is_cut_off():
    x = np.linspace(-1, 1, 9)
    heights = np.tile((x + 1) / 2, (9, 1))
    hard, soft = (Landscape(x, x, heights, width=6, height=5, ceiling=0.9, view=View(turn=0, size=3), look=Look(soft=soft))
                  for soft in (False, True))
    seen = [land.image.pixel_array[..., 3].astype(int) for land in (hard, soft)]
    assert (seen[1] <= seen[0]).all() and 0.2 < ((seen[1] > 0) & (seen[1] < 255)).sum() / (seen[0] > 0).sum()
    column, row = (round(part) for part in hard._pixels(hard.view.project(np.array([[0.85, 0.0, 1.0]])))[0])
    assert seen[0][row, column] == 255 and seen[1][row, column] < 5


def test_each_place_of_a_surface_is_painted_where_it_is_seen():
    x = np.linspace(-1, 1, 33)
    view = View(turn=0.5, tilt=0.6, size=3, rise=1.5)
    land = Landscape(x, x, x[:, None] ** 2 + x ** 2, width=7, height=5, view=view)
    columns, rows = np.meshgrid(np.arange(TEXELS), np.arange(TEXELS))
    land.relief.texture = np.ascontiguousarray(np.stack([columns // 5, rows // 5, 0 * rows, 0 * rows + 255], -1).astype(np.uint8)
                                               ).view(np.uint32)[..., 0]
    seen = land.show().image.pixel_array
    for u, v in ((0.0, 0.0), (-0.5, 0.2), (0.6, -0.4)):
        across, up = np.round(land._pixels(view.project(np.array([[u, v, (u * u + v * v) / 2]])))[0]).astype(int)
        assert seen[up, across, :2] == pytest.approx([(u + 1) * (TEXELS - 1) / 10, (v + 1) * (TEXELS - 1) / 10], abs=2)


def test_fog_hides_all_but_a_place_and_nothing_at_first():
    fog, place = Fog(), np.array([2.0, 1.0, 0])
    assert not fog.show(place, 0).image.pixel_array[..., 3].any()
    seen = fog.show(place, 1).image.pixel_array[..., 3]
    row, column = round((config.frame_y_radius - 1) * DENSITY), round((config.frame_x_radius + 2) * DENSITY)
    assert seen[row, column] == 0 and seen[0, 0] == seen[-1, 0] == 255
