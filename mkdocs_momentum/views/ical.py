"""The plan as iCalendar (RFC 5545): an all-day event for each post, which moves when its day does."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from mkdocs_momentum.views.safe import clean, link, titled
from mkdocs_momentum.views.words import named

if TYPE_CHECKING:
    from datetime import date

    from icalendar import Event

    from mkdocs_momentum.core.cadence import Report
    from mkdocs_momentum.core.posts import Post

LONGEST = 200
"""Characters of a title that an event shows."""

KEPT = timedelta(days=366)
"""How long a post that went live stays in the calendar."""


def calendar_text(report: Report) -> str:
    """The plan and the past year's releases, for a calendar program to import or subscribe to.

    Each post keeps its UID for as long as its file keeps its path, so importing again moves events rather than
    doubling them. The same report gives the same text.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//mkdocs-momentum//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Momentum")
    for post in sorted(report.posts, key=lambda post: (post.released or report.today, post.key)):
        if post.released and report.today - KEPT <= post.released <= report.today:
            calendar.add_component(_event(report, post, post.released, "CONFIRMED"))
    for line in report.plan:
        calendar.add_component(_event(report, line.post, line.day, "TENTATIVE"))
    raw: bytes = calendar.to_ical()
    return raw.decode()


def event_uid(post: Post) -> str:
    """The same for a post whatever its day and title."""
    name = f"{post.key.site}\0{post.key.path}".encode("utf-8", "surrogateescape")
    return f"{hashlib.sha256(name).hexdigest()[:32]}@mkdocs-momentum"


def _event(report: Report, post: Post, day: date, status: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", event_uid(post))
    # The same day's report gives the same bytes, and a later one is newer.
    event.add("dtstamp", datetime.combine(report.today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", titled(named(report, post), LONGEST))
    event.add("status", status)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    address = link(post.url) if post.released else ""
    if address:  # of a waiting post it leads nowhere yet, and changes with its day where the day is part of it
        event.add("url", address)
    event.add("description", clean(str(post.key)))
    return event
