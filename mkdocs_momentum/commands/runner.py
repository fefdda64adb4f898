"""What `release --ci` does beyond a release: it tells the CI runner, and keeps titles from commanding it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.momentum import Outcome


@contextmanager
def plain_log(*, is_ci: bool) -> Iterator[None]:
    """Lines printed inside are text to the runner, whatever they look like."""
    if not is_ci or os.environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    import secrets

    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", flush=True)
    try:
        yield
    finally:
        print(f"::{token}::", flush=True)


def is_due(outcome: Outcome, *, is_ci: bool) -> bool:
    """Whether the site is to be built and deployed now.

    So it is when a post went out. It is also when a person starts the run of today's release again: the mark is there,
    and what came after it may have stopped halfway.
    """
    from mkdocs_momentum.momentum import OutcomeKind
    from mkdocs_momentum.stores.runner import is_repeated

    if outcome.kind in {OutcomeKind.RELEASED, OutcomeKind.FINISHED}:
        return True
    has_mark = outcome.post is not None and outcome.post.released == outcome.day
    return is_ci and outcome.kind is OutcomeKind.TAKEN and has_mark and is_repeated()


def tell(config: Config, today: date, outcome: Outcome, *, went_out: bool) -> None:
    """Write outputs and summary. Raises MomentumError where the runner's files cannot be written."""
    import secrets

    from mkdocs_momentum.stores import runner
    from mkdocs_momentum.tasks.scene import look
    from mkdocs_momentum.views.runner import output_file, outputs, summary

    if not (os.environ.get(runner.OUTPUT) or os.environ.get(runner.SUMMARY)):
        return
    report = look(config, today)
    values = outputs(today, outcome.post if went_out else None, report.next_change)
    runner.tell(output_file(values, f"momentum-{secrets.token_hex(16)}"), summary(report, outcome.line))
