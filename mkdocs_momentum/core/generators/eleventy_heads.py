"""Eleventy's front matter, whose first line may name a language: `---json`."""

from __future__ import annotations

import re
from typing import Any

from mkdocs_momentum.core.frontmatter import FrontMatterError, Head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.javascript import QUOTED, depth_at, quoted, without_comments
from mkdocs_momentum.core.words import shown

_LANGUAGE = re.compile(r"---([^\r\n-][^\r\n]*)\r?\n")
_CLOSING = re.compile(r"^---[^\r\n]*(?:\r?\n|\Z)", re.MULTILINE)
_LANGUAGES = {"json": "JSON", "toml": "TOML", "js": "JavaScript", "javascript": "JavaScript"}
_MEND = "write it as YAML between lines ---"
_WORDS = ("title", "date", "draft", "released", "canonical_url", "permalink", "eleventyComputed", "pagination")
"""What counts of the front matter that is JavaScript."""
_MAYBE = frozenset({"title", "permalink", "eleventyComputed", "pagination"})
"""Of these it is enough to know that they are there."""
_PLAIN = {
    name: re.compile(rf"\b{name}[\"']?\s*[:=]\s*(?:{QUOTED}|(true|false)\b)[ \t]*(?:[,;}}\r\n]|\Z)") for name in _WORDS
}


def eleventy_head(text: str) -> Head:
    """The front matter of a decoded file, in whichever language.

    Raises:
        FrontMatterError: there is none, or it cannot be read for certain; of JavaScript little can.
    """
    start = len("\ufeff") if text.startswith("\ufeff") else 0
    match = _LANGUAGE.match(text, start)
    word = match[1].strip() if match else ""
    if not match or not word:
        return any_head(text)
    named = word.lower()
    if named in {"yaml", "yml"}:
        cut = len(match[1])
        head = any_head(text[: match.start(1)] + text[match.end(1) :])
        return head._replace(start=head.start + cut, end=head.end + cut, body=head.body + cut)
    if named not in _LANGUAGES:
        message = f"its front matter is of a kind that is not known ({shown(word)}), and not read"
        raise FrontMatterError(message, _MEND, 1)
    closing = _CLOSING.search(text, match.end())
    if not closing:
        raise FrontMatterError("its front matter does not end", "end it with a line ---", 1)
    source = text[match.end() : closing.start()]
    read = {"JSON": _json, "TOML": _toml, "JavaScript": _script}[_LANGUAGES[named]]
    return read(source)._replace(start=match.end(), end=closing.start(), body=closing.end())


def _toml(source: str) -> Head:
    return any_head(f"+++\n{source}+++\n")


def _json(source: str) -> Head:
    inner = source.lstrip()
    if not inner.startswith("{"):
        raise FrontMatterError("its front matter is not JSON", _MEND, 1)
    head, above = any_head(inner), 1 + source.count("\n", 0, len(source) - len(inner))
    return head._replace(lines={name: number + above for name, number in head.lines.items()})


def _script(source: str) -> Head:
    """What is written out in JavaScript, where each word that counts stands once."""
    code = without_comments(source)
    top = 1 if code.lstrip().startswith("{") else 0
    data: dict[str, Any] = {}
    for name, pattern in _PLAIN.items():
        count = len(re.findall(rf"\b{name}\b", code))
        match = pattern.search(code) if count == 1 else None
        if match and depth_at(code, match.start()) != top:
            match = None  # it says something of something else
        if count and not match and name not in _MAYBE:
            raise FrontMatterError("its front matter is JavaScript, which is not read", _MEND, 1)
        if match:
            data[name] = match[4] == "true" if match[4] else quoted(match)
        elif count and name != "title":
            data[name] = True
    return Head(data)
