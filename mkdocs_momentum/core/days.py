"""Days: calendar dates in the writer's timezone, and which of them are rest days.

A day is a `datetime.date`. Nothing here ever counts hours: the clock may jump (DST, the date line), dates do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from mkdocs_momentum.core.words import nearest, shown

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SUNDAY = 6
ONE_DAY = timedelta(days=1)
REST_EXAMPLE = "rest: [sunday, 2026-12-24..2026-12-26]"
LATEST_YEAR = 2999
"""Later days are typing errors, and the end of the calendar (9999) is where day arithmetic stops working."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DateRange(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


class Calendar(NamedTuple):
    """Turns moments into days and says which days rest.

    Args:
        timezone: the writer's zone.
        day_starts: wall-clock time at which a day begins; 03:00 makes 1 a.m. still yesterday.
        rest_weekdays: weekday numbers, Monday is 0.
        rest_ranges: further rest days.
    """

    timezone: ZoneInfo
    day_starts: time = time(0)
    rest_weekdays: frozenset[int] = frozenset({SUNDAY})
    rest_ranges: tuple[DateRange, ...] = ()

    def start_of(self, day: date) -> datetime:
        """The instant, in UTC, at which `day` begins.

        Where a clock change skips or repeats `day_starts`, its first occurrence counts (PEP 495, fold=0), so days
        follow each other without overlap.
        """
        return datetime.combine(day, self.day_starts, tzinfo=self.timezone).astimezone(UTC)

    def day_of(self, moment: datetime) -> date:
        """The day to which `moment` belongs. A naive moment is the writer's wall clock.

        A day that has begun stays begun: where clocks go back over its start (St. John's at 00:01, until 2011), the
        wall clock shows the day before once more, but the day is the same.
        """
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.timezone)
        day, instant = aware.astimezone(self.timezone).date(), aware.astimezone(UTC)
        if instant < self.start_of(day):
            return day - ONE_DAY
        return day + ONE_DAY if instant >= self.start_of(day + ONE_DAY) else day

    def is_rest(self, day: date) -> bool:
        """Whether nothing is released on `day`."""
        return day.weekday() in self.rest_weekdays or any(first <= day <= last for first, last in self.rest_ranges)

    def publishing_days(self, first: date) -> Iterator[date]:
        """Days from `first` on that are no rest days, in order."""
        day = first
        while True:
            if not self.is_rest(day):
                yield day
            day += ONE_DAY


def parse_day(text: str) -> date:
    """`2026-11-24` as a date. Raises ValueError for anything else, impossible days and far years included."""
    try:
        day = date.fromisoformat(text.strip() if _DATE.fullmatch(text.strip()) else "")
    except ValueError:
        raise ValueError(f"{text!r} is not a date like 2026-11-24") from None
    if not 1 < day.year <= LATEST_YEAR:
        raise ValueError(f"{text!r} is no year to plan in; write a date like 2026-11-24")
    return day


def parse_rest(entry: object) -> int | DateRange:
    """One entry of `rest`: a weekday (its number comes back), a date, or a range `FIRST..LAST`.

    Raises:
        ValueError: it is none of these; the message shows the entry.
    """
    if isinstance(entry, date) and not isinstance(entry, datetime):
        entry = entry.isoformat()
    if not isinstance(entry, str):
        raise ValueError(f"{shown(entry)} is neither a weekday, a date nor a range of dates")  # noqa: TRY004
    text = entry.strip().lower()
    if len(text) >= 3 and text.isalpha():
        for number, name in enumerate(WEEKDAYS):
            if name == text or (len(text) == 3 and name.startswith(text)):
                return number
    first, dots, last = text.partition("..")
    try:
        span = DateRange(parse_day(first), parse_day(last if dots else first))
    except ValueError:
        raise ValueError(f"{shown(entry)} is neither a weekday, a date nor a range of dates") from None
    if span.last < span.first:
        raise ValueError(f"{shown(entry)} ends before it begins")
    return span


def parse_timezone(value: object) -> ZoneInfo:
    """An IANA name as a timezone. Raises ValueError with a message that shows the nearest right name."""
    if isinstance(value, str) and value.isprintable():
        try:
            return ZoneInfo(value)
        except (OSError, ValueError, LookupError):  # a folder, a path out of the database, no such name
            pass
    names = sorted(available_timezones())
    raise ValueError(f"{shown(value)} is no timezone{nearest(shown(value), names)}")


def timezone_of(value: object) -> ZoneInfo:
    """The value of a `timezone:`. Raises ValueError with the whole of what is to be said."""
    try:
        return parse_timezone(value)
    except ValueError as error:
        raise ValueError(f"timezone: {error}; write timezone: America/Los_Angeles") from None


def since_of(value: object) -> date:
    """The value of a `since:`, as YAML has it. Raises ValueError with the whole of what is to be said."""
    text = value.isoformat() if isinstance(value, date) else value
    try:
        return parse_day(text if isinstance(text, str) else "")
    except ValueError:
        raise ValueError(f"since: {shown(value)} is not a date; write since: 2026-11-23") from None
