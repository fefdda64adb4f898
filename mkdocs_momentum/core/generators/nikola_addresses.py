"""Where Nikola has its posts, which file translates which, and the addresses of both."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from mkdocs_momentum.core.generators.kinds import OtherSite
from mkdocs_momentum.core.generators.pysettings import is_unknown
from mkdocs_momentum.core.generators.values import folder, latin, stem, text_of

META = ".meta"
"""How the file with the lines of a post is named that has its text in another."""

_PATTERN = "{path}.{lang}.{ext}"
_NO_SLUG = re.compile(r"[^+\w\s-]")
_GAP = re.compile(r"[-\s]+")
_CODED = ("PRETTY_URLS", "STRIP_INDEXES", "INDEX_FILE", "USE_SLUGIFY", "FILE_METADATA_REGEXP", "BASE_URL")
_NO = frozenset({"false", "no", "0"})
_YES = frozenset({"true", "yes", "1"})


class Place(NamedTuple):
    """One entry of `POSTS`.

    Args:
        folder: it and all below it are looked through.
        pattern: what the names of posts match; empty for any.
        target: the folder of the addresses, for all languages or by language.
    """

    folder: str
    pattern: str
    target: object


def places_of(settings: Mapping[str, Any]) -> list[Place]:
    """Where posts are, as the settings say, in their order."""
    posts = settings.get("POSTS")
    if not isinstance(posts, list | tuple):
        return [Place("posts", "*.*", "posts")]
    found = [one for one in posts if isinstance(one, list | tuple) and one and isinstance(one[0], str)]
    places = [Place(*posixpath.split(one[0]), one[1] if len(one) > 1 else None) for one in found]
    # Nikola walks through no folder without a name, and leaves out whatever has a dot before a part of its path.
    return [one for one in places if one.folder and not any(map(_is_dotted, one.folder.split("/")))]


def place_of(site: OtherSite, path: str) -> Place | None:
    """The entry that means a file; None where none does."""
    return next((one for one in places_of(site.settings) if _is_in(path, one)), None)


def _is_in(path: str, place: Place) -> bool:
    inside = path.removeprefix(folder(place.folder))
    if inside == path or any(map(_is_dotted, inside.split("/"))):
        return False
    return fnmatchcase(posixpath.basename(path), place.pattern)


def _is_dotted(name: str) -> bool:
    return name.startswith(".")


def languages_of(site: OtherSite) -> Mapping[str, Any]:
    """The languages of a site and the folders of their addresses."""
    value = site.settings.get("TRANSLATIONS")
    return value if isinstance(value, Mapping) else {site.language: ""}


def base_name(site: OtherSite, path: str) -> str | None:
    """The file that one translates, by its name; None for a file in the site's first language.

    Args:
        site: its site.
        path: a name, or a path that ends in one.
    """
    languages = [str(one) for one in languages_of(site) if one != site.language]
    if not languages:
        return None
    place, name = posixpath.split(path)
    pattern = re.escape(text_of(site.settings, "TRANSLATIONS_PATTERN", default=_PATTERN))
    for field, own in (
        (r"\{path\}", "(?P<path>.+?)"),
        (r"\{ext\}", r"(?P<ext>[^./]+)"),
        (r"\{lang\}", f"(?:{'|'.join(map(re.escape, languages))})"),
    ):
        pattern = pattern.replace(field, own, 1)
    try:
        match = re.fullmatch(pattern, name)
        return posixpath.join(place, f"{match['path']}.{match['ext']}") if match else None
    except (re.error, IndexError):
        return None  # not a pattern that Nikola has a use for


def nikola_address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    """A post's address in the site's first language; None where it is not certain. Arguments as in `Generator`."""
    return None if base_name(site, path) else _address(site, path, meta, site.language)


def further_addresses(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> list[str]:
    """A post's addresses in the other languages: it has one in each, translated or not."""
    others = (str(one) for one in languages_of(site) if one != site.language)
    return [url for one in others if (url := _address(site, path, meta, one))]


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], language: str) -> str | None:
    place = place_of(site, path) or _by_text(site, path)
    prefix, slug = languages_of(site).get(language), _slug(site, path, meta)
    target = place.target if place else None
    if isinstance(target, Mapping):
        target = target.get(language, target.get(site.language))
    if (
        place is None
        or not isinstance(prefix, str)
        or not isinstance(target, str)
        or slug in {None, "index"}
        or meta.get("type") == "php"
        or path.endswith(".php")
        or is_unknown(site.settings, *_CODED)
        or any(site.settings.get(name, True) is False for name in ("STRIP_INDEXES", "USE_SLUGIFY"))
    ):
        return None
    pretty = str(meta.get("pretty_url", site.settings.get("PRETTY_URLS", True))).strip().lower()
    if pretty not in _YES | _NO or text_of(site.settings, "INDEX_FILE", default="index.html") != "index.html":
        return None
    below = posixpath.dirname(path.removeprefix(folder(place.folder)))
    parts = posixpath.normpath(posixpath.join("/", prefix, target.strip("/"), below, str(slug))).strip("/")
    return f"{site.site_url}{parts}{'/' if pretty in _YES else '.html'}"


def _by_text(site: OtherSite, path: str) -> Place | None:
    """The entry that means the text beside a file with its lines, the ending of which is not known here."""
    if not path.endswith(META):
        return None
    ends = [(one, posixpath.splitext(one.pattern)[1]) for one in places_of(site.settings)]
    found = [one for one, end in ends if _is_in(path.removesuffix(META) + end, one)]
    return found[0] if found and all(one.target == found[0].target for one in found) else None


def _slug(site: OtherSite, path: str, meta: Mapping[str, Any]) -> str | None:
    """The post's part of its address; None where it is not certain."""
    own = meta.get("slug")
    if own or "?P<slug>" in text_of(site.settings, "FILE_METADATA_REGEXP"):
        return own if isinstance(own, str) and own else None
    plain = latin(stem(path))
    return None if plain is None else _GAP.sub("-", _NO_SLUG.sub("", plain).strip().lower()) or None
