"""Front matter as other generators have it: YAML, TOML or JSON, told apart by its first line."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from mkdocs_momentum.core.frontmatter import LIMIT, FrontMatterError, Head, read_head
from mkdocs_momentum.core.words import shown

_BOM = "\ufeff"
_EMPTY = re.compile(r"(-{3}[ \t]*\r?\n)(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*-{3}[ \t]*(?:\r?\n|\Z)")
_TOML = re.compile(r"\+{3}[ \t]*\r?\n(.*?)^\+{3}[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML_KEY = re.compile(r"^[ \t]*([A-Za-z0-9_-]+)[ \t]*=", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_ORG = re.compile(r"#\+([A-Za-z][\w-]*)(\[\])?:[ \t]*(.*)")
_ORG_TIME = re.compile(r"[<\[](\d{4}-\d{2}-\d{2})\b[^>\]]*[>\]]")


def any_head(text: str) -> Head:
    """The front matter of a decoded file, in whichever of the three forms it stands.

    Raises:
        FrontMatterError: there is none, or it cannot be read for certain.
    """
    start = len(_BOM) if text.startswith(_BOM) else 0
    if text.startswith("+++", start):
        return _toml_head(text, start)
    if text.startswith("{", start):
        return _json_head(text, start)
    empty = _EMPTY.match(text, start)
    if empty:
        return Head({}, start=empty.end(1), end=empty.end(1), body=empty.end())
    # Only MkDocs wants something to follow the closing line.
    closed = read_head(text if text.endswith("\n") else f"{text}\n")
    return Head(closed.data, closed.lines, closed.repeated, closed.start, closed.end, min(closed.body, len(text)))


def hugo_head(text: str) -> Head:
    """The three forms, with or without empty lines above, and Org's lines `#+date: 2026-11-24` without a gap."""
    start = len(_BOM) if text.startswith(_BOM) else 0
    lead = len(text) - len(text[start:].lstrip())
    if text.startswith("#+", lead):
        return _org_head(text, start)
    return any_head(text) if lead == start else _moved(any_head(text[lead:]), lead, text.count("\n", 0, lead))


def _org_head(text: str, start: int) -> Head:
    found: dict[str, Any] = {}
    numbers: dict[str, int] = {}
    at = start
    for number, line in enumerate(text[start : start + LIMIT].splitlines(keepends=True), 1):
        match = _ORG.fullmatch(line.strip())
        if match:
            name, value = match[1].lower(), match[3].strip()
            time = _ORG_TIME.fullmatch(value)
            found[name], numbers[name] = value.split() if match[2] else time[1] if time else value, number
        elif found and not line.startswith("#+"):
            break
        at += len(line)
    return Head(found, numbers, start=start, end=at, body=at)


def _moved(head: Head, characters: int, lines: int) -> Head:
    """A head as it stands behind something else."""
    return head._replace(
        lines={name: number + lines for name, number in head.lines.items()},
        start=head.start + characters,
        end=head.end + characters,
        body=head.body + characters,
    )


def _toml_head(text: str, start: int) -> Head:
    match = _TOML.match(text[start : start + LIMIT + 1024])
    if not match:
        raise FrontMatterError("its front matter does not end", "end it with a line +++", 1)
    source = match[1]
    if len(source.encode()) > LIMIT:
        raise FrontMatterError("its front matter is longer than 64 KiB", "move text below the second +++", 1)
    try:
        data = tomllib.loads(source.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        message = f"its front matter is not TOML: {' '.join(str(error).split())[:200]}"
        raise FrontMatterError(message, 'write each value as key = "value"', int(line[1]) + 1 if line else 1) from None
    except (ValueError, RecursionError) as error:
        raise FrontMatterError(f"its front matter cannot be read: {shown(error)}", "keep it flat", 1) from None
    table = _TABLE.search(source)
    top = source[: table.start()] if table else source
    numbers = {key[1]: source.count("\n", 0, key.start(1)) + 2 for key in _TOML_KEY.finditer(top)}
    return Head(data, numbers, (), start + match.start(1), start + match.end(1), start + match.end())


def _json_head(text: str, start: int) -> Head:
    repeated: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        repeated.extend({name for name in names if names.count(name) > 1} if len(names) < 1000 else names[:1])
        return dict(items)

    try:
        data, end = json.JSONDecoder(object_pairs_hook=pairs).raw_decode(text[start : start + LIMIT])
    except json.JSONDecodeError as error:
        message = f"its front matter is not JSON: {error.msg}"
        raise FrontMatterError(message, 'write each value as "key": "value"', error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise FrontMatterError(f"its front matter cannot be read: {shown(error)}", "keep it flat", 1) from None
    numbers = {}
    for name in data:
        at = text.find(json.dumps(name), start, start + end)
        numbers[name] = text.count("\n", 0, max(at, 0)) + 1
    kept = tuple(name for name in dict.fromkeys(repeated) if name in data)
    return Head(data, numbers, kept, start, start + end, start + end)
