"""What the git hook runs: look at the posts of the commit, say a line for each, and let the commit go on.

It runs at every commit that touches Markdown, so nothing is imported before it is known to be needed, and no fault of
its own ever stands in a commit's way.
"""

from __future__ import annotations

import sys
from pathlib import Path

USAGE = "usage: python -m mkdocs_momentum.hook [--strict] [--no-fix] [--config PATH]"


def main(argv: list[str] | None = None) -> int:
    """Look at what is staged in the repository of this folder.

    Args:
        argv: options as `momentum hook install` wrote them; those of the process by default.

    Returns:
        0; with `--strict` 1 where a problem keeps a post back.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    named = Path(words[words.index("--config") + 1]) if "--config" in words[:-1] else None
    sys.stderr.reconfigure(errors="replace")  # type: ignore[union-attr] # a code page that lacks a character
    try:
        return _run(named, fix="--no-fix" not in words, strict="--strict" in words)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - a commit is worth more than a line about it
        reason = " ".join(str(error).split()) or type(error).__name__
        print(f"momentum: {reason}", file=sys.stderr)
        return 0


def _run(named: Path | None, *, fix: bool, strict: bool) -> int:
    from datetime import UTC, datetime

    from mkdocs_momentum.stores.settings import load_config
    from mkdocs_momentum.stores.staged import index_around
    from mkdocs_momentum.tasks import checking
    from mkdocs_momentum.views.findings import finding_line

    here = Path.cwd()
    index = index_around(here)
    if index is None:
        return 0
    config = load_config(named, here)
    _, found = checking.check_staged(config, config.calendar.day_of(datetime.now(UTC)), index, fix=fix)
    for finding in found:
        print(f"momentum: {finding_line(finding)}", file=sys.stderr)
    return int(strict and any(finding.holds for finding in found))


if __name__ == "__main__":
    sys.exit(main())
