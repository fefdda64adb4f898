"""What was read of many files as plain data and back, so that it can be kept; what would not come back whole is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from mkdocs_momentum.core.extract import Extract
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.posts import Moment, Post, PostKey, State

_DATE = "\x00d"
_MOMENT = "\x00m"
_DAYS = frozenset({date, type(None)})
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Packer:
    """Gathers extracts; files with the same keys on the same lines share one entry for them."""

    def __init__(self) -> None:
        self.shapes: list[list[Any]] = []
        self._known: dict[tuple[Any, ...], int] = {}

    def pack(self, extract: Extract) -> list[Any] | None:
        """One extract as plain data; None where it would not come back as it is."""
        if extract.head is None:
            return [-1, extract.fault]
        head = extract.head
        values = [_packed(value) for value in head.data.values()]
        if any(value is _Unfit for value in values) or not all(type(key) is str for key in head.data):
            return None
        shape = (tuple(head.data), tuple(head.lines.items()), head.repeated)
        number = self._known.get(shape)
        if number is None:
            number = self._known[shape] = len(self.shapes)
            self.shapes.append([list(head.data), dict(head.lines), list(head.repeated)])
        return [number, values, head.start, head.end, head.body, extract.heading, extract.opening]


class Unpacker:
    """Gives extracts back.

    Args:
        shapes: as a `Packer` gathered them.
    """

    def __init__(self, shapes: Sequence[Sequence[Any]]) -> None:
        self.shapes = [(list(keys), dict(lines), tuple(repeated)) for keys, lines, repeated in shapes]

    def unpack(self, packed: Sequence[Any]) -> Extract:
        """One extract. Raises whatever Python does for data that no `Packer` made."""
        if packed[0] == -1:
            message, mend, line = packed[1]
            return Extract(None, (message, mend, line))
        keys, lines, repeated = self.shapes[packed[0]]
        _, values, start, end, body, heading, opening = packed
        data = dict(zip(keys, map(_unpacked, values), strict=True))
        return Extract(Head(data, lines, repeated, start, end, body), None, heading, opening)

    def meta(self, packed: Sequence[Any]) -> Mapping[str, Any]:
        """The front matter of one extract alone. Raises likewise, at once or when it is first looked at."""
        keys = self.shapes[packed[0]][0]
        if len(keys) != len(packed[1]):
            raise ValueError("it is not what was packed")
        return _Meta(keys, packed[1])


class _Meta(Mapping[str, Any]):
    """Front matter that is unpacked when somebody looks at it, which of most posts nobody does."""

    __slots__ = ("_data", "_keys", "_values")

    def __init__(self, keys: list[str], values: Sequence[Any]) -> None:
        self._keys, self._values = keys, values
        self._data: dict[str, Any] | None = None

    def _whole(self) -> dict[str, Any]:
        if self._data is None:
            self._data = dict(zip(self._keys, map(_unpacked, self._values), strict=True))
        return self._data

    def __getitem__(self, key: str) -> Any:
        return self._whole()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._keys)

    def __repr__(self) -> str:
        return repr(self._whole())


def pack_post(post: Post) -> list[Any] | None:
    """What follows from a plain post's file and its site; None for any other, which is worked out each time.

    A time of day is a moment in a timezone, whose rules change; a problem may be another tomorrow.
    """
    is_plain = post.wish and post.wish.time is None and not (post.problems or post.syndications or post.dialect)
    if not (is_plain and post.wish) or post.state is State.PROBLEM or type(post.meta.get("released")) not in _DAYS:
        return None
    released = post.released.toordinal() if post.released else 0
    return [post.state.value, post.title, post.wish.day.toordinal(), released, post.canonical_url, post.url]


def unpack_post(key: PostKey, packed: Sequence[Any], meta: Mapping[str, Any], today: date) -> Post | None:
    """A post as `pack_post` had it; None where its mark lies in the future, which may not have been so then.

    Raises whatever Python does for data that no `pack_post` made.
    """
    state, title, wish, released, canonical, url = packed
    if released > today.toordinal():
        return None
    mark = date.fromordinal(released) if released else None
    return Post(key, State(state), title, Moment(date.fromordinal(wish)), mark, url, canonical, meta=meta)


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
