"""Edits of front matter that change only the lines they must.

Comments, quoting, key order, line ends and wrapped text stay byte for byte. Every edit is parsed again and compared:
only the intended keys may differ, or nothing is returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.core.frontmatter import FrontMatterError, Head, read_head
from mkdocs_momentum.core.moments import read_moment
from mkdocs_momentum.core.yaml_front import YamlFront
from mkdocs_momentum.errors import EditRefusedError

if TYPE_CHECKING:
    from mkdocs_momentum.core.days import Calendar

_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?!.*\d{4}-\d{1,2}-\d{1,2})", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9/][\w./~%@=+-]*(?::[\w./~%@=+-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited file.

    Args:
        text: the whole new text.
        wished: the `date` as it stood, where the edit moved it; empty where it did not.
    """

    text: str
    wished: str = ""


def set_mark(text: str, day: date, calendar: Calendar) -> Edit:
    """Write `released: day`, and move `date` to `day` where it names another one.

    Args:
        text: the decoded file, byte order mark and line ends included.
        day: the day the post goes live.
        calendar: how dates with a time or an offset become days.

    Raises:
        EditRefusedError: the result would differ in more than `released` and `date`.
    """
    moved = move_date(text, day, calendar)
    edited = _front(moved.text).with_key("released", day.isoformat(), after="date")
    _compare(text, edited, {"date", "released"})
    if _head(edited).data.get("released") != day:
        raise EditRefusedError("the mark cannot be written into this front matter")
    return Edit(edited, moved.wished)


def move_date(text: str, day: date, calendar: Calendar) -> Edit:
    """Move `date` (or `date.created`) to `day`, keeping a time of day and an offset.

    Raises:
        EditRefusedError: the date cannot be changed without touching anything else.
    """
    front = _front(text)
    moment = read_moment(_date_value(front.head), calendar)
    if moment is None:
        raise EditRefusedError("its date cannot be read")
    if moment.day == day:
        return Edit(text)
    raw = front.raw("date", "created")
    for value in _dated(raw, day, moment.day):
        edited = front.with_value("date", value, "created")
        after = read_moment(_date_value(_head(edited)), calendar)
        if after and after.day == day:
            _compare(text, edited, {"date"})
            return Edit(edited, raw)
    raise EditRefusedError(f"its date cannot be moved to {day}")


def set_date(text: str, day: date, calendar: Calendar) -> Edit:
    """Move `date` to `day`, or write it where there is none that can be read.

    Raises:
        EditRefusedError: there is no front matter, or the edit would touch anything else.
    """
    front = _front(text)
    value = _date_value(front.head)
    if read_moment(value, calendar):
        return move_date(text, day, calendar)
    raw = ""
    if front.has("date"):
        raw = front.raw("date", "created")
        edited = front.with_value("date", day.isoformat(), "created")
    else:
        edited = front.with_key("date", day.isoformat(), after="title")
    _compare(text, edited, {"date"})
    moment = read_moment(_date_value(_head(edited)), calendar)
    if moment is None or moment.day != day:
        raise EditRefusedError("its date cannot be written into this front matter")
    return Edit(edited, raw)


def remove_mark(text: str, wished: str) -> str:
    """Take `released` out again, and put `wished` back as the text of `date` where it is given.

    Raises:
        EditRefusedError: the result would differ in more than `released` and `date`.
    """
    edited = _front(text).without("released")
    if wished:
        edited = _front(edited).with_value("date", wished, "created")
    _compare(text, edited, {"date", "released"})
    return edited


def add_syndication(text: str, url: str, day: date, name: str = "") -> str:
    """Add one entry to the list `syndication`.

    Args:
        text: the decoded file.
        url: where the post was syndicated.
        day: when.
        name: what the place is called; empty where its address says enough.

    Raises:
        EditRefusedError: the result would differ in more than `syndication`, or the list cannot be added to.
    """
    front = _front(text)
    pairs = [("url", _scalar(url)), ("date", day.isoformat()), *([("name", _scalar(name))] if name else [])]
    block = "\n".join(f"{key}: {value}" for key, value in pairs)
    flow = "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
    if front.head.data.get("syndication") in ([], None) and front.has("syndication"):
        edited = front.with_value("syndication", f"[{flow}]")
    elif front.has("syndication"):
        edited = front.with_item("syndication", block, flow)
    else:
        listed = "\n  - " + block.replace("\n", "\n    ")
        after = next((key for key in ("released", "date", "title") if front.has(key)), "title")
        edited = front.with_key("syndication", listed, after=after).replace("syndication: \n", "syndication:\n", 1)
        edited = edited.replace("syndication: \r", "syndication:\r", 1)
    _compare(text, edited, {"syndication"})
    if url not in repr(_head(edited).data.get("syndication")):
        raise EditRefusedError("the syndication cannot be written into this front matter")
    return edited


def _scalar(text: str) -> str:
    """Text as a YAML value, quoted only where it has to be."""
    if _PLAIN.fullmatch(text) and not text[0].isdigit():
        return text
    return "'" + text.replace("'", "''") + "'"


def _dated(raw: str, day: date, was: date) -> Iterator[str]:
    """Ways to write `day` in the form of `raw`, best first.

    An offset may name another calendar date than the writer's, and the distance may change with summer time, so the
    written date is moved by the distance in days, and by one more or less.
    """
    written = _DATE.search(raw)
    if not written:
        yield day.isoformat()
        return
    for step in (0, 1, -1):
        shifted = date(*map(int, written[1].split("-"))) + (day - was) + step * ONE_DAY
        yield f"{raw[: written.start()]}{shifted}{raw[written.end() :]}"


def _date_value(head: Head) -> object:
    value = head.data.get("date")
    return value.get("created") if isinstance(value, dict) else value


def _compare(before: str, after: str, intended: set[str]) -> None:
    old, new = _head(before), _head(after)

    def rest(head: Head) -> str:
        kept = {key: value for key, value in head.data.items() if key not in intended}
        value = head.data.get("date")
        if isinstance(value, dict):
            kept["date"] = {key: inner for key, inner in value.items() if key != "created"}
        return repr(kept)  # repr, because a NaN does not equal itself

    if rest(old) != rest(new) or before[old.body :] != after[new.body :]:
        raise EditRefusedError(f"the edit would change more than {' and '.join(sorted(intended))}")


def _front(text: str) -> YamlFront:
    return YamlFront(text, _head(text))


def _head(text: str) -> Head:
    try:
        return read_head(text)
    except FrontMatterError as error:
        raise EditRefusedError(error.message) from None
