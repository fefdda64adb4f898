"""Front matter: found the way MkDocs finds it, parsed more strictly.

MkDocs takes front matter that it cannot parse for *no* front matter and publishes the page, drafts included. Here
anything doubtful is an error that names its line, and whoever asked holds the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML without libyaml: slower, the same answers
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

LIMIT = 64 * 1024
"""Bytes of front matter that are read; more is refused before anything parses it."""

MAX_DEPTH = 20
MAX_NODES = 20_000
"""Nodes after aliases are followed: bounds what an alias bomb can cost."""

# The same heads as mkdocs.utils.meta.YAML_RE (1.6.1), line ends of any kind.
_HEAD = re.compile(r"\A-{3}[ \t]*(?:\r\n|\r|\n)(.*?(?:\r\n|\r|\n))(?:-{3}|\.{3})[ \t]*(?:\r\n|\r|\n)", re.DOTALL)
_BOM = "\ufeff"
_EXAMPLE = "start the file with a line ---, then title: and date:, then a line ---"


class FrontMatterError(ValueError):
    """Front matter that cannot be read for certain.

    Args:
        message: what is the matter.
        mend: how it should look.
        line: 1-based line in the file, where known.
    """

    def __init__(self, message: str, mend: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message, self.mend, self.line = message, mend, line


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter of one file.

    Args:
        data: its keys and values, as PyYAML's safe loader reads them (MkDocs' own reader).
        lines: 1-based line in the file of each key.
        repeated: keys that stand more than once (the last one counts).
        start: where the YAML begins in the decoded text, a byte order mark included.
        end: where it ends, before the closing line.
        body: where the Markdown begins.
    """

    data: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    body: int = 0


def decode(raw: bytes) -> str:
    """The file's text, line ends and byte order mark kept. Raises FrontMatterError for bytes that are not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FrontMatterError(f"byte 0x{raw[error.start]:02x} is not UTF-8", "save the file as UTF-8", line) from None


def read_head(text: str) -> Head:
    """Find and parse the front matter of a decoded file.

    Raises:
        FrontMatterError: there is none, or it cannot be read for certain.
    """
    bom = len(_BOM) if text.startswith(_BOM) else 0
    match = _HEAD.match(text[bom : bom + LIMIT + 1024])
    if not match:
        raise FrontMatterError(*_why_no_head(text[bom:]), line=1)
    if len(match[1].encode()) > LIMIT:
        raise FrontMatterError("its front matter is longer than 64 KiB", "move text below the second ---", 1)
    data, lines, repeated = _parse(match[1])
    return Head(data, lines, repeated, bom + match.start(1), bom + match.end(1), bom + match.end())


def _why_no_head(text: str) -> tuple[str, str]:
    if not re.match(r"-{3}[ \t]*[\r\n]", text):
        return "it has no front matter", _EXAMPLE
    if re.search(r"[\r\n](?:-{3}|\.{3})[ \t]*\Z", text):
        return (
            "nothing follows the line that ends its front matter, and MkDocs then reads none",
            "add a line below it",
        )
    if len(text) > LIMIT:
        return "its front matter does not end within 64 KiB", "end it with a line ---"
    return "its front matter does not end", "end it with a line ---"


def _parse(source: str) -> tuple[dict[str, Any], dict[str, int], tuple[str, ...]]:
    _guard(source)
    loader = _Loader(source)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise FrontMatterError("its front matter is not a list of key: value lines", _EXAMPLE, 1)
        names = [(key.value, key.start_mark.line + 2) for key, _ in node.value]
        _check_values(loader, node)
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise _from_yaml(error) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        raise FrontMatterError(
            f"its front matter cannot be read: {_one_line(error)}", "write each value as key: value", 1
        ) from None
    finally:
        loader.dispose()
    counted = Counter(name for name, _ in names)
    repeated = tuple(name for name, count in counted.items() if count > 1)
    return {str(key): value for key, value in data.items()}, dict(names), repeated


def _check_values(loader: Any, node: yaml.MappingNode) -> None:
    """Construct each scalar once, so that an impossible value (`2026-02-30`) is named with its own line."""
    for key, value in node.value:
        for scalar in _scalars(value):
            try:
                loader.construct_object(scalar)
            except ValueError:
                raise FrontMatterError(
                    f"{key.value}: {scalar.value} is not a value that exists",
                    f"write {key.value} like 2026-11-24",
                    scalar.start_mark.line + 2,
                ) from None
        if isinstance(value, yaml.ScalarNode) and not isinstance(loader.construct_object(key), Hashable):
            raise FrontMatterError(f"{key.value} cannot be a key", _EXAMPLE, key.start_mark.line + 2)


def _scalars(value: yaml.Node) -> list[yaml.ScalarNode]:
    """The scalars that may carry dates: the value itself, or those one level down in a mapping."""
    if isinstance(value, yaml.ScalarNode):
        return [value]
    if isinstance(value, yaml.MappingNode):
        return [inner for _, inner in value.value if isinstance(inner, yaml.ScalarNode)]
    return []


def _guard(source: str) -> None:
    """Refuse what costs far more to parse than to write: deep nesting and alias bombs. Linear in the text."""
    if "\x00" in source:
        raise FrontMatterError("its front matter holds a NUL character", "take it out", 1 + source.count("\n"))
    openers = source.count("[") + source.count("{") + source.count("- ") + source.count("? ")
    if openers <= MAX_DEPTH and "*" not in source:
        return
    sizes: dict[str, int] = {}
    stack: list[list[Any]] = [["", 0]]
    try:
        for event in yaml.parse(source, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                stack[-1][1] += sizes.get(str(event.anchor), MAX_NODES)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                stack.append([event.anchor, 1])
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                anchor, size = stack.pop()
                stack[-1][1] += size
                if anchor:
                    sizes[anchor] = size
            elif isinstance(event, yaml.ScalarEvent):
                stack[-1][1] += 1
                if event.anchor:
                    sizes[event.anchor] = 1
            if len(stack) > MAX_DEPTH or stack[-1][1] > MAX_NODES:
                raise FrontMatterError("its front matter is nested too deep", "keep it flat", _line(event))
    except yaml.MarkedYAMLError as error:
        raise _from_yaml(error) from None
    except yaml.YAMLError as error:
        raise FrontMatterError(f"its front matter cannot be read: {_one_line(error)}", _EXAMPLE, 1) from None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 2 if event.start_mark else 1


def _from_yaml(error: yaml.MarkedYAMLError) -> FrontMatterError:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "it is not YAML"
    return FrontMatterError(
        f"its front matter is not YAML: {_one_line(problem)}",
        'put a value with a colon or a quote in it in "double quotes"',
        mark.line + 2 if mark else 1,
    )


def _one_line(text: object) -> str:
    return " ".join(str(text).split())[:200]
