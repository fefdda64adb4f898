"""A site's own `mkdocs.yml` on this machine, with the files that it inherits from."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

from mkdocs_momentum.core.generators.mkdocs import (
    CONFIG_NAMES,
    MkdocsSite,
    inherit,
    parse_mkdocs_yml,
    site_from_config,
)
from mkdocs_momentum.errors import SiteError
from mkdocs_momentum.stores.sitefiles import SiteFiles, WorkingFiles

CONFIG_BYTES = 1024 * 1024
MAX_PARENTS = 10
ZENSICAL = "zensical.toml"
"""Zensical builds MkDocs sites, and takes their settings below `project` in this file as well."""


class _Variables(Mapping[str, str]):
    """An environment that knows whether anybody asked it."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env, self.were_asked = env, False

    def __getitem__(self, name: str) -> str:
        self.were_asked = True
        return self._env[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._env)

    def __len__(self) -> int:
        return len(self._env)


def load_mkdocs_site(files: SiteFiles, env: Mapping[str, str] | None = None) -> MkdocsSite | None:
    """What the site's own `mkdocs.yml` says, `INHERIT` resolved.

    Args:
        files: the site's.
        env: what `!ENV` refers to; the process's environment where it is None.

    Returns:
        None where there is no such file.

    Raises:
        SiteError: it cannot be read.
    """
    variables = _Variables(os.environ if env is None else env)
    found = load_mkdocs_config(files, variables)
    if found is None:
        return None
    name, data = found
    own, *others = _addresses(files, name, data, variables)
    site = site_from_config(data)._replace(other_urls=tuple(url for url in others if url != own))
    if site.docs_dir.startswith(("/", "..")) or site.docs_dir[1:2] == ":":
        raise SiteError(f"{name}: docs_dir: {site.docs_dir} lies outside the site's folder; write docs_dir: docs")
    return site


def load_mkdocs_config(files: SiteFiles, env: Mapping[str, str] | None = None) -> tuple[str, dict[str, Any]] | None:
    """The name of a site's own configuration and all that it says. Arguments and errors as above."""
    name = next((name for name in (*CONFIG_NAMES, ZENSICAL) if files.is_file(name)), None)
    return None if name is None else (name, _load(files, name, os.environ if env is None else env, ()))


def written_addresses(path: Path) -> tuple[str, ...]:
    """The addresses that a configuration file gives its site itself, before any plugin.

    Args:
        path: the file.

    Returns:
        What `site_url` says, and what it says where no variable is set: a build for a preview has another one instead.
    """
    files, variables = WorkingFiles(path.parent), _Variables(os.environ)
    try:
        return _addresses(files, path.name, _load(files, path.name, variables, ()), variables)
    except SiteError:
        return ()


def _addresses(files: SiteFiles, name: str, data: Mapping[str, Any], variables: _Variables) -> tuple[str, ...]:
    """`site_url`, empty where there is none; and the other one behind it, where variables were asked for."""
    own, bare = str(data.get("site_url") or ""), ""
    if variables.were_asked:
        with suppress(SiteError):
            bare = str(_load(files, name, {}, ()).get("site_url") or "")
    return (own, bare) if bare else (own,)


def plugins_file(root: Path, env: Mapping[str, str] | None = None) -> Path:
    """The file in which a site's plugins stand, or would: its own configuration, or one that it inherits from.

    Raises:
        SiteError: one of them cannot be read.
    """
    own = next(root / name for name in CONFIG_NAMES if (root / name).is_file())
    path, seen = own, [own]
    env = os.environ if env is None else env
    while True:
        data = parse_mkdocs_yml(_text(WorkingFiles(path.parent), path.name), env, path.name)
        if "plugins" in data:
            return path.resolve()
        parent = data.get("INHERIT")
        path = path.resolve().parent / parent if isinstance(parent, str) else own
        if path in seen or not path.is_file():
            return own
        seen.append(path)


def _load(files: SiteFiles, path: str, env: Mapping[str, str], seen: tuple[str, ...]) -> dict[str, Any]:
    path = files.resolved(path) or path
    name = PurePath(path).name
    if path in seen or len(seen) > MAX_PARENTS:
        raise SiteError(f"{name}: INHERIT leads back to {name}; take that line out")
    text = _text(files, path)
    data = _zensical(text, name) if name == ZENSICAL else parse_mkdocs_yml(text, env, name)
    parent = data.pop("INHERIT", None)
    if parent is None:
        return data
    if not isinstance(parent, str):
        raise SiteError(f"{name}: INHERIT: {parent!r} is not a path; write INHERIT: ../base.yml")
    above = posixpath.join(posixpath.dirname(path), parent)
    if not files.is_file(above):
        raise SiteError(f"{name}: INHERIT: {parent} is not there; write INHERIT: ../base.yml")
    return inherit(_load(files, above, env, (*seen, path)), data)


def _text(files: SiteFiles, path: str) -> str:
    name = PurePath(path).name
    try:
        raw = files.read(path, CONFIG_BYTES + 1)
    except OSError as error:
        raise SiteError(f"{name}: it cannot be opened: {error.strerror or error}") from None
    if len(raw) > CONFIG_BYTES:
        raise SiteError(f"{name}: it is longer than 1 MiB; is it the right file?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SiteError(f"{name}: it is not UTF-8; save it as UTF-8") from None


def _zensical(text: str, where: str) -> dict[str, Any]:
    import tomllib

    try:
        project = tomllib.loads(text).get("project", {})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SiteError(f"{where}: not TOML: {' '.join(str(error).split())}") from None
    return project if isinstance(project, dict) else {}
