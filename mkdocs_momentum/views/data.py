"""The report as plain data, for `--json` and for other programs. Its keys are stable; new ones may be added.

Top level:
    version: 1; a higher number means that a key changed its meaning.
    today, since, timezone: days as `YYYY-MM-DD`, the zone by its IANA name.
    sites: `{name, url}` in the order of the configuration.
    state: `has-post`, `rests`, `goes-out` or `open`. pace: `moving`, `quiet` or `resting`.
    words: `{today, pace, cover, suggestion}`, the sentences of the page; empty where there is nothing to say.
    needed: the first coming publishing day without a post. days_covered: days from today until then.
    days: the last seven days, today, the next seven: `{day, kind, live, planned, syndicated}`.
    plan: `{day, site, post, title, url}` for every planned post. next_change: its first entry, or null.
    suggestion: `{site, post, title, url}` or null. syndicated_today: true or false.
    counts: posts by state.
    problems: `{site, post, line, message, mend, holds}`. ledger_note: why the ledger could not be read, or empty.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from mkdocs_momentum.core.cadence import DayStatus, PlannedPost, Report, SyndicatedPost
from mkdocs_momentum.core.posts import Post, Problem, State
from mkdocs_momentum.views import words
from mkdocs_momentum.views.safe import clean, link

VERSION = 1


def as_data(report: Report) -> dict[str, Any]:
    """The report as dicts, lists, texts, numbers and booleans. Paths stand as they are, titles without controls."""
    states = Counter(post.state for post in report.posts)
    return {
        "version": VERSION,
        "today": report.today.isoformat(),
        "since": report.since.isoformat(),
        "timezone": report.calendar.timezone.key,
        "sites": [{"name": site.name, "url": link(site.url) or None} for site in report.sites],
        "state": report.state.value,
        "pace": report.pace.value,
        "words": {
            "today": words.today_sentence(report),
            "pace": words.pace_sentence(report),
            "cover": words.cover_sentence(report),
            "suggestion": words.suggestion_sentence(report),
        },
        "needed": report.needed.isoformat(),
        "days_covered": max(0, (report.needed - report.today).days),
        "days": [_day(status) for status in report.days()],
        "plan": [_planned(line) for line in report.plan],
        "next_change": _planned(report.next_change) if report.next_change else None,
        "suggestion": _post(report.suggestion) if report.suggestion else None,
        "syndicated_today": bool(report.day(report.today).syndicated),
        "counts": {state.value: states[state] for state in State},
        "problems": [_problem(problem) for problem in report.problems],
        "ledger_note": clean(report.ledger_note),
    }


def _post(post: Post) -> dict[str, Any]:
    return {"site": post.key.site, "post": post.key.path, "title": clean(post.title), "url": link(post.url) or None}


def _planned(line: PlannedPost) -> dict[str, Any]:
    return {"day": line.day.isoformat(), **_post(line.post)}


def _syndicated(entry: SyndicatedPost) -> dict[str, Any]:
    place = {"at": clean(entry.place.name), "address": link(entry.place.url) or None}
    return {**_post(entry.post), **place}


def _day(status: DayStatus) -> dict[str, Any]:
    return {
        "day": status.day.isoformat(),
        "kind": status.kind.value,
        "live": [_post(post) for post in status.live],
        "planned": _post(status.planned) if status.planned else None,
        "syndicated": [_syndicated(entry) for entry in status.syndicated],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "site": problem.site,
        "post": problem.path or None,
        "line": problem.line,
        "message": clean(problem.message),
        "mend": clean(problem.mend),
        "holds": problem.holds,
    }
