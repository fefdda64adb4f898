"""The plain front matter that most posts have, read line by line, many times faster than a YAML parser reads it.

Strict on purpose: whatever is not plainly one of the forms below is left to the parser, so that both always agree. A
fuzz test holds them against each other.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from sys import intern

TYPE_CHECKING = False  # typing itself would cost the git hook two milliseconds
if TYPE_CHECKING:
    from typing import Any

    Scanned = tuple[dict[str, Any], dict[str, int], tuple[str, ...]]

_VALUE = (
    r"(?:(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<moment>[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"|(?P<truth>true|false)"
    r"|(?P<number>0|[1-9][0-9]{0,15})"
    r'|"(?P<double>[^"\\\n]*)"'
    r"|'(?P<single>[^'\n]*)'"
    r"|(?P<plain>[^\W\d_][^:#\n]*+(?:(?::(?=\S)|(?<=\S)#)[^:#\n]*+)*))"
)
_LINE = re.compile(rf"(?P<key>[A-Za-z_][A-Za-z0-9_-]*):(?: +(?:{_VALUE}|\[(?P<flow>[^\n]*)\]))? *\n")
_ITEM = re.compile(rf"(?P<indent> *)- +{_VALUE} *\n")
_WORD = r"[^\W\d_][\w./+-]*+(?: (?=[^\s#,])[\w./+-]*+)*"
_WORDS = re.compile(rf" *{_WORD} *(?:, *{_WORD} *)*")
_NO_TEXT = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
"""Words that YAML takes for something else than text, and two that others do."""


def scan(source: str) -> Scanned | None:
    """Read plain front matter.

    Args:
        source: the lines between the two `---`, the last line's end included.

    Returns:
        Keys and values, the line of each key in the file, and no repeated keys; None for anything that only a parser
        reads for certain.
    """
    if not source.endswith("\n") or not source.replace("\n", "").isprintable():
        return None
    data: dict[str, Any] = {}
    numbers: dict[str, int] = {}
    at, number = 0, 2
    while at < len(source):
        match = _LINE.match(source, at)
        if match is None:
            return None
        key, kind = intern(match[1]), match.lastgroup  # the same few keys in a hundred thousand posts
        if key in data or key.lower() in _NO_TEXT:
            return None
        numbers[key] = number
        at = match.end()
        number += 1
        if kind == "key":
            items: list[Any] = []
            at = _items(source, at, items)
            if at < 0:
                return None
            number += len(items)
            data[key] = items or None
            continue
        value = _flow(match["flow"]) if kind == "flow" else _scalar(match)
        if value is None:
            return None
        data[key] = value
    return (data, numbers, ()) if data else None


def _items(source: str, at: int, items: list[Any]) -> int:
    """Collect the lines of a list; where they end, or -1 where they are not all plain."""
    indent = None
    while match := _ITEM.match(source, at):
        value = _scalar(match)
        if value is None or (indent is not None and match["indent"] != indent):
            return -1
        indent = match["indent"]
        items.append(value)
        at = match.end()
    return at


def _scalar(match: re.Match[str]) -> Any:
    """A value as the parser would read it; None where that is not certain."""
    kind = match.lastgroup
    text = match[kind] if kind else ""
    try:
        if kind == "date":
            return date(int(text[:4]), int(text[5:7]), int(text[8:]))
        if kind == "moment":
            return datetime.fromisoformat(text)
    except ValueError:
        return None
    if kind == "plain":
        text = text.rstrip(" ")
        return None if text.lower() in _NO_TEXT else text
    if kind == "truth":
        return text == "true"
    return int(text) if kind == "number" else text


def _flow(text: str) -> list[str] | None:
    """The words of `[a, b]`."""
    if not text.strip(" "):
        return []
    if not _WORDS.fullmatch(text):
        return None
    words = [word.strip(" ") for word in text.split(",")]
    return words if _NO_TEXT.isdisjoint(map(str.lower, words)) else None
