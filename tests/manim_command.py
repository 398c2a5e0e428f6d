"""The manim command, for tests that run it often: each time in a copy of a process that has imported everything.

Two of the three seconds that the command takes for a small chapter are imports; the committed runs and the voice's code have
been read, too, and nobody is asked for a newer Manim. The process that is copied has begun in an empty folder, so that it goes
by no manim.cfg but the user's; in a folder that has one the command is started anew. It leaves no bytecode, which Python takes
for up to date where a file of the same length is written within the same second.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

SECONDS = 300      # after which a command is ended
READY = "ready"
SERVER = f'''
import json, os, signal, sys
from manim.__main__ import main
from manim import config
import scenes.film.chapter, scenes.film.pieces.warm
from scenes.film.voice import voice
from scenes.scratch.film import FILM

config.notify_outdated_version = False
FILM.runs.load(FILM.runs.folder)
voice.code(voice.HERE)
sys.dont_write_bytecode = True
print({READY!r}, flush=True)
while request := sys.stdin.readline():
    folder, arguments, environment, output = json.loads(request)
    process = os.fork()
    if process == 0:
        signal.alarm({SECONDS})
        os.environ.clear(), os.environ.update(environment)
        os.chdir(folder)
        sys.path[0] = folder
        sys.argv = ["manim", *arguments]
        said = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1), os.dup2(said, 2), os.close(said)
        main(arguments, prog_name="manim")
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
'''


def manim_command(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """The manim command with these arguments, run in a folder; stdout has all that it says."""
    if sys.platform != "linux" or (folder / "manim.cfg").exists():
        return subprocess.run([sys.executable, "-m", "manim", *arguments], cwd=folder, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=SECONDS)
    with tempfile.NamedTemporaryFile("r") as output:
        server = _server()
        print(json.dumps([str(folder), arguments, dict(os.environ), output.name]), file=server.stdin, flush=True)
        status = int(server.stdout.readline())
        return subprocess.CompletedProcess(["manim", *arguments], status, output.read())


@cache
def _server():
    empty = tempfile.TemporaryDirectory()
    server = subprocess.Popen([sys.executable, "-c", SERVER], cwd=empty.name, text=True, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE)
    atexit.register(empty.cleanup)
    atexit.register(server.communicate)
    assert server.stdout.readline().strip() == READY
    return server
