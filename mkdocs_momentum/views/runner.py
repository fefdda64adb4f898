"""What a CI runner is told: outputs for the steps that follow, and a summary that reads like the status screen."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mkdocs_momentum.views.safe import clean, link, titled
from mkdocs_momentum.views.terminal import status_screen

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.core.cadence import PlannedPost, Report
    from mkdocs_momentum.core.posts import Post

_WIDTH = 80
_LONGEST = 600
_MOST = 20_000  # characters; runners take no summary without end


def outputs(day: date, post: Post | None, following: PlannedPost | None) -> dict[str, str]:
    """The outputs of one run, each on one line.

    Args:
        day: the writer's day.
        post: the post that this run let out; None where it let none out.
        following: the next planned release.

    Returns:
        `released` (`true` or `false`), `site`, `post` (its path), `url`, `day`, and `next_change`: a JSON object with
        `day`, `site` and `post`, or nothing. No title is among them.
    """
    after = ""
    if following:
        key = following.post.key
        after = json.dumps({"day": following.day.isoformat(), "site": key.site, "post": _text(key.path)})
    return {
        "released": "true" if post else "false",
        "site": clean(post.key.site) if post else "",
        "post": clean(_text(post.key.path)) if post else "",
        "url": link(post.url) if post else "",
        "day": day.isoformat(),
        "next_change": after,
    }


def output_file(values: Mapping[str, str], delimiter: str) -> str:
    """Outputs in the form that runners read.

    Args:
        values: names and texts.
        delimiter: nobody can guess it, so no text can end early and bring outputs of its own.
    """
    if any(delimiter in text for text in values.values()):
        raise ValueError("the delimiter stands in a value")
    return "".join(f"{name}<<{delimiter}\n{text}\n{delimiter}\n" for name, text in values.items())


def summary(report: Report, line: str) -> str:
    """The job's summary: what this run did, and the status screen.

    Markup is escaped and stands in one `pre` block, where Markdown means nothing.
    """
    screen = status_screen(report, _WIDTH, color=False)
    body = html.escape(f"{shortened(line)}\n\n{screen}".strip("\n")[:_MOST])
    return f"<pre>\n{body}\n</pre>\n"


def shortened(line: str) -> str:
    """A line for a log: nothing without end fills it."""
    return titled(line, _LONGEST)


def _text(path: str) -> str:
    return path.encode("utf-8", "replace").decode()
