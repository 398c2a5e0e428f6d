"""Pictures of a moment: small ones that the contrast is measured on, and a large one with the culprits boxed."""

from functools import cache
from pathlib import Path

import numpy as np
from manim import Camera, config
from PIL import Image, ImageDraw

from scenes.kit.theme import lettering

SMALL, LARGE = 540, 720      # lines; the width is that of the frame's shape
BOXED = "#FF4D6D"


class Drawer:
    """Draws lists of mobjects as they are, whatever the scene's own camera does."""

    def __init__(self):
        self._camera = cache(self._made)

    @staticmethod
    def _made(lines: int) -> Camera:
        shape = config.frame_width / config.frame_height
        return Camera(pixel_width=round(lines * shape), pixel_height=lines, background_color=config.background_color)

    def draw(self, mobjects, frame: np.ndarray, lines: int = SMALL) -> np.ndarray:
        """RGB (height, width, 3) uint8 of these mobjects alone, in this order; frame: left, bottom, right, top."""
        camera = self._camera(lines)
        camera.frame_center = np.array([*(frame[:2] + frame[2:]) / 2, 0])
        camera.frame_width, camera.frame_height = frame[2:] - frame[:2]
        camera.pixel_array_to_cairo_context.clear()
        camera.reset()
        camera.capture_mobjects(mobjects, include_submobjects=False)
        return camera.pixel_array[:, :, :3].copy()

    def save(self, picture, findings: list, path: Path) -> Path:
        """Write a moment with the culprits of its findings boxed and what is wrong below; returns the path."""
        image = Image.fromarray(self.draw([item.mobject for item in picture.items], picture.frame, LARGE))
        width, height = image.size
        sheet = Image.new("RGB", (width, height + 40), "#30363C")
        sheet.paste(image)
        pen = ImageDraw.Draw(sheet)
        scale = height / (picture.frame[3] - picture.frame[1])
        for box in (box for finding in findings for box in finding.boxes):
            left, low, right, high = (np.asarray(box) - np.tile(picture.frame[:2], 2)) * scale
            corners = np.clip([left - 4, height - high - 4, right + 4, height - low + 4], 1,
                              [width - 2, height - 2] * 2)
            pen.rectangle(tuple(corners), outline=BOXED, width=3)
        first, more = findings[0], f"   and {len(findings) - 1} more" if len(findings) > 1 else ""
        pen.text((10, height + 9), f"{first.until:.1f} s  {first.key}  {first.check}: {first.what}{more}",
                 "#FFFFFF", font=lettering(17))
        path.parent.mkdir(parents=True, exist_ok=True)
        sheet.save(path)
        return path
