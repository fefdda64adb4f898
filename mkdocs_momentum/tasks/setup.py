"""Composition of `init`: `momentum.yml`, the plugin in each site, and what a person may like to know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.config import FILE_NAMES, Config, SiteConfig, parse_config
from mkdocs_momentum.core.listing import add_ledger, add_site, list_plugin
from mkdocs_momentum.core.starter import StarterSite
from mkdocs_momentum.errors import MomentumError, SiteError
from mkdocs_momentum.stores import checkout, repository, sites
from mkdocs_momentum.stores.mkdocsyml import plugins_file
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.tasks.offering import offer_ci
from mkdocs_momentum.tasks.proposal import Setup, relative
from mkdocs_momentum.views.safe import clean
from mkdocs_momentum.views.starter import momentum_yml, scalar

if TYPE_CHECKING:
    from datetime import date

__all__ = ["propose"]

_SHOWN = 5


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
        text = _with_ledger(setup, text, str(path))
    else:
        text = _new(setup, folder, wanted, today, zone)
    config = parse_config(text.removeprefix("\ufeff"), str(path))
    setup.add(path, text)
    _list_plugins(setup, config)
    _tell_of_neighbours(setup, config)
    offer_ci(setup, config, ci)
    return setup


def _with_ledger(setup: Setup, text: str, where: str) -> str:
    """The same with the ledger in it, where the hub has a remote by now and CI would take days somewhere else."""
    remote = checkout.remote_of(setup.folder) if repository.toplevel(setup.folder) else ""
    edited = add_ledger(text, scalar(remote), where) if remote else text
    if edited != text:
        setup.notes.append("Days are taken in the ledger at the remote from now on; releases in posts count as before.")
    return edited


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
    top = repository.toplevel(folder)
    return momentum_yml(starters, name, source, today, checkout.remote_of(folder) if top else "")


def _with_posts(setup: Setup, site: StarterSite) -> StarterSite:
    root = setup.folder / site.path
    if not root.is_dir():
        return site
    try:
        host = sites.load_mkdocs_site(WorkingFiles(root))
    except SiteError:
        return site
    if (host and host.block and "posts" in host.block) or checkout.reads_past_plugins(root):
        return site
    posts = checkout.posts_glob(root, host)
    if posts:
        setup.notes.append(f"{site.name}: no blog plugin says where its posts are; {posts} is a guess.")
    return site._replace(posts=posts)


def _list_plugins(setup: Setup, config: Config) -> None:
    """The plugin in each site's own configuration, with what a build needs, so that it needs nothing else."""
    for site in config.sites:
        root = setup.place(site)
        settings = {"since": config.since.isoformat(), "timezone": config.calendar.timezone.key}
        if site.posts:
            settings["posts"] = scalar(site.posts)
        if not site.path or not root.is_dir():
            pasted = ", ".join(f"{key}: {value}" for key, value in settings.items())
            setup.notes.append(f"{site.name} is not on this machine; add to its plugins: momentum: {{{pasted}}}")
        elif checkout.reads_past_plugins(root):
            note = "pub-blog reads posts before any other plugin, so build the copy that momentum stage makes"
            setup.notes.append(f"{site.name}: {note}.")
        elif checkout.site_config(root):
            _list_plugin(setup, root, settings)
            _tell_of_builds(setup, site, root)
            _tell_of_posts(setup, config, site.name)
        else:
            _tell_of_other(setup, site.name, root)


def _list_plugin(setup: Setup, root: Path, settings: dict[str, str]) -> None:
    try:
        path = plugins_file(root)
        top = (repository.toplevel(root) or root).resolve()
        if not any(path.is_relative_to(place) for place in (setup.folder, top)):
            setup.notes.append(clean(f"{path} is shared from elsewhere; add momentum to its plugins there."))
            return
        setup.add(path, list_plugin(setup.text(path), settings, relative(path, setup.folder)))
    except MomentumError as error:
        setup.notes.append(clean(str(error)))


def _tell_of_builds(setup: Setup, site: SiteConfig, root: Path) -> None:
    """A site that lists a plugin has to have it wherever it is built."""
    lacking = checkout.lacks_package(root)
    if lacking:
        setup.notes.append(f"{site.name}: its {lacking} does not name mkdocs-momentum yet; its builds need it.")


def _tell_of_other(setup: Setup, name: str, root: Path) -> None:
    kind = checkout.other_kind(root)
    if kind:
        setup.notes.append(f"{name}: {kind} runs no plugin, so build the copy that momentum stage makes.")
    else:
        setup.notes.append(f"{name}: no mkdocs.yml is in {relative(root, setup.folder)}; write one, or mend its path:")


def _tell_of_posts(setup: Setup, config: Config, name: str) -> None:
    """Posts that would be held for a reason that a person can mend."""
    site = next(entry for entry in config.sites if entry.name == name)
    reading = sites.read_site(site, setup.folder, config.calendar, config.since, config.since)
    problems = [p for post in reading.posts for p in post.problems] + list(reading.problems)
    holding = [p for p in problems if p.holds]
    setup.notes += [clean(f"{p.where}: {p.message}; {p.mend}") for p in holding[:_SHOWN]]
    if len(holding) > _SHOWN:
        setup.notes.append(f"{name}: more of this kind; momentum check lists all")


def _tell_of_neighbours(setup: Setup, config: Config) -> None:
    """Sites in the same folder that `momentum.yml` does not name."""
    known = {setup.place(site) for site in config.sites}
    if setup.folder in known:
        return
    for root in checkout.folders_in(setup.folder):
        kind = "MkDocs" if checkout.site_config(root) else checkout.other_kind(root)
        if kind and root.resolve() not in known:
            setup.notes.append(f"{root.name} is a site too ({kind}); momentum init --site {root.name} adds it.")
