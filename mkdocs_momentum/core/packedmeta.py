"""Front matter as plain data and back, taken apart when somebody asks for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

_DATE = "\x00d"
_MOMENT = "\x00m"
_PLAIN = frozenset({str, int, float, bool, type(None)})


class PackedLines:
    """Lines as `pack` makes them, by path; taken apart when somebody asks for one, which most readings do for none.

    Args:
        paths: whose they are.
        text: one line for each, in the same order, as ASCII.
    """

    __slots__ = ("_lines", "_paths", "_text")

    def __init__(self, paths: Collection[str], text: memoryview) -> None:
        self._paths, self._text = paths, text
        self._lines: dict[str, str] | None = None

    def __getitem__(self, path: str) -> str:
        if self._lines is None:
            self._lines = dict(zip(self._paths, str(self._text, "ascii").split("\n"), strict=True))
            self._text = memoryview(b"")
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
        self._data: Mapping[str, Any] | None = None

    def _whole(self) -> Mapping[str, Any]:
        if self._data is None:
            self._data = self._unpacked(self._lines[self._path])
        return self._data

    def _unpacked(self, line: str) -> Mapping[str, Any]:
        return dict(unpacked(json.loads(line)[0]))

    def __getitem__(self, key: str) -> Any:
        return self._whole()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def __repr__(self) -> str:
        return repr(self._whole())


class Unfit:
    """Stands for a value that plain data cannot hold."""


def _packed(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return Unfit if value.startswith("\x00") else value
    if kind in _PLAIN:
        return value
    if kind is date:
        return _DATE + value.isoformat()
    if kind is datetime:
        return _MOMENT + value.isoformat() if value.fold == 0 else Unfit
    if kind is list:
        items = [_packed(item) for item in value]
        return Unfit if Unfit in items else items
    if kind is dict:
        return packed_mapping(value)
    return Unfit


def packed_mapping(value: Mapping[Any, Any]) -> Any:
    """Front matter as JSON can hold it; `Unfit` where it would not come back as it is."""
    inner = {key: _packed(item) for key, item in value.items()}
    return Unfit if Unfit in inner.values() or not all(type(key) is str for key in inner) else inner


def unpacked(value: Any) -> Any:
    """What `packed_mapping` was given, or a part of it."""
    kind = type(value)
    if kind is str:
        if not value.startswith("\x00"):
            return value
        return date.fromisoformat(value[2:]) if value[1] == "d" else datetime.fromisoformat(value[2:])
    if kind is list:
        return [unpacked(item) for item in value]
    if kind is dict:
        return {key: unpacked(item) for key, item in value.items()}
    return value
