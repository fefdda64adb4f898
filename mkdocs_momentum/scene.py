"""One reading of everything: the sites, the ledger, and the report that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.core.cadence import PlannedPost, Report, report
from mkdocs_momentum.errors import LedgerUnreachableError
from mkdocs_momentum.stores import ledger, sites
from mkdocs_momentum.stores.landings import landed_since

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.core.posts import Post, PostKey
    from mkdocs_momentum.stores.ledger import Claim, Ledger
    from mkdocs_momentum.stores.sitereading import Landed


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one run has read."""

    config: Config
    report: Report
    roots: Mapping[str, Path]
    ledger: Ledger
    claims: Mapping[date, Claim]

    def post(self, key: PostKey) -> Post | None:
        """The post of that name, as it was read."""
        return next((post for post in self.report.posts if post.key == key), None)

    def after(self) -> PlannedPost | None:
        """The next release beyond today."""
        return next((line for line in self.report.plan if line.day > self.report.today), None)


def look(config: Config, today: date) -> Report:
    """Read all sites and the ledger, and say how the cadence stands. Writes nothing.

    Args:
        config: from `load`.
        today: the writer's day.
    """
    return read(config, today).report


def read(
    config: Config, today: date, *, staged: Mapping[Path, bytes] | None = None, arriving: Collection[Path] = ()
) -> Scene:
    """Read all sites that can be reached and the ledger. A fault of one is data in the report; the others still count.

    Args:
        config: from `load`.
        today: the writer's day.
        staged: files of a commit in the making, with the bytes they will have in it.
        arriving: those of them that git does not have yet.
    """
    base = Path(config.where).parent
    landed = _landings(today, arriving) if arriving else None
    readings = [
        sites.read_site(site, base, config.calendar, config.since, today, None, staged, landed) for site in config.sites
    ]
    book = ledger.open_ledger(config.ledger, base)
    claims: Mapping[date, Claim] = {}
    note = ""
    try:
        claims = book.claims()
    except LedgerUnreachableError as error:
        note = str(error)
    seen = report(
        posts=[post for reading in readings for post in reading.posts],
        sites=[reading.facts for reading in readings],
        claims={day: claim.key for day, claim in claims.items()},
        calendar=config.calendar,
        since=config.since,
        today=today,
        site_problems=[problem for reading in readings for problem in reading.problems],
        ledger_note=note,
    )
    roots = {reading.facts.name: reading.root for reading in readings if reading.root}
    return Scene(config, seen, roots, book, claims)


def _landings(today: date, arriving: Collection[Path]) -> Landed:
    """Files of the commit in the making come today."""

    def landed(root: Path, since: date) -> Mapping[str, date]:
        new = {path.relative_to(root).as_posix(): today for path in arriving if path.is_relative_to(root)}
        return {**landed_since(root, since), **new}

    return landed
