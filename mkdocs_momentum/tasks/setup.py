"""Composition of `init`: what would be written, as a whole, before anything is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.config import FILE_NAMES, Config, parse_config
from mkdocs_momentum.core.listing import add_site, list_plugin
from mkdocs_momentum.core.starter import StarterSite
from mkdocs_momentum.errors import EditRefusedError, MomentumError, SiteError
from mkdocs_momentum.stores import checkout, git, sites
from mkdocs_momentum.views.safe import clean
from mkdocs_momentum.views.starter import CI_FILES, ci_file, difference, momentum_yml, scalar, secret_name

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Change", "Setup", "propose"]

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One file that is written: its text as it stands (empty for a new one) and as it becomes."""

    path: Path
    before: str
    after: str


@dataclass(slots=True)
class Setup:
    """All that `init` would do.

    Args:
        folder: where `momentum.yml` stands or comes.
        changes: in the order in which they are written.
        notes: what a person may like to know or do, one line each.
    """

    folder: Path
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def diff(self) -> str:
        """All changes as one diff."""
        shown = [difference(_relative(c.path, self.folder), c.before, c.after) for c in self.changes]
        return "\n".join(shown)

    def apply(self) -> None:
        """Write the changes. Raises MomentumError where a file was changed meanwhile."""
        for change in self.changes:
            checkout.put(change.path, change.before, change.after)

    def add(self, path: Path, after: str) -> None:
        """Write `after` to a file, unless it says that already."""
        before = checkout.read_text(path)
        if before != after:
            self.changes.append(Change(path, before, after))


def propose(folder: Path, named: Sequence[str], today: date, zone: tuple[str, str], ci: str = "auto") -> Setup:
    """Work out what `init` writes.

    Args:
        folder: a folder of site clones, or a site.
        named: sites as `NAME=PATH`, `NAME=URL` or `PATH`; empty for those that are found.
        today: the first day that the gate governs.
        zone: the timezone and where it was found.
        ci: a forge of `CI_FILES`, `auto` or `none`.

    Raises:
        MomentumError: there is no site, or a file cannot be read.
    """
    folder = folder.resolve()
    setup = Setup(folder)
    path = next((folder / name for name in FILE_NAMES if (folder / name).is_file()), folder / FILE_NAMES[0])
    text = checkout.read_text(path)
    wanted = [checkout.named_site(entry, folder) for entry in named]
    if text:
        for site in wanted:
            text = add_site(text, scalar(site.name), scalar(site.path if not site.repo else site.repo), str(path))
    else:
        text = _new(setup, folder, wanted, today, zone)
    config = parse_config(text.removeprefix("\ufeff"), str(path))
    setup.add(path, text)
    _list_plugins(setup, config)
    _offer_ci(setup, config, ci)
    return setup


def _new(setup: Setup, folder: Path, wanted: Sequence[StarterSite], today: date, zone: tuple[str, str]) -> str:
    found = list(wanted) or [checkout.describe(root, folder) for root in checkout.sites_in(folder)]
    if not found:
        raise MomentumError(f"{folder}: no folder with a mkdocs.yml is in it; write momentum init --site blog=../blog")
    starters = [_with_posts(setup, site) for site in found]
    name, source = zone
    setup.notes.append(
        f"Days begin and end in {name}, as {source} says."
        if source
        else f"This machine names no timezone, so days begin and end in {name}; write yours into momentum.yml."
    )
    setup.notes.append(f"Posts dated before {today} are history and stay public.")
    top = git.toplevel(folder)
    return momentum_yml(starters, name, source, today, checkout.remote_of(folder) if top else "")


def _with_posts(setup: Setup, site: StarterSite) -> StarterSite:
    root = setup.folder / site.path
    if not root.is_dir():
        return site
    try:
        host = sites.load_mkdocs_site(root)
    except SiteError:
        return site
    if host and host.block and "posts" in host.block:
        return site
    posts = checkout.posts_glob(root, host)
    if posts:
        setup.notes.append(f"{site.name}: no blog plugin says where its posts are; {posts} is a guess.")
    return replace(site, posts=posts)


def _list_plugins(setup: Setup, config: Config) -> None:
    """The plugin in each site's own configuration, with what a build needs, so that it needs nothing else."""
    for site in config.sites:
        root = (setup.folder / Path(site.path).expanduser()).resolve()
        path = checkout.site_config(root) if site.path and root.is_dir() else None
        settings = {"since": config.since.isoformat(), "timezone": config.calendar.timezone.key}
        if site.posts:
            settings["posts"] = scalar(site.posts)
        if path is None:
            pasted = ", ".join(f"{key}: {value}" for key, value in settings.items())
            setup.notes.append(f"{site.name} is not on this machine; add to its plugins: momentum: {{{pasted}}}")
            continue
        try:
            setup.add(path, list_plugin(checkout.read_text(path), settings, _relative(path, setup.folder)))
        except EditRefusedError as error:
            setup.notes.append(clean(str(error)))
        _tell_of_posts(setup, config, site.name)


def _tell_of_posts(setup: Setup, config: Config, name: str) -> None:
    """Posts that would be held for a reason that a person can mend."""
    site = next(entry for entry in config.sites if entry.name == name)
    reading = sites.read_site(site, setup.folder, config.calendar, config.since, config.since)
    problems = [p for post in reading.posts for p in post.problems] + list(reading.problems)
    holding = [p for p in problems if p.holds]
    setup.notes += [clean(f"{p.where}: {p.message}; {p.mend}") for p in holding[:_SHOWN]]
    if len(holding) > _SHOWN:
        setup.notes.append(f"{name}: more of this kind; momentum check lists all")


def _offer_ci(setup: Setup, config: Config, ci: str) -> None:
    top = git.toplevel(setup.folder)
    remote = checkout.remote_of(setup.folder) if top else ""
    forge = (checkout.forge_of(top, remote) if top and remote else "") if ci == "auto" else ci
    if forge == "none":
        return
    if not forge:
        setup.notes.append(_without_forge(top is not None, remote))
        return
    starters = [
        StarterSite(site.name, site.path or site.name, site.repo or _remote(setup, site.path), site.branch)
        for site in config.sites
    ]
    is_hub = [site.path for site in starters] != ["."]
    if not is_hub and forge != "github":
        setup.notes.append("The site's own pipeline builds and deploys it; let it run after the mark is pushed.")
    base = top or setup.folder
    common = Path(os.path.commonpath([base, *((setup.folder / s.path).resolve() for s in starters)]))
    folder = _relative(setup.folder, common) if is_hub else "."
    _write_ci(setup, forge, base, ci_file(forge, starters, folder, is_hub=is_hub))
    if forge in {"forgejo", "gitlab"}:
        _write_ci(setup, "script", setup.folder, ci_file("script", starters))
    if is_hub:
        _tell_of_keys(setup, forge, starters)
        _ignore_sites(setup, top, starters)


def _remote(setup: Setup, path: str) -> str:
    root = setup.folder / Path(path).expanduser()
    return checkout.remote_of(root) if path and root.is_dir() else ""


def _write_ci(setup: Setup, forge: str, base: Path, text: str) -> None:
    path = base / CI_FILES[forge]
    if checkout.read_text(path):
        return  # what stands there is the writer's by now
    setup.add(path, text)


def _tell_of_keys(setup: Setup, forge: str, starters: Sequence[StarterSite]) -> None:
    if forge == "github":
        names = ", ".join(f"{secret_name(site.name)} ({site.name})" for site in starters)
        setup.notes.append(f"The workflow reads deploy keys with write access from these secrets: {names}.")
    elif forge != "script":
        setup.notes.append("The job reads a token that may write to the sites from MOMENTUM_TOKEN.")


def _ignore_sites(setup: Setup, top: Path | None, starters: Sequence[StarterSite]) -> None:
    """Sites that are cloned into the hub's own folder are no part of the hub."""
    if top is None or top.resolve() != setup.folder:
        return
    path = setup.folder / ".gitignore"
    before = checkout.read_text(path)
    lines = [f"/{place}/" for place in checkout.below(site.path for site in starters)]
    missing = [line for line in lines if line not in before.splitlines()]
    if missing:
        head = before if not before or before.endswith("\n") else f"{before}\n"
        setup.add(path, head + "\n".join(missing) + "\n")


def _without_forge(is_repository: bool, remote: str) -> str:
    script = "momentum init --ci script writes a script for any machine"
    if not is_repository:
        return f"For CI, make this folder a repository with a remote (git init) and run init again; {script}."
    if not remote:
        return f"For CI, give this repository a remote and run init again; {script}."
    return f"The remote names no forge that is known here; {script}, and --ci github, forgejo or gitlab a CI file."


def _relative(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")
