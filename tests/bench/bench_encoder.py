"""What encoding costs and what it loses: `python tests/bench/bench_encoder.py CHAPTER FROM_SECOND PICTURES`.

The pictures are drawn first, at 1080p60, and kept; then each setting encodes them, one file for each play call. Prints
processor time and bytes a frame, and the luma's PSNR and SSIM against what was drawn.
"""
import sys
import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from manim import Manager, tempconfig
from manim._config.video_encoder import VideoEncoderSpec
from scipy.ndimage import uniform_filter

from scenes.fast.encoder import FastEncoder
from scenes.film.edition import ENCODER, edition
from scenes.film.stage.find import chapter_class, chapter_path
from scenes.film.stage.settings import settings
from scenes.scratch.film import FILM

EDITION = edition(FILM, {})
(WIDTH, HEIGHT), RATE = EDITION.size, EDITION.rate
FASTEST = {"preset": "ultrafast", "threads": "1", "coder": "ac", "8x8dct": "1", "partitions": "i4x4+i8x8"}
SETTINGS = {
    "Manim's preset, crf 18": {"crf": "18"},
    "veryfast, crf 18": {"preset": "veryfast", "threads": "1", "crf": "18"},
    "superfast, crf 18": {"preset": "superfast", "threads": "1", "crf": "18"},
    **{f"ultrafast, qp {qp}": FASTEST | {"crf": "-1", "qp": str(qp)} for qp in (21, 23)},
    **{f"the film's, crf {crf}": ENCODER | {"crf": str(crf)} for crf in (23, int(ENCODER["crf"]), 27)},
}
LOOKED_AT = 23      # every so many frames are compared


class Enough(Exception):
    """All pictures that were asked for are there."""


def drawn(name: str, since: float, count: int) -> list[list[tuple[np.ndarray, int]]]:
    """For each play call its pictures and how often each is shown."""
    path, plays = chapter_path(FILM, name), []

    chapter = chapter_class(FILM, path)

    class Taken(chapter):
        def play(self, *animations, **kwargs):
            self.renderer._original_skipping_status = self.clock.seconds < since
            plays.append([])
            super().play(*animations, **kwargs)

    def take(pixels, *, repeat=1, changed=None):
        if sum(map(len, plays)) == count:
            raise Enough
        plays[-1].append((pixels.copy(), repeat))

    Taken.__module__ = chapter.__module__
    with tempfile.TemporaryDirectory() as media, \
            tempconfig(settings(replace(EDITION, media=Path(media)), path) | {"disable_caching": True}):
        scene = Taken(edition=EDITION)
        for method in ("begin_animation", "end_animation", "finish"):
            setattr(scene.renderer.file_writer, method, lambda *arguments, **named: None)
        scene.renderer.file_writer.write_frame = take
        try:
            Manager(scene).render()
        except Enough:
            pass
    return [play for play in plays if play]


def encoded(plays, folder: Path, options: dict[str, str]) -> tuple[float, list[Path]]:
    """Processor seconds without conversion, and the files."""
    spec = VideoEncoderSpec("mp4", "libx264", "yuv420p", WIDTH, HEIGHT, Fraction(RATE), tuple(options.items()))
    files, spent = [], 0.0
    for i, play in enumerate(plays):
        start = time.process_time()
        one = FastEncoder(target=folder / f"{i}.mp4", spec=spec)
        spent += time.process_time() - start
        for pixels, repeat in play:
            one._show(*one.taken(pixels))
            start = time.process_time()
            one._encode(one._frame)
            if repeat > 1:
                one.write_frame([], repeat=repeat - 1)
            spent += time.process_time() - start
        start = time.process_time()
        one.finish()
        spent += time.process_time() - start
        files.append(one.final)
    return spent, files


def likeness(plays, files) -> tuple[float, float]:
    """PSNR in dB and mean SSIM of the luma, of some of the frames."""
    errors, alike, number = [], [], 0
    for play, file in zip(plays, files):
        shown = [pixels for pixels, repeat in play for _ in range(repeat)]
        with av.open(str(file)) as container:
            for pixels, frame in zip(shown, container.decode(video=0)):
                number += 1
                if number % LOOKED_AT == 0:
                    wanted = av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(
                        format="yuv420p", dst_colorspace=1, dst_color_range=1)
                    one, other = (image.to_ndarray()[:HEIGHT].astype(np.float32) for image in (frame, wanted))
                    errors.append(((one - other) ** 2).mean())
                    alike.append(ssim(one, other))
    return 10 * np.log10(255 ** 2 / np.mean(errors)), np.mean(alike)


def ssim(one, other) -> float:
    """Structural similarity (Wang et al. 2004) over windows of 8 x 8 pixels."""
    def mean(image):
        return uniform_filter(image, 8)[4:-4:4, 4:-4:4]
    a, b = mean(one), mean(other)
    both, c1, c2 = mean(one * other) - a * b, (0.01 * 255) ** 2, (0.03 * 255) ** 2
    spread = mean(one * one) - a * a + mean(other * other) - b * b
    return float(((2 * a * b + c1) * (2 * both + c2) / ((a * a + b * b + c1) * (spread + c2))).mean())


def main(name, since, count):
    plays = drawn(name, float(since), int(count))
    frames = sum(repeat for play in plays for _, repeat in play)
    print(f"{name}: {frames} frames, {sum(map(len, plays))} pictures, {len(plays)} play calls\n")
    print("| | ms a frame | kB a frame | PSNR | SSIM |\n|---|---|---|---|---|")
    for label, options in SETTINGS.items():
        with tempfile.TemporaryDirectory() as folder:
            seconds, files = encoded(plays, Path(folder), options)
            size = sum(file.stat().st_size for file in files)
            psnr, alike = likeness(plays, files)
        print(f"| {label} | {1e3 * seconds / frames:.1f} | {size / frames / 1e3:.1f} | {psnr:.1f} | {alike:.4f} |",
              flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
