"""Front matter: found the way MkDocs finds it, parsed more strictly.

MkDocs takes front matter that it cannot parse for *no* front matter and publishes the page, drafts included. Here
anything doubtful is an error that names its line, and whoever asked holds the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from mkdocs_momentum.core.scanner import scan
from mkdocs_momentum.core.words import shown
from mkdocs_momentum.core.yaml_cost import YAML_FAULTS, Loader, TooCostlyError, refuse_bombs

LIMIT = 64 * 1024
"""Bytes of front matter that are read; more is refused before anything parses it."""

MAX_NUMBER = 1000
"""Digits of a number: more cost quadratic time to read, and Python refuses to print them."""

_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
_DATES = frozenset({"tag:yaml.org,2002:timestamp"})
_CHECKED = _NUMBERS | _DATES | {"tag:yaml.org,2002:bool"}

# Together the same heads as mkdocs.utils.meta.YAML_RE (1.6.1), line ends of any kind. One pattern for all would have to
# repeat a group possessively to stay linear, which Python 3.11.2, that of Debian 12, gets wrong.
_OPENING = re.compile(r"-{3}[ \t]*(?:\r\n?|\n)")
_FIRST = re.compile(r"[^\r\n]*(?:\r\n?|\n)")
_CLOSING = re.compile(r"[\r\n](?:-{3}|\.{3})[ \t]*(?:\r\n?|\n)")
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


class Head(NamedTuple):
    """The front matter of one file.

    Args:
        data: its keys and values, as PyYAML's safe loader reads them (MkDocs' own reader).
        lines: 1-based line in the file of each key (its last, where it stands more than once).
        repeated: keys that stand more than once (the last one counts); those inside `date` as `date: created`.
        start: where the YAML begins in the decoded text, a byte order mark included.
        end: where it ends, before the closing line.
        body: where the Markdown begins.
    """

    data: Mapping[str, Any]
    lines: Mapping[str, int] = MappingProxyType({})
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
    opening = _OPENING.match(text, bom)
    # The first line is part of it whatever it says.
    first = opening and _FIRST.match(text, opening.end())
    closing = first and _CLOSING.search(text, first.end() - 1, bom + LIMIT + 1024)
    if not opening or not closing:
        raise FrontMatterError(*_why_no_head(text[bom:]), line=1)
    start, end = opening.end(), closing.start() + 1
    source = text[start:end]
    if len(source) > LIMIT // 4 and len(source.encode()) > LIMIT:
        raise FrontMatterError("its front matter is longer than 64 KiB", "move text below the second ---", 1)
    return Head(*_parse(source), start, end, closing.end())


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
    if "\x00" in source:
        line = 2 + source.count("\n", 0, source.index("\x00"))
        raise FrontMatterError("its front matter holds a NUL character", "take it out", line)
    scanned = scan(source.replace("\r\n", "\n"))
    if scanned is not None:
        return scanned
    try:
        refuse_bombs(source)
        return parse_yaml(source)
    except FrontMatterError:
        raise
    except TooCostlyError as error:
        raise FrontMatterError(f"its front matter is {error}", "keep it flat", error.line + 2) from None
    except yaml.MarkedYAMLError as error:
        raise _from_yaml(error) from None
    except YAML_FAULTS as error:
        raise FrontMatterError(
            f"its front matter cannot be read: {_one_line(error)}", "write each value as key: value", 1
        ) from None


def parse_yaml(source: str) -> tuple[dict[str, Any], dict[str, int], tuple[str, ...]]:
    """Keys and values, the line of each key in the file, and repeated keys. Raises whatever PyYAML does."""
    loader = Loader(source)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise FrontMatterError("its front matter is not a list of key: value lines", _EXAMPLE, 1)
        names = list(_names(node))
        _check_values(loader, node)
        data = loader.construct_document(node)
    finally:
        loader.dispose()
    counted = Counter(name for name, _ in names)
    repeated = tuple(name for name, count in counted.items() if count > 1)
    return {str(key): value for key, value in data.items()}, dict(names), repeated


def _names(node: yaml.MappingNode) -> Iterator[tuple[str, int]]:
    """Each key with its 1-based line in the file, and those inside `date` as `date: created`."""
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise FrontMatterError("a key of its front matter is not a word", _EXAMPLE, key.start_mark.line + 2)
        yield key.value, key.start_mark.line + 2
        if key.value == "date" and isinstance(value, yaml.MappingNode):
            for inner, _ in value.value:
                if isinstance(inner, yaml.ScalarNode):
                    yield f"date: {inner.value}", inner.start_mark.line + 2


def _check_values(loader: Any, node: yaml.MappingNode) -> None:
    """Construct each number and date once, so that an impossible one (`2026-02-30`) is named with its own line."""
    for key, value in node.value:
        for scalar in _scalars(value):
            if scalar.value.isdigit() and len(scalar.value) < MAX_NUMBER:
                continue
            if len(scalar.value) > MAX_NUMBER and scalar.tag in _NUMBERS:
                raise FrontMatterError(
                    f"{shown(key.value)}: {shown(scalar.value)} is a number of {len(scalar.value)} digits",
                    "put it in quotes",
                    scalar.start_mark.line + 2,
                )
            try:
                loader.construct_object(scalar)
            except (ValueError, LookupError, AttributeError):  # what PyYAML lets through for a value it cannot build
                raise FrontMatterError(
                    f"{shown(key.value)}: {shown(scalar.value)} is not a value that exists",
                    f"write {shown(key.value)} like 2026-11-24" if scalar.tag in _DATES else "put it in quotes",
                    scalar.start_mark.line + 2,
                ) from None


def _scalars(value: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The numbers and dates in `value`, however deep, each once."""
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.ScalarNode) and node.tag in _CHECKED:
            yield node


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
