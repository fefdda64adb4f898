"""What a configuration in JavaScript says in plain text. It is never run; what takes a run to know stays unknown."""

from __future__ import annotations

import re

_TEXT = r"\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\.)*`?"
_COMMENT = r"(?<!\\)//[^\n]*|(?<!\\)/\*(?:.*?\*/|.*)"
_SKIPPED = re.compile(rf"(?P<text>{_TEXT})|(?P<comment>{_COMMENT})", re.DOTALL)
_PIECE = re.compile(rf"{_TEXT}|[\w$]+|[^\s\w$]", re.DOTALL)
_EXPORTED = re.compile(r"\bexport\s+default\b|\bmodule\.exports\s*=")
_NAME = re.compile(r"\s*(?:[A-Za-z_$][\w$]*\s*\(\s*)?([A-Za-z_$][\w$]*)\s*\)?\s*(?:;|\Z)")

QUOTED = r"(?:\"([^\"\\\n]*)\"|'([^'\\\n]*)'|`([^`\\$\n]*)`)"
"""A text without anything to work out in it, in one of three groups."""


def without_comments(code: str) -> str:
    """JavaScript without its comments; what looks like one in a text stays."""
    return _SKIPPED.sub(lambda match: " " if _is_comment(match["comment"] or "") else match[0], code)


def _is_comment(text: str) -> bool:
    """Whether that is one; what never ends is part of a pattern rather."""
    return text.startswith("//") or text.endswith("*/")


def quoted(match: re.Match[str], first: int = 1) -> str | None:
    """The text that `QUOTED` found, whose groups begin with `first`; None where there is none."""
    return next((text for text in match.groups()[first - 1 : first + 2] if text is not None), None)


def exported(code: str) -> dict[str, str | None]:
    """The settings of the object that a module exports.

    Args:
        code: JavaScript without comments.

    Returns:
        The keys at its top, each with its value where that is a plain text and None where it is anything else; none
        where there is no such object to be seen.
    """
    found: dict[str, str | None] = {}
    depth, key, value = 0, "", list[str]()
    for piece in _PIECE.finditer(code, _object_at(code)):
        sign = piece[0]
        if sign in {"}", ")", "]"}:
            depth -= 1
        if not key and len(value) == 1 and depth <= 1 and sign in {",", "}"} and value[0].isidentifier():
            found[value[0]] = None  # a name that stands for its own value
        if depth <= 0 and sign != "{":
            break
        if depth == 1 and sign == ",":
            key, value = "", []
        elif depth == 1 and not key and sign == ":" and len(value) == 1:
            key, value = value[0].strip("\"'"), []
            found[key] = None
        elif depth == 1:
            value.append(sign)
            plain = re.fullmatch(QUOTED, sign) if key else None
            if key:
                found[key] = quoted(plain) if plain and len(value) == 1 else None
        if sign in {"{", "(", "["}:
            depth += 1
    return found


def depth_at(code: str, place: int) -> int:
    """In how many brackets a place in JavaScript without comments stands."""
    signs = [piece[0] for piece in _PIECE.finditer(code, 0, place)]
    return sum(map(signs.count, "{[(")) - sum(map(signs.count, "}])"))


def _object_at(code: str) -> int:
    """Where the object begins that a module exports; the end of the code where there is none."""
    given = _EXPORTED.search(code)
    if not given:
        return len(code)
    start = given.end()
    name = _NAME.match(code, start)
    if name:
        made = re.search(rf"\b(?:const|let|var)\s+{re.escape(name[1])}\b[^=\n]{{0,200}}=", code)
        if not made:
            return len(code)
        start = made.end()
    begin = code.find("{", start)
    return len(code) if begin < 0 else begin
