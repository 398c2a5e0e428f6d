"""Converting only what has changed gives the same film, and a film that is not whole has no name."""

from fractions import Fraction

import av
import numpy as np
import pytest
from manim import Circle, Scene, tempconfig
from manim._config.video_encoder import VideoEncoderSpec
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.fast import encoder
from scenes.fast.encoder import FastEncoder, FastFileWriter
from scenes.fast.standing import repeat_packets
from scenes.film.edition import ENCODER

LOSSLESS = (("preset", "ultrafast"), ("qp", "0"), ("crf", "-1"))
RATE = 30


def made(target, width, height, pixel_format="yuv420p", codec="libx264", options=LOSSLESS):
    spec = VideoEncoderSpec(target.suffix[1:], codec, pixel_format, width, height, Fraction(RATE), options)
    return FastEncoder(target=target, spec=spec)


def pictures(movie, pixel_format):
    with av.open(str(movie)) as container:
        return [frame.to_ndarray(format=pixel_format) for frame in container.decode(video=0)]


def changing(width, height, frames, seed=0):
    """Noise, since each of its pixels tells: (pixels, the rectangles that changed since the frame before)."""
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (height, width, 4), np.uint8)
    yield pixels, None
    for i in range(1, frames):
        changed = []
        for _ in range(i % 3):
            wide, high = random.integers(1, width // 2), random.integers(1, height // 2)
            x, y = random.integers(0, width - wide + 1), random.integers(0, height - high + 1)
            pixels[y:y + high, x:x + wide] = random.integers(0, 256, (high, wide, 4), np.uint8)
            changed.append((x, y, x + wide, y + high))
        yield pixels, changed


def both_ways(folder, width, height, pixel_format="yuv420p", codec="libx264", options=LOSSLESS, suffix=".mp4"):
    films = []
    for name, told in (("whole", False), ("parts", True)):
        with_parts = made(folder / f"{name}{suffix}", width, height, pixel_format, codec, options)
        for i, (pixels, changed) in enumerate(changing(width, height, 40)):
            with_parts.write_frame(pixels, repeat=1 + i % 2, changed=changed if told else None)
        with_parts.finish()
        films.append(pictures(with_parts.final, pixel_format))
    return films


@pytest.mark.parametrize("size", [(192, 108), (854, 480), (320, 180), (98, 66)])
def test_what_is_converted_in_parts_is_the_same_as_converted_whole(tmp_path, size):
    whole, parts = both_ways(tmp_path, *size)
    assert len(whole) == 60 and np.array_equal(whole, parts)


def test_that_fails_if_parts_reach_too_short(tmp_path, monkeypatch):
    monkeypatch.setattr(encoder, "REACH", 1)
    whole, parts = both_ways(tmp_path, 192, 108)
    assert not np.array_equal(whole, parts)


def test_other_formats_are_converted_whole_and_only_if_something_changed(tmp_path):
    whole, parts = both_ways(tmp_path, 96, 64, "yuv444p")
    assert np.array_equal(whole, parts)
    whole, parts = both_ways(tmp_path, 96, 64, "argb", "qtrle", (), ".mov")
    assert np.array_equal(whole, parts)


def test_little_is_copied_of_a_picture_in_which_little_changed(tmp_path):
    one = made(tmp_path / "one.mp4", 640, 360)
    pixels = np.zeros((360, 640, 4), np.uint8)
    assert one.taken(pixels, [])[0].pixels.shape == pixels.shape           # nothing is known before the first
    assert one.taken(pixels, []) == []
    [patch] = one.taken(pixels, [(100, 100, 110, 105)])
    assert patch.pixels.size < pixels.size / 20
    pixels[:] = 1                                                           # the caller draws on
    assert not patch.pixels.any()
    one.abort()


def encoded(folder, moving, held, size=(192, 108)):
    """The decoded pictures of noise that changes for some frames and then stands, as the film is encoded."""
    options = tuple(ENCODER.items())
    one = made(folder / f"{moving}-{held}.mp4", *size, options=options)
    for pixels, _ in changing(*size, moving):
        one.write_frame(pixels)
    one.write_frame(pixels, repeat=held, changed=[])
    one.finish()
    return pictures(one.final, "yuv420p")


@pytest.mark.parametrize("moving", [1, 2, 7, 33, 249, 250, 251, 270])     # there is a key frame each 250
def test_a_picture_that_stands_is_not_encoded_again_and_stays_as_it_is(tmp_path, monkeypatch, moving):
    held = encoded(tmp_path, moving, 80)
    assert len(held) == moving + 80 and all(np.array_equal(picture, held[moving - 1]) for picture in held[moving:])
    assert all(np.array_equal(*two) for two in zip(held, encoded(tmp_path, moving, 1)))
    encode, times = FastEncoder._encode, []
    monkeypatch.setattr(FastEncoder, "_encode", lambda self, frame: times.append(frame.pts) or encode(self, frame))
    encoded(tmp_path, moving, 80)
    assert len(times) == moving


@pytest.mark.parametrize("longest", [2, 6, 40])
def test_pictures_that_stand_between_others_are_not_encoded_again_either(tmp_path, monkeypatch, longest):
    encode, times = FastEncoder._encode, []
    monkeypatch.setattr(FastEncoder, "_encode", lambda self, frame: times.append(self._next_pts) or encode(self, frame))
    one, drawn, new = made(tmp_path / "one.mp4", 192, 108, options=tuple(ENCODER.items())), [], []
    for i, (pixels, changed) in enumerate(changing(192, 108, 300)):
        stands = 1 + i * 7 % longest
        one.write_frame(pixels, repeat=stands, changed=changed)
        drawn += [pixels[..., :3].astype(int)] * stands
        new += [bool(changed) or not i] + [False] * (stands - 1)
    one.finish()
    assert times == [i for i, is_new in enumerate(new) if is_new]
    shown = pictures(one.final, "rgb24")
    assert len(shown) == len(times_of(one.final)) == len(drawn)
    apart = [np.abs(picture - wanted).mean() for picture, wanted, is_new in zip(shown, drawn, new) if is_new]
    assert max(apart) < 60      # two that are noise: 85
    assert all(np.array_equal(*two) for *two, is_new in zip(shown[1:], shown, new[1:]) if not is_new)      # as what was drawn is


def times_of(movie):
    """Of each frame its time, as long after the one before as all others are."""
    with av.open(str(movie)) as container:
        times = [packet.pts for packet in container.demux(video=0) if packet.size]
    assert len(set(np.diff(times))) == 1
    return times


def test_other_ways_of_encoding_encode_each_frame():
    film = tuple(ENCODER.items())
    assert repeat_packets("libx264", "yuv420p", 96, 64, film)
    for codec, options in (("libx264", LOSSLESS), ("libx264", (("crf", "18"),)), ("libx265", film)):
        assert repeat_packets(codec, "yuv420p", 96, 64, options) == []


def test_what_does_not_make_every_picture_stand_is_not_used(monkeypatch):
    """Without a try on another picture, what a lossless encoder writes would be taken: it is no skipping."""
    assert repeat_packets("libx264", "yuv420p", 96, 64, LOSSLESS) == []
    monkeypatch.setattr("scenes.fast.standing._works_for_noise", lambda *_: True)
    assert repeat_packets.__wrapped__("libx264", "yuv420p", 96, 64, LOSSLESS)


def test_colours_are_those_of_high_definition_television(tmp_path):
    one = made(tmp_path / "one.mp4", 64, 48)
    one.write_frame(np.full((48, 64, 4), (86, 180, 233, 255), np.uint8))
    one.finish()
    with av.open(str(one.final)) as container:
        [frame] = container.decode(video=0)
        assert (frame.colorspace, frame.color_range) == (encoder.BT709, encoder.LIMITED)
        # ITU-R BT.709: Y' = 0.2126 R' + 0.7152 G' + 0.0722 B', in 16..235
        expected = 16 + 219 * (0.2126 * 86 + 0.7152 * 180 + 0.0722 * 233) / 255
        assert abs(int(frame.to_ndarray()[0, 0]) - expected) <= 1


def test_a_piece_of_film_has_its_name_only_when_it_is_complete(tmp_path):
    finished, aborted = (made(tmp_path / f"{name}.mp4", 64, 48) for name in ("good", "bad"))
    for one in (finished, aborted):
        one.write_frame(np.zeros((48, 64, 4), np.uint8), repeat=3)
        assert not [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    aborted.abort()
    finished.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["good.mp4"]


def rendered(folder, scene, writer, **settings):
    from manim import Manager
    small = {"media_dir": str(folder), "pixel_width": 96, "pixel_height": 54, "frame_rate": 15, "verbosity": "ERROR",
             "progress_bar": "none", "disable_caching": True, "video_encoder_options": dict(LOSSLESS)}
    with tempconfig(small | settings):
        stage = scene(renderer=CairoRenderer(writer))
        Manager(stage).render()
        return stage.renderer.file_writer.final_file_path


class Moving(Scene):
    def construct(self):
        circle = Circle()
        self.play(circle.animate.shift([2, 0, 0]), run_time=0.4)
        self.wait(0.5)
        self.play(circle.animate.scale(2), run_time=0.3)


def test_any_scene_can_be_written_with_it(tmp_path):
    film = pictures(rendered(tmp_path, Moving, FastFileWriter), "rgb24")
    assert len(film) == 6 + 7 + 5
    held = film[6:13]
    assert all(np.array_equal(one, held[0]) for one in held) and not np.array_equal(film[0], film[5])


def test_an_encoder_that_fails_ends_the_render_and_leaves_nothing(tmp_path, monkeypatch):
    def fail(self, patch):
        raise OSError("no more room")
    monkeypatch.setattr(FastEncoder, "_show", fail)
    with pytest.raises(RuntimeError, match="no more room"):
        rendered(tmp_path, Moving, FastFileWriter)
    assert not list(tmp_path.rglob("*.mp4"))
