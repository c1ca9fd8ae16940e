"""Work shared between processes, one for each core, which end with the one that started them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar, cast

Task = TypeVar("Task")
Done = TypeVar("Done")


def cores() -> int:
    """How many cores this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers(Generic[Task, Done]):
    """Shares tasks between processes, which are started for them and end with them."""

    def __init__(self, work: Callable[[Task], Done], number: int) -> None:
        """Start none yet.

        Args:
            work: What is to be done with a task: something that processes can be sent.
            number: How many processes to use; 1 is this one.
        """
        self._work, self._number = work, number

    def done(self, tasks: Iterable[Task]) -> Generator[tuple[Task, Done | None], None, None]:
        """Each task with what came of it, as they come; None when its process died of it."""
        if self._number < 2:
            yield from ((task, self._work(task)) for task in tasks)
            return
        pool = _Pool[Task, Done](self._work)
        try:
            for task in tasks:
                if len(pool) >= self._number:
                    yield from pool.wait()
                pool.give(task)
            while pool.at_work:
                yield from pool.wait()
        finally:
            # What they hold of these tasks they would keep while others are done.
            pool.close()


class _Pool(Generic[Task, Done]):
    """Processes, and what each is at.

    Each has a pipe of its own, whose other end nobody else holds: when this process dies, however
    it does, they come to the end of theirs, and end too.
    """

    def __init__(self, work: Callable[[Task], Done]) -> None:
        self._work = work
        self._processes: dict[Connection[Any, Any], BaseProcess] = {}
        self._free: list[Connection[Any, Any]] = []
        self.at_work: dict[Connection[Any, Any], Task] = {}

    def __len__(self) -> int:
        return len(self.at_work)

    def give(self, task: Task) -> None:
        """Give a task to a process that has none."""
        pipe = self._free.pop() if self._free else self._start()
        self.at_work[pipe] = task
        with suppress(OSError):  # it is dead: `wait` will say so
            pipe.send(task)

    def wait(self) -> Iterator[tuple[Task, Done | None]]:
        """Wait for some task to be done."""
        for ready in wait(list(self.at_work)):
            task, done = self._received(cast("Connection[Any, Any]", ready))
            if isinstance(done, BaseException):
                raise done
            yield task, done

    def _received(self, pipe: Connection[Any, Any]) -> tuple[Task, Any]:
        """The task of a process, and what came of it, or the error; None when it died."""
        task = self.at_work.pop(pipe)
        try:
            done = pipe.recv()
        except (EOFError, OSError):
            self._processes.pop(pipe).join()
            pipe.close()
            return task, None
        self._free.append(pipe)
        return task, done

    def close(self) -> None:
        """End the processes, once they have done what they are at."""
        for pipe in self._processes:
            pipe.close()
        for process in self._processes.values():
            process.join()

    def _start(self) -> Connection[Any, Any]:
        context = _context()
        ours: Connection[Any, Any]
        ours, theirs = context.Pipe()
        others = (*self._processes, ours) if context.get_start_method() == "fork" else ()
        process = context.Process(target=_serve, args=(self._work, theirs, others), daemon=True)
        gc.freeze()  # what a forked one only reads stays in memory once
        with _interrupts_wait():
            process.start()
        theirs.close()
        self._processes[ours] = process
        return ours


def _context() -> Any:
    """How processes start: where it is safe, as a copy of this one, which shares its memory."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Have what starts in a `with` block never be interrupted, not even while it imports."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    work: Callable[[Any], Any],
    pipe: Connection[Any, Any],
    others: Iterable[Connection[Any, Any]],
) -> None:
    """Do what comes, until nothing more can.

    Args:
        work: What is to be done.
        pipe: Where tasks come from.
        others: The pipes of the one that started this, of which a forked one holds copies.
    """
    for other in others:
        other.close()
    for number in signal.valid_signals():  # what they are to undo is that one's
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started this is told, and ends
    with suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            try:
                done = work(task)
            except MemoryError:
                raise
            except Exception as error:  # raised again where somebody sees it
                done = error
            pipe.send(done)
