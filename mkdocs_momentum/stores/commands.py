"""Running the user's own command after a release."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence


def run(command: Sequence[str]) -> int:
    """Run a command with this terminal's input and output and wait for it.

    Returns:
        Its exit code; 127 where there is no such command, as a shell says it.
    """
    try:
        return subprocess.run(list(command), check=False).returncode  # noqa: S603 - the user's own words, no shell
    except OSError:
        return 127
