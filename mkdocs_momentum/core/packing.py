"""What was read of files as plain data and back; what would not come back whole is not kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_momentum.core.extract import Extract
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.packedmeta import PackedLines, PackedMeta, Unfit, packed_mapping, unpacked

_NO_HEAD = "[null"
_line = json.JSONEncoder(separators=(",", ":")).encode


def pack(extract: Extract) -> str | None:
    """One extract as one line of text; None where it would not come back as it is."""
    head = extract.head
    if head is None:
        line = _line([None, extract.fault])
    else:
        data = packed_mapping(head.data)
        if data is Unfit:
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
    return Extract(Head(unpacked(data), lines, tuple(repeated), start, end, body), None, heading, opening)


class NormalMeta(PackedMeta):
    """Front matter in our words, worked out when somebody looks at it.

    Args:
        normal: a file's head in our words, from its path and the head as it stands.
        lines: those of a site.
        path: a file of it.
    """

    __slots__ = ("_normal",)

    def __init__(self, normal: Callable[[str, Head], Head], lines: PackedLines, path: str) -> None:
        super().__init__(lines, path)
        self._normal = normal

    def _unpacked(self, line: str) -> Mapping[str, Any]:
        return self._normal(self._path, unpack(line).head or Head({})).data


def has_head(line: str) -> bool:
    """Whether front matter was read from the file whose extract this is."""
    return not line.startswith(_NO_HEAD)
