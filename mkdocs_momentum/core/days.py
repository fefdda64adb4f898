"""Days: calendar dates in the writer's timezone, and which of them are rest days.

A day is a `datetime.date`. Nothing here ever counts hours: the clock may jump (DST, the date line), dates do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SUNDAY = 6
ONE_DAY = timedelta(days=1)
REST_EXAMPLE = "rest: [sunday, 2026-12-24..2026-12-26]"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Calendar:
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
        """The day to which `moment` belongs. A naive moment is the writer's wall clock."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.timezone)
        day = aware.astimezone(self.timezone).date()
        return day if aware.astimezone(UTC) >= self.start_of(day) else day - ONE_DAY

    def is_rest(self, day: date) -> bool:
        """Whether nothing is released on `day`."""
        return day.weekday() in self.rest_weekdays or any(day in span for span in self.rest_ranges)

    def publishing_days(self, first: date) -> Iterator[date]:
        """Days from `first` on that are no rest days, in order."""
        day = first
        while True:
            if not self.is_rest(day):
                yield day
            day += ONE_DAY


def parse_day(text: str) -> date:
    """`2026-11-24` as a date. Raises ValueError for anything else, impossible days included."""
    if not _DATE.fullmatch(text.strip()):
        raise ValueError(f"{text!r} is not a date like 2026-11-24")
    return date.fromisoformat(text.strip())


def parse_rest(entry: object) -> int | DateRange:
    """One entry of `rest`: a weekday (its number comes back), a date, or a range `FIRST..LAST`.

    Raises:
        ValueError: it is none of these; the message shows the entry.
    """
    if isinstance(entry, date) and not isinstance(entry, datetime):
        return DateRange(entry, entry)
    text = str(entry).strip().lower()
    if len(text) >= 3 and text.isalpha():
        for number, name in enumerate(WEEKDAYS):
            if name == text or (len(text) == 3 and name.startswith(text)):
                return number
    first, dots, last = text.partition("..")
    try:
        span = DateRange(parse_day(first), parse_day(last if dots else first))
    except ValueError:
        raise ValueError(f"{entry!s} is neither a weekday, a date nor a range of dates") from None
    if span.last < span.first:
        raise ValueError(f"{entry!s} ends before it begins")
    return span
