"""Where the keys and values of TOML front matter stand, from tomlkit's parser, and what to put there instead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.errors import EditRefusedError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Place(NamedTuple):
    """Where a key stands: its whole lines, and its value in them."""

    first: int
    start: int
    end: int
    last: int


class TomlFront:
    """The front matter of one text. See `Front`.

    Args:
        text: the decoded file.
        head: where its front matter is.
        table: the table in which keys of one's own stand; empty for the top.

    Raises:
        EditRefusedError: tomlkit reads it otherwise than it is written.
    """

    def __init__(self, text: str, head: Head, table: str = "") -> None:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        self.text, self.head, self._table = text, head, table
        self._source = text[head.start : head.end]
        try:
            document = tomlkit.parse(self._source)
        except (TOMLKitError, ValueError) as error:
            raise EditRefusedError(f"its front matter cannot be edited: {' '.join(str(error).split())[:120]}") from None
        if document.as_string() != self._source:
            raise EditRefusedError("its front matter cannot be edited without changing more of it")
        self._top = 0
        self._places = dict(self._walk(document.body))
        self._newline = "\r\n" if "\r\n" in self._source else "\n"

    def has(self, name: str) -> bool:
        """See `Front`."""
        return name in self._places

    def raw(self, name: str, inner: str = "") -> str:  # noqa: ARG002 - mappings are of no use as dates here
        """See `Front`."""
        place = self._place(name)
        return self._source[place.start : place.end]

    def with_value(self, name: str, value: str, inner: str = "") -> str:  # noqa: ARG002
        """See `Front`."""
        place = self._place(name)
        return self._replaced(place.start, place.end, value)

    def with_key(self, name: str, value: str, after: str) -> str:
        """See `Front`. A key of one's own goes into its table."""
        line = f"{name} = {value}{self._newline}"
        if self._table and name != "date":
            return self._in_table(line)
        if after in self._places:
            place = self._places[after]
            indent = re.match(r"[ \t]*", self._source[place.first :])
            return self._replaced(place.last, place.last, (indent[0] if indent else "") + line)
        return self._replaced(self._top, self._top, line)

    def without(self, name: str) -> str:
        """See `Front`."""
        place = self._place(name)
        return self._replaced(place.first, place.last, "")

    def with_entry(self, name: str, pairs: Sequence[tuple[str, str]], after: str) -> str:
        """See `Front`."""
        written = [f"{key} = {value if _DAY.fullmatch(value) else json.dumps(value)}" for key, value in pairs]
        entry = "{" + ", ".join(written) + "}"
        if name not in self._places:
            return self.with_key(name, f"[{entry}]", after)
        place = self._places[name]
        old = self._source[place.start : place.end]
        if not old.startswith("["):
            return self._replaced(place.start, place.end, f"[{old}, {entry}]")
        inside = old[1:-1].rstrip()
        if "#" in inside.rpartition("\n")[2]:
            raise EditRefusedError(f"its {name} ends in a comment; add the line {entry} by hand")
        comma = " " if inside.endswith(",") else ", " if inside.strip() else ""
        return self._replaced(place.start + 1 + len(inside), place.start + 1 + len(inside), comma + entry)

    def _in_table(self, line: str) -> str:
        header = self._header()
        if header:
            return self._replaced(header.end(), header.end(), line)
        end = len(self._source)
        return self._replaced(end, end, f"{self._newline}[{self._table}]{self._newline}{line}")

    def _walk(self, body: Any) -> Iterator[tuple[str, _Place]]:
        """The keys at the top, and those of the own table by their names there."""
        from tomlkit.items import AoT, Table

        at = 0
        for key, item in body:
            if key is None:
                at += len(item.as_string())
                continue
            if isinstance(item, Table | AoT):
                yield from self._inner()
                return
            start = at + len(item.trivia.indent) + len(key.as_string()) + len(key.sep)
            end = start + len(item.as_string())
            last = end + len(item.trivia.comment_ws) + len(item.trivia.comment) + len(item.trivia.trail)
            if self._source[start:end] != item.as_string() or self._source[last - 1 : last] != "\n":
                raise EditRefusedError(f"its {key.key} cannot be edited in place")
            yield key.key, _Place(at, start, end, last)
            at = last

    def _header(self) -> re.Match[str] | None:
        """The line that begins the own table."""
        return re.search(rf"^[ \t]*\[{re.escape(self._table)}\][^\r\n]*(?:\r\n|\n)", self._source, re.MULTILINE)

    def _inner(self) -> Iterator[tuple[str, _Place]]:
        """The keys of one's own in the own table."""
        header = self._header() if self._table else None
        if not header:
            return
        rest = self._source[header.end() :]
        following = re.search(r"^[ \t]*\[", rest, re.MULTILINE)
        inner = rest[: following.start()] if following else rest
        for line in re.finditer(r"^[ \t]*([\w-]+)[ \t]*=[ \t]*([^\r\n]*?)[ \t]*(?:\r\n|\n)", inner, re.MULTILINE):
            if line[1] in {"released", "syndication"}:
                first = header.end()
                yield line[1], _Place(*(first + n for n in (line.start(), line.start(2), line.end(2), line.end())))

    def _place(self, name: str) -> _Place:
        if name not in self._places:
            raise EditRefusedError(f"{name} does not stand in its front matter")
        return self._places[name]

    def _replaced(self, start: int, end: int, value: str) -> str:
        begin = self.head.start
        return self.text[: begin + start] + value + self.text[begin + end :]
