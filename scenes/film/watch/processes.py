"""The processes of a watch, as the directing one knows them: who stands where, who is at work, how they end."""

import os
import pickle
import queue
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

from scenes.film.watch.parts import Part

ROOT = Path(__file__).resolve().parents[3]     # of the engine's own code
RECENT = 20      # seconds within which a file that a process was writing when it was ended was begun
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")     # a copy of a process has only one


@dataclass
class Process:
    """One that runs the chapter ("run"), draws a beat of it ("drawing"), or stands somewhere in it ("standing")."""

    kind: str
    pid: int
    group: int                                        # of the program that it is a copy of
    number: int = 0                                   # of the order that it carries out
    used: Mapping[Part, str] = field(default_factory=dict)
    done: tuple[str, ...] = ()                        # the beats that have ended where it stands
    frame: int = 0
    over: bool = False                                # it has told all that it had to tell


class Processes:
    """What they tell is put into `events`: ("told", process, message), ("gone", process), ("ended", status).

    asked: what the program is told on its start; texts: the folder in which outlines of texts are kept; copies: whether
    its processes may be copied.
    """

    def __init__(self, events: queue.Queue, asked: dict[str, Any], texts: Path, copies: bool):
        self.copies, self.number = copies, 0      # number: of the order that is in force
        self._events, self._asked, self._texts = events, asked, texts
        self._known: dict[Connection, Process] = {}
        self._program: subprocess.Popen | None = None
        self._closed = False
        self._secret = secrets.token_bytes(32)
        self._listener = Listener(authkey=self._secret, backlog=64)
        threading.Thread(target=self._listen, daemon=True).start()

    def start(self) -> None:
        """Start the program, in place of one that runs."""
        self.end()
        setup = pickle.dumps({**self._asked, "address": self._listener.address, "secret": self._secret,
                              "copies": self.copies})
        paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = os.environ | dict.fromkeys(THREADS, "1") | {"PYTHONPATH": paths}
        self._program = subprocess.Popen([sys.executable, "-m", "scenes.film.watch.program"], stdin=subprocess.PIPE,
                                         env=environment, start_new_session=True)
        with suppress(BrokenPipeError):      # it has ended already, which is told
            self._program.stdin.write(setup)
            self._program.stdin.close()
        threading.Thread(target=self._wait, args=(self._program,), daemon=True).start()

    def end(self) -> None:
        """End the program and all copies of it."""
        program, self._program = self._program, None
        self._known.clear()
        if program is not None:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            self._forget_texts()

    def close(self) -> None:
        """End all, for good."""
        self._closed = True
        self.end()
        self._listener.close()

    def stop(self) -> bool:
        """No order is in force any more: end those at work; whether the program itself was one of them."""
        self.number += 1
        at_work = {connection for connection, process in self._known.items() if process.kind != "standing"}
        itself = any(self._known[connection].pid == self._program.pid for connection in at_work)
        self._forget(at_work)
        if at_work:
            self._forget_texts()
        return itself

    def nearest(self, parts: Mapping[Part, str], key: str, from_start: bool) -> Connection | None:
        """Of those that stand before a beat, the one that is nearest to it; where nothing has been drawn yet, if it is
        to be seen from the start. Ends those that have used what is now another one."""
        standing = {connection: process for connection, process in self._known.items() if process.kind == "standing"}
        self._forget({connection for connection, process in standing.items()
                      if any(parts.get(part, "") != digest for part, digest in process.used.items())})
        fit = [connection for connection, process in standing.items() if connection in self._known
               and key not in process.done and not (from_start and process.frame)]
        return max(fit, key=lambda connection: standing[connection].frame, default=None)

    def send(self, connection: Connection, order: dict[str, Any]) -> bool:
        """Give an order, without its number, to one that stands; whether it was there to take it."""
        try:
            connection.send({**order, "number": self.number})
            return True
        except OSError:
            self._known.pop(connection)
            return False

    def _forget(self, connections):
        for connection in connections:
            process = self._known.pop(connection)
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)

    def _forget_texts(self):
        """Remove the outlines that an ended process may have written by half: Manim would take them as whole."""
        for path in self._texts.rglob("*.svg"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime < RECENT:
                    path.unlink()

    # --- threads -----------------------------------------------------------------------------------

    def _listen(self):
        while True:
            try:
                connection = self._listener.accept()
            except AuthenticationError:
                continue      # a stranger
            except (OSError, EOFError):
                if self._closed:
                    return
                continue
            threading.Thread(target=self._hear, args=(connection,), daemon=True).start()

    def _hear(self, connection):
        try:
            while True:
                self._events.put(("told", connection, connection.recv()))
        except (OSError, EOFError):
            self._events.put(("gone", connection))
        finally:
            connection.close()

    def _wait(self, program):
        status = program.wait()
        self._events.put(("ended", program, status))

    # --- in the directing thread -------------------------------------------------------------------

    def told(self, connection: Connection, message: dict[str, Any]) -> Process | None:
        """Who has told a message; one that introduces itself is known from then on. None for one that was ended."""
        if "group" in message and self._program is not None and message["group"] == self._program.pid:
            process = Process(**{name: message[name] for name in Process.__dataclass_fields__ if name in message})
            at_work, in_force = process.kind in ("run", "drawing"), process.number == self.number
            if at_work:
                with suppress(OSError):
                    connection.send(in_force)
            if in_force or not at_work:
                self._known[connection] = process
        return self._known.get(connection)

    def gone(self, connection: Connection) -> Process | None:
        """Who it was that is gone; None for one that was ended."""
        process = self._known.pop(connection, None)
        if process and process.kind != "standing" and not process.over:
            self._forget_texts()
        return process

    def is_program(self, program: subprocess.Popen) -> bool:
        """Whether it is the one that runs now."""
        return program is self._program
