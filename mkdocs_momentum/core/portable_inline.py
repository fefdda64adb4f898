"""What stands within a line of Markdown, made plain: links in full, no icons, no attribute lists. Code stays."""

from __future__ import annotations

import re
from collections.abc import Callable

Resolve = Callable[[str, bool], str | None]
"""From a link's target, and whether it is a picture's, to a full address; None takes the link away."""

_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)")
# A link or picture: its words (one more pair of brackets in them), its target, its title.
_LINK = re.compile(
    r"(?P<bang>!?)\[(?P<words>(?:[^\[\]\\]|\\.|!?\[[^\[\]]*\](?:\([^()\s]*\))?)*)\]"
    r"\((?P<target><[^<>]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?P<title>[ \t]+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
    r"(?P<attributes>[ \t]?\{:?[ \t]*[^{}\n]*\})?"
)
_DEFINITION = re.compile(r"([ \t]{0,3}\[(?!\^)[^\]]+\]:[ \t]*)(<[^<>]*>|\S+)(.*)")
_HTML = re.compile(r"(<(?:a|img|source|video|audio)\b[^<>]{0,500}?\b(href|src)[ \t]*=[ \t]*)([\"'])([^\"'<>]*)\3")
_AFTER = re.compile(r"(?<=[\w`*_)\]>~^=+\x00])\{:?[ \t]*[.#:\w][^{}]*\}")
_HEADING_END = re.compile(r"^(#{1,6}[ \t](?:.*?[^ \t])??)[ \t]*+\{:?[ \t]*[.#\w][^{}]*\}[ \t]*$")
_ITEM_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]++\{:?[ \t]*\.[\w-]+[^{}]*\}[ \t]*$")
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple|custom)-[\w-]+:[ \t]?")
_KEYS = re.compile(r"\+\+([A-Za-z0-9\"][\w\"-]*(?:\+[\w\"-]+)*)\+\+")
_HIGHLIGHT = re.compile(r"==(?=\S)(.+?)(?<=\S)==")
_INSERT = re.compile(r"\^\^(?=\S)(.+?)(?<=\S)\^\^")
_MARKDOWN_ATTRIBUTE = re.compile(r"(<\w+[^<>]{0,500}?)[ \t]+markdown(?:=[\"']?\w+[\"']?)?(?=[ \t>/])")


def inline(line: str, resolve: Resolve) -> str:
    """One line of text in its plain form.

    Args:
        line: outside any code block.
        resolve: makes a target a full address.
    """
    definition = _DEFINITION.fullmatch(line)
    if definition:
        address = resolve(_bare(definition[2]), False)
        return f"{definition[1]}{address}{definition[3]}" if address else ""
    heading = _HEADING_END.match(line)
    line = heading[1] if heading else _ITEM_ATTRIBUTES.sub("", line)
    kept: list[str] = []

    def keep(code: re.Match[str]) -> str:
        kept.append(code[0])
        return f"\x00{len(kept) - 1}\x00"

    line = _CODE.sub(keep, line.replace("\x00", ""))
    return re.sub(r"\x00(\d+)\x00", lambda place: kept[int(place[1])], _text(line, resolve))


def _text(line: str, resolve: Resolve) -> str:
    line = _LINK.sub(lambda link: _linked(link, resolve), line)
    line = _HTML.sub(lambda tag: _tagged(tag, resolve), line)
    line = _AFTER.sub("", _ICON.sub("", line))
    line = _KEYS.sub(lambda keys: f"`{'+'.join(_key(key) for key in keys[1].split('+'))}`", line)
    line = _INSERT.sub(r"\1", _HIGHLIGHT.sub(r"**\1**", line))
    return _MARKDOWN_ATTRIBUTE.sub(r"\1", line)


def _linked(link: re.Match[str], resolve: Resolve) -> str:
    is_picture, words = bool(link["bang"]), link["words"]
    if not is_picture and "](" in words:  # a picture that is a link
        words = _LINK.sub(lambda inner: _linked(inner, resolve), words)
    target = _bare(link["target"])
    address = resolve(target, is_picture)
    if address is None:
        return words
    if is_picture:
        address = re.sub(r"#(?:only|gh)-(?:light|dark)(?:-mode-only)?$", "", address)
    safe = f"<{address}>" if re.search(r"[\s()]", address) else address
    return f"{link['bang']}[{words}]({safe}{link['title'] or ''})"


def _tagged(tag: re.Match[str], resolve: Resolve) -> str:
    address = resolve(tag[4], tag[2] == "src")
    return f"{tag[1]}{tag[3]}{'#' if address is None else address}{tag[3]}"


def _bare(target: str) -> str:
    return target[1:-1] if target.startswith("<") and target.endswith(">") else target


def _key(name: str) -> str:
    return name.strip('"') if '"' in name else name.capitalize()
