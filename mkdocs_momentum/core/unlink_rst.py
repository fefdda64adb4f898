"""Links to held posts become plain text in reStructuredText, whose tables have widths and whose links have names."""

from __future__ import annotations

import re
from bisect import bisect_left

from mkdocs_momentum.core.held import Hit
from mkdocs_momentum.core.links import ELSEWHERE

_LINK = re.compile(r"`(?P<words>(?:[^`<\n]|\n(?![ \t]*\n))*)<(?P<href>[^`<>\n]+)>`(?P<end>__?)")
_NAMED = re.compile(r"^\.\. _(?P<name>`[^`\n]+`|[^:\n`]+):[ \t]+(?P<href>\S+)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TARGET = re.compile(r"^[ \t]+:target:[ \t]+(?P<href>\S+)[ \t]*\n", re.MULTILINE)
_RULER = re.compile(r"^[ \t]*=+(?: +=+)+[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(r"\\.|[*`|_]", re.DOTALL)
_WIDEST = 1000
"""Letters of a row of a table."""
_BREAK = re.compile(r"\n[ \t]*\n")


def unlink_rst(text: str, hit: Hit) -> tuple[str, int]:
    """Take the links to held posts out of reStructuredText; their words stay.

    Args:
        text: the file's.
        hit: says which targets are held.

    Returns:
        The text, and how many links and targets were taken out of it.
    """
    found = [match for pattern in (_LINK, _NAMED, _TARGET) for match in pattern.finditer(text) if hit(match["href"])]
    if not found:
        return text, 0
    lost = {_name(match["name"]) for match in found if match.re is _NAMED}
    lost |= {_name(match["words"]) for match in found if match.re is _LINK and match["end"] == "_"}
    ends, tables = _blocks_with_rulers(text)
    parts, at = [], 0
    for match in sorted(found, key=re.Match[str].start):
        if match.start() >= at:
            line = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _WIDEST) : match.start()]
            is_in_table = line.lstrip().startswith("|") or bisect_left(ends, match.start()) in tables
            parts += [text[at : match.start()], _left(match, is_in_table=is_in_table)]
            at = match.end()
    text = "".join([*parts, text[at:]])
    return _without_names(text, lost), len(found)


def _left(link: re.Match[str], *, is_in_table: bool) -> str:
    """What stays of a link: its words, as wide as it was in a table."""
    if link.re is not _LINK:
        return ""
    words = _MARKUP.sub(lambda match: match[0] if match[0][0] == "\\" else f"\\{match[0]}", link["words"].strip())
    words = words or ELSEWHERE
    return words.ljust(len(link[0])) if is_in_table else words


def _blocks_with_rulers(text: str) -> tuple[list[int], set[int]]:
    """Where the blocks between empty lines end, and the numbers of those that are tables without lines around."""
    ends = [match.start() for match in _BREAK.finditer(text)]
    return ends, {bisect_left(ends, match.start()) for match in _RULER.finditer(text)}


def _name(words: str) -> str:
    return " ".join(words.strip("`").split()).lower()


def _without_names(text: str, lost: set[str]) -> str:
    """A text without references to names that nothing is called by any more."""
    left = {_name(match["name"]) for match in _NAMED.finditer(text)}
    left |= {_name(match["words"]) for match in _LINK.finditer(text) if match["end"] == "_"}
    names = sorted(lost - left - {""}, key=len, reverse=True)
    if not names:
        return text
    choice = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    text = re.sub(rf"`({choice})`_(?!_)", r"\1", text, flags=re.IGNORECASE)
    return re.sub(rf"(?<![\w`:.-])({choice})_(?![\w_`])", r"\1", text, flags=re.IGNORECASE)
