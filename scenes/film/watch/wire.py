"""How the processes of the watch talk: each has one connection to the one that directs them, made by itself.

Processes are copies of each other: one that stands still is copied for each order that it is given. Where a process
cannot be copied, it carries out its first order itself and is used up.
"""

import os
import sys
from multiprocessing.connection import Client, Connection
from typing import Any

COPIES = sys.platform == "linux"      # elsewhere libraries that drawing needs do not survive in a copy


class Wire:
    """address, secret: of the directing process; copies: whether this process may be copied."""

    def __init__(self, address: str, secret: bytes, copies: bool = COPIES):
        self.address, self.secret, self.copies = address, secret, copies
        self._connection: Connection | None = None

    def connect(self, kind: str, **known: Any) -> None:
        """Introduce this process, which may be a copy of one that has a connection."""
        if self._connection is not None:
            self._connection.close()
        try:
            self._connection = Client(self.address, authkey=self.secret)
        except (OSError, EOFError):
            os._exit(0)
        self.send(kind=kind, pid=os.getpid(), group=os.getpgrp(), **known)

    def begin(self, kind: str, number: int) -> None:
        """Introduce this process as one that carries out an order; it ends if another order is in force by now."""
        self.connect(kind, number=number)
        try:
            if self._connection.recv():
                return
        except (OSError, EOFError):
            pass
        os._exit(0)

    def send(self, **message: Any) -> None:
        """Tell the directing process; this one ends if that is gone."""
        try:
            self._connection.send(message)
        except OSError:
            os._exit(0)

    def stand(self, **known: Any) -> dict[str, Any]:
        """Stand here and wait for orders; returns with one, in a copy of this process."""
        self.connect("standing", **known)
        while True:
            try:
                order = self._connection.recv()
            except (OSError, EOFError):
                os._exit(0)
            _forget_ended()
            if not self.copies or os.fork() == 0:
                self.begin("run", order["number"])
                return order

    def leave_copy(self) -> bool:
        """Whether this is the copy that was left here."""
        _forget_ended()
        return os.fork() == 0


def _forget_ended() -> None:
    """Copies of this process that have ended are kept by the system until this one has asked for them."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def imported() -> list[str]:
    """The files of the modules in this process, but for those of installed packages."""
    files = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
    return sorted(file for file in files if file.endswith(".py") and "site-packages" not in file
                  and not file.startswith((sys.base_prefix, sys.prefix)))
