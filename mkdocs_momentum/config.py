"""`momentum.yml`: from its text to a `Config`. Every fault is one line: where, what stands there, a right example."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from mkdocs_momentum.core.addresses import unsafe_address
from mkdocs_momentum.core.days import REST_EXAMPLE, Calendar, DateRange, parse_rest, since_of, timezone_of
from mkdocs_momentum.core.linedyaml import LinedYaml, LinedYamlError, read_lined
from mkdocs_momentum.core.words import nearest, shown
from mkdocs_momentum.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
FILE_NAMES = ("momentum.yml", "momentum.yaml")
KEYS = ("timezone", "since", "rest", "day_starts", "ledger", "verify", "commit", "sites")
LEDGER_KEYS = ("repo", "refs")
SITE_KEYS = ("path", "repo", "branch", "folder", "url", "posts")
_REFS = re.compile(
    r"refs/(?:(?:heads|tags|notes|remotes)/)?(?!(?:heads|tags|notes|remotes)/?$)\w[\w-]*(?:/\w[\w-]*)*/?", re.ASCII
)
EXAMPLE = "timezone: America/Los_Angeles, since: 2026-11-23 and sites: {myblog: ../myblog}, each on a line of its own"


class SiteConfig(NamedTuple):
    """One site of `momentum.yml`.

    Args:
        name: as it is called everywhere.
        path: its working tree, as written (relative to the configuration file).
        repo: where to read it from when the working tree is not there.
        branch: the branch to read from `repo`.
        folder: the site's folder in `repo`; empty for the top. `path` names that folder itself.
        url: its public address, where its own configuration does not say it.
        posts: a glob from the site's root, beside those of its blog plugins.
    """

    name: str
    path: str = ""
    repo: str = ""
    branch: str = "main"
    folder: str = ""
    url: str = ""
    posts: str = ""

    def place(self, base: Path) -> Path:
        """The folder that `path` names, there or not.

        Args:
            base: the configuration's folder, from which it is named.
        """
        return named_place(self.path, base)


class Config(NamedTuple):
    """What `momentum.yml` says.

    Args:
        where: the file, for messages and for relative paths.
        calendar: timezone, start of day, rest days.
        since: the first day that the gate governs.
        ledger: a git URL or path; empty for the embedded one beside the file.
        ledger_refs: what the names of its refs begin with; empty for the usual.
        sites: in the file's order, which decides ties in the plan.
        verify_live: before a new day is claimed, each site's newest release must answer at its address.
        commit_author: `Name <address>` of the commits; empty for the person whom git knows.
        commit_message: their first line, with {title}, {site}, {path} and {day} in it; empty for the usual one.
    """

    where: str
    calendar: Calendar
    since: date
    sites: tuple[SiteConfig, ...]
    ledger: str = ""
    ledger_refs: str = ""
    verify_live: bool = False
    commit_author: str = ""
    commit_message: str = ""


def parse_config(text: str, where: str) -> Config:
    """Read the text of a `momentum.yml`.

    Args:
        text: the file's content.
        where: its path, for messages.

    Raises:
        ConfigError: with one line that shows the fault, its place and a right example.
    """
    try:
        settings = read_lined(text)
    except LinedYamlError as error:
        raise ConfigError(f"{_place(where, error.line)}: {error.message}") from None
    if not settings.data:
        raise ConfigError(f"{where}: it is empty; write {EXAMPLE}")
    data, reader = settings.data, _Reader(where, settings)
    reader.known(data, KEYS)
    reader.needs(data, "timezone", "timezone: America/Los_Angeles")
    reader.needs(data, "since", "since: 2026-11-23")
    reader.needs(data, "sites", "sites: {myblog: ../myblog}")
    weekdays, ranges = reader.rest(data.get("rest"))
    return Config(
        where=where,
        calendar=Calendar(
            reader.value("timezone", timezone_of),
            reader.day_starts(data.get("day_starts")),
            weekdays,
            ranges,
        ),
        since=reader.value("since", since_of),
        sites=reader.sites(data["sites"]),
        verify_live=reader.verify(data.get("verify")),
        **reader.ledger(data.get("ledger")),
        **reader.commit(data.get("commit")),
    )


def _place(where: str, line: int | None) -> str:
    return f"{where}:{line}" if line else where


class _Reader(NamedTuple):
    where: str
    settings: LinedYaml

    def fault(self, message: str, *key: str) -> ConfigError:
        """An error at the line of `key`, or of the nearest key around it."""
        line = next((found for end in range(len(key), 0, -1) if (found := self.settings.lines.get(key[:end]))), None)
        return ConfigError(f"{_place(self.where, line)}: {message}")

    def known(self, data: Mapping[Any, Any], keys: Collection[str], *prefix: str) -> None:
        for key in data:
            if key not in keys:
                hint = nearest(shown(key), keys) or f"; known are {', '.join(keys)}"
                raise self.fault(f"unknown key {shown(key)}{hint}", *prefix, str(key))

    def needs(self, data: Mapping[Any, Any], key: str, example: str) -> None:
        if data.get(key) in (None, ""):
            raise self.fault(f"{key} is missing; write {example}", key)

    def value(self, key: str, parse: Callable[[object], T]) -> T:
        try:
            return parse(self.settings.data[key])
        except ValueError as error:
            raise self.fault(str(error), key) from None

    def day_starts(self, value: object) -> time:
        # As written: unquoted, YAML 1.1 makes 180 of 3:00 (base 60), and 3 could mean minutes or hours.
        text = "00:00" if value is None else self.settings.texts.get(("day_starts",), "")
        match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text)
        if not match:
            said = shown(text or value)
            raise self.fault(f'day_starts: {said} is not a time; write day_starts: "03:00"', "day_starts")
        return time(int(match[1]), int(match[2]))

    def rest(self, value: object) -> tuple[frozenset[int], tuple[DateRange, ...]]:
        # `rest:` with nothing after it says nothing, so Sunday stays off; `rest: []` takes it away.
        entries = ["sunday"] if value is None else value if isinstance(value, list) else [value]
        try:
            parsed = [parse_rest(entry) for entry in entries]
        except ValueError as error:
            raise self.fault(f"rest: {error}; write {REST_EXAMPLE}", "rest") from None
        weekdays = frozenset(entry for entry in parsed if isinstance(entry, int))
        if len(weekdays) == 7:
            raise self.fault(f"rest: all seven weekdays rest, so no day is left; write {REST_EXAMPLE}", "rest")
        return weekdays, tuple(entry for entry in parsed if isinstance(entry, DateRange))

    def verify(self, value: object) -> bool:
        if value in (None, False):
            return False
        if value != "live":
            raise self.fault(f"verify: {shown(value)}; write verify: live, or take the line out", "verify")
        return True

    def ledger(self, value: object) -> dict[str, str]:
        example = "git@example.com:me/momentum.git"
        if not isinstance(value, dict):
            return {"ledger": self.address(value, f"ledger: {example}", "ledger")}
        self.known(value, LEDGER_KEYS, "ledger")
        refs = value.get("refs")
        prefix = "" if refs in (None, "") else self.text(refs, "ledger", "refs")
        if prefix and not _REFS.fullmatch(prefix):
            message = f"refs: {shown(prefix)} is no prefix of refs; write refs: refs/heads/momentum/"
            raise self.fault(message, "ledger", "refs")
        return {"ledger": self.address(value.get("repo"), f"repo: {example}", "ledger", "repo"), "ledger_refs": prefix}

    def commit(self, value: object) -> dict[str, str]:
        if value is None:
            return {}
        example = "commit: {author: Ann <ann@example.com>, message: 'Release: {title}'}"
        if not isinstance(value, dict):
            raise self.fault(f"commit: {shown(value)}; write {example}", "commit")
        self.known(value, ("author", "message"), "commit")
        texts = {key: self.text(value[key], "commit", key) for key in value if value[key] is not None}
        author = texts.get("author", "")
        if author and not re.fullmatch(r"[^<>]*[^<>\s][^<>]* <[^<>\s]+>", author):
            raise self.fault(f"author: {shown(author)}; write author: Ann <ann@example.com>", "commit", "author")
        return {f"commit_{key}": text for key, text in texts.items()}

    def sites(self, value: object) -> tuple[SiteConfig, ...]:
        if not isinstance(value, dict) or not value:
            raise self.fault(f"sites: {shown(value)} names no site; write sites: {{myblog: ../myblog}}", "sites")
        sites = tuple(self.site(name, entry) for name, entry in value.items())
        names: dict[str, str] = {}
        for site in sites:
            place = posixpath.normpath(site.path) if site.path else f"{site.repo} {site.branch} {site.folder}"
            if place in names:
                message = f"site {site.name}: {shown(site.path or site.repo)} is {names[place]} already; name it once"
                raise self.fault(message, "sites", site.name)
            names[place] = site.name
        return sites

    def site(self, given: object, entry: object) -> SiteConfig:
        name = str(given)
        is_word = isinstance(given, str) or type(given) is int  # `no` and `on` are truth values to YAML
        if not is_word or not re.fullmatch(r"[\w.]*\w[\w. -]*", name):
            raise self.fault(f"site name {shown(given)}; write one like my-blog, in quotes if need be", "sites", name)
        if isinstance(entry, str) and entry.strip():
            entry = {"repo": entry} if looks_remote(entry) else {"path": entry}
        if not isinstance(entry, dict):
            raise self.fault(f"site {name}: {shown(entry)} is no place; write {name}: ../{name}", "sites", name)
        self.known(entry, SITE_KEYS, "sites", name)
        texts = {key: self.text(entry[key], "sites", name, key) for key in entry if entry[key] is not None}
        if not texts.get("path") and not texts.get("repo"):
            raise self.fault(f"site {name}: it says no place; write path: ../{name}", "sites", name)
        self.address(texts.get("path"), f"path: ../{name}", "sites", name, "path")
        self.address(texts.get("repo"), "repo: git@example.com:me/blog.git", "sites", name, "repo")
        self.address(texts.get("url"), f"url: https://{name}.example", "sites", name, "url")
        if texts.get("branch", "").startswith("-"):
            raise self.fault(f"branch: {shown(texts['branch'])}; write branch: main", "sites", name, "branch")
        if "folder" in texts:
            texts["folder"] = self.inner(texts["folder"], "sites", name, "folder")
        return SiteConfig(name=name, **texts)

    def inner(self, text: str, *key: str) -> str:
        """A folder inside a repository, `blog/site`; empty for its top."""
        parts = text.split("/")
        if text.startswith("/") or "\\" in text or any(part in {"..", ".git"} for part in parts):
            raise self.fault(f"folder: {shown(text)} is no folder in a repository; write folder: blog", *key)
        return "/".join(part for part in parts if part not in {"", "."})

    def text(self, value: object, *key: str) -> str:
        if not isinstance(value, str) or not value.isprintable():
            raise self.fault(f"{key[-1]}: {shown(value)} is not text; write it in quotes, on one line", *key)
        return value

    def address(self, value: object, example: str, *key: str) -> str:
        """A path or URL that is safe to hand to git, and holds no secret that a log would keep."""
        if value in (None, ""):
            return ""
        text = self.text(value, *key)
        why = unsafe_address(text)
        if why:
            raise self.fault(f"{key[-1]}: {shown(text)} {why}; write {example}", *key)
        if key[-1] == "path" and "://" in text:
            raise self.fault(f"path: {shown(text)} is an address, not a folder; write repo: {shown(text)}", *key)
        if key[-1] == "url" and not re.match(r"https?://[^/]", text):
            raise self.fault(f"url: {shown(text)} is no web address; write {example}", *key)
        return text


def named_place(text: str, base: Path) -> Path:
    """The file or folder that a person names, there or not: from `base`, or with a `~` for a home folder."""
    return base / os.path.expanduser(text)  # noqa: PTH111 - Path raises for the home of somebody who is not known


def looks_remote(text: str) -> bool:
    """Whether a short site entry is a git URL rather than a folder: `scheme://…` or `user@host:path`."""
    return "://" in text or bool(re.match(r"[\w.-]+@[\w.-]+:", text))
