"""Does many jobs, so many at a time, each in a process of its own."""
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from multiprocessing import connection
from typing import Any, NamedTuple

from network.background import Background


class Job(NamedTuple):
    """function(*arguments), with a name for its result."""
    name: str
    function: Callable
    arguments: tuple


def results(jobs: Iterable[Job], at_once: int, further: Callable[[str, Any], Iterable[Job]]) -> Iterator[tuple[str, Any]]:
    """(name, result) of each job as it ends; further(name, result) are jobs that can begin then. Raises their UserError."""
    waiting = list(jobs)
    running: dict[Any, tuple[str, Background]] = {}
    with ExitStack() as processes:
        while waiting or running:
            while waiting and len(running) < at_once:
                job = waiting.pop(0)
                process = processes.enter_context(Background(job.function, *job.arguments))
                running[process.receiver] = job.name, process
            for receiver in connection.wait(list(running)):
                name, process = running.pop(receiver)
                result = process.result()
                waiting[:0] = further(name, result)
                yield name, result
