"""The unlinking step inside Python-Markdown: for links that includes and snippets bring in while a page renders."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from mkdocs_momentum.core.held import Hit
from mkdocs_momentum.core.links import ELSEWHERE

_LINKS = (("a", "href"), ("img", "src"))
JUST_BEFORE_RELPATH = 2
"""MkDocs resolves links at 0 and the blog's excerpts at 1; larger numbers run earlier."""


class UnlinkExtension(Extension):
    """Registers the step.

    Args:
        hit_for: from the file that is being rendered (None where it cannot be told) to a test of its links.
        counted: told for every link that was taken out.
    """

    def __init__(self, hit_for: Callable[[object | None], Hit], counted: Callable[[int], None]) -> None:
        super().__init__()
        self.hit_for, self.counted = hit_for, counted

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Put the step in its place."""
        md.treeprocessors.register(_Unlink(md, self), "momentum_unlink", JUST_BEFORE_RELPATH)


class _Unlink(Treeprocessor):
    def __init__(self, md: Markdown, extension: UnlinkExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        links = [(element, element.get(key, "")) for tag, key in _LINKS for element in root.iter(tag)]
        links = [(element, target) for element, target in links if target and target[0] != "#"]  # a heading's own
        if not links:
            return
        hit = self.extension.hit_for(self._file())
        found = [element for element, target in links if hit(target)]
        for element in found:
            _make_plain(element, hit)
        self.extension.counted(len(found))

    def _file(self) -> object | None:
        # The step that resolves links knows whose links they are, also where an excerpt is rendered on another page.
        for step in self.md.treeprocessors:
            if step is not self and hasattr(step, "file"):
                return step.file  # type: ignore[no-any-return]
        return None


def _make_plain(element: Element, hit: Hit) -> None:
    words = element.get("alt", "") if element.tag == "img" else element.text
    element.tag = "span"
    element.attrib.clear()
    element.text = ELSEWHERE if words and "//" in words and hit(words) else words
