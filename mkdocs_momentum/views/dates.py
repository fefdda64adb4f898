"""Days in words, in the language of the writer's first site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date

_YEAR = re.compile(r"[,،]?\s*(?:'[^']*'\s*)?\by+(?:\.?\s*'[^']*'|[年년])?\s*")


@dataclass(frozen=True)
class DayWords:
    """Says days in one language, as seen from today.

    Args:
        language: a language code such as `en`, `pt-BR` or `zh_TW`; an unknown one is read as English.
        today: the day on which they are said.
    """

    language: str
    today: date

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
        pattern = self.locale.date_formats["full"].pattern
        if day.year == self.today.year:
            pattern = _without_year(pattern)
        return format_date(day, pattern, locale=self.locale)

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
        pattern = self.locale.date_formats["medium"].pattern
        if day.year == self.today.year:
            pattern = _without_year(pattern)
        return format_date(day, pattern, locale=self.locale)

    def week_start(self, day: date) -> date:
        """The first day of the week that `day` is in."""
        return day - timedelta(days=(day.weekday() - self.locale.first_week_day) % 7)


def _without_year(pattern: str) -> str:
    """A date pattern without its year and what joined it; the point of `24.11.` is part of the day and stays."""
    rest = _YEAR.sub(" ", pattern).lstrip(" .,،/-").rstrip(" ,،/-")
    return rest.removesuffix(" .")
