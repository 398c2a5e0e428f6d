"""Draws the examples of docs/kit/ and writes them as one page with their code: python -m docs.gallery"""

import ast
import importlib
import sys
from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path
from string import Template

from manim import Scene, tempconfig

from scenes.film.edition import edition
from scenes.film.files import short, write_text
from scenes.film.page.section import beside, document
from scenes.film.stage.settings import use_colours
from scenes.scratch.film import FILM

EXAMPLES = Path(__file__).with_name("kit")
TARGET = FILM.root / "media" / "docs" / "index.html"
SETTINGS = {"pixel_width": 960, "pixel_height": 540, "frame_rate": 15, "dry_run": True, "verbosity": "ERROR",
            "progress_bar": "none", "disable_caching": True}


class Example(Scene):
    """A scene that an example's lines draw; they know it as self, film one's two runs as run and small."""

    lines = ""

    def construct(self):
        runs = FILM.runs.load(FILM.runs.folder)
        exec(compile(self.lines, "example", "exec"), {"self": self, "run": runs["digits"], "small": runs["pixels"]})


def drawn(path: Path):
    """The picture of an example."""
    with tempconfig(SETTINGS):
        use_colours(edition(FILM, {}))
        scene = type(path.stem, (Example,), {"lines": path.read_text(encoding="utf-8")})()
        scene.render()
        scene.renderer.update_frame(scene)
        return scene.renderer.camera.get_image()


def parts(path: Path) -> list[tuple[str, str]]:
    """What an example takes from the kit: [(name, the first line of what its docstring says)]."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if name.startswith("scenes.kit.") and name != "scenes.kit.theme":
            module = importlib.import_module(name)
            found += [(alias.name, (getattr(module, alias.name).__doc__ or "").partition("\n")[0]) for alias in node.names]
    return found


def section(path: Path) -> str:
    """An example as HTML: its picture, what it shows, its lines."""
    written = BytesIO()
    drawn(path).convert("RGB").save(written, "PNG", optimize=True)
    told = "".join(f"<dt><code>{escape(name)}</code></dt><dd>{escape(text)}</dd>" for name, text in parts(path))
    return (f'<section id="{path.stem}"><h2>{path.stem}</h2>\n<img alt="{escape(path.stem)}" '
            f'src="data:image/png;base64,{b64encode(written.getvalue()).decode()}">\n<dl>{told}</dl>\n'
            f"<pre tabindex=\"0\">{escape(path.read_text(encoding='utf-8'))}</pre></section>")


def main() -> int:
    sections = "\n".join(section(path) for path in sorted(EXAMPLES.glob("*.py")))
    body = Template(beside(__file__, "gallery.html")).substitute(sections=sections)
    write_text(TARGET, document("en", "The kit in pictures", "img-src data:", beside(__file__, "gallery.css"), body))
    print(short(TARGET))
    return 0


if __name__ == "__main__":
    sys.exit(main())
