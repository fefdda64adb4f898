"""The files through which a CI runner listens: GitHub's, which Forgejo and Gitea take over."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from mkdocs_momentum.errors import MomentumError

OUTPUT = "GITHUB_OUTPUT"
SUMMARY = "GITHUB_STEP_SUMMARY"
ATTEMPT = "GITHUB_RUN_ATTEMPT"


def tell(outputs: str, summary: str, env: Mapping[str, str] | None = None) -> None:
    """Append to the runner's files, as far as it names any.

    Raises:
        MomentumError: a file that it names cannot be written.
    """
    env = os.environ if env is None else env
    for variable, text in ((OUTPUT, outputs), (SUMMARY, summary)):
        if not env.get(variable):
            continue
        try:
            with Path(env[variable]).open("a", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise MomentumError(f"{variable}: {env[variable]}: {error.strerror or error}") from None


def is_repeated(env: Mapping[str, str] | None = None) -> bool:
    """Whether somebody started this run again, which the runner counts."""
    env = os.environ if env is None else env
    return env.get(ATTEMPT, "1") not in {"", "0", "1"}
