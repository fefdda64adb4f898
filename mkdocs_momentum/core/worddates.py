"""Dates in words, as `Wed, 25 Nov 2026 23:30`, moved to another day in the form in which they stand."""

from __future__ import annotations

import re
from datetime import date

from mkdocs_momentum.core.days import WEEKDAYS

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]}|t)?" for name in MONTHS) + ")"
_ORDINAL = "(?P<ordinal>st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(rf"(?<!\d){form}(?!\d)", re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}}){_ORDINAL}[ \t-]+{_MONTH}\.?,?[ \t-]+(?P<year>\d{{4}})",
        rf"{_MONTH}\.?[ \t]+(?P<day>\d{{1,2}}){_ORDINAL},?[ \t]+(?P<year>\d{{4}})",
        r"(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})",
    )
)


def moved(text: str, day: date) -> str | None:
    """A text with a date in it, with another day in its place; None where no such date is found.

    Args:
        text: such as `Nov 25, 2026 11:30 PM`, or `11/25/2026`, month first.
        day: what it names then.
    """
    match = next((found for form in _FORMS if (found := form.search(text))), None)
    if match is None:
        return None
    groups = match.groupdict()
    is_full = len(match["day"]) > 1 and (match["day"].startswith("0") or bool(groups.get("number")))
    parts = {"year": f"{day.year:04}", "day": f"{day.day:02}" if is_full else str(day.day)}
    if groups.get("month"):
        parts["month"] = _cased(match["month"], MONTHS[day.month - 1][: _length(match["month"])])
    else:
        parts["number"] = f"{day.month:02}" if len(match["number"]) > 1 else str(day.month)
    if groups.get("ordinal"):
        parts["ordinal"] = _cased(match["ordinal"], _ordinal(day.day))
    for name in sorted(parts, key=match.start, reverse=True):
        text = text[: match.start(name)] + parts[name] + text[match.end(name) :]
    return weekday_of(text, day)


def weekday_of(text: str, day: date) -> str:
    """A text with the name of a day of the week in it, which becomes that of `day`, as short as it was."""
    right = WEEKDAYS[day.weekday()]
    names = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in WEEKDAYS)
    return re.sub(
        rf"\b(?:{names})\b",
        lambda match: _cased(match[0], right if len(match[0]) > len("mon") else right[:3]),
        text,
        flags=re.IGNORECASE,
    )


def _length(month: str) -> int | None:
    """How much of a month's name is written: `May` is all of it, and counts as short."""
    return None if len(month) > len("sept") or month.lower() in {"june", "july"} else len("jan")


def _ordinal(number: int) -> str:
    is_teen = number in {11, 12, 13}
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if not is_teen else "th"


def _cased(model: str, word: str) -> str:
    return word.upper() if model.isupper() else word.lower() if model.islower() else word.capitalize()
