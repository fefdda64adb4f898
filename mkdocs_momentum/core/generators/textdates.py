"""Dates as text, in the forms that generators take beside ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

from mkdocs_momentum.core.worddates import MONTHS

_MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_NAME = r"(?P<month>[A-Za-z]{3,9})\.?"
_CLOCK = (
    r"(?:[,T \t]+(?:at[ \t]+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"[ \t]*(?P<half>[AaPp][Mm])?[ \t]*(?:UTC|GMT)?[ \t]*(?P<zone>Z|[+-]\d{2}:?\d{2})?[ \t]*(?:UTC|GMT)?)?"
)
_FORMS = tuple(
    re.compile(rf"(?:[A-Za-z]{{3,9}},?[ \t]+)??{form}{_CLOCK}")
    for form in (
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ \t-]+{_NAME},?[ \t-]+(?P<year>\d{{4}})",
        rf"{_NAME}[ \t]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ \t]+(?P<year>\d{{4}})",
    )
)
_AMERICAN = re.compile(rf"(?P<number>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}){_CLOCK}")
_GMT = re.compile(r"\b(?:UTC|GMT)\b")
_TURNED = re.compile(r"\b(?:UTC|GMT)[ \t]*[+-]|[+-]\d{2}:?\d{2}[ \t]*(?:UTC|GMT)|Z[ \t]*(?:UTC|GMT)")
"""Offsets with a name: dateutil takes `UTC+02:00` for two hours west of Greenwich, and others for none."""


def text_date(value: object, *, american: bool = False, turned: bool = False) -> object:
    """A date written as text; whatever is none, or not for certain, comes back as it is.

    Args:
        value: what stands in the front matter.
        american: the generator itself takes `11/24/2026` for the 24th of November.
        turned: the generator reads dates with dateutil, which has its own way with `UTC+02:00`.
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    if turned and _TURNED.search(text):
        return value
    for form in (*_FORMS, _AMERICAN) if american else _FORMS:
        match = form.fullmatch(text)
        if match:
            return _built(match, text) or value
    return value


def _built(match: re.Match[str], text: str) -> date | datetime | None:
    parts = match.groupdict()
    month = _MONTHS.get(parts["month"][:3].lower()) if parts.get("month") else int(parts["number"])
    try:
        day = date(int(parts["year"]), month or 0, int(parts["day"]))
        if not parts["hour"]:
            return day
        hour = int(parts["hour"])
        if parts["half"]:
            hour = hour % 12 + (12 if parts["half"].lower() == "pm" else 0)
        zone = (parts["zone"] or ("Z" if _GMT.search(text) else "")).upper()
        return datetime.fromisoformat(f"{day}T{hour:02}:{parts['minute']}:{parts['second'] or '00'}{zone}")
    except ValueError:
        return None
