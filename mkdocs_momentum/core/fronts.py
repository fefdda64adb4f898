"""Front matter as something to edit, whatever form it stands in, and how a site's host reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from mkdocs_momentum.core.frontmatter import FrontMatterError, Head, read_head
from mkdocs_momentum.errors import EditRefusedError


class Front(Protocol):
    """The places of keys and values in one text. Every edit gives the whole new text."""

    def has(self, name: str) -> bool:
        """Whether there is a key of this name."""

    def raw(self, name: str, inner: str = "") -> str:
        """The text of a value; of `inner` where the value is a mapping with it."""

    def with_value(self, name: str, value: str, inner: str = "") -> str:
        """With another text for a value."""

    def with_key(self, name: str, value: str, after: str) -> str:
        """With one more key below `after`, or at the top where there is no such key."""

    def without(self, name: str) -> str:
        """Without a key and its value."""

    def with_entry(self, name: str, pairs: Sequence[tuple[str, str]], after: str) -> str:
        """With one more mapping in a list, which is made below `after` where there is none.

        Args:
            name: the key of the list.
            pairs: keys and values of the mapping; dates as they are written, everything else plain text.
            after: a key of the front matter.
        """


class Dialect(NamedTuple):
    """How the host of a site reads front matter.

    Args:
        reader: finds and parses it.
        normal: a head in our words, of which `date` counts here.
        table: where keys of one's own stand in TOML; empty for the top.
    """

    reader: Callable[[str], Head] = read_head
    normal: Callable[[Head], Head] = lambda head: head
    table: str = ""

    def head(self, text: str) -> Head:
        """The head as it is written.

        Raises:
            EditRefusedError: it cannot be read.
        """
        try:
            return self.reader(text)
        except FrontMatterError as error:
            raise EditRefusedError(error.message) from None

    def date_key(self, head: Head) -> str:
        """The key that says the date: `date` in most places, `pubDate` or `publishDate` in others."""
        line = self.normal(head).lines.get("date")
        named = [key for key, place in head.lines.items() if place == line and ": " not in key]
        named = named or [key for key in head.lines if key.lower() == "date"]
        return "date" if "date" in named or not named else named[0]

    def date_value(self, head: Head) -> object:
        """What the host takes for the post's date."""
        value = self.normal(head).data.get("date")
        return value.get("created") if isinstance(value, dict) else value


MKDOCS = Dialect()


def open_front(text: str, head: Head, table: str = "") -> Front:
    """The front matter of `text`, to be edited.

    Args:
        text: the decoded file.
        head: where its front matter is.
        table: where keys of one's own stand in TOML.

    Raises:
        EditRefusedError: it stands in a form that is not edited.
    """
    # Metadata lines begin with the file itself, also where they stand between two lines `---`.
    opening = text[: head.start].removeprefix("\ufeff").lstrip()[:3] or text[head.start : head.start + 1]
    if opening == "---":
        from mkdocs_momentum.core.yaml_front import YamlFront

        return YamlFront(text, head)
    if opening == "+++":
        from mkdocs_momentum.core.toml_front import TomlFront

        return TomlFront(text, head, table)
    if opening.startswith("{"):
        raise EditRefusedError("its front matter is JSON, which is not edited; write it as YAML between lines ---")
    from mkdocs_momentum.core.line_front import LineFront

    return LineFront(text, head)
