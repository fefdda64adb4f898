"""Edits of front matter that change only the lines they must.

Positions come from ruamel.yaml's parser, so comments, quoting, key order, line ends and wrapped text stay byte for
byte. Every edit is parsed again and compared: only the intended keys may differ, or nothing is returned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.core.frontmatter import FrontMatterError, Head, read_head
from mkdocs_momentum.core.reading import read_moment
from mkdocs_momentum.errors import EditRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_momentum.core.days import Calendar

_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?!.*\d{4}-\d{1,2}-\d{1,2})", re.DOTALL)


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
    edited = _Front(moved.text).with_line("released", day.isoformat(), after="date")
    _compare(text, edited, {"date", "released"})
    if read_head(edited).data.get("released") != day:
        raise EditRefusedError("the mark cannot be written into this front matter")
    return Edit(edited, moved.wished)


def move_date(text: str, day: date, calendar: Calendar) -> Edit:
    """Move `date` (or `date.created`) to `day`, keeping a time of day and an offset.

    Raises:
        EditRefusedError: the date cannot be changed without touching anything else.
    """
    front = _Front(text)
    moment = read_moment(_date_value(front.head), calendar)
    if moment is None:
        raise EditRefusedError("its date cannot be read")
    if moment.day == day:
        return Edit(text)
    start, end = front.date_span()
    raw = front.source[start:end]
    for value in _dated(raw, day, moment.day):
        edited = front.replaced(start, end, value)
        after = read_moment(_date_value(_head(edited)), calendar)
        if after and after.day == day:
            _compare(text, edited, {"date"})
            return Edit(edited, raw)
    raise EditRefusedError(f"its date cannot be moved to {day}")


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


def remove_mark(text: str, wished: str) -> str:
    """Take `released` out again, and put `wished` back as the text of `date` where it is given.

    Raises:
        EditRefusedError: the result would differ in more than `released` and `date`.
    """
    edited = _Front(text).without("released")
    if wished:
        front = _Front(edited)
        edited = front.replaced(*front.date_span(), wished)
    _compare(text, edited, {"date", "released"})
    return edited


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
        raise EditRefusedError("the edit would change more than the date and the mark")


def _head(text: str) -> Head:
    try:
        return read_head(text)
    except FrontMatterError as error:
        raise EditRefusedError(error.message) from None


class _Front:
    """The front matter of one text and the places of its keys."""

    def __init__(self, text: str) -> None:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        self.text = text
        self.head = _head(text)
        self.source = text[self.head.start : self.head.end]
        try:
            self.root: Any = YAML(typ="rt").compose(self.source)
        except YAMLError as error:
            raise EditRefusedError(f"its front matter cannot be edited: {' '.join(str(error).split())[:120]}") from None
        self.pairs = {key.value: (key, value) for key, value in self.root.value}

    def replaced(self, start: int, end: int, value: str) -> str:
        begin = self.head.start
        return self.text[: begin + start] + value + self.text[begin + end :]

    def date_span(self) -> tuple[int, int]:
        """Where the text of the date stands, quotes included, an anchor left out."""
        key, value = self._pair("date")
        for inner_key, inner in value.value if isinstance(value.value, list) else ():
            if inner_key.value == "created":
                key, value = inner_key, inner
        return self._scalar_span(key, value)

    def _scalar_span(self, key: Any, value: Any) -> tuple[int, int]:
        start, end = value.start_mark.index, value.end_mark.index
        if start < key.end_mark.index:  # an alias: the value stands elsewhere, its name stands here
            alias = re.compile(r"\s*:\s*(\*[^\s,\]}]+)").match(self.source, key.end_mark.index)
            if not alias:
                raise EditRefusedError("its date is an alias that cannot be edited in place")
            return alias.span(1)
        anchor = re.compile(r"(?:[&!]\S*\s+)+").match(self.source, start)
        return (anchor.end() if anchor else start), end

    def with_line(self, name: str, value: str, after: str) -> str:
        key, node = self._pair(after)
        end = self._end_of(key, node)
        if self.root.flow_style:
            return self.replaced(end, end, f", {name}: {value}")
        line = re.compile(r"[^\r\n]*(\r\n|\r|\n)").match(self.source, end)
        if not line:
            raise EditRefusedError("its date line does not end")
        indent = " " * self.root.value[0][0].start_mark.column
        return self.replaced(line.end(), line.end(), f"{indent}{name}: {value}{line[1]}")

    def without(self, name: str) -> str:
        key, node = self._pair(name)
        start, end = key.start_mark.index, self._end_of(key, node)
        if self.root.flow_style:
            before = re.search(r",\s*\Z", self.source[:start])
            after = re.compile(r"\s*,\s*").match(self.source, end)
            if before:
                return self.replaced(before.start(), end, "")
            return self.replaced(start, after.end() if after else end, "")
        first = max(self.source.rfind("\n", 0, start), self.source.rfind("\r", 0, start)) + 1
        line = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)").match(self.source, end)
        if not line or self.source[first:start].strip():
            raise EditRefusedError(f"{name} does not stand on a line of its own")
        return self.replaced(first, line.end(), "")

    def _pair(self, name: str) -> tuple[Any, Any]:
        if name not in self.pairs:
            raise EditRefusedError(f"{name} does not stand in its front matter")
        key, value = self.pairs[name]
        return key, value

    def _end_of(self, key: Any, node: Any) -> int:
        """Where a value's own text ends; a block mapping ends with its last value, not where the next key begins."""
        while isinstance(node.value, list) and not node.flow_style and node.value:
            last = node.value[-1]
            key, node = last if isinstance(last, tuple) else (key, last)
        return self._scalar_span(key, node)[1]
