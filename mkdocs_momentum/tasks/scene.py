"""One reading of everything: the sites, the ledger, and the report that follows from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_momentum.core.cadence import PlannedPost, Report, report
from mkdocs_momentum.core.posts import Problem, SiteFacts, State
from mkdocs_momentum.errors import ConfigError, LedgerUnreachableError, MomentumError, NotNowError
from mkdocs_momentum.stores import ledger, sites
from mkdocs_momentum.stores.landings import landed_since
from mkdocs_momentum.stores.sitereading import SiteReading
from mkdocs_momentum.stores.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from mkdocs_momentum.config import Config, SiteConfig
    from mkdocs_momentum.core.posts import Post, PostKey
    from mkdocs_momentum.stores.clones import Clone
    from mkdocs_momentum.stores.ledger import Claim, RefLedger
    from mkdocs_momentum.stores.places import Place
    from mkdocs_momentum.stores.sitefiles import SiteFiles
    from mkdocs_momentum.stores.sitereading import Arrived, Landed


class Scene(NamedTuple):
    """All that one run has read."""

    config: Config
    report: Report
    roots: Mapping[str, Path]
    ledger: RefLedger
    claims: Mapping[date, Claim]
    clones: Mapping[str, Clone]
    indexed: frozenset[Path] = frozenset()

    @property
    def unread(self) -> tuple[str, ...]:
        """The sites on remotes that could not be read, each with the reason."""
        faults = [
            fault for fault in self.report.problems if fault.site in self.clones and fault.holds and not fault.path
        ]
        return tuple(f"{fault.site}: {fault.message}" for fault in faults)

    def place(self, site: str, *, commit: bool = False, push: bool = False) -> Place:
        """Where posts of a site are changed.

        Args:
            site: its name.
            commit: whether changes are to be committed.
            push: whether they are to be pushed.

        Raises:
            NotNowError: it was read from nowhere.
        """
        from mkdocs_momentum.stores.places import ClonePlace, TreePlace

        author = self.config.commit_author
        if site in self.clones:
            return ClonePlace(site, self.clones[site], push=push, author=author)
        if site not in self.roots:
            raise NotNowError(f"{site} has no working tree here")
        return TreePlace(self.roots[site], self.branch(site), commit=commit, push=push, author=author)

    def branch(self, site: str) -> str:
        """The published branch of a site, as the configuration says it; empty where it does not."""
        own = next(entry for entry in self.config.sites if entry.name == site)
        return own.branch if own.repo or own.branch != "main" else ""

    def post(self, key: PostKey) -> Post | None:
        """The post of that name, as it was read."""
        return self.report.by_key.get(key)

    def after(self) -> PlannedPost | None:
        """The next release beyond today."""
        return next((line for line in self.report.plan if line.day > self.report.today), None)


def look(config: Config, today: date, *, fetch: bool = False) -> Report:
    """Read all sites and the ledger, and say how the cadence stands. Writes nothing.

    Args:
        config: from `load`.
        today: the writer's day.
        fetch: bring sites without a working tree here up to date before.
    """
    return read(config, today, fetch=fetch).report


def read(
    config: Config,
    today: date,
    *,
    indexed: Mapping[Path, bytes] | None = None,
    arriving: Collection[Path] = (),
    fetch: bool = False,
    only_fresh: bool = False,
    marked: Mapping[PostKey, date] | None = None,
) -> Scene:
    """Read all sites that can be reached and the ledger. A fault of one is data in the report; the others still count.

    Args:
        config: from `load`.
        today: the writer's day.
        indexed: files of a commit in the making, with the bytes they will have in it.
        arriving: those of them that git does not have yet.
        fetch: bring sites without a working tree here up to date before; nothing else asks their remotes.
        only_fresh: a site that could not be brought up to date does not count.
        marked: posts that are known to be out, whatever a working tree that lacks the newest commits says of them.
    """
    base = Path(config.where).parent
    landed = _landings(today, arriving) if arriving else None
    clones: dict[str, Clone] = {}

    def files(site: SiteConfig, files: SiteFiles, arrived: Arrived, landed: Landed) -> SiteReading:
        return sites.read_files(site, files, config.calendar, config.since, today, arrived, landed)

    def one(site: SiteConfig) -> SiteReading:
        if sites.is_here(site, base):
            return sites.read_site(site, base, config.calendar, config.since, today, None, indexed, landed)
        from mkdocs_momentum.stores.remotesites import clone_of, read_clone

        try:
            clone = clone_of(site, base)
        except MomentumError as error:
            mend = f"mend it in {config.where}" if isinstance(error, ConfigError) else "the other sites go on"
            problem = Problem(site.name, "", str(error), mend)
            return SiteReading(SiteFacts(site.name, site.url), problems=(problem,))
        clones[site.name] = clone
        return read_clone(site, clone, files, fetch=fetch, only_fresh=only_fresh)

    with waiting():
        readings = [one(site) for site in config.sites]
    book = ledger.ledger_of(config)
    claims: Mapping[date, Claim] = {}
    note = ""
    try:
        claims = book.claims()
    except LedgerUnreachableError as error:
        note = str(error)
    seen = report(
        posts=[_as_marked(post, marked or {}) for reading in readings for post in reading.posts],
        sites=[reading.facts for reading in readings],
        claims={day: claim.key for day, claim in claims.items()},
        calendar=config.calendar,
        since=config.since,
        today=today,
        site_problems=[problem for reading in readings for problem in reading.problems],
        ledger_note=note,
    )
    roots = {reading.facts.name: reading.root for reading in readings if reading.root}
    return Scene(config, seen, roots, book, claims, clones, frozenset(indexed or ()))


def _as_marked(post: Post, marked: Mapping[PostKey, date]) -> Post:
    return post._replace(state=State.RELEASED, released=marked[post.key]) if post.key in marked else post


def _landings(today: date, arriving: Collection[Path]) -> Callable[[Path, date], Mapping[str, date]]:
    """Files of the commit in the making come today."""

    def landed(root: Path, since: date) -> Mapping[str, date]:
        new = {path.relative_to(root).as_posix(): today for path in arriving if path.is_relative_to(root)}
        return {**landed_since(root, since), **new}

    return landed
