"""What the git hook runs: look at the posts of the commit, say a line for each, and let the commit go on.

It runs at every commit that touches Markdown, so nothing is imported before it is known to be needed, and no fault of
its own ever stands in a commit's way.
"""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Look at what is staged in the repository of this folder.

    Args:
        argv: options as `momentum hook install` wrote them; those of the process by default. With `--listed` git's
            list of what is staged comes on standard input.

    Returns:
        0; with `--strict` 1 where a problem keeps a post back.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    named = words[words.index("--config") + 1] if "--config" in words[:-1] else ""
    sys.stderr.reconfigure(errors="replace")  # type: ignore[union-attr] # a code page that lacks a character
    try:
        if "--listed" in words and _glance(named):
            return 0
        return _run(named, fix="--no-fix" not in words, strict="--strict" in words)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - a commit is worth more than a line about it
        reason = " ".join(str(error).split()) or type(error).__name__
        print(f"momentum: {reason}", file=sys.stderr)
        return 0


def run() -> None:
    """The same as the whole of a process, which ends at once: nothing is tidied up that ends with it anyway."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _glance(named: str) -> bool:
    """Say what follows from the last reading, if that is enough."""
    from mkdocs_momentum.stores.glances import recall
    from mkdocs_momentum.views.news import news_line

    listing = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    found = recall(listing, named)
    for post in found or ():
        if post.day:
            print(f"momentum: {news_line(post.title, post.day)}", file=sys.stderr)
    return found is not None


def _run(named: str, *, fix: bool, strict: bool) -> int:
    import site

    if sys.flags.no_site:  # what this package needs is found from there
        site.main()
    import time
    from datetime import UTC, datetime
    from pathlib import Path

    began = time.time_ns()
    from mkdocs_momentum.stores.configfile import load_config
    from mkdocs_momentum.stores.index import index_around
    from mkdocs_momentum.tasks import checking, glancing
    from mkdocs_momentum.views.findings import finding_line

    here = Path.cwd()
    index = index_around(here)
    if index is None:
        return 0
    config = load_config(Path(named) if named else None, here)
    scene, found = checking.check_index(config, config.calendar.day_of(datetime.now(UTC)), index, fix=fix)
    for finding in found:
        print(f"momentum: {finding_line(finding)}", file=sys.stderr)
    if scene:
        glancing.keep(scene, named, began)
    return int(strict and any(finding.holds for finding in found))


if __name__ == "__main__":
    sys.exit(main())
