"""Sites that are read from their repository, because no working tree of theirs is on this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.posts import Problem, SiteFacts
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.clones import Clone, open_clone
from mkdocs_momentum.stores.sitefiles import SiteFiles
from mkdocs_momentum.stores.sitereading import Arrived, Landed, SiteReading

Reader = Callable[[SiteConfig, SiteFiles, Arrived, Landed], SiteReading]


def clone_of(site: SiteConfig, base: Path) -> Clone:
    """The clone that a site is read from.

    Raises:
        ConfigError: its `repo` or `branch` cannot be used.
        NotNowError: there is no folder for clones.
    """
    return open_clone(site.repo, site.branch, base, site.folder)


def read_clone(site: SiteConfig, clone: Clone, reader: Reader, *, fetch: bool, only_fresh: bool) -> SiteReading:
    """Read a site from its clone. Nothing is raised: a fault is a problem of this site.

    Args:
        site: its entry in `momentum.yml`.
        clone: from `clone_of`.
        reader: reads a site's files.
        fetch: bring the clone up to date before.
        only_fresh: where that cannot be done, the site does not count; else what was fetched last counts.
    """
    problems: list[Problem] = []
    if fetch:
        try:
            clone.fetch()
        except MomentumError as error:
            stale = clone.tip and not only_fresh
            mend = "what was fetched last counts" if stale else "the other sites go on; try again when it answers"
            problems.append(Problem(site.name, "", f"it cannot be fetched: {error}", mend, holds=not stale))
            if not stale:
                return SiteReading(SiteFacts(site.name, site.url), problems=tuple(problems))
    try:
        read = reader(site, clone.files(), clone.arrived, clone.landed)
    except (MomentumError, OSError) as error:
        mend = f"run momentum status --fetch, or clone it to ../{site.name}"
        problems.append(Problem(site.name, "", str(error), mend))
        return SiteReading(SiteFacts(site.name, site.url), problems=tuple(problems))
    return read._replace(problems=(*problems, *read.problems))
