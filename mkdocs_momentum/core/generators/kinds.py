"""What the readers of the other generators share: what a generator is, and what one of its sites is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.values import folder

BLOGGY = (
    "post",
    "posts",
    "blog",
    "blogs",
    "article",
    "articles",
    "writing",
    "writings",
    "note",
    "notes",
    "journal",
)
"""Folders that hold posts wherever a generator itself keeps no folder for them, likeliest first."""

UNREAD = "\0unread"
"""Under this name `is_page` finds the text of a file whose front matter cannot be read."""



class Texts(NamedTuple):
    """The texts of a site, by their paths from its root.

    Args:
        read: the text of a file; None where it is not there.
        names: the names in a folder; none where it is not there.
    """

    read: Callable[[str], str | None]
    names: Callable[[str], Sequence[str]]


class OtherSite(NamedTuple):
    """What matters of the configuration of a site that MkDocs does not build.

    Args:
        generator: its name: `hugo`.
        folders: where its posts can be, from the site's root; `` for anywhere.
        endings: how their names end.
        site_url: ends with `/`; empty where there is none.
        language: of its texts.
        output: the folder that a build fills, from the site's root.
        hides_future: it shows no post whose moment is ahead.
        settings: its own configuration.
        mounts: of those folders which stand elsewhere in its content, each with where: `notes/` and `posts/`.
        dots: files and folders whose names begin with a dot are read as well.
        outputs: further folders that builds may fill.
    """

    generator: str
    folders: tuple[str, ...]
    endings: tuple[str, ...] = MARKDOWN
    site_url: str = ""
    language: str = "en"
    output: str = "public"
    hides_future: bool = False
    settings: Mapping[str, Any] = MappingProxyType({})
    mounts: Mapping[str, str] = MappingProxyType({})
    dots: bool = False
    outputs: tuple[str, ...] = ()

    def below(self, path: str) -> str:
        """A file's path in the site's content, as the generator has it, from the one below the site's root."""
        prefix = next((prefix for prefix in self.folders if path.startswith(prefix)), "")
        return self.mounts.get(prefix, "") + path[len(prefix) :]

    @property
    def built(self) -> str:
        """The folder that a build fills, in one form for `./public/` and `public`; empty where it lies elsewhere."""
        return folder(self.output).rstrip("/")

    @property
    def all_built(self) -> set[str]:
        """That folder and the further ones."""
        return {self.built, *(folder(place).rstrip("/") for place in self.outputs)} - {""}


class Generator(NamedTuple):
    """How a generator keeps posts.

    Args:
        name: as in `OtherSite`.
        configs: the files that its sites are known by, in its own order.
        is_own: whether such a file is this generator's; others share the name.
        site_of: a site from its settings.
        choose: which of the files in `folders` are posts, from all their paths.
        reader: finds and parses the front matter.
        normal: a head in our words (`date`, `draft`, `released`, `canonical_url`), from its path.
        address: a post's address, from its path, front matter in our words, and title; None where unknown.
        is_page: undated, and nothing says that it is a post: such a file is never touched.
        date_mend: how its date is written.
        whole: its settings with what stands in further files of their own.
        bundles: an index takes the other pages of its folder with it.
        parts: the further files of one post, from its path and all names in its folder.
        others: the further addresses of one post, as `address` gives them.
        needs_head: a text without front matter, such as a README, is no post.
        dated_by_path: unless its path has a date, which makes a post of any file.
        names_language: front matter may say its language behind its first dashes, as in `---json`.
        yaml_heads: front matter between lines of dashes is YAML.
        table: in which table of the front matter keys stand that the generator does not know.
        by_slug: templates call a post by the last part of its address.
        future_rule: by which setting it hides posts whose moment is ahead, for people.
    """

    name: str
    configs: tuple[str, ...]
    is_own: Callable[[Mapping[str, Any]], bool]
    site_of: Callable[[Mapping[str, Any]], OtherSite]
    choose: Callable[[OtherSite, Sequence[str]], list[str]]
    reader: Callable[[str], Head]
    normal: Callable[[OtherSite, str, Head], Head]
    address: Callable[[OtherSite, str, Mapping[str, Any], str], str | None]
    is_page: Callable[[OtherSite, str, Head], bool] = lambda _site, _path, _head: False
    date_mend: str = "write date: 2026-11-24"
    whole: Callable[[Mapping[str, Any], Texts], Mapping[str, Any]] = lambda settings, _texts: settings
    bundles: bool = False
    parts: Callable[[OtherSite, str, Collection[str]], list[str]] = lambda _site, _path, _names: []
    others: Callable[[OtherSite, str, Mapping[str, Any], str], list[str]] = lambda _site, _path, _meta, _title: []
    needs_head: bool = False
    dated_by_path: bool = False
    names_language: bool = False
    yaml_heads: bool = True
    table: str = ""
    by_slug: bool = False
    future_rule: str = "its future rule"


def busiest(paths: Sequence[str], site: OtherSite) -> tuple[str, ...]:
    """The folders among these that hold posts: those named like a blog, else the one with the most files."""
    counts: dict[str, int] = {}
    for path in paths:
        first, slash, _ = site.below(path).partition("/")
        if slash:
            counts[first] = counts.get(first, 0) + 1
    named = tuple(name for name in counts if name.lower() in BLOGGY)
    return named or ((max(counts, key=lambda name: (counts[name], name)),) if counts else ())
