"""Edits of front matter that change only the lines they must.

Comments, quoting, key order, line ends and wrapped text stay byte for byte. Every edit is parsed again and compared:
only the intended keys may differ, or nothing is returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.core.fronts import MKDOCS, Dialect, Front, open_front
from mkdocs_momentum.core.moments import read_moment
from mkdocs_momentum.core.syndication import read_syndications
from mkdocs_momentum.core.worddates import moved, weekday_of
from mkdocs_momentum.errors import EditRefusedError

if TYPE_CHECKING:
    from mkdocs_momentum.core.days import Calendar
    from mkdocs_momentum.core.frontmatter import Head

_DATE = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!.*\d{4}[-/]\d{1,2}[-/]\d{1,2})", re.DOTALL)


class Edit(NamedTuple):
    """An edited file.

    Args:
        text: the whole new text.
        wished: the `date` as it stood, where the edit moved it; empty where it did not.
    """

    text: str
    wished: str = ""


def set_mark(text: str, day: date, calendar: Calendar, dialect: Dialect | None = None) -> Edit:
    """Write `released: day`, and move `date` to `day` where it names another one.

    Args:
        text: the decoded file, byte order mark and line ends included.
        day: the day the post goes live.
        calendar: how dates with a time or an offset become days.
        dialect: how the site's host reads front matter; MkDocs where it is None.

    Raises:
        EditRefusedError: the result would differ in more than `released` and `date`.
    """
    dialect = dialect or MKDOCS
    before = move_date(text, day, calendar, dialect)
    front, key = _front(before.text, dialect)
    edited = front.with_key("released", day.isoformat(), after=key)
    _compare(text, edited, {key, "released"}, dialect)
    marked = read_moment(dialect.normal(dialect.head(edited)).data.get("released"), calendar)
    if marked is None or marked.day != day or marked.time is not None:
        raise EditRefusedError("the mark cannot be written into this front matter")
    return Edit(edited, before.wished)


def move_date(text: str, day: date, calendar: Calendar, dialect: Dialect | None = None) -> Edit:
    """Move `date` (or `date.created`, or what the host reads in its place) to `day`, keeping its time and its offset.

    A date that stands in the file's name alone is written into the front matter, where it wins. Args as in `set_mark`.

    Raises:
        EditRefusedError: the date cannot be changed without touching anything else.
    """
    dialect = dialect or MKDOCS
    front, key = _front(text, dialect)
    moment = read_moment(dialect.date_value(dialect.head(text)), calendar)
    if moment is None:
        raise EditRefusedError("its date cannot be read")
    if moment.day == day:
        return Edit(text)
    if not front.has(key):
        return Edit(_checked(text, front.with_key(key, day.isoformat(), "title"), day, calendar, dialect))
    raw = front.raw(key, "created")
    for value in _dated(raw, day, moment.day, dialect.date_value(dialect.head(text))):
        edited = front.with_value(key, value, "created")
        after = read_moment(dialect.date_value(_head_after(edited, {key}, dialect)), calendar)
        if after and after.day == day:
            _compare(text, edited, {key}, dialect)
            return Edit(edited, raw)
    raise EditRefusedError(f"its date cannot be moved to {day}")


def set_date(text: str, day: date, calendar: Calendar, dialect: Dialect | None = None) -> Edit:
    """Move `date` to `day`, or write it where there is none that can be read. Args as in `set_mark`.

    Raises:
        EditRefusedError: there is no front matter, or the edit would touch anything else.
    """
    dialect = dialect or MKDOCS
    front, key = _front(text, dialect)
    if read_moment(dialect.date_value(dialect.head(text)), calendar):
        return move_date(text, day, calendar, dialect)
    if not front.has(key):
        return Edit(_checked(text, front.with_key(key, day.isoformat(), "title"), day, calendar, dialect))
    raw = front.raw(key, "created")
    return Edit(_checked(text, front.with_value(key, day.isoformat(), "created"), day, calendar, dialect), raw)


def remove_mark(text: str, wished: str, dialect: Dialect | None = None) -> str:
    """Take `released` out again, and put `wished` back as the text of `date` where it is given.

    Raises:
        EditRefusedError: the result would differ in more than `released` and `date`.
    """
    dialect = dialect or MKDOCS
    front, key = _front(text, dialect)
    edited = front.without("released")
    if wished:
        edited = _front(edited, dialect)[0].with_value(key, wished, "created")
    _compare(text, edited, {key, "released"}, dialect)
    return edited


def add_syndication(text: str, url: str, day: date, name: str = "", dialect: Dialect | None = None) -> str:
    """Add one entry to the list `syndication`.

    Args:
        text: the decoded file.
        url: where the post was syndicated.
        day: when.
        name: what the place is called; empty where its address says enough.
        dialect: how the site's host reads front matter; MkDocs where it is None.

    Raises:
        EditRefusedError: the result would differ in more than `syndication`, or the list cannot be added to.
    """
    dialect = dialect or MKDOCS
    front, key = _front(text, dialect)
    pairs = [("url", url), ("date", day.isoformat()), *([("name", name)] if name else [])]
    after = "released" if front.has("released") else key
    edited = front.with_entry("syndication", pairs, after if front.has(after) else "title")
    _compare(text, edited, {"syndication"}, dialect)
    if not any(place.url == url for place in read_syndications(dialect.normal(dialect.head(edited)).data)):
        raise EditRefusedError("the syndication cannot be written into this front matter")
    return edited


def _dated(raw: str, day: date, was: date, meant: object) -> Iterator[str]:
    """Ways to write `day` in the form of `raw`, best first.

    What is written in words, as `Nov 25, 2026 11:30 PM`, stays in words: JavaScript takes it for another moment than
    `2026-11-25`. What stands in no form that is known is written anew from what is `meant`, with its time and offset.

    An offset may name another calendar date than the writer's, and the distance may change with summer time, so the
    written date is moved by the distance in days, and by one more or less.
    """
    written = _DATE.search(raw)
    for step in (0, 1, -1):
        if not written:
            break
        there = date(int(written[1]), int(written[3]), int(written[4]))
        shifted = there + (day - was) + step * ONE_DAY
        iso = shifted.isoformat().replace("-", written[2])
        yield f"{weekday_of(raw[: written.start()], shifted)}{iso}{weekday_of(raw[written.end() :], shifted)}"
    quote = raw[:1] if raw[:1] in {"'", '"'} and raw.endswith(raw[:1]) else ""
    for step in (0, 1, -1):
        if written or not isinstance(meant, date):
            break
        shifted = meant + (day - was) + step * ONE_DAY
        in_words = moved(raw, shifted)
        if in_words:
            yield in_words
        elif isinstance(shifted, datetime):
            yield f"{quote}{shifted.replace(microsecond=0).isoformat(sep=' ')}{quote}"
    yield f"{quote}{day}{quote}"


def _checked(before: str, after: str, day: date, calendar: Calendar, dialect: Dialect) -> str:
    """`after`, where it names `day` and nothing else differs."""
    head = _head_after(after, {"date"}, dialect)
    _compare(before, after, {dialect.date_key(head)}, dialect)
    moment = read_moment(dialect.date_value(head), calendar)
    if moment is None or moment.day != day:
        raise EditRefusedError("its date cannot be written into this front matter")
    return after


def _compare(before: str, after: str, intended: set[str], dialect: Dialect) -> None:
    old, new = dialect.head(before), _head_after(after, intended, dialect)
    if _kept(old, intended, dialect) != _kept(new, intended, dialect) or before[old.body :] != after[new.body :]:
        raise _too_much(intended)


def _head_after(text: str, intended: set[str], dialect: Dialect) -> Head:
    """The head of an edited text. What cannot be read any more was changed too much, whatever the parser says of it."""
    try:
        return dialect.head(text)
    except EditRefusedError:
        raise _too_much(intended) from None


def _too_much(intended: set[str]) -> EditRefusedError:
    return EditRefusedError(f"the edit would change more than {' and '.join(sorted(intended))}")


def _kept(head: Head, intended: set[str], dialect: Dialect) -> str:
    """Everything that no edit may change, as text, because a NaN does not equal itself."""
    kept = {key: value for key, value in head.data.items() if key not in intended}
    value = head.data.get("date")
    if isinstance(value, dict):
        kept["date"] = {key: inner for key, inner in value.items() if key != "created"}
    own = kept.get(dialect.table)
    if dialect.table and isinstance(own, dict | None):
        kept[dialect.table] = {key: inner for key, inner in (own or {}).items() if key not in intended}
    return repr(sorted(kept.items()))


def _front(text: str, dialect: Dialect) -> tuple[Front, str]:
    head = dialect.head(text)
    return open_front(text, head, dialect.table), dialect.date_key(head)
