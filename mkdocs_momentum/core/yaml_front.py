"""Where the keys and values of YAML front matter stand, from ruamel.yaml's parser, and what to put there instead.

Nothing is ever written back from data: all but the places that are named stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.errors import EditRefusedError

_LINE = re.compile(r"[^\r\n]*(\r\n|\r|\n)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN = re.compile(r"[A-Za-z0-9/][\w./~%@=+-]*(?::[\w./~%@=+-]+)*", re.ASCII)
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_COLON = re.compile(r"[ \t]*:")
_ALIAS = re.compile(r"\s*:\s*(\*[^\s,\]}]+)")


class YamlFront:
    """The front matter of one text.

    Args:
        text: the decoded file.
        head: where its front matter is.

    Raises:
        EditRefusedError: ruamel.yaml cannot read what PyYAML can.
    """

    def __init__(self, text: str, head: Head) -> None:
        self.text, self.head = text, head
        self._source = text[head.start : head.end]
        self._root: Any = _composed(self._source)
        pairs = self._root.value if self._root is not None else ()  # two lines --- and nothing between them
        self._pairs = {key.value: (key, value) for key, value in pairs}
        for name in self.head.lines.keys() - self._pairs.keys():  # a host that takes Date for date
            found = next((pair for key, pair in self._pairs.items() if str(key).lower() == name), None)
            if found:
                self._pairs[name] = found

    def has(self, name: str) -> bool:
        """Whether there is a key of this name."""
        return name in self._pairs

    def raw(self, name: str, inner: str = "") -> str:
        """The text of a value, quotes included, an anchor left out; of `inner` where the value is a mapping with it."""
        start, end = self._span(name, inner)
        return self._source[start:end]

    def with_value(self, name: str, value: str, inner: str = "") -> str:
        """The file with another text for a value."""
        start, end = self._span(name, inner)
        if start == end and self._source[start - 1 : start] == ":":
            value = f" {value}"
        return self._replaced(start, end, value)

    def with_key(self, name: str, value: str, after: str) -> str:
        """The file with one more key below `after`, or at the top where there is no such key.

        Args:
            name: the key.
            value: its text; further lines stand below the key as they are, indented with it.
            after: the key above it.
        """
        if self._root is None:
            gap = "" if value.startswith("\n") else " "
            return self._replaced(0, 0, f"{name}:{gap}{value}\n".replace("\n", _newline(self.text)))
        if self._root.flow_style:
            return self._with_flow_key(name, value, after)
        first = self._root.value[0][0]
        indent = " " * first.start_mark.column
        if after not in self._pairs:
            start = first.start_mark.index - first.start_mark.column
            newline = _newline(self._source)
            gap = "" if value.startswith("\n") else " "
            entry = f"{indent}{name}:{gap}{value}".replace("\n", f"{newline}{indent}")
            return self._replaced(start, start, f"{entry}{newline}")
        end = self._end(*self._pairs[after])
        line = _LINE.match(self._source, end)
        if not line:
            raise EditRefusedError(f"its {after} line does not end")
        gap = "" if value.startswith("\n") else " "
        entry = f"{indent}{name}:{gap}{value}".replace("\n", f"{line[1]}{indent}")
        return self._replaced(line.end(), line.end(), f"{entry}{line[1]}")

    def without(self, name: str) -> str:
        """The file without a key and its value."""
        key, node = self._pair(name)
        start, end = key.start_mark.index, self._end(key, node)
        if self._root.flow_style:
            before = re.search(r",\s*\Z", self._source[:start])
            after = re.compile(r"\s*,\s*").match(self._source, end)
            if before:
                return self._replaced(before.start(), end, "")
            return self._replaced(start, after.end() if after else end, "")
        first = max(self._source.rfind("\n", 0, start), self._source.rfind("\r", 0, start)) + 1
        line = _LINE.match(self._source, end)
        if not line or self._source[first:start].strip():
            raise EditRefusedError(f"{name} does not stand on a line of its own")
        return self._replaced(first, line.end(), "")

    def with_entry(self, name: str, pairs: Sequence[tuple[str, str]], after: str) -> str:
        """The file with one more mapping in a list, which is made below `after` where there is none.

        Args:
            name: the key of the list; a single value under it becomes its first item.
            pairs: keys and values of the mapping; days as they are written, everything else plain text.
            after: a key of the front matter.
        """
        written = [f"{key}: {_scalar(value)}" for key, value in pairs]
        flow = "{" + ", ".join(written) + "}"
        if name not in self._pairs:
            if self._root is not None and self._root.flow_style:
                return self._with_flow_key(name, f"[{flow}]", after)
            listed = "".join(f"\n{'  - ' if not place else '    '}{line}" for place, line in enumerate(written))
            return self.with_key(name, listed, after)
        key, node = self._pair(name)
        if not isinstance(node.value, list):
            return self._listed(key, node, flow)
        if node.flow_style:
            return self._in_flow(node, flow)
        end = self._end(key, node)
        line = _LINE.match(self._source, end)
        if not line or not node.value or isinstance(node.value[0], tuple):
            raise EditRefusedError(f"its {name} is no list that can be added to")
        indent = " " * self._dash_column(node)
        entry = f"{indent}- " + f"{line[1]}{indent}  ".join(written)
        return self._replaced(line.end(), line.end(), f"{entry}{line[1]}")

    def _in_flow(self, node: Any, item: str) -> str:
        end = node.end_mark.index - 1
        if isinstance(node.value[0] if node.value else None, tuple):
            raise EditRefusedError("its syndication is a mapping, which is not added to")
        cut = len(self._source[:end].rstrip(" "))
        comma = (" " if self._source[:cut].endswith(",") else ", ") if node.value else ""
        return self._replaced(cut, end, f"{comma}{item}")

    def _dash_column(self, node: Any) -> int:
        first = node.value[0].start_mark
        start = first.index - first.column
        return self._source[start : first.index].rfind("-") if first.column else int(node.start_mark.column)

    def _listed(self, key: Any, node: Any, flow_item: str) -> str:
        start, end = self._scalar_span(key, node)
        old = self._source[start:end]
        if not old.strip() or old in {"~", "null"}:
            return self._replaced(start, end, f"{' ' if self._source[start - 1 : start] == ':' else ''}[{flow_item}]")
        if "\n" in old or "\r" in old or node.style in {"|", ">"}:
            raise EditRefusedError(f"its {key.value} is no list that can be added to")
        if node.style is None and re.search(r"[,\[\]{}]", old):
            old = "'" + old.replace("'", "''") + "'"
        return self._replaced(start, end, f"[{old}, {flow_item}]")

    def _with_flow_key(self, name: str, value: str, after: str) -> str:
        if after in self._pairs:
            end = self._end(*self._pairs[after])
            return self._replaced(end, end, f", {name}: {value}")
        if not self._root.value:
            start = self._root.start_mark.index + len("{")
            return self._replaced(start, start, f"{name}: {value}")
        start = self._root.value[0][0].start_mark.index
        return self._replaced(start, start, f"{name}: {value}, ")

    def _replaced(self, start: int, end: int, value: str) -> str:
        begin = self.head.start
        return self.text[: begin + start] + value + self.text[begin + end :]

    def _span(self, name: str, inner: str) -> tuple[int, int]:
        key, value = self._pair(name)
        for inner_key, inner_value in value.value if inner and isinstance(value.value, list) else ():
            if getattr(inner_key, "value", None) == inner:
                key, value = inner_key, inner_value
        return self._scalar_span(key, value)

    def _scalar_span(self, key: Any, value: Any) -> tuple[int, int]:
        start, end = value.start_mark.index, value.end_mark.index
        if start < key.end_mark.index:  # an alias: the value stands elsewhere, its name stands here
            alias = _ALIAS.match(self._source, key.end_mark.index)
            if not alias:
                raise EditRefusedError(f"its {key.value} is an alias that cannot be edited in place")
            return alias.span(1)
        if start == end:
            colon = _COLON.match(self._source, key.end_mark.index)
            return (colon.end(), colon.end()) if colon else (start, end)
        anchor = _PROPERTIES.match(self._source, start)
        return (min(anchor.end(), end) if anchor else start), end

    def _pair(self, name: str) -> tuple[Any, Any]:
        if name not in self._pairs:
            raise EditRefusedError(f"{name} does not stand in its front matter")
        key, value = self._pairs[name]
        return key, value

    def _end(self, key: Any, node: Any) -> int:
        """Where a value's own text ends; a block collection ends with its last value, not where the next key begins."""
        while isinstance(node.value, list) and not node.flow_style and node.value:
            last = node.value[-1]
            key, node = last if isinstance(last, tuple) else (key, last)
        end = self._scalar_span(key, node)[1]
        if getattr(node, "style", None) in {"|", ">"}:  # its mark is where the next key begins
            end = len(self._source[:end].removesuffix("\n").removesuffix("\r"))
        return end


def _composed(source: str) -> Any:
    """The nodes, with their places in `source`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    reason = ""
    for text in (source, source.replace("\t", " ")):  # PyYAML takes tabs at the end of a line for spaces
        try:
            return YAML(typ="rt").compose(text)
        except YAMLError as error:
            reason = reason or " ".join(str(error).split())[:120]
    raise EditRefusedError(f"its front matter cannot be edited: {reason}")


def _scalar(text: str) -> str:
    """Text as a YAML value, quoted only where it has to be; a day stays a day."""
    if _PLAIN.fullmatch(text) and (not text[0].isdigit() or _DAY.fullmatch(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def _newline(source: str) -> str:
    found = re.search(r"\r\n|\r|\n", source)
    return found[0] if found else "\n"
