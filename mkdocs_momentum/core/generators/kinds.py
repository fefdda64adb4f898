"""What the readers of the other generators share: what a generator is, and what one of its sites is."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.pysettings import Read, assigned
from mkdocs_momentum.core.generators.yamlread import parse_mkdocs_yml
from mkdocs_momentum.errors import SiteError

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

_FILE_DATE = re.compile(r"(?<!\d)(\d{4})[-_](\d{1,2})[-_](\d{1,2})(?!\d)")


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


def parse_settings(
    name: str, text: str, before: Mapping[str, Any] | None = None, read: Read | None = None
) -> Mapping[str, Any]:
    """A configuration file as settings, by its ending. Code is never run: see `assigned` for what Python comes to.

    Args:
        name: of the file.
        text: what stands in it.
        before: settings that a file in Python goes on from.
        read: finds the files in Python that it takes names out of.

    Raises:
        SiteError: it cannot be read.
    """
    try:
        if name.endswith(".toml"):
            return tomllib.loads(text)
        if name.endswith(".json"):
            data = json.loads(text)
            return data if isinstance(data, dict) else {}
        if name.endswith((".yml", ".yaml")):
            return parse_mkdocs_yml(text, {}, name)
        if name.endswith(".py"):
            return assigned(text, before, read)
    except (ValueError, SyntaxError, RecursionError) as error:
        raise SiteError(f"{name}: it cannot be read: {' '.join(str(error).split())[:200]}") from None
    return {"text": text}


def text_of(settings: Mapping[str, Any], *names: str, default: str = "") -> str:
    """The first of these settings that is text."""
    return next(
        (str(settings[name]) for name in names if isinstance(settings.get(name), str) and settings[name]), default
    )


def texts(value: object) -> list[str]:
    """A list of texts, which may be given as one; empty for anything else."""
    return [value] if isinstance(value, str) else [str(one) for one in value] if isinstance(value, list) else []


def table(settings: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A setting that is a mapping; empty where it is none."""
    value = settings.get(name)
    return value if isinstance(value, Mapping) else {}


def tables(value: object) -> list[Mapping[str, Any]]:
    """The mappings of a list; none for anything else."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def lowered(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings whose names count in whatever case, in small letters."""
    return {str(key).lower(): value for key, value in settings.items()}


def with_slash(url: str) -> str:
    """An address with `/` at its end; empty stays empty."""
    return f"{url.rstrip('/')}/" if url.strip("/") else ""


def folder(value: str) -> str:
    """A folder from the site's root, as prefix: `` or `content/`."""
    path = posixpath.normpath(value.replace("\\", "/")).strip("/")
    return "" if path in {".", ""} or path.startswith("..") else f"{path}/"


def stem(path: str) -> str:
    """A file's name without its ending."""
    return posixpath.splitext(posixpath.basename(path))[0]


def file_date(path: str) -> date | None:
    """The date with which a file or the nearest folder above it begins; None where none names one.

    A name may go on with another date, as in `2026-12-01-what-happened-on-2024-01-05.md`.
    """
    for match in (match for part in reversed(path.split("/")) for match in _FILE_DATE.finditer(part)):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None


def plain_letters(text: str) -> str:
    """A text with its letters without marks, as far as that is one letter for one: `Über` as `Uber`, `ß` as `ss`."""
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def latin(text: str) -> str | None:
    """A text with its letters without marks; None where a sign is neither ASCII nor such a letter."""
    plain = []
    for sign in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", sign)
        base, marks = apart[:1], apart[1:]
        if sign == "ß":
            base = "ss"
        elif not base.isascii() or (marks and not base.isalpha()) or not all(map(unicodedata.combining, marks)):
            return None
        plain.append(base)
    return "".join(plain)


def truth(value: object) -> object:
    """A quoted `true` or `false` as what it means; everything else as it is."""
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        return value.strip().lower() == "true"
    return value


def in_our_words(head: Head, found: Mapping[str, Any], lines: Mapping[str, str] | None = None) -> Head:
    """A head with our words in it.

    Args:
        head: as it was read.
        found: our words and their values; a word with None is taken out.
        lines: in which of its own keys each of our words stands.
    """
    data = {**head.data, **found}
    for name, value in found.items():
        if value is None:
            data.pop(name, None)
    places = dict(head.lines)
    for name, own in (lines or {}).items():
        if own in head.lines:
            places[name] = head.lines[own]
    return head._replace(data=data, lines=places)


def busiest(paths: Sequence[str], site: OtherSite) -> tuple[str, ...]:
    """The folders among these that hold posts: those named like a blog, else the one with the most files."""
    counts: dict[str, int] = {}
    for path in paths:
        first, slash, _ = site.below(path).partition("/")
        if slash:
            counts[first] = counts.get(first, 0) + 1
    named = tuple(name for name in counts if name.lower() in BLOGGY)
    return named or ((max(counts, key=lambda name: (counts[name], name)),) if counts else ())
