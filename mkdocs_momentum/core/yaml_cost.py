"""What a YAML text may cost: bombs are refused from its events, before anything is built of them.

An alias bomb, a merge-key bomb or 60,000 opening brackets are short to write and take minutes to load. Their events
are cheap, and enough to know the size and depth of what would be built.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

__all__ = ["YAML_FAULTS", "Loader", "TooCostlyError", "refuse_bombs"]

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML without libyaml: slower, the same answers
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 20
MAX_NODES = 20_000
"""Nodes after aliases are followed: bounds what an alias bomb can cost."""

# PyYAML's own errors, and Python's, which it lets through for a value it cannot build (2026-02-30, !!bool x, !!int "").
YAML_FAULTS = (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)

_OPENER = re.compile(r"[\[{]|[-?][ \t]")
_INDENT = " " * MAX_DEPTH


class TooCostlyError(ValueError):
    """YAML that would cost far more to load than to write.

    Args:
        line: 0-based line in the text.
    """

    def __init__(self, line: int) -> None:
        super().__init__("nested too deep, or it repeats itself by aliases too often")
        self.line = line


def refuse_bombs(source: str) -> None:
    """Refuse deep nesting and alias bombs. Linear in the text.

    Raises:
        TooCostlyError: it is one.
        yaml.YAMLError: it is no YAML.
    """
    if _is_plain(source):
        return
    sizes: dict[str, int] = {}
    stack: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(source, Loader=Loader):
        _weigh(event, stack, sizes)
        if len(stack) > MAX_DEPTH + 1 or stack[-1][1] > MAX_NODES:
            raise TooCostlyError(event.start_mark.line if event.start_mark else 0)


def _is_plain(source: str) -> bool:
    """Whether a glance shows that nothing here nests deep or is repeated; most front matter is so."""
    return "*" not in source and _INDENT not in source and len(_OPENER.findall(source)) <= MAX_DEPTH


def _weigh(event: Any, stack: list[tuple[str | None, int]], sizes: dict[str, int]) -> None:
    """Keep account of open collections and their sizes, and of the size behind each anchor."""
    if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        stack.append((event.anchor, 1))
        return
    if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        anchor, size = stack.pop()
    elif isinstance(event, yaml.ScalarEvent):
        anchor, size = event.anchor, 1
    elif isinstance(event, yaml.AliasEvent):
        # An alias inside its own anchor is a value that contains itself.
        anchor, size = None, sizes.get(str(event.anchor), MAX_NODES)
    else:
        return
    if anchor:
        sizes[anchor] = size
    stack[-1] = (stack[-1][0], stack[-1][1] + size)
