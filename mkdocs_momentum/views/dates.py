"""Days in words, in the language of the writer's first site."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton

_FIELDS = re.compile(r"'[^']*'|E+|c+|MMM+|LLL+")


class DayWords:
    """Says days in one language, as seen from today.

    Args:
        language: a language code such as `en`, `pt-BR` or `zh_TW`; an unknown one is read as English.
        today: the day on which they are said.
    """

    def __init__(self, language: str, today: date) -> None:
        self.language, self.today = language, today

    @cached_property
    def locale(self) -> Locale:
        """The nearest locale that is known."""
        for code in (self.language, self.language.replace("_", "-").partition("-")[0]):
            try:
                return Locale.parse(code.strip().replace("-", "_"))
            except (UnknownLocaleError, ValueError, TypeError):
                continue
        return Locale.parse("en")

    @property
    def tag(self) -> str:
        """The language tag for HTML."""
        return str(self.locale).replace("_", "-")

    def full(self, day: date) -> str:
        """Weekday, month and day; the year where it is another one."""
        if day.year != self.today.year:
            return format_date(day, "full", locale=self.locale)
        return format_date(day, self._weekday_month_day, locale=self.locale)

    def near(self, day: date) -> str:
        """`today`, `tomorrow`, a weekday within the week, else the day in full."""
        steps = (day - self.today).days
        if steps in {0, 1}:
            return ("today", "tomorrow")[steps]
        return self.weekday(day) if 1 < steps < 7 else self.full(day)

    def on(self, day: date) -> str:
        """As `near`, to follow a verb."""
        words = self.near(day)
        return words if words in {"today", "tomorrow"} else f"on {words}"

    def weekday(self, day: date) -> str:
        """The weekday's name."""
        return format_date(day, "cccc", locale=self.locale)

    def short_weekday(self, day: date) -> str:
        """The weekday in three letters or so."""
        return format_date(day, "ccc", locale=self.locale)

    def letter(self, day: date) -> str:
        """The weekday in a letter or two."""
        return format_date(day, "ccccc", locale=self.locale)

    def month(self, day: date) -> str:
        """The month's short name."""
        return format_date(day, "LLL", locale=self.locale)

    def month_and_year(self, day: date) -> str:
        """The month's name and the year."""
        return format_date(day, "LLLL y", locale=self.locale)

    def short(self, day: date) -> str:
        """Month and day; the year where it is another one."""
        return format_skeleton("MMMd" if day.year == self.today.year else "yMMMd", day, locale=self.locale)

    def week_start(self, day: date) -> date:
        """The first day of the week that `day` is in."""
        return day - timedelta(days=(day.weekday() - self.locale.first_week_day) % 7)

    @cached_property
    def _weekday_month_day(self) -> str:
        """The locale's own pattern for a weekday, a month and a day, with both names in full."""
        skeletons = self.locale.datetime_skeletons
        known = next(name for name in ("MMMMEEEEd", "MMMMEd", "MMMEd") if name in skeletons)
        return _FIELDS.sub(lambda field: field[0] if field[0][0] == "'" else field[0][0] * 4, skeletons[known].pattern)
