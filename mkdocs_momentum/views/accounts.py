"""What `doctor` and `ledger` print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from mkdocs_momentum.views.news import day_in_words
from mkdocs_momentum.views.safe import clean, link, titled

if TYPE_CHECKING:
    from datetime import date, datetime

    from mkdocs_momentum.core.posts import PostKey, Problem

IN_ORDER = "Everything is in order."


def problem_text(problem: Problem) -> str:
    """A problem, and below it what would mend it."""
    return f"{clean(problem.where)}: {clean(problem.message)}\n    {clean(problem.mend)}"


def problem_data(problem: Problem) -> dict[str, Any]:
    """The same for `--json`."""
    return {
        "site": problem.site,
        "path": problem.path,
        "line": problem.line,
        "message": problem.message,
        "mend": problem.mend,
        "holds": problem.holds,
    }


def claim_line(day: date, key: PostKey, title: str, who: str, at: datetime, *, readable: bool) -> str:
    """One claim as a person reads it.

    Args:
        day: the day.
        key: the post.
        title: the post's title; empty where it is not known.
        who: who claimed it.
        at: when, in the writer's timezone.
        readable: False where there is nothing but the day.
    """
    if not readable:
        return f"{day}  taken, by a record that cannot be read"
    name = f'"{titled(title)}", ' if title else ""
    place = clean(f"{key.site}: {key.path}")
    return f"{day}  {name}{place}; claimed by {clean(who)} on {day_in_words(at.date())} at {at:%H:%M}"


def claims_data(claims: Iterable[Any]) -> list[Mapping[str, Any]]:
    """The claims for `--json`; times in UTC."""
    return [
        {
            "day": claim.day.isoformat(),
            "site": claim.key.site if claim.readable else None,
            "path": claim.key.path if claim.readable else None,
            "who": claim.who or None,
            "at": claim.at.isoformat() if claim.readable else None,
            "run": link(claim.run) or None,
        }
        for claim in claims
    ]
