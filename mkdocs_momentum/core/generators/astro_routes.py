"""Where Astro shows its posts: by the files of `src/pages`, and by the templates there that show a collection."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from mkdocs_momentum.core.generators.javascript import QUOTED, quoted, without_comments
from mkdocs_momentum.core.generators.kinds import Texts
from mkdocs_momentum.core.generators.values import folder

_CONTENT = tuple(
    f"{place}.{ending}" for place in ("content.config", "content/config") for ending in ("ts", "js", "mjs", "mts")
)
_DEFINED = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]*)\s*[=:]\s*defineCollection\s*\(")
_COLLECTIONS = re.compile(r"\bcollections\s*=\s*\{([^{}]*)\}")
_BASE = re.compile(rf"\bbase\s*:\s*(?:{QUOTED})?")
_SHOWN = re.compile(rf"\b(?:get(?:Collection|Entry)\s*\(|CollectionEntry\s*<)\s*(?:{QUOTED})?")
_PARAM = re.compile(r"\bparams\s*:\s*\{\s*([\w$]+)\s*:\s*[\w$]+\.(id|slug)\s*,?\s*\}")
_DYNAMIC = re.compile(r"\[(?:\.\.\.)?([\w$]+)\](?:\.astro)?")
_SIGNS = re.compile(r"[^\w\- ]")
_ENTRIES = frozenset({"slug", "id", "path", "post", "entry", "name"})
"""What templates call the part of an address that is an entry's own."""
_ENOUGH = 500
"""Folders of pages that are looked into."""


class Collection(NamedTuple):
    """A collection of posts.

    Args:
        name: what templates call it.
        base: its folder, as a prefix from the root; None where that is not written plainly.
        key: what its entries have: an `id`, or a `slug` before there were loaders; `own` where the site makes these
            itself.
    """

    name: str
    base: str | None
    key: str


class Route(NamedTuple):
    """A template that shows each entry of collections.

    Args:
        prefix: the folder in which it shows them, below the site's root.
        names: of the collections; None for one that is not named plainly.
        key: what it makes their addresses with: `id` or `slug`; empty for anything else.
    """

    prefix: str
    names: frozenset[str | None]
    key: str


def collections(texts: Texts, source: str) -> list[Collection]:
    """The collections that a site defines; none before it defines any.

    Args:
        texts: those of the site.
        source: the folder `src/`.
    """
    found = (texts.read(source + name) for name in _CONTENT)
    code = without_comments(next((text for text in found if text is not None), ""))
    known = _COLLECTIONS.search(code)
    names = dict(_renamed(known[1])) if known else {}
    starts = [*_DEFINED.finditer(code)]
    made = []
    for number, match in enumerate(starts, 1):
        end = starts[number].start() if number < len(starts) else len(code)
        text, own = code[match.start() : end], names.get(match[1], match[1])
        bases = [quoted(base) for base in _BASE.finditer(text)]
        has_loader = bool(re.search(r"\bloader\b", text))
        base = f"{source}content/{own}/" if not has_loader else None
        if len(bases) == 1 and bases[0] is not None:
            base = folder(bases[0])
        key = "own" if "generateId" in text else "id" if has_loader else "slug"
        made.append(Collection(own, base or None, key))
    return made


def _renamed(text: str) -> list[tuple[str, str]]:
    """The names of definitions, each with that of its collection, from `{ blog: posts, notes }`."""
    pairs = [[part.strip().strip("\"'") for part in entry.split(":")] for entry in text.split(",")]
    return [(pair[-1], pair[0]) for pair in pairs if pair[0]]


def routes(texts: Texts, pages: str) -> list[Route]:
    """The templates that show entries, from those in the folder `src/pages/`."""
    found: list[Route] = []
    pending = [pages.rstrip("/")]
    for count, place in enumerate(pending):
        if count > _ENOUGH:
            return []
        for name in texts.names(place):
            path = f"{place}/{name}"
            if "." not in name.replace("...", ""):
                pending.append(path)
            elif name.endswith(".astro"):
                found += _routes_of(path.removeprefix(pages), texts.read(path) or "")
    return found


def _routes_of(path: str, text: str) -> list[Route]:
    parent, name = posixpath.split(path)
    if name == "index.astro":
        parent, name = posixpath.split(parent)
    dynamic = _DYNAMIC.fullmatch(name)
    if not dynamic:
        return []
    code = without_comments(text)
    keys = {match[2] for match in _PARAM.finditer(code) if match[1] == dynamic[1]}
    if not keys and dynamic[1] not in _ENTRIES:
        return []  # of tags, or of the parts of a list
    names = frozenset(quoted(match) for match in _SHOWN.finditer(code)) or frozenset({None})
    return [Route(f"{parent}/" if parent else "", names, next(iter(keys)) if len(keys) == 1 else "")]


def entry_id(path: str) -> str | None:
    """The `id` of an entry, as Astro makes it of a path below the collection's folder; None where that is not sure."""
    if any(not sign.isascii() and not sign.isalpha() for sign in path) or re.search(r"[%#?\x00-\x1f]", path):
        return None
    parts = [_SIGNS.sub("", part.lower()).replace(" ", "-") for part in posixpath.splitext(path)[0].split("/")]
    found = "/".join(parts)
    return (found.removesuffix("/index") or None) if all(parts) else None


def shown_at(path: str, slug: object, known: list[Collection], given: list[Route], source: str) -> str | None:
    """The address of an entry below the site's root, without a slash at its end; None where it is not certain.

    Args:
        path: from the site's root.
        slug: what its front matter has under this name.
        known: the collections.
        given: the templates.
        source: the folder `src/`.
    """
    collection = _collection_of(path, known, source)
    if collection is None or collection.base is None:
        return None
    fitting = [route for route in given if collection.name in route.names or None in route.names]
    if len(fitting) != 1 or fitting[0].key != collection.key or "[" in fitting[0].prefix:
        return None
    if None in fitting[0].names and len(known) > 1:
        return None
    if slug not in (None, ""):
        own = slug.strip("/") if isinstance(slug, str) else None
    else:
        own = entry_id(path.removeprefix(collection.base))
    return f"{fitting[0].prefix}{own}" if own and not re.search(r"[%#?\\]|//|\.\.|\s", own) else None


def _collection_of(path: str, known: list[Collection], source: str) -> Collection | None:
    if not known:
        first, slash, _ = path.removeprefix(f"{source}content/").partition("/")
        is_own = path.startswith(f"{source}content/") and slash
        return Collection(first, f"{source}content/{first}/", "slug") if is_own else None
    if any(collection.base is None for collection in known):
        return None
    around = [collection for collection in known if path.startswith(collection.base or "")]
    return around[0] if len(around) == 1 else None
