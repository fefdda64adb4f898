"""What one site goes by: the plugin's block in `mkdocs.yml`, and for what it leaves open `momentum.yml`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from mkdocs_momentum.config import Config, SiteConfig, looks_remote
from mkdocs_momentum.core.days import Calendar, since_of, timezone_of
from mkdocs_momentum.errors import ConfigError
from mkdocs_momentum.stores.configfile import ENVIRONMENT, find_above, load_config

T = TypeVar("T")
BLOCK_EXAMPLE = "plugins: [momentum: {since: 2026-11-23}]"


class Block(NamedTuple):
    """The plugin's block in `mkdocs.yml`, as it is written.

    Args:
        config: a `momentum.yml`, or a git URL of the hub that has it.
        since: a date.
        posts: globs from the site's root.
        timezone: an IANA name.
    """

    config: str = ""
    since: object = None
    posts: tuple[str, ...] = ()
    timezone: str = ""


class BuildSettings(NamedTuple):
    """What a build goes by.

    Args:
        site: the site's name.
        calendar: the writer's timezone and days.
        since: the first day that the gate governs.
        posts: globs from the site's root; empty where the blog plugin says where posts are.
        hub: the whole `momentum.yml`; made of the block alone where there is none.
    """

    site: str
    calendar: Calendar
    since: date
    posts: tuple[str, ...]
    hub: Config


def build_settings(block: Block, root: Path, where: str) -> BuildSettings:
    """Settings from the plugin's block, and for what it leaves open from `momentum.yml`.

    Args:
        block: the plugin's block, which wins.
        root: the folder of `mkdocs.yml`.
        where: `mkdocs.yml`, for messages.

    Raises:
        ConfigError: nothing says `since`, or something cannot be read.
    """
    hub = _hub(block, root)
    site = _own_site(hub, root) if hub else None
    if block.since is None and hub is None:
        looked = "no momentum.yml stands here or above"
        if block.config:
            other = "another repository, which a build never reads"
            looked = f"{block.config} is {other if looks_remote(block.config) else 'not there'}"
        raise ConfigError(f"{where}: since is not set and {looked}; write {BLOCK_EXAMPLE}")
    calendar = hub.calendar if hub else Calendar(ZoneInfo("UTC"))
    if block.timezone:
        calendar = calendar._replace(timezone=_parsed(block.timezone, timezone_of, where))
    since = _parsed(block.since, since_of, where) if block.since is not None or hub is None else hub.since
    posts = block.posts or ((site.posts,) if site and site.posts else ())
    name = site.name if site else root.name or "site"
    alone = SiteConfig(name, path=str(root), posts=posts[0] if posts else "")
    return BuildSettings(name, calendar, since, posts, hub or Config(where, calendar, since, (alone,)))


def _hub(block: Block, root: Path) -> Config | None:
    named = block.config or os.environ.get(ENVIRONMENT, "")
    if named and looks_remote(named):
        return None  # a build reads no other repository
    path = (root / block.config if block.config else Path(named)) if named else find_above(root)
    if path is None or not path.exists():
        return None
    return load_config(path, root)


def _own_site(hub: Config, root: Path) -> SiteConfig | None:
    base = Path(hub.where).parent
    return next((s for s in hub.sites if s.path and s.place(base).resolve() == root.resolve()), None)


def _parsed(value: object, parse: Callable[[object], T], where: str) -> T:
    try:
        return parse(value)
    except ValueError as error:
        raise ConfigError(f"{where}: {error}") from None
