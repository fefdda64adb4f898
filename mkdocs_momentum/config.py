"""`momentum.yml`: from its text to a `Config`. Every fault names the line, shows what stands there and a right example."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import yaml

from mkdocs_momentum.core.days import REST_EXAMPLE, Calendar, DateRange, parse_day, parse_rest
from mkdocs_momentum.errors import ConfigError

FILE_NAMES = ("momentum.yml", "momentum.yaml")
KEYS = ("timezone", "since", "rest", "day_starts", "ledger", "sites")
SITE_KEYS = ("path", "repo", "branch", "url", "posts")
EXAMPLE = """\
timezone: America/Los_Angeles
since: 2026-11-23
sites:
  myblog: ../myblog"""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """One site of `momentum.yml`.

    Args:
        name: as it is called everywhere.
        path: its working tree, as written (relative to the configuration file).
        repo: where to read it from when the working tree is not there.
        branch: the branch to read from `repo`.
        url: its public address, where its own configuration does not say it.
        posts: a glob from the site's root, where no blog plugin says it.
    """

    name: str
    path: str = ""
    repo: str = ""
    branch: str = "main"
    url: str = ""
    posts: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """What `momentum.yml` says.

    Args:
        where: the file, for messages and for relative paths.
        calendar: timezone, start of day, rest days.
        since: the first day that the gate governs.
        ledger: a git URL or path; empty for the embedded one beside the file.
        sites: in the file's order, which decides ties in the plan.
    """

    where: str
    calendar: Calendar
    since: date
    sites: tuple[SiteConfig, ...]
    ledger: str = ""


def parse_config(text: str, where: str) -> Config:
    """Read the text of a `momentum.yml`.

    Args:
        text: the file's content.
        where: its path, for messages.

    Raises:
        ConfigError: with one line that shows the fault, its place and a right example.
    """
    data, lines = _load(text, where)
    reader = _Reader(where, lines)
    reader.known(data, KEYS, "")
    reader.needs(data, "timezone", "timezone: America/Los_Angeles")
    reader.needs(data, "since", "since: 2026-11-23")
    reader.needs(data, "sites", "sites: {myblog: ../myblog}")
    weekdays, ranges = reader.rest(data.get("rest", ["sunday"]))
    return Config(
        where=where,
        calendar=Calendar(
            reader.timezone(data["timezone"]),
            reader.day_starts(data.get("day_starts", "00:00")),
            weekdays,
            ranges,
        ),
        since=reader.since(data["since"]),
        sites=reader.sites(data["sites"]),
        ledger=reader.address(data.get("ledger") or "", "ledger", "ledger: git@example.com:me/momentum.git"),
    )


def parse_timezone(value: object) -> ZoneInfo:
    """An IANA name as a timezone. Raises ValueError with a message that shows the nearest right name."""
    name = str(value)
    try:
        if name in available_timezones():
            return ZoneInfo(name)
    except (OSError, ValueError):
        pass
    raise ValueError(f"{name!r} is no timezone{nearest(name, sorted(available_timezones()))}")


def nearest(word: str, known: Collection[str]) -> str:
    """`; did you mean 'x'?` where something near is known, else nothing."""
    by_lower = {name.lower(): name for name in known}
    by_lower |= {name.rpartition("/")[2].lower(): name for name in known if "/" in name}
    found = difflib.get_close_matches(word.lower().rpartition("/")[2], by_lower, n=1, cutoff=0.6)
    return f"; did you mean {by_lower[found[0]]!r}?" if found else ""


def _load(text: str, where: str) -> tuple[dict[str, Any], dict[tuple[str, ...], int]]:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{where}:{line}: not YAML: {error.problem}; write each line as key: value") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"{where}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(data, dict):
        raise ConfigError(f"{where}: it holds no settings; a small one is:\n{EXAMPLE}")
    lines: dict[tuple[str, ...], int] = {}
    _collect_lines(node, (), lines)
    return data, lines


def _collect_lines(node: Any, prefix: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> None:
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        name = (*prefix, str(key.value))
        if name in lines:
            continue
        lines[name] = key.start_mark.line + 1
        if len(name) < 3:
            _collect_lines(value, name, lines)


@dataclass(frozen=True, slots=True)
class _Reader:
    where: str
    lines: Mapping[tuple[str, ...], int]

    def fault(self, message: str, *key: str) -> ConfigError:
        line = self.lines.get(key)
        return ConfigError(f"{self.where}:{line}: {message}" if line else f"{self.where}: {message}")

    def known(self, data: Mapping[Any, Any], keys: Collection[str], *prefix: str) -> None:
        path = tuple(part for part in prefix if part)
        for key in data:
            if key not in keys:
                hint = nearest(str(key), keys) or f"; known are {', '.join(keys)}"
                raise self.fault(f"unknown key {key!s}{hint}", *path, str(key))

    def needs(self, data: Mapping[str, Any], key: str, example: str) -> None:
        if data.get(key) in (None, ""):
            raise self.fault(f"{key} is missing; write {example}", key)

    def timezone(self, value: object) -> ZoneInfo:
        try:
            return parse_timezone(value)
        except ValueError as error:
            raise self.fault(f"timezone: {error} (as in timezone: America/Los_Angeles)", "timezone") from None

    def since(self, value: object) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return parse_day(str(value))
        except ValueError:
            raise self.fault(f"since: {value!s} is not a date; write since: 2026-11-23", "since") from None

    def day_starts(self, value: object) -> time:
        # Unquoted, YAML 1.1 reads 03:00 as 180 (base 60).
        text = f"{value // 60:02}:{value % 60:02}" if type(value) is int else str(value)
        if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text):
            raise self.fault(f'day_starts: {text} is not a time; write day_starts: "03:00"', "day_starts")
        hours, minutes = text.split(":")
        return time(int(hours), int(minutes))

    def rest(self, value: object) -> tuple[frozenset[int], tuple[DateRange, ...]]:
        entries = [] if value is None else value if isinstance(value, list) else [value]
        try:
            parsed = [parse_rest(entry) for entry in entries]
        except ValueError as error:
            raise self.fault(f"rest: {error}; write {REST_EXAMPLE}", "rest") from None
        weekdays = frozenset(entry for entry in parsed if isinstance(entry, int))
        if len(weekdays) == 7:
            raise self.fault(f"rest: all seven weekdays rest, so no day is left; write {REST_EXAMPLE}", "rest")
        return weekdays, tuple(entry for entry in parsed if isinstance(entry, DateRange))

    def sites(self, value: object) -> tuple[SiteConfig, ...]:
        if not isinstance(value, dict) or not value:
            raise self.fault("sites: it names no site; write\nsites:\n  myblog: ../myblog", "sites")
        return tuple(self.site(str(name), entry) for name, entry in value.items())

    def site(self, name: str, entry: object) -> SiteConfig:
        if not re.fullmatch(r"[\w.][\w. -]*", name):
            raise self.fault(f"site name {name!r}: use letters, digits, -, _ and .", "sites", name)
        if isinstance(entry, str) and entry.strip():
            is_repo = looks_remote(entry)
            entry = {"repo": entry} if is_repo else {"path": entry}
        if not isinstance(entry, dict):
            raise self.fault(f"site {name}: write {name}: ../{name}, or path: below it", "sites", name)
        self.known(entry, SITE_KEYS, "sites", name)
        texts = {key: self.text(entry[key], "sites", name, key) for key in entry if entry[key] is not None}
        if not texts.get("path") and not texts.get("repo"):
            raise self.fault(f"site {name}: say where it is, as in path: ../{name}", "sites", name)
        if texts.get("repo"):
            self.address(texts["repo"], f"site {name}: repo", "repo: git@example.com:me/blog.git")
        if texts.get("branch", "").startswith("-"):
            raise self.fault(f"site {name}: branch {texts['branch']!r}; write branch: main", "sites", name, "branch")
        return SiteConfig(name=name, **texts)

    def text(self, value: object, *key: str) -> str:
        if not isinstance(value, str):
            raise self.fault(f"{key[-1]}: {value!r} is not text; put it in quotes", *key)
        return value

    def address(self, value: object, label: str, example: str) -> str:
        """A git URL or path that is safe to hand to git (an argument that begins with - would be an option)."""
        text = str(value)
        bad_start = text.startswith("-")
        strange = any(ord(char) < 32 for char in text) or "::" in text.partition("/")[0]
        if bad_start or strange:
            raise ConfigError(f"{self.where}: {label}: {text!r} is not a git address; write {example}")
        if "://" in text and (parts := urlsplit(text)).password is not None:
            shown = text.replace(parts.netloc, f"…@{parts.hostname}")
            raise ConfigError(
                f"{self.where}: {label}: {shown} carries a password; leave it out and let git's credential helper hold it"
            )
        return text


def looks_remote(text: str) -> bool:
    """Whether a short site entry is a git URL rather than a folder: `scheme://…` or `user@host:path`."""
    return "://" in text or bool(re.match(r"[\w.-]+@[\w.-]+:", text))
