"""A line that counts posts or files while that takes longer than a moment; nothing at all otherwise."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from mkdocs_momentum.stores.heads import TICKED

PATIENCE = 1.0
"""Seconds before anything shows."""

_EACH = 128


@contextmanager
def waiting(text: str = "Reading posts", stream: TextIO | None = None, patience: float = PATIENCE) -> Iterator[None]:
    """Count what is looked at inside.

    Args:
        text: what is being done.
        stream: a terminal; standard error by default. Anything else shows nothing.
        patience: seconds before anything shows.
    """
    shown = stream or sys.stderr
    if not shown.isatty():
        yield
        return
    bar = _Bar(text, shown, patience)
    token = TICKED.set(bar.tick)
    try:
        yield
    finally:
        TICKED.reset(token)
        bar.stop()


class _Bar:
    def __init__(self, text: str, stream: TextIO, patience: float) -> None:
        self.text = text
        self.stream, self.until = stream, time.monotonic() + patience
        self.count, self.next = 0, _EACH
        self.show: Callable[[int], None] | None = None
        self.stop: Callable[[], None] = lambda: None

    def tick(self, count: int) -> None:
        self.count += count
        if self.count < self.next:
            return
        self.next = self.count + _EACH
        if self.show is None and time.monotonic() >= self.until:
            self._begin()
        if self.show:
            self.show(self.count)

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        console = Console(file=self.stream)
        columns = (TextColumn(self.text), BarColumn(), TextColumn("{task.completed:,.0f}"))
        progress = Progress(*columns, console=console, transient=True)
        task = progress.add_task("", total=None)
        progress.start()
        self.show = lambda count: progress.update(task, completed=count)
        self.stop = progress.stop
