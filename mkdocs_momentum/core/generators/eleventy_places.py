"""Where Eleventy has its pages and what it leaves out, from its configuration and `package.json` as texts."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mkdocs_momentum.core.generators.javascript import QUOTED, quoted, without_comments
from mkdocs_momentum.core.generators.kinds import Texts
from mkdocs_momentum.core.generators.values import folder, table

_FOLDERS = ("input", "output", "includes", "layouts", "data")
_DIR = re.compile(r"\bdir[\"']?\s*[:=]\s*\{([^{}]*)\}")
_OPAQUE = re.compile(r"\bdir\b[\"']?\s*:\s*[^{\s]|[{,]\s*dir\s*[,}]")
"""Folders that are not written out there."""
_SET = re.compile(rf"\bset(Input|Output|Includes|Layouts|Data)Directory\(\s*(?:{QUOTED}\s*\))?")
_KEYS = {name: re.compile(rf"(?:^|[\s,])[\"']?{name}\b[\"']?\s*:?\s*(?:{QUOTED}\s*(?:,|$))?") for name in _FOLDERS}
_OPTION = re.compile(r"--(input|output)(?:=|[ \t]+)[\"']?([^\s\"']+)")
_RUN = re.compile(
    r"(?:^|[;|&\"'])\s*(?:\w+=\S+\s+|(?:npx|bunx|yarn|pnpm|exec|dlx|node|cross-env|-{1,2}\w*)\s+)*"
    r"(?:[^\s;|&\"']*/)?eleventy(?:/cmd\.c?js)?(?=[\s;|&\"']|$)(?P<rest>(?:=[\"'][^\"']*[\"']|[^;|&\"'])*)"
)
"""A command that runs Eleventy, on its own or as the text of another one."""
_FORMATS = re.compile(
    rf"(?:\b(?:add|set)TemplateFormats|\baddExtension|\btemplateFormats[\"']?\s*:)\s*\(?\s*(?:\[([^\[\]]*)\]|{QUOTED})"
)
_ENDING = re.compile(r"[a-z0-9]+")
_ASSETS = frozenset({
    "css", "scss", "sass", "less", "js", "mjs", "cjs", "ts", "json", "xml", "txt", "svg", "png", "jpg", "jpeg", "gif",
    "webp", "avif", "ico", "bmp", "tiff", "woff", "woff2", "ttf", "otf", "eot", "pdf", "mp3", "mp4", "webm", "ogg",
    "wav", "zip", "gz", "map", "wasm", "csv", "webmanifest",
})  # fmt: skip
"""Endings that a site names among its formats to have files copied."""
_FANCY = re.compile(r"[\[\](){}!+@|\\]")
_DATA = re.compile(r"(.+?)(?:\.11tydata\.(?:json|[cm]?js)|\.json)")
_ENOUGH = 5000
"""Folders that are looked into for data; a site with more has them somewhere in all likelihood."""

_STARS = 2
"""In a glob: what has more takes long to tell, and hides nothing here."""

EVERYWHERE = ""
"""The place of a setting that may bend any address."""


class Places(NamedTuple):
    """Folders of a site.

    Args:
        pages: the folder of its pages, as a prefix from the root.
        output: what a build fills.
        built: that and all other folders that a command may fill.
        made_with: prefixes of folders that hold no pages.
        data: the folder of its data, as a prefix.
        is_sure: whether that is written out plainly.
    """

    pages: str
    output: str
    built: tuple[str, ...]
    made_with: tuple[str, ...]
    data: str
    is_sure: bool


def places(settings: Mapping[str, Any]) -> Places:
    """The folders of a site, from its settings: `text`, and `package` with the text of `package.json`."""
    code = without_comments(str(settings.get("text", "")))
    given = {name: _values(code, name) for name in _FOLDERS}
    built = {value for value in given["output"] if value} or {"_site"}
    for name, default in (("input", "."), ("output", "_site")):
        # A command without the option takes what is configured.
        runs = [{options[name]} if name in options else given[name] or {default} for options in _commands(settings)]
        given[name] = set[str | None]().union(*runs) or given[name]
    built |= {value for value in given["output"] if value}
    is_sure = not _OPAQUE.search(code) and all(len(values) < 2 and None not in values for values in given.values())
    only = {name: next(iter(values)) if len(values) == 1 else None for name, values in given.items()}
    pages = folder(only["input"] or ".")
    made_with = []
    for name, default in (("includes", "_includes"), ("data", "_data"), ("layouts", "")):
        value = only[name] if given[name] else default
        prefix = folder(posixpath.join(pages, value)) if value else ""
        # A folder that is not known for certain may as well hold pages.
        made_with.append(prefix if prefix != pages else "")
    output = only["output"] or "_site"
    return Places(pages, output, tuple(sorted(built)), tuple(filter(None, made_with)), made_with[1], is_sure)


def _values(code: str, name: str) -> set[str | None]:
    """What a configuration gives for one folder; None in it for what is no plain text."""
    found: set[str | None] = set()
    for block in _DIR.finditer(code):
        found |= {quoted(match) for match in _KEYS[name].finditer(block[1])}
    return found | {quoted(match, 2) for match in _SET.finditer(code) if match[1].lower() == name}


def _commands(settings: Mapping[str, Any]) -> list[dict[str, str]]:
    """The folders that each command in `package.json` names that runs Eleventy."""
    try:
        data = json.loads(str(settings.get("package") or "{}"))
    except (ValueError, RecursionError):
        return []
    scripts = table(data if isinstance(data, dict) else {}, "scripts").values()
    runs = [run["rest"] for script in scripts if isinstance(script, str) for run in _RUN.finditer(script)]
    return [{option[1]: posixpath.normpath(option[2]) for option in _OPTION.finditer(run)} for run in runs]


def formats(text: str) -> list[str]:
    """Endings of pages that a configuration adds, as `.mdx`; not those of files that are only copied."""
    found = []
    for match in _FORMATS.finditer(without_comments(text)):
        listed = match[1] if match[1] is not None else quoted(match, 2) or ""
        found += [name for name in _ENDING.findall(listed.lower()) if name not in _ASSETS]
    return [f".{name}" for name in dict.fromkeys(found)]


def ignored(text: str, place: str) -> list[re.Pattern[str]]:
    """What an `.eleventyignore` leaves out, and nothing that a version of Eleventy may build.

    Args:
        text: the file's; each line is a glob from the folder in which it lies.
        place: that folder, as a prefix from the root.
    """
    patterns = []
    for line in map(str.strip, text.splitlines()):
        path = posixpath.normpath(f"./{line}")
        if not line or line.startswith(("#", "!")) or _FANCY.search(line) or path.startswith(".."):
            continue
        parts = path.split("/")
        if parts.count("**") > _STARS or any(len(re.findall(r"\*+", part)) > _STARS for part in parts):
            continue
        pattern = re.escape(place) + "".join(map(_part, parts[:-1]))
        is_plain = not re.search(r"[*?]", path)
        # Of folders only those that are called by their own name count in every version.
        last = ".+" if parts[-1] == "**" else _segment(parts[-1]) + ("(?:/.*)?" if is_plain else "")
        patterns.append(re.compile(pattern + last, re.DOTALL))
    return patterns


def _part(part: str) -> str:
    return "(?:[^/]+/)*" if part == "**" else f"{_segment(part)}/"


def _segment(part: str) -> str:
    return "".join(
        "[^/]*" if piece.startswith("*") else "[^/]" if piece == "?" else re.escape(piece)
        for piece in re.split(r"(\*+|\?)", part)
    )


def bent(settings: Mapping[str, Any], texts: Texts) -> frozenset[str]:
    """Where the addresses of pages are set by data rather than by the pages: prefixes, `EVERYWHERE` for all."""
    code, own = without_comments(str(settings.get("text", ""))), places(settings)
    if not own.is_sure or re.search(r"permalink|addUrlTransform", code, re.IGNORECASE):
        return frozenset({EVERYWHERE})
    if any(re.match(r"eleventyComputed\b|permalink\b", name) for name in texts.names(own.data.rstrip("/"))):
        return frozenset({EVERYWHERE})
    found, pending = set(), [own.pages.rstrip("/")]
    for count, place in enumerate(pending):
        if count > _ENOUGH:
            return frozenset({EVERYWHERE})
        names = texts.names(place)
        prefix = f"{place}/" if place else ""
        if prefix in own.made_with or prefix == folder(own.output):
            continue
        pending += [prefix + name for name in names if _is_maybe_folder(name)]
        data = [(at, prefix + name) for name in names if (at := _data_of(prefix, name, names)) is not None]
        found |= {at for at, path in data if "permalink" in (texts.read(path) or "permalink")}
    return frozenset(found)


def _is_maybe_folder(name: str) -> bool:
    return name not in {"node_modules", ".git"} and not re.fullmatch(r"\.[a-z][a-z0-9]*", posixpath.splitext(name)[1])


def _data_of(prefix: str, name: str, names: Sequence[str]) -> str | None:
    """The pages that a file gives data to, as the beginning of their paths; None where it is no such file."""
    match = _DATA.fullmatch(name)
    if not match:
        return None
    if match[1] == posixpath.basename(prefix.rstrip("/")):
        return prefix
    is_beside = ".11tydata." in name or any(other.startswith(f"{match[1]}.") for other in names if other != name)
    return f"{prefix}{match[1]}." if is_beside else None

