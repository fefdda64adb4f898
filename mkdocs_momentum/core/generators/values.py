"""Settings and values as the readers of the other generators need them: folders, addresses, letters, dates in names."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.pysettings import Read, assigned
from mkdocs_momentum.core.generators.yamlread import parse_mkdocs_yml
from mkdocs_momentum.errors import SiteError

_FILE_DATE = re.compile(r"(?<!\d)(\d{4})[-_](\d{1,2})[-_](\d{1,2})(?!\d)")


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
