"""No text keeps a build or a command busy: what reads text takes time that grows with it, and not with its square."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from test_audit import AUDITOR

from mkdocs_momentum.core import links, portable, titles
from mkdocs_momentum.core.extract import extract
from mkdocs_momentum.core.frontmatter import FrontMatterError
from mkdocs_momentum.core.generators import astro_routes, eleventy_heads, eleventy_places, javascript, lineheads
from mkdocs_momentum.core.generators.kinds import Texts
from mkdocs_momentum.core.line_front import LineFront
from mkdocs_momentum.core.unlink_rst import unlink_rst
from mkdocs_momentum.core.wordsearch import SINGLE, WordSearch
from mkdocs_momentum.errors import EditRefusedError
from mkdocs_momentum.stores.redaction import first_line
from mkdocs_momentum.views.safe import clean

LENGTH = 100_000
"""Characters. What grew with the square took from 4 s to minutes here; everything takes less than a second now."""
PIECES = (
    "~", "`", "`a ``b ", "[", "![", "](", "[a]:\n", "[x](held.md ", "[a](x) ", "<a ", "<a _", "_", "{", "\t", "# \t",
    "-", "\n\n", "'", '"', "http://", "url(", "&", "\x1b[", "token=", "!!! note\n    ",
    "/*", "dir: {", "input: '", "addExtension([", "a: ", "\n---", "a = defineCollection(", "collections = {", "base: ",
    "params: { a", "getEntry('", "`a <b>`_ ", "\n ", "a=b ", "npx ", "eleventy ",
)  # fmt: skip
_POSSESSIVE = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")
WORDS = WordSearch(f"{'-' * 40}{'_x' * number}y" for number in range(4 * SINGLE))


def _texts(text: str) -> Texts:
    """A site in which every file says that."""
    return Texts(lambda _path: text, lambda folder: ["[slug].astro"] if folder == "src/pages" else [])


READERS: dict[str, Callable[[str], object]] = {
    "links": lambda text: links.unlink_markdown(text, lambda _target: True),
    "tags": lambda text: links.unlink_html(f"<a {text}> <a {text}", lambda _target: True),
    "restructured text": lambda text: unlink_rst(text, lambda _target: True),
    "commands": lambda text: eleventy_places.places({"package": json.dumps({"scripts": {"a": text}})}),
    "portable": lambda text: portable.portable(text, lambda target, _is_picture: target),
    "front matter": lambda text: extract(f"---\n{text}".encode()),
    "metadata lines": lambda text: lines_of(f"Title: a\n{text}"),
    "fields": lambda text: lines_of(f"a\n=\n\n:a: b\n{text}"),
    "comments": lambda text: lines_of(f".. {text}"),
    "title": titles.first_heading,
    "page": lambda text: list(AUDITOR.inspect("index.html", text.encode())),
    "markdown": lambda text: list(AUDITOR.inspect("a.md", text.encode())),
    "index": lambda text: list(AUDITOR.inspect("search/search_index.json", text.encode())),
    "words": lambda text: WORDS.finds_any(text.encode()),
    "git's errors": lambda text: first_line(text.encode()),
    "screen": clean,
    "javascript": lambda text: javascript.exported(javascript.without_comments(f"export default {{ {text}")),
    "astro": lambda text: astro_routes.collections(_texts(text), "src/"),
    "astro's pages": lambda text: astro_routes.routes(_texts(text), "src/pages/"),
    "eleventy": lambda text: eleventy_places.places({"text": f"dir: {{ {text}"}),
    "eleventy's formats": lambda text: eleventy_places.formats(f"templateFormats: [{text}"),
    "eleventy's front matter": lambda text: extract(f"---json\n{text}".encode(), eleventy_heads.eleventy_head),
    "eleventy's script": lambda text: extract(f"---js\n{text}\n---\n".encode(), eleventy_heads.eleventy_head),
}


def lines_of(text: str) -> None:
    """Read as metadata lines, and write one more."""
    for reader in (lineheads.metadata_head, lineheads.dotted_head):
        with suppress(FrontMatterError, EditRefusedError):
            LineFront(text, reader(text)).with_key("released", "2026-11-24", "a")


def test_no_pattern_repeats_a_group_possessively() -> None:
    """The way to stay linear that Python before 3.11.5 gets wrong: it takes a half match for a whole one."""
    assert all(map(_POSSESSIVE.search, (r"(?:a|b)*+", r"(a){0,9}+", "(?>a)")))
    package = Path(links.__file__).parents[1]
    found = [path.name for path in package.rglob("*.py") if _POSSESSIVE.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_long(reader: str) -> None:
    for piece in PIECES:
        run = piece * (LENGTH // len(piece))
        for text in (run, "x" * (LENGTH // 2) + run[: LENGTH // 2], run[: LENGTH // 2] + "x" * (LENGTH // 2)):
            began = time.process_time()
            READERS[reader](text)
            assert time.process_time() - began < 3, (piece, text[:20])
