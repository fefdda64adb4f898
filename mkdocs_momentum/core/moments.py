"""Dates in front matter as moments in the writer's calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from mkdocs_momentum.core.days import LATEST_YEAR, Calendar
from mkdocs_momentum.core.posts import Moment

_TEXT_DATE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:(?:[Tt]|[ \t]+)([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)[ \t]*(Z|z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)


def read_moment(value: object, calendar: Calendar) -> Moment | None:
    """A front-matter value as a moment in the writer's calendar; None where it names none for certain.

    Date-only and naive values are the writer's local day; a value with an offset is converted to the writer's zone.
    """
    if isinstance(value, str):
        value = date_from_text(value)
    try:
        if isinstance(value, datetime):
            return _moment_of(value, calendar)
        if isinstance(value, date):
            return Moment(value) if 1 < value.year <= LATEST_YEAR else None
    except OverflowError:
        return None
    return None


def _moment_of(value: datetime, calendar: Calendar) -> Moment | None:
    if not 1 < value.year <= LATEST_YEAR:
        return None
    aware = value if value.tzinfo else value.replace(tzinfo=calendar.timezone)
    day = calendar.day_of(aware)
    offset = int((aware.astimezone(UTC) - calendar.start_of(day)).total_seconds())
    return Moment(day, offset, aware.astimezone(calendar.timezone).time())


def date_from_text(text: str) -> date | datetime | None:
    """A date written as text, in the forms that YAML itself takes, minutes without seconds besides."""
    match = _TEXT_DATE.fullmatch(text.strip())
    if not match:
        return None
    day, clock, offset = match.groups()
    try:
        return datetime.fromisoformat(f"{day}T{clock}{(offset or '').upper()}") if clock else date.fromisoformat(day)
    except ValueError:
        return None
