"""Text put into a YAML file at one place, everything else byte for byte: where things stand, and what would differ.

Positions come from ruamel.yaml's parser, and nothing is written out again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs_momentum.errors import EditRefusedError


def block(settings: Mapping[str, str], indent: int) -> list[str]:
    """Settings as lines of a block."""
    return [f"{' ' * indent}{key}: {value}" for key, value in settings.items()]


def flow(settings: Mapping[str, str]) -> str:
    """Settings on one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in settings.items()) + "}"


def is_empty(node: Any) -> bool:
    """Whether a key has no value at all."""
    return node.value == "" and not node.style


def is_sequence(node: Any) -> bool:
    """Whether a node is a list."""
    return str(getattr(node, "id", "")) == "sequence"


def is_mapping(node: Any) -> bool:
    """Whether a node is a mapping."""
    return str(getattr(node, "id", "")) == "mapping"


@dataclass(slots=True)
class Document:
    """A YAML text and the nodes that say where things stand in it."""

    text: str
    fault: str
    root: Any = None  # the node of the whole text; None where the text is empty

    def __post_init__(self) -> None:
        self.root = self._compose(self.text)

    @property
    def refusal(self) -> EditRefusedError:
        """What is raised where the text cannot be edited safely."""
        return EditRefusedError(self.fault)

    def value(self, name: str) -> Any:
        """The node behind a key at the top; None where there is no such key."""
        return next((value for key, value in self.root.value if key.value == name), None) if self.root else None

    def key(self, name: str) -> Any:
        """The node of a key at the top that is there."""
        return next(key for key, _ in self.root.value if key.value == name)

    def with_lines(self, key: Any, value: Any, lines: Sequence[str]) -> str:
        """Lines below a key at the top that has no value."""
        return self._insert(self._end_of_value(key, value), "".join(f"{self._newline}  {line}" for line in lines))

    def with_item(self, sequence: Any, lines: Sequence[str], flow: str, before: int | None = None) -> str:
        """One more item at the end of a sequence, or before the one of this number."""
        return self._with_member(sequence, lines, flow, before, int(sequence.start_mark.column))

    def with_pair(self, mapping: Any, lines: Sequence[str], flow: str, before: int | None = None) -> str:
        """One more key at the end of a mapping, or before the one of this number."""
        column = int(mapping.value[0][0].start_mark.column) if mapping.value else 0
        return self._with_member(mapping, lines, flow, before, column)

    def _with_member(self, node: Any, lines: Sequence[str], flow: str, before: int | None, indent: int) -> str:
        if node.flow_style:
            return self._in_flow(node, flow) if before is None else self._insert(self._start(node, before), f"{flow}, ")
        if before:
            return self._after(self._end_of(node, node.value[before - 1]), lines, indent)
        first = self._start(node, 0) if before is not None else 0
        start = self.text.rfind("\n", 0, first) + 1
        if before is None or self.text[start:first].strip() != "-" * is_sequence(node):  # a dash may stand above
            return self._after(self._end(node), lines, indent)
        return self._insert(start, "".join(f"{' ' * indent}{line}{self._newline}" for line in lines))

    def _start(self, node: Any, number: int) -> int:
        """Where a member of a node begins; of one in lines, what stands before it in its line is `- ` at most."""
        member = node.value[number]
        return int((member[0] if isinstance(member, tuple) else member).start_mark.index)

    def with_value(self, key: Any, value: Any, settings: Mapping[str, str], *, colon: str, in_flow: bool) -> str:
        """Settings behind a key that has none, or behind an item that is only a name."""
        end = self._end_of_value(key, value)
        if in_flow:
            return self._insert(end, f"{colon} {flow(settings)}")
        lines = ["", *block(settings, key.start_mark.column + 2)]
        return self._insert(end, colon + self._newline.join(lines))

    def with_line(self, line: str) -> str:
        """One more line at the end of the file."""
        head = "" if self.text.endswith("\n") or not self.text else self._newline
        return f"{self.text}{head}{line}{self._newline}"

    def with_section(self, name: str, lines: Sequence[str]) -> str:
        """A section of its own at the end of the file."""
        if self.root.flow_style:
            raise self.refusal
        head = "" if self.text.endswith("\n") or not self.text else self._newline
        return self.text + head + self._newline.join([f"{name}:", *(f"  {line}" for line in lines)]) + self._newline

    def compare(self, edited: str, *but: str) -> None:
        """Raises EditRefusedError where more differs than the values of the keys `but`."""
        before, after = self._top(self.root, but), self._top(self._compose(edited), but)
        if before != after:
            raise self.refusal

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _compose(self, text: str) -> Any:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        try:
            root = YAML(typ="rt").compose(text)
        except (YAMLError, RecursionError, ValueError):
            raise self.refusal from None
        if root is not None and not is_mapping(root):
            raise self.refusal
        return root

    def _top(self, root: Any, but: tuple[str, ...]) -> list[Any]:
        try:
            return [(key.value, _shape(value)) for key, value in root.value if key.value not in but]
        except RecursionError:  # an anchor that holds itself
            raise self.refusal from None

    def _in_flow(self, node: Any, flow: str) -> str:
        if not node.value:
            return self._insert(node.start_mark.index + 1, flow)
        end = self._end_of_last(node)
        return self._insert(end, f"{' ' * (self.text[end - 1] == ':')}, {flow}")

    def _after(self, end: int, lines: Sequence[str], indent: int) -> str:
        """`lines` below the line in which `end` stands."""
        end = len(self.text[:end].rstrip())
        stop = self.text.find("\n", end)
        stop = len(self.text) if stop < 0 else stop - (self.text[stop - 1] == "\r")
        return self._insert(stop, "".join(f"{self._newline}{' ' * indent}{line}" for line in lines))

    def _insert(self, index: int, new: str) -> str:
        return self.text[:index] + new + self.text[index:]

    def _end(self, node: Any) -> int:
        is_collection = is_sequence(node) or is_mapping(node)
        if not is_collection or node.flow_style or not node.value:
            return int(node.end_mark.index)
        return self._end_of_last(node)

    def _end_of_value(self, key: Any, value: Any) -> int:
        if value is key or value.start_mark.index != value.end_mark.index:
            return self._end(value)
        # An empty value has the marks of whatever comes next.
        end = int(key.end_mark.index)
        blank = len(self.text[end:]) - len(self.text[end:].lstrip(" "))
        return end + blank + 1 if self.text[end + blank : end + blank + 1] == ":" else end

    def _end_of_last(self, node: Any) -> int:
        return self._end_of(node, node.value[-1])

    def _end_of(self, node: Any, item: Any) -> int:
        key, value = item if isinstance(item, tuple) else (item, item)
        end = self._end_of_value(key, value)
        # An alias has the marks of what it stands for, which is elsewhere.
        if end < key.start_mark.index or key.start_mark.index < node.start_mark.index:
            raise self.refusal
        return end


def _shape(node: Any) -> Any:
    if is_mapping(node):
        return node.tag, [(_shape(key), _shape(value)) for key, value in node.value]
    if is_sequence(node):
        return node.tag, [_shape(item) for item in node.value]
    return node.tag, node.value
