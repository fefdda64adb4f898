"""Links to held posts become plain text, in Markdown and in HTML. Nothing else in the text changes."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate

from mkdocs_momentum.core.held import Hit

Span = tuple[int, int]

ELSEWHERE = "…"
"""What stands for a bare address of a held post: the address itself would tell its title."""

_FENCE = re.compile(
    r"^[ \t>]*(?P<mark>`{3,}+(?=[^`\n]*\n)|~{3,}+)[^\n]*\n.*?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_BLOCK = r"\n[ \t]*(?:\n|[-*+][ \t]|\d+[.)][ \t]|#|>|\|)"
"""Where another block may begin, into which no code goes on."""
_CODE = re.compile(rf"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!{_BLOCK}).)*?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_DEFINITION = re.compile(
    r"^[ \t>]*\[(?P<label>[^\]\[^\n][^\]\[\n]*)\]:[ \t]*\n?[ \t]*(?P<url><[^>\n]*>|\S+)"
    r"(?:[ \t]*\n?[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_TARGET = re.compile(r"\(\s*(?P<url><[^>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)(?:\s+(?P<title>[^\n]{0,500}?))?\s*\)")
_TITLE = re.compile(r"\(\s*(?P<url><[^>\n]*>|[^\s()]*)\s+(?:\"[^\"]*\"|'[^']*')\s*\)")
_GAP = re.compile(r"[ \t]?\n?(?=\[)")
"""What may stand between a link's words and its label; in CommonMark nothing."""
_LINE_BEGINS = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*")
_BLOCK_BEGINS = re.compile(
    r"\d{1,9}(?P<dot>[.)])(?=\s|\Z)|(?P<sign>[#>]|[*+-](?=\s|\Z)|(?:-+|\*{3,}|_{3,})(?=\s*\Z))"
)
"""What would begin a list, a heading or a quote where it stands first in a line."""
_NO_WORDS = re.compile(r"[ \t]|[xX]|\^.*", re.DOTALL)
"""Between brackets: a box of a task list, a footnote."""
_ATTRIBUTES = re.compile(r"\{(?![%{<]):?[^}\n]*\}")  # what a template does begins with two signs
_AUTOLINK = re.compile(r"<(?P<url>(?:https?:)?//[^>\s]+)>")
_BARE = re.compile(r"(?:https?:)?//[^\s<>\"'`\\\])}|,;]+", re.IGNORECASE)
_SKIPPED = re.compile(r"<script\b.*?</script\s*>|<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(  # possessive and bounded: time stays linear in texts with brackets and quotes left open
    r"<(?P<name>a|img|link|area)\b(?P<rest>(?:[^>\"'<]++|\"[^\"]*+\"|'[^']*+'){0,100})>", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BRANCH = re.compile(
    r"\{[{%]-?\s*(?:if|else|elif|elsif|end|endif|with|range|for|case|when|unless|block)\b|<a\b", re.IGNORECASE
)
_CLOSE = re.compile(r"</a\s*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def unlink_markdown(text: str, hit: Hit, *, in_code: bool = False) -> tuple[str, int]:
    """Take the links to held posts out of Markdown; their words stay.

    Inline and reference links, autolinks, bare addresses, images and raw HTML are seen; code is left alone, except
    for a held post's full address, which would name it wherever it stands.

    Args:
        text: a page's Markdown.
        hit: says which targets are held.
        in_code: see `unlink_html`.

    Returns:
        The text, and how many links were taken out of it.
    """
    code = _code_spans(text)
    cuts, count = list[tuple[int, int, str]](), 0
    covered = bytearray(len(text))
    labels: dict[str, bool] = {}
    for match in _outside(_DEFINITION.finditer(text), code):
        is_held, name = hit(match["url"].strip("<>")), _label(match["label"])
        labels[name] = labels.get(name, False) or is_held
        covered[match.start() : match.end()] = b"x" * (match.end() - match.start())
        cuts += [(*match.span(), "")] if is_held else []
    closes = dict(_brackets(text, code))
    for opened, closed in sorted(closes.items()):
        if covered[opened]:
            continue
        end = _inline_end(text, closed, hit)
        if end is None and labels:
            end = _reference_end(text, opened, closes, labels, covered)
        if end:
            start = opened - 1 if text[opened - 1 : opened] == "!" else opened
            cuts += [(start, opened + 1, ""), (closed, end, "")]
            block = _BLOCK_BEGINS.match(text, opened + 1, closed) if _begins_line(text, start) else None
            if block:
                place = block.start(block.lastgroup or 0)
                cuts.append((place, place, "\\"))
            covered[start : opened + 1], covered[closed:end] = b"x" * (opened + 1 - start), b"x" * (end - closed)
            count += 1
    text = _with(text, cuts)
    text, tags = unlink_html(text, hit, _code_spans(text), in_code=in_code)
    text, autolinks = _replace(_AUTOLINK, text, hit)
    return hide_addresses(text, hit), count + tags + autolinks


def unlink_html(text: str, hit: Hit, code: Collection[Span] = (), *, in_code: bool = False) -> tuple[str, int]:
    """Take the links to held posts out of HTML: `<a>` leaves its content, `<img>` its words, `<link>` nothing.

    A tag in which a template works something out loses no more than its target, since nobody can tell where it ends.

    Args:
        text: HTML, or Markdown with HTML in it.
        hit: says which targets are held.
        code: spans that are left alone; scripts and styles always are.
        in_code: tags stand within code, where their words alone would be something else.

    Returns:
        The text, and how many links were taken out of it.
    """
    skipped = [*code, *(match.span() for match in _SKIPPED.finditer(text))]
    found = _outside(_TAG.finditer(text), skipped)
    tags = ((match, *_target_of(match["name"].lower(), match["rest"])) for match in found)
    held = [(match, words) for match, target, words in tags if target and hit(target)]
    whole, cuts = [], list[tuple[int, int, str]]()
    for match, words in held:
        if in_code or match["rest"].count("{") > match["rest"].count("}") or _is_torn(text, match):
            cuts += _targets(match)
        else:
            whole.append(match)
            cuts.append((*match.span(), words))
    # A link in a comment ends in it.
    comments = [match.span() for match in _COMMENT.finditer(text)] if held else []
    for match in (match for match in whole if match["name"].lower() == "a"):
        limit = next((end for start, end in comments if start < match.start() < end), len(text))
        closing = _CLOSE.search(text, match.end(), limit)
        cuts += [(*closing.span(), "")] if closing else []
    return _with(text, cuts), len(held)


def _is_torn(text: str, tag: re.Match[str]) -> bool:
    """Whether a template decides about what stands between a tag and its end, so that nobody can tell which it is."""
    closing = _CLOSE.search(text, tag.end()) if tag["name"].lower() == "a" else None
    return closing is not None and _BRANCH.search(text, tag.end(), closing.start()) is not None


def _targets(tag: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Where a tag says its target, with the space before it."""
    name = "src" if tag["name"].lower() == "img" else "href"
    for match in _ATTRIBUTE.finditer(tag["rest"]):
        if match[1].lower() == name:
            start = tag.start("rest") + len(tag["rest"][: match.start()].rstrip())
            yield start, tag.start("rest") + match.end(), ""


@lru_cache(maxsize=4096)
def _target_of(name: str, rest: str) -> tuple[str, str]:
    """Where a tag leads, and the words that stay of it; kept, as a page's frame is on every page."""
    attributes = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(rest)}
    if name == "img":
        return html.unescape(attributes.get("src", "")), attributes.get("alt", "")
    return html.unescape(attributes.get("href", "")), ""


def hide_addresses(text: str, hit: Hit) -> str:
    """Put an ellipsis where the full address of a held post stands as words."""
    return _replace(_BARE, text, hit)[0] if "//" in text else text


def _replace(pattern: re.Pattern[str], text: str, hit: Hit) -> tuple[str, int]:
    count = 0

    def hidden(match: re.Match[str]) -> str:
        nonlocal count
        url = match[match.lastgroup or 0]
        kept = url.rstrip(".:!?*_")
        if not hit(kept):
            return match[0]
        count += 1
        return ELSEWHERE + url[len(kept) :]

    return pattern.sub(hidden, text), count


def _inline_end(text: str, closed: int, hit: Hit) -> int | None:
    """Where the link whose words end with a bracket ends, if it leads to a held post.

    Returns:
        0 if it leads elsewhere; None where no target follows.
    """
    after = text[closed + 1 : closed + 2]
    target = (_TITLE.match(text, closed + 1) or _TARGET.match(text, closed + 1)) if after == "(" else None
    if not target:
        return None
    url = target["url"].strip("<>")
    return _past_attributes(text, target.end()) if hit(re.sub(r"\\(.)", r"\1", url)) else 0


def _reference_end(
    text: str, opened: int, closes: Mapping[int, int], labels: Mapping[str, bool], covered: bytearray
) -> int:
    """The same for a link by its label; 0 as well where it is none. A label is no link of its own: it is covered.

    Args:
        text: all of it.
        opened: where the words begin.
        closes: where each bracket is closed.
        labels: whether each leads to a held post.
        covered: what is part of something else.
    """
    closed = closes[opened]
    words = text[opened + 1 : closed]
    own, end = _label(words), closed + 1
    gap = _GAP.match(text, closed + 1)
    label = gap.end() if gap else -1
    if gap and label in closes and not covered[label]:
        further = closes[label] + 1
        name = _label(text[label + 1 : further - 1])
        # Only some take brackets further on for a label, and none where these are a link by themselves.
        is_loose = bool(gap[0])
        is_own = text[further : further + 1] in {"(", "[", ":"} or _NO_WORDS.fullmatch(words) or own in labels
        is_label = not (is_loose and (is_own or not name)) and not name.startswith("^")
        if is_label and (name or own) in labels:
            covered[label:further] = b"x" * (further - label)
            own, end = name or own, further
    return _past_attributes(text, end) if labels.get(own) else 0


def _past_attributes(text: str, end: int) -> int:
    match = _ATTRIBUTES.match(text, end)
    return match.end() if match else end


def _brackets(text: str, code: Collection[Span]) -> Iterator[Span]:
    """Pairs of brackets that belong together, inner ones first, in one pass over the text."""
    stack: list[int] = []
    masked = sorted(code)
    at = 0
    for match in re.finditer(r"\\.|\[|\]|\n[ \t]*\n", text, re.DOTALL):
        while at < len(masked) and masked[at][1] <= match.start():
            at += 1
        if at < len(masked) and masked[at][0] <= match.start():
            continue
        if match[0] == "[":
            stack.append(match.start())
        elif match[0] == "]" and stack:
            yield stack.pop(), match.start()
        elif match[0].startswith("\n"):
            stack.clear()


def _code_spans(text: str) -> list[Span]:
    fences = [match.span() for match in _FENCE.finditer(text)]
    return sorted([*fences, *(m.span() for m in _outside(_CODE.finditer(text), fences))])


def _outside(matches: Iterable[re.Match[str]], spans: Iterable[Span]) -> Iterator[re.Match[str]]:
    """The matches that begin in none of `spans`, which may overlap."""
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    ends = list(accumulate((end for _, end in ordered), max))
    for match in matches:
        before = bisect_right(starts, match.start())
        if not before or ends[before - 1] <= match.start():
            yield match


def _begins_line(text: str, at: int) -> bool:
    """Whether only marks of lists and quotes stand before a place in its line."""
    return _LINE_BEGINS.fullmatch(text, text.rfind("\n", 0, at) + 1, at) is not None


def _with(text: str, cuts: Iterable[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, words in sorted(set(cuts)):
        if start >= at:
            parts += [text[at:start], words]
            at = end
    return "".join([*parts, text[at:]])


def _label(text: str) -> str:
    return " ".join(text.split()).lower()
