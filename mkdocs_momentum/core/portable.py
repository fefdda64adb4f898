"""Markdown of MkDocs and Material as plain Markdown that other places show.

Admonitions become quotes, tabs become parts with a bold title, includes are put in, and what only a theme understands
(icons, attribute lists, `markdown` blocks) goes. Code stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mkdocs_momentum.core.portable_inline import Resolve, inline

Include = Callable[[str], str | None]
"""The text of a file that a snippet names; None where it is not there."""

DEPTH = 5
"""Includes within includes."""

_FENCE = re.compile(r"([ \t]*)(`{3,}|~{3,})(.*)")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+[\w -]*?)?(?:[ \t]*\"(.*)\")?[ \t]*")
_TAB = re.compile(r'===[!+]?[ \t]+"(.*)"[ \t]*')
_BLOCK = re.compile(r"/{3,}[ \t]*(?:([\w-]+)(?:[ \t]*\|[ \t]*(.*))?)?")
_OPTION = re.compile(r"[ \t]{4}\w+:.*")
_SNIPPET = re.compile(r"([ \t]*)(;?)-{1,}8<-{1,}(?:[ \t]+[\"'](.+)[\"'])?[ \t]*")
_SECTION = re.compile(r"(?<!-)-++8<-{1,}[ \t]*\[[ \t]*(start|end)[ \t]*:[ \t]*([\w-]+)[ \t]*\]")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[.#\w][^{}]*\}[ \t]*")
_WRAPPER = re.compile(r"[ \t]*<(div|section|figure|center)\b[^>]*\bmarkdown\b[^>]*>[ \t]*")
_ABBREVIATION = re.compile(r"\*\[[^\]]+\]:.*")
_MORE = re.compile(r"[ \t]*<!--[ \t]*more[ \t]*-->[ \t]*")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_TITLE = re.compile(r"\btitle=\"([^\"]*)\"")
_LANGUAGE = re.compile(r"\{?[ \t]*\.?([\w+#-]+)")


def portable(body: str, resolve: Resolve, include: Include = lambda _name: None) -> str:
    """Plain Markdown for other places.

    Args:
        body: the Markdown below a post's front matter.
        resolve: from a link's target and whether it is a picture's, to a full address; None takes the link away.
        include: reads what snippets name.
    """
    lines = list(_included(body.replace("\r\n", "\n").replace("\r", "\n").split("\n"), include, DEPTH))
    plain = "\n".join(_plain(lines, resolve))
    return re.sub(r"\n{3,}(?=[^`~ ])", "\n\n", plain).strip("\n") + "\n"


def without_first_heading(markdown: str, title: str) -> str:
    """Markdown without a first heading that only repeats the title."""
    match = re.match(r"#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n+|\Z)", markdown)
    return markdown[match.end() :] if match and match[1].strip() == title.strip() else markdown


def _included(lines: list[str], include: Include, depth: int) -> Iterator[str]:
    """The lines with snippets put in. A snippet that is not there leaves nothing."""
    names: list[str] | None = None  # of the block form, between two marks
    for line in lines:
        match = _SNIPPET.fullmatch(line)
        if match and match[2]:
            yield line.replace(";", "", 1)
        elif match and match[3] is None:
            names = [] if names is None else None
        elif names is not None or match:
            indent, name = (match[1], match[3]) if match else ("", line.strip())
            if name and not name.startswith(";") and depth:
                text = _part(include, name)
                yield from (indent + inner for inner in _included(text, include, depth - 1))
        else:
            yield line


def _part(include: Include, name: str) -> list[str]:
    """A file's lines, or those of its section or lines that `file:section` or `file:3:7` names."""
    path, _, part = name.partition(":") if "://" not in name else (name, "", "")
    text = include(path)
    if text is None:
        return []
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if part and re.fullmatch(r"\d*(?::\d*)?", part):
        first, _, last = part.partition(":")
        return lines[max(int(first or 1) - 1, 0) : int(last) if last else (int(first) if ":" not in part else None)]
    if part:
        lines = _section(lines, part)
    return [line for line in lines if not _SECTION.search(line)]


def _section(lines: list[str], name: str) -> list[str]:
    found: list[str] = []
    is_in = False
    for line in lines:
        mark = _SECTION.search(line)
        if mark and mark[2] == name:
            is_in = mark[1] == "start"
        elif is_in:
            found.append(line)
    return found


def _plain(lines: list[str], resolve: Resolve) -> Iterator[str]:
    """Each line or block of `lines` in its plain form."""
    at, wrappers, in_list = 0, [], False
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.fullmatch(line)
        if fence and not (fence[2][0] == "`" and "`" in fence[3]):
            end = _fence_end(lines, at, fence)
            yield from _code(lines[at:end], fence)
            at = end
            continue
        block = _block_at(lines, at)
        if block:
            at, made = block
            yield from made(resolve)
            if at < len(lines) and lines[at].strip():
                yield ""
            continue
        at += 1
        wrapper = _WRAPPER.fullmatch(line)
        if wrapper:
            wrappers.append(f"</{wrapper[1]}>")
        elif wrappers and line.strip() == wrappers[-1]:
            wrappers.pop()
        elif _ATTRIBUTES.fullmatch(line) or _ABBREVIATION.fullmatch(line) or _MORE.fullmatch(line):
            continue
        elif not in_list and line.startswith(("    ", "\t")) and at > 1 and not lines[at - 2].strip():
            yield line  # indented code
        else:
            in_list = bool(_LIST_ITEM.match(line)) or (in_list and (not line.strip() or line.startswith((" ", "\t"))))
            yield inline(line, resolve)


def _fence_end(lines: list[str], at: int, fence: re.Match[str]) -> int:
    closing = re.compile(rf"[ \t]*{re.escape(fence[2][0])}{{{len(fence[2])},}}[ \t]*")
    ends = (number for number in range(at + 1, len(lines)) if closing.fullmatch(lines[number]))
    return next(ends, len(lines) - 1) + 1


def _code(lines: list[str], fence: re.Match[str]) -> Iterator[str]:
    """A fenced block with its language alone; its title stands above it."""
    title, language = _TITLE.search(fence[3]), _LANGUAGE.match(fence[3].strip())
    if title:
        yield f"{fence[1]}`{title[1]}`:"
        yield ""
    is_language = language and not fence[3].strip()[language.end() :].startswith("=")
    yield f"{fence[1]}{fence[2]}{language[1] if language and is_language else ''}"
    yield from lines[1:]


Made = Callable[[Resolve], Iterator[str]]


def _block_at(lines: list[str], at: int) -> tuple[int, Made] | None:
    """The admonition, tab or block that begins here: where it ends, and what becomes of it."""
    line = lines[at]
    indent = line[: len(line) - len(line.lstrip())]
    head = line.strip()
    tab, note = _TAB.fullmatch(head), _ADMONITION.fullmatch(head)
    if tab or note:
        end, content = _indented(lines, at + 1, len(indent.expandtabs(4)) + 4)
        title = tab[1] if tab else _note_title(note[1], note[2]) if note else ""
        return end, lambda resolve: (
            f"{indent}{text}" if text else text for text in (_tab if tab else _quote)(title, content, resolve)
        )
    block = _BLOCK.fullmatch(head)
    if block and block[1] and block[1] not in {"end", "html"}:
        end, content = _fenced_block(lines, at, head)
        kind, title = block[1], block[2]
        make = _tab if kind == "tab" else _quote
        named = (title or "") if kind == "tab" else _note_title(kind if kind != "admonition" else "note", title or None)
        return end, lambda resolve: make(named, content, resolve)
    return None


def _indented(lines: list[str], at: int, width: int) -> tuple[int, list[str]]:
    """The lines from `at` on that are indented by `width` or empty, and where they end."""
    found: list[str] = []
    while at < len(lines):
        line = lines[at].expandtabs(4) if lines[at].startswith(("\t", " ")) else lines[at]
        if line.strip() and len(line) - len(line.lstrip(" ")) < width:
            break
        found.append(line[width:])
        at += 1
    while found and not found[-1].strip():
        found.pop()
        at -= 1
    return at, found


def _fenced_block(lines: list[str], at: int, head: str) -> tuple[int, list[str]]:
    """The content of a `/// name` block, without its options, and where it ends."""
    marks = len(head) - len(head.lstrip("/"))
    closing = re.compile(rf"[ \t]*/{{{marks}}}[ \t]*")
    end = next((number for number in range(at + 1, len(lines)) if closing.fullmatch(lines[number])), len(lines))
    content = lines[at + 1 : end]
    while content and _OPTION.fullmatch(content[0]):
        content.pop(0)
    return end + 1, content


def _note_title(kind: str, title: str | None) -> str:
    return kind.replace("-", " ").capitalize() if title is None else title


def _quote(title: str, content: list[str], resolve: Resolve) -> Iterator[str]:
    if title:
        yield f"> **{inline(title, resolve)}**"
        if content:
            yield ">"
    for line in _plain(_stripped(content), resolve):
        yield f"> {line}" if line.strip() else ">"


def _tab(title: str, content: list[str], resolve: Resolve) -> Iterator[str]:
    yield f"**{inline(title, resolve)}**"
    yield ""
    yield from _plain(_stripped(content), resolve)


def _stripped(lines: list[str]) -> list[str]:
    """Without empty lines around."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    return lines[full[0] : full[-1] + 1] if full else []
