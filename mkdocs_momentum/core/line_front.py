"""Metadata lines as Pelican (`Date: …`, `:date: …`), Nikola (`.. date: …`) and Org (`#+date: …`) have them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.errors import EditRefusedError

_LINE = re.compile(
    r"([ \t]*(?:(?:#|//)?[ \t]*\.\.[ \t]+|:|#\+)?)([A-Za-z][\w-]*)([ \t]*:[ \t]*)([^\r\n]*?)[ \t]*(\r\n|\n|\r|\Z)"
)

_REST = r"[^\r\n]*(?:\r\n|\n|\r|\Z)"
_GOES_ON = {
    "": re.compile(r"(?: {4}| {0,3}\t|- |-(?=[\r\n])| {1,3}(?![\w-]+:))" + _REST),  # Markdown, items of YAML included
    ":": re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*[ \t]+(?=[^\s])" + _REST),  # reStructuredText
}
"""Lines that go on with the value above them, by the sign before its key; those of Nikola and Org never do."""


class LineFront:
    """The metadata lines of one text. See `Front`.

    Args:
        text: the decoded file.
        head: where they are.
    """

    def __init__(self, text: str, head: Head) -> None:
        self.text, self.head = text, head
        first = len(text) - len(text.removeprefix("\ufeff"))
        starts = [first, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text[: head.end]))]
        self._lines: dict[str, re.Match[str]] = {}
        for name, number in head.lines.items():
            line = _LINE.match(text, starts[number - 1]) if number <= len(starts) else None
            if line:
                self._lines[name.lower()] = line

    def has(self, name: str) -> bool:
        """See `Front`."""
        return name.lower() in self._lines

    def raw(self, name: str, inner: str = "") -> str:  # noqa: ARG002 - values are plain text here
        """See `Front`."""
        return self._line(name)[4]

    def with_value(self, name: str, value: str, inner: str = "") -> str:  # noqa: ARG002
        """See `Front`."""
        start, end = self._line(name).span(4)
        return self.text[:start] + value + self.text[end:]

    def with_key(self, name: str, value: str, after: str) -> str:
        """See `Front`. The new line looks like the one above it."""
        model = self._lines.get(after.lower()) or next(iter(self._lines.values()), None)
        if model is None and not self.head.lines:
            return self._with_field(name, value)
        if model is None:
            raise EditRefusedError("it has no metadata line to write another one below")
        shown = name.capitalize() if model[2][0].isupper() else name
        gap = re.sub(r"[ \t]{2,}$", " ", model[3])
        end = self._end(model)
        newline = model[5] or "\n"
        lead = "" if self.text[:end].endswith(("\n", "\r")) else newline
        return f"{self.text[:end]}{lead}{model[1]}{shown}{gap}{value}{newline}{self.text[end:]}"

    def without(self, name: str) -> str:
        """See `Front`."""
        line = self._line(name)
        return self.text[: line.start()] + self.text[self._end(line) :]

    def with_entry(self, name: str, pairs: Sequence[tuple[str, str]], after: str) -> str:
        """See `Front`. Lines hold no lists, so the address alone is written."""
        url = dict(pairs)["url"]
        if self.has(name):
            return self.with_value(name, f"{self.raw(name)}, {url}")
        return self.with_key(name, url, after)

    def _with_field(self, name: str, value: str) -> str:
        """With the first field of a reStructuredText that has but a title."""
        before, after = self.text[: self.head.end], self.text[self.head.end :]
        if not before.endswith(("\n", "\r")) or after[:1] not in {"", "\n", "\r"}:
            raise EditRefusedError("it has no metadata; write an empty line below its title")
        newline = "\r\n" if before.endswith("\r\n") else "\n"
        return f"{before}{newline}:{name}: {value}{newline}{after}"

    def _end(self, line: re.Match[str]) -> int:
        """Where a key ends, with the lines that go on with its value."""
        goes_on = _GOES_ON.get(line[1].strip())
        end = line.end()
        while goes_on and end < self.head.end and (more := goes_on.match(self.text, end, self.head.end)):
            end = more.end()
        return end

    def _line(self, name: str) -> re.Match[str]:
        if name.lower() not in self._lines:
            raise EditRefusedError(f"{name} does not stand in its metadata lines")
        return self._lines[name.lower()]
