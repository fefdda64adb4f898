"""What was read of files and what posts came to as plain data and back; what would not come back whole is not kept."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from mkdocs_momentum.core.extract import Extract
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.posts import Moment, Post, PostKey, State
from mkdocs_momentum.core.syndication import Syndication

_DATE = "\x00d"
_MOMENT = "\x00m"
_PLAIN = frozenset({str, int, float, bool, type(None)})
_STATES = {state.value: state for state in State}
_NO_HEAD = "[null"
_HALVES = re.compile("[\ud800-\udfff]")
"""JSON makes one character of two halves that stand together."""
_line = json.JSONEncoder(separators=(",", ":")).encode


def pack(extract: Extract) -> str | None:
    """One extract as one line of text; None where it would not come back as it is."""
    head = extract.head
    if head is None:
        line = _line([None, extract.fault])
    else:
        data = _packed_mapping(head.data)
        if data is _Unfit:
            return None
        places = (dict(head.lines), head.repeated, head.start, head.end, head.body)
        line = _line([data, *places, extract.heading, extract.opening])
    return line if "\\ud" not in line or unpack(line) == extract else None


def unpack(line: str) -> Extract:
    """One extract. Raises whatever Python does for a line that `pack` did not make."""
    data, *rest = json.loads(line)
    if data is None:
        message, mend, number = rest[0]
        return Extract(None, (message, mend, number))
    lines, repeated, start, end, body, heading, opening = rest
    return Extract(Head(_unpacked(data), lines, tuple(repeated), start, end, body), None, heading, opening)


def has_head(line: str) -> bool:
    """Whether front matter was read from the file whose extract this is."""
    return not line.startswith(_NO_HEAD)


class PackedLines:
    """Lines as `pack` makes them, by path; taken apart when somebody asks for one, which most readings do for none.

    Args:
        paths: whose they are.
        text: one line for each, in the same order.
    """

    __slots__ = ("_lines", "_paths", "_text")

    def __init__(self, paths: Collection[str], text: str) -> None:
        self._paths, self._text = paths, text
        self._lines: dict[str, str] | None = None

    def __getitem__(self, path: str) -> str:
        if self._lines is None:
            self._lines = dict(zip(self._paths, self._text.split("\n"), strict=True))
            self._text = ""
        return self._lines[path]


class PackedMeta(Mapping[str, Any]):
    """Front matter that is unpacked when somebody looks at it, which of most posts nobody does.

    Args:
        lines: those of a site.
        path: a file of it that has front matter.
    """

    __slots__ = ("_data", "_lines", "_path")

    def __init__(self, lines: PackedLines, path: str) -> None:
        self._lines, self._path = lines, path
        self._data: dict[str, Any] | None = None

    def _whole(self) -> dict[str, Any]:
        if self._data is None:
            self._data = _unpacked(json.loads(self._lines[self._path])[0])
        return self._data

    def __getitem__(self, key: str) -> Any:
        return self._whole()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def __repr__(self) -> str:
        return repr(self._whole())


def pack_post(post: Post) -> list[Any] | None:
    """What a post came to as plain data; None where something is the matter with it, which may be else tomorrow."""
    if post.wish is None or post.problems or post.dialect or _HALVES.search(post.url or ""):
        return None
    return [
        post.state.value,
        post.title,
        _packed_moment(post.wish),
        post.released.toordinal() if post.released else 0,
        post.canonical_url,
        post.url,
        [[one.url, one.day.toordinal() if one.day else 0, one.name] for one in post.syndications],
    ]


def unpack_post(key: PostKey, packed: list[Any], meta: Mapping[str, Any], today: date) -> Post | None:
    """A post as `pack_post` had it; None where its mark lies in the future, which may not have been so then.

    Raises whatever Python does for data that no `pack_post` made.
    """
    state, title, wish, released, canonical, url, places = packed
    if released > today.toordinal():
        return None
    moment = _whole_day(wish) if type(wish) is int else _unpacked_moment(*wish)
    mark = date.fromordinal(released) if released else None
    syndications = tuple(map(_place, places)) if places else ()
    return Post(key, _STATES[state], title, moment, mark, url, canonical, syndications, meta=meta)


def _place(packed: list[Any]) -> Syndication:
    url, day, name = packed
    return Syndication(url, date.fromordinal(day) if day else None, name)


def _packed_moment(moment: Moment) -> int | list[Any]:
    day = moment.day.toordinal()
    if moment.time is None:
        return day
    return [day, moment.offset, moment.time.isoformat(), moment.time.fold]


@lru_cache(maxsize=4096)
def _whole_day(day: int) -> Moment:
    return Moment(date.fromordinal(day))


def _unpacked_moment(day: int, offset: int, clock: str, fold: int) -> Moment:
    return Moment(date.fromordinal(day), offset, time.fromisoformat(clock).replace(fold=fold))


class _Unfit:
    """Stands for a value that plain data cannot hold."""


def _packed(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return _Unfit if value.startswith("\x00") else value
    if kind in _PLAIN:
        return value
    if kind is date:
        return _DATE + value.isoformat()
    if kind is datetime:
        return _MOMENT + value.isoformat() if value.fold == 0 else _Unfit
    if kind is list:
        items = [_packed(item) for item in value]
        return _Unfit if _Unfit in items else items
    if kind is dict:
        return _packed_mapping(value)
    return _Unfit


def _packed_mapping(value: Mapping[Any, Any]) -> Any:
    inner = {key: _packed(item) for key, item in value.items()}
    return _Unfit if _Unfit in inner.values() or not all(type(key) is str for key in inner) else inner


def _unpacked(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        if not value.startswith("\x00"):
            return value
        return date.fromisoformat(value[2:]) if value[1] == "d" else datetime.fromisoformat(value[2:])
    if kind is list:
        return [_unpacked(item) for item in value]
    if kind is dict:
        return {key: _unpacked(item) for key, item in value.items()}
    return value
