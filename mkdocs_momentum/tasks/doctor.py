"""Composition of `doctor` and `ledger`: everything that could go wrong, each with its mend, and what was claimed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs_momentum.core.accounts import LEDGER, compare
from mkdocs_momentum.core.posts import Problem, State
from mkdocs_momentum.errors import LedgerUnreachableError
from mkdocs_momentum.stores import arrivals, builders, git, landings, repository
from mkdocs_momentum.stores.ledger import ledger_of
from mkdocs_momentum.stores.probe import accepted_prefix, one_winner, trials
from mkdocs_momentum.stores.workingtree import obstacles, published_branch
from mkdocs_momentum.tasks.scene import Scene, read

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.stores.claims import Claim

__all__ = ["claims", "examine"]


def examine(config: Config, today: date, *, fetch: bool = False, probe: bool = False) -> tuple[Problem, ...]:
    """Look at everything that a release depends on.

    Args:
        config: from `load`.
        today: the writer's day.
        fetch: bring sites without a working tree here up to date before.
        probe: let claims race for a scratch ref, to see whether the ledger's server keeps its word.

    Returns:
        What could show waiting posts, other faults, and notices that hold nothing back, in this order; empty where
        everything is in order.
    """
    scene = read(config, today, fetch=fetch)
    rest = (
        *_ledger(scene, probe=probe),
        *_accounts(scene),
        *_dated(scene),
        *_trees(scene),
        *_pushes(scene, fetch=fetch),
    )
    return (*_showing(scene), *sorted(rest, key=lambda problem: not problem.holds))


def claims(config: Config) -> tuple[Claim, ...]:
    """The claims in order of their days. Raises LedgerUnreachableError."""
    held = ledger_of(config).claims()
    return tuple(held[day] for day in sorted(held))


def _ledger(scene: Scene, *, probe: bool) -> Iterator[Problem]:
    if scene.report.ledger_note:
        mend = "see that the address is right, the network is there and this login may read it"
        yield Problem(LEDGER, "", scene.report.ledger_note, mend)
        return
    hub, prefix = scene.ledger.hub, scene.ledger.prefix
    for lock in hub.locks(f"{prefix}{scene.report.today}"):
        mend = f"while no release runs: rm {lock}"
        yield Problem(LEDGER, "", f"{lock} is left from an interrupted run and stands in the way", mend)
    if not hub.may_write(f"{trials(prefix)}{scene.report.today}"):
        mend = "give this machine a key that may push to it"
        yield Problem(LEDGER, "", f"{hub.name} can be read and takes no claims from this login", mend)
    elif probe:
        yield from _probed(scene)


def _probed(scene: Scene) -> Iterator[Problem]:
    try:
        if one_winner(scene.ledger.hub, prefix=scene.ledger.prefix):
            return
        message = f"{scene.ledger.hub.name} told more than one of eight trial claims that it had won"
        yield Problem(LEDGER, "", message, "keep the ledger on another server, or let one machine alone release")
    except LedgerUnreachableError as error:
        other = accepted_prefix(scene.ledger.hub)
        mend = f"it takes refs like {other}{scene.report.today}: write refs: {other} below ledger, on every machine"
        yield Problem(LEDGER, "", str(error), mend if other else "give this machine a key that may push to it")


def _accounts(scene: Scene) -> tuple[Problem, ...]:
    if scene.report.ledger_note:
        return ()
    read_sites = {*scene.roots, *(post.key.site for post in scene.report.posts)}
    unread = {site.name for site in scene.config.sites} - read_sites
    held = {day: claim.key if claim.readable else None for day, claim in scene.claims.items()}
    return compare(scene.report.posts, held, scene.config.since, scene.report.today, unread, scene.ledger.prefix)


def _dated(scene: Scene) -> Iterator[Problem]:
    """The problems of sites and posts; where git knows an old post's day and the file does not, with that day."""
    days: dict[tuple[str, str], date] = {}
    for post in scene.report.posts:
        root = scene.roots.get(post.key.site)
        if root and post.state in {State.PROBLEM, State.HISTORY} and post.problems and post.wish is None:
            arrived = arrivals.arrived(root, post.key.path)
            if arrived:
                days[post.key.site, post.key.path] = arrived
    for problem in scene.report.problems:
        day = days.get((problem.site, problem.path))
        offers = day and str(day) not in problem.mend and problem.holds
        yield (
            problem._replace(mend=f"write date: {day}, since when git has it, or the right one") if offers else problem
        )


def _showing(scene: Scene) -> Iterator[Problem]:
    for site, root in scene.roots.items():
        named = builders.zensical_evidence(root)
        if named:
            message = f"{named} says Zensical, which runs no MkDocs plugins: its build publishes every waiting post"
            yield Problem(site, "", message, "build a copy without them: momentum stage DIR, then zensical build there")


def _trees(scene: Scene) -> Iterator[Problem]:
    """What stands in the way of committing and pushing where the writer works."""
    for site, root in scene.roots.items():
        if not repository.is_repository(root):
            reason = landings.obstacle(root, scene.report.since_of(site))
            if reason:
                message = f"{reason}, so nothing tells new posts with old dates from old ones"
                yield Problem(site, "", message, "see that git log works in its folder", holds=False)
            continue
        faults = obstacles(root, published_branch(root, scene.branch(site)))
        yield from (Problem(site, "", message, mend, holds=False) for message, mend in faults)
        if git.Git(root).run("rev-parse", "--is-shallow-repository") == "true":
            message = "its history is cut off, so git cannot tell when posts came"
            yield Problem(site, "", message, "git fetch --unshallow, or fetch-depth: 0 in CI", holds=False)


def _pushes(scene: Scene, *, fetch: bool) -> Iterator[Problem]:
    """Sites on remotes that can be read here and not be changed; asked only where the network may be."""
    for site, clone in scene.clones.items() if fetch else ():
        if clone.tip and clone.online and not clone.may_push():
            message = f"{clone.name} can be read and takes no commits from this login"
            mend = f"give this machine a key that may push to it, or release {site} from its own CI"
            yield Problem(site, "", message, mend, holds=False)
