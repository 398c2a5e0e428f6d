"""What is started to run a chapter: it does all that takes time and does not depend on the chapter's text, and stands.

Whatever may be wrong with a film's or the engine's code is told like any other mistake, so it is imported late.
"""

import ast
import importlib
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path

from scenes.film.watch.complaint import complaint
from scenes.film.watch.wire import Wire, imported


def main() -> None:
    """Read from standard input who directs and what is watched; stand ready, and carry out what is asked for."""
    sys.dont_write_bytecode = True      # taken for up to date where a file of the same length is saved within a second
    asked = pickle.load(sys.stdin.buffer)
    wire = Wire(asked["address"], asked["secret"], asked["copies"])
    path: Path = asked["path"]
    try:
        edition, mistakes = _edition(asked)
        _warm_up(edition, path)
    except Exception as error:
        from scenes.film.errors import UserError
        wire.connect("broken", files=imported(), **complaint(error, path, "", (UserError,)))
        os._exit(2)
    from scenes.film.watch.performer import Performance
    performance = Performance(edition, path, wire, wire.stand(files=imported()))
    try:
        performance.perform()
    except (Exception, SystemExit) as error:
        wire.send(kind="error", **complaint(error, path, performance.order["source"], mistakes))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _edition(asked):
    """The edition that is watched, and the exceptions whose text says all."""
    from scenes.film.edition import edition
    from scenes.film.errors import UserError
    from scenes.film.film import load
    film = load(asked["film"])
    try:
        return edition(film, {}, **asked["given"]), (UserError, *film.mistakes)
    except film.mistakes as error:
        raise UserError(str(error)) from None


def _warm_up(edition, path):
    """The modules that the chapter imports, what the film is drawn from, the voice, the fonts."""
    from scenes.film.stage.settings import use_colours
    from scenes.film.voice import voice
    from scenes.kit import text
    with suppress(SyntaxError, OSError):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                with suppress(ModuleNotFoundError):      # told when the chapter is run
                    importlib.import_module(name)
    edition.film.facts(edition.film.runs.load(edition.runs))
    voice.of(edition).speaker.speak("Ready.", {})
    use_colours(edition)
    text.find_fonts()


if __name__ == "__main__":
    main()
