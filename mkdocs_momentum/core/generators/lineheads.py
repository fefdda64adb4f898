"""Front matter as lines: Pelican's `Date: 2026-11-24`, reStructuredText's `:date:` and Nikola's `.. date:`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from itertools import islice
from typing import Any

from mkdocs_momentum.core.frontmatter import LIMIT, FrontMatterError, Head
from mkdocs_momentum.core.generators.heads import any_head

MOST_LINES = 1000
"""Of one head."""

_BOM = "\ufeff"
_KEY = re.compile(r" {0,3}([\w-]+):\s*(.*)", re.ASCII)
"""A line of metadata, as Python-Markdown's own reader has it."""
_MORE = re.compile(r" {4}")
_MORE_YAML = re.compile(r" |- |-$|#")
"""Lines between two lines `---` that plugins which read YAML there take for a part of the head."""
_ITEM = re.compile(r"- *(.*)")
_ENDS = ("---", "...")
_ONE = frozenset({"tags", "date", "modified", "status", "category", "author", "save_as", "url", "authors", "slug"})
"""Keys of which Pelican takes the first line alone."""
_OWN = frozenset({"date", "released", "status"})
_NOTE = re.compile(r"[ \t]#.*")
_DOTTED = re.compile(r"(?:\.\.|#|//)?[ \t]*\.\.[ \t]+([A-Za-z][\w-]*):[ \t]*(.*)|\.\.[ \t]+([A-Za-z][\w-]*):[ \t]*(.*)")
_FIELD = re.compile(r":(?![: ])([^:\r\n]+):(?:[ \t]+(.*)|$)")
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1*")
_COMMENT = re.compile(r"\.\.(?:[ \t]+(?!\[)(?![\w:.+-]+::)|$)")
_SILENT = re.compile(r"\.\.[ \t]+(?:\|[^|]*\|[ \t]|(?:role|default-role|meta|contents|sectnum)::)")
"""Directives of which nothing is seen."""


def metadata_head(text: str) -> Head:
    """The metadata of a Pelican article: the fields of reStructuredText, else the lines of Markdown.

    Pelican reads no YAML: what stands between two lines `---` is the same lines as without them. It is read so that
    it comes to the same where a plugin reads YAML there, and it is edited as lines, which suits both.

    Raises:
        FrontMatterError: there is none.
    """
    start = len(_BOM) if text.startswith(_BOM) else 0
    lines = _lines(text[start : start + LIMIT])
    fields = _fields_head(lines, start)
    if fields:
        return fields
    try:
        return _markdown_head(lines, start)
    except FrontMatterError:
        title = _title_head(lines, start)
        if title is None:
            raise
        return title


def dotted_head(text: str) -> Head:
    """Nikola's lines `.. date: 2026-11-24`, bare or in an HTML comment; YAML and TOML heads and fields as well.

    Raises:
        FrontMatterError: there is none, or it cannot be read for certain.
    """
    start = len(_BOM) if text.startswith(_BOM) else 0
    if text.startswith(("---", "+++", "{"), start):
        return any_head(text)
    lines = _lines(text[start : start + LIMIT])
    found: dict[str, Any] = {}
    numbers: dict[str, int] = {}
    at = place = start
    for number, line in enumerate(lines, 1):
        place += len(line)
        match = _DOTTED.fullmatch(line.strip())
        if match:
            name, value = (match[1] or match[3]).lower(), (match[2] if match[1] else match[4]).strip()
            if value or name not in found:  # to Nikola a key without a value is none
                found[name], numbers[name] = value, number
        elif not line.rstrip("\r\n") if found else not _is_frame(line):
            break  # the first empty line ends it, and no line of blanks or words does
        if match or _is_frame(line):
            at = place
    if found:
        return Head(found, numbers, start=start, end=at, body=at)
    fields = _fields_head(lines, start)  # where the site has docutils read them
    if fields:
        return fields
    raise FrontMatterError("it has no metadata", "start the file with a line .. title: and a line .. date:", 1)


def _is_frame(line: str) -> bool:
    """Whether a line stands before metadata and around it, as comments do."""
    word = line.strip()
    return word in {"", "<!--", "-->", "#", "//"} or word.startswith("#!")


def _lines(text: str) -> list[str]:
    """A text's first lines with their ends; `splitlines` knows ends that no editor and no reader here has."""
    return list(islice(StringIO(text, newline=""), MOST_LINES))


def _markdown_head(lines: Sequence[str], start: int) -> Head:
    values: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    is_framed = bool(lines) and lines[0].startswith("---")
    at, last, after = start, "", 0
    for number, line in enumerate(lines, 1):
        plain = line.rstrip("\r\n").expandtabs(4)
        key = _KEY.match(plain)
        if number == 1 and is_framed:
            pass
        elif not plain.strip() or plain.startswith(_ENDS):
            after = len(line) if is_framed and plain.strip() else 0
            break
        elif key:
            last = key[1].lower()
            values.setdefault(last, []).append(key[2].strip())
            numbers.setdefault(last, number)
        elif last and (_MORE.match(plain) or (is_framed and _MORE_YAML.match(plain))):
            if not plain.lstrip().startswith("#"):
                values[last].append(plain.strip())
        elif not (is_framed and plain.startswith("#")):
            break
        at += len(line)
    if not values:
        raise FrontMatterError("it has no metadata", "start the file with a line Title: and a line Date:", 1)
    data = {name: _value(name, found, is_framed=is_framed) for name, found in values.items()}
    return Head(data, numbers, start=start, end=at, body=at + after)


def _value(name: str, found: Sequence[str], *, is_framed: bool) -> Any:
    """What the lines of one key come to."""
    items = [_ITEM.fullmatch(line) for line in found[1:]]
    if is_framed and items and not found[0] and all(items):
        return [_unquoted(item[1]) for item in items if item]
    value = found[0] if name in _ONE else " ".join(filter(None, found))
    if not is_framed:
        return value
    return _unquoted(_NOTE.sub("", f" {value}").strip() if name in _OWN else value)


def _unquoted(text: str) -> str:
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text


def _fields_head(lines: Sequence[str], start: int) -> Head | None:
    """The fields right below the title of a reStructuredText, or at its top; None where none stand there."""
    place = _past_comments(lines, 0)
    title = ""
    for _title_and_subtitle in range(2):
        heading = _heading(lines, place)
        if heading:
            title = title or heading[0]
            place = _past_comments(lines, place + heading[1])
    found: dict[str, Any] = {"title": title} if title else {}
    numbers: dict[str, int] = {}
    last, end = "", place
    for number, line in enumerate(lines[place:], place + 1):
        field = _FIELD.fullmatch(line.rstrip())
        if field:
            last = field[1].lower()
            found[last], numbers[last] = (field[2] or "").strip(), number
        elif not last or (line.strip() and line[0] not in " \t"):
            break
        elif line.strip():
            found[last] = f"{found[last]} {line.strip()}".strip()
        else:
            continue
        end = number
    if not numbers:
        return None
    at = start + sum(map(len, lines[:end]))
    return Head(found, numbers, start=start, end=at, body=at)


def _title_head(lines: Sequence[str], start: int) -> Head | None:
    """A reStructuredText that has nothing but its title, where the file's name may say the rest; None without one."""
    place = _past_comments(lines, 0)
    heading = _heading(lines, place)
    if heading is None:
        return None
    at = start + sum(map(len, lines[: place + heading[1]]))
    return Head({"title": heading[0]}, start=start, end=at, body=at)


def _heading(lines: Sequence[str], place: int) -> tuple[str, int] | None:
    """The title that stands at a line, and how many lines it takes; None where none does."""
    one, two, three = (line.rstrip() for line in [*lines[place : place + 3], "", "", ""][:3])
    if _RULE.fullmatch(one) and two.strip() and three == one and not _FIELD.fullmatch(two):
        return two.strip(), 3
    is_title = one and one[0] not in " \t" and not _FIELD.fullmatch(one) and not _RULE.fullmatch(one)
    return (one, 2) if is_title and _RULE.fullmatch(two) and len(two) >= min(len(one), 3) else None


def _past_comments(lines: Sequence[str], place: int) -> int:
    """The next line that is seen, from a line on."""
    while place < len(lines):
        line = lines[place].rstrip()
        if _COMMENT.match(line) or _SILENT.match(line):
            place += 1
            while place < len(lines) and (not lines[place].strip() or lines[place][0] in " \t"):
                place += 1
        elif line:
            break
        else:
            place += 1
    return place
