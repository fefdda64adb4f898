"""Running the user's own command after a release, and hearing a signal that ends it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Sequence
from types import FrameType, TracebackType
from typing import Any

GRACE = 10.0
"""Seconds that a command has after it was told to end."""
_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class Watch:
    """Holds signals that would end this process, so that what was begun is seen to its end or taken back.

    Used as a context. Inside it, a signal is passed on to the running command, and `stopped` says that it came.
    """

    def __init__(self) -> None:
        self.stopped = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Watch:
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                self._before[number] = signal.signal(number, self._hear)
            except ValueError:  # not in the main thread, where signals do not come anyway
                return self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def run(self, command: Sequence[str]) -> int:
        """Run a command with this terminal's input and output and wait for it.

        Returns:
            Its exit code; 127 where there is no such command, as a shell says it; 128 and the signal's number where
            one came.
        """
        if self.stopped:
            return 128 + self.stopped
        try:
            with subprocess.Popen(list(command)) as process:  # noqa: S603 - the user's own words, no shell
                self._process = process
                code = self._wait(process)
        except OSError:
            return 127
        finally:
            self._process = None
        return 128 + self.stopped if self.stopped else code

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        told_at: float | None = None
        while True:
            try:
                return process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                if not self.stopped:
                    continue
                if told_at is None:
                    told_at = time.monotonic()
                    process.send_signal(self.stopped)  # it may have come before there was a process to pass it on to
                elif time.monotonic() - told_at > GRACE:
                    process.kill()

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self.stopped = self.stopped or number
        if self._process and self._process.poll() is None:
            self._process.send_signal(number)
