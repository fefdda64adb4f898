"""Composition: `look` puts a report together, `release` lets one more post out, `withdraw` takes today's back.

The order inside a release is what makes a crash harmless. The edit is worked out first, so that a file which cannot
be edited costs no day; then the day is claimed; then the file is replaced; then it is committed. A run that ends
anywhere in between is finished by the next run of the same day, because the claim names the post.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.core import edit
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode
from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.errors import LedgerUnreachableError, MomentumError
from mkdocs_momentum.scene import Scene, look, read
from mkdocs_momentum.stores import files, git, ledger
from mkdocs_momentum.stores.settings import load_config as load
from mkdocs_momentum.views.outcomes import outcome_line
from mkdocs_momentum.views.safe import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.core.cadence import PlannedPost
    from mkdocs_momentum.stores.ledger import Claim

__all__ = ["Outcome", "OutcomeKind", "load", "look", "release", "withdraw"]


class OutcomeKind(StrEnum):
    """What a release or a withdrawal came to."""

    RELEASED = "released"
    FINISHED = "finished"
    WOULD_RELEASE = "would-release"
    RESTS = "rests"
    TAKEN = "taken"
    NOTHING = "nothing"
    ELSEWHERE = "elsewhere"
    UNCOMMITTED = "uncommitted"
    UNEDITABLE = "uneditable"
    LAPSED = "lapsed"
    CLOCK = "clock"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, for the terminal, JSON and CI.

    Args:
        kind: see `OutcomeKind`.
        day: the day it is about.
        post: the post it is about, as it stands afterwards.
        next: the next planned release after it.
        detail: what the line needs beyond that.
    """

    kind: OutcomeKind
    day: date
    post: Post | None = None
    next: PlannedPost | None = None
    detail: str = ""

    @property
    def line(self) -> str:
        """The one calm line."""
        return outcome_line(self.kind.value, self.day, self.post, self.detail)


def release(
    config: Config,
    today: date,
    *,
    site: str | None = None,
    commit: bool = False,
    push: bool = False,
    dry_run: bool = False,
    day_now: Callable[[], date] | None = None,
) -> Outcome:
    """Let today's post out, if the plan gives today to one.

    Args:
        config: from `load`.
        today: the writer's day.
        site: release only if today's post is on this site.
        commit: commit the marked file, and only it.
        push: push that commit as well.
        dry_run: change nothing, say what would happen.
        day_now: the day, asked again right before the mark is written; after midnight the claim lapses.

    Raises:
        MomentumError: the mark could not be written, committed or pushed. The claim stands, so the next run finishes.
    """
    scene = read(config, today)
    early = _settled(scene, site, commit=commit, push=push, dry_run=dry_run)
    if early:
        return early
    post = scene.report.plan[0].post
    try:
        before, edited = _edit(scene, post, today)
    except _NotNow as reason:
        return Outcome(reason.kind, today, post, scene.after(), reason.detail)
    if dry_run:
        return Outcome(OutcomeKind.WOULD_RELEASE, today, post, scene.after())
    mine = ledger.new_claim(today, post.key, edited.wished, datetime.now(UTC))
    try:
        holder = scene.ledger.claim(mine)
    except LedgerUnreachableError as error:
        return Outcome(OutcomeKind.UNREACHABLE, today, detail=str(error))
    if holder.key != post.key:
        return Outcome(OutcomeKind.TAKEN, today, scene.post(holder.key), detail=str(holder.key))
    if day_now and day_now() != today:
        scene.ledger.withdraw(mine)
        return Outcome(OutcomeKind.LAPSED, today, post)
    _write(scene, post, before, edited.text)
    _publish(scene, post, _release_message(post, today), commit=commit, push=push)
    return Outcome(OutcomeKind.RELEASED, today, replace(post, state=State.RELEASED, released=today), scene.after())


def withdraw(config: Config, today: date, *, commit: bool = False, push: bool = False) -> Outcome:
    """Undo today's release: the mark first, then the claim, so that a crash in between leaves the day taken.

    Raises:
        MomentumError: the file could not be edited, or the ledger not be reached.
    """
    scene = read(config, today)
    if scene.report.ledger_note:
        return Outcome(OutcomeKind.UNREACHABLE, today, detail=scene.report.ledger_note)
    claim = scene.claims.get(today)
    marked = next((post for post in scene.report.posts if post.released == today), None)
    if marked is None and claim is None:
        return Outcome(OutcomeKind.NOTHING, today, detail="withdraw")
    if marked:
        _require_clean(scene, marked)
        before = files.read_inside(scene.roots[marked.key.site], marked.key.path)
        wished = claim.wished if claim and claim.key == marked.key else ""
        _write(scene, marked, before, edit.remove_mark(decode(before), wished))
        _publish(scene, marked, f"Withdraw: {clean(marked.title)}", commit=commit, push=push)
    if claim:
        scene.ledger.withdraw(claim)
    return Outcome(OutcomeKind.WITHDRAWN, today, marked or (scene.post(claim.key) if claim else None))


def _settled(scene: Scene, site: str | None, *, commit: bool, push: bool, dry_run: bool) -> Outcome | None:
    """The answer where today needs no new claim; None where today's post is to go out."""
    seen, today = scene.report, scene.report.today
    if seen.ledger_note:
        return Outcome(OutcomeKind.UNREACHABLE, today, detail=seen.ledger_note)
    marks = [post.released for post in seen.posts if post.released]
    newest = max([*scene.claims, *marks], default=today)
    if newest > today:
        return Outcome(OutcomeKind.CLOCK, today, detail=newest.isoformat())
    if today in scene.claims:
        return _finish(scene, scene.claims[today], site, commit=commit, push=push, dry_run=dry_run)
    if today in marks:
        holder = next(post for post in seen.posts if post.released == today)
        return Outcome(OutcomeKind.TAKEN, today, holder, scene.after(), str(holder.key))
    if seen.calendar.is_rest(today):
        return Outcome(OutcomeKind.RESTS, today, next=scene.after())
    if not seen.plan or seen.plan[0].day != today:
        return Outcome(OutcomeKind.NOTHING, today, next=scene.after())
    post = seen.plan[0].post
    if site and post.key.site != site:
        return Outcome(OutcomeKind.ELSEWHERE, today, post, scene.after())
    return None


def _finish(scene: Scene, claim: Claim, site: str | None, *, commit: bool, push: bool, dry_run: bool) -> Outcome:
    """Today is claimed: finish what an earlier run began, or say that the day has its post."""
    today = claim.day
    post = scene.post(claim.key)
    taken = Outcome(OutcomeKind.TAKEN, today, post, scene.after(), str(claim.key))
    if post is None or dry_run or (site and post.key.site != site):
        return taken
    if post.state is State.RELEASED and post.released == today:
        if not (commit or push) or not _is_unfinished(scene, post, today):
            return taken
        _publish(scene, post, _release_message(post, today), commit=commit, push=push)
        return Outcome(OutcomeKind.FINISHED, today, post, scene.after())
    if post.state is not State.WAITING or (post.wish and post.wish.day > today):
        return taken
    try:
        before, edited = _edit(scene, post, today)
    except _NotNow as reason:
        return Outcome(reason.kind, today, post, scene.after(), reason.detail)
    _write(scene, post, before, edited.text)
    _publish(scene, post, _release_message(post, today), commit=commit, push=push)
    return Outcome(OutcomeKind.FINISHED, today, replace(post, state=State.RELEASED, released=today), scene.after())


class _NotNow(Exception):  # noqa: N818 - it steers a release and never leaves this module
    def __init__(self, kind: OutcomeKind, detail: str) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail


def _edit(scene: Scene, post: Post, day: date) -> tuple[bytes, edit.Edit]:
    """The file's bytes and the edit that marks it, nothing written yet."""
    root = scene.roots.get(post.key.site)
    if root is None:
        raise _NotNow(OutcomeKind.UNEDITABLE, f"{post.key.site} has no working tree here")
    if git.is_repository(root) and git.is_dirty(root, post.key.path):
        raise _NotNow(OutcomeKind.UNCOMMITTED, str(root / post.key.path))
    try:
        before = files.read_inside(root, post.key.path)
        return before, edit.set_mark(decode(before), day, scene.report.calendar)
    except (MomentumError, FrontMatterError) as error:
        raise _NotNow(OutcomeKind.UNEDITABLE, f"{post.key}: {error}") from None


def _require_clean(scene: Scene, post: Post) -> None:
    root = scene.roots[post.key.site]
    if git.is_repository(root) and git.is_dirty(root, post.key.path) and not _is_only_mark(root, post, scene):
        raise MomentumError(f"{root / post.key.path} has uncommitted changes; commit them first")


def _is_unfinished(scene: Scene, post: Post, day: date) -> bool:
    """Whether a run of today wrote this mark and ended before it was committed."""
    root = scene.roots[post.key.site]
    dirty = git.is_repository(root) and git.is_dirty(root, post.key.path)
    return dirty and post.released == day and _is_only_mark(root, post, scene)


def _is_only_mark(root: Path, post: Post, scene: Scene) -> bool:
    """Whether the file differs from the last commit by its mark alone."""
    try:
        committed = git.Git(root).run("show", f"HEAD:./{post.key.path}")
        current = decode(files.read_inside(root, post.key.path))
        marked = edit.set_mark(committed, scene.report.today, scene.report.calendar).text
    except (MomentumError, FrontMatterError):
        return False
    return marked.splitlines() == current.splitlines()


def _write(scene: Scene, post: Post, before: bytes, text: str) -> None:
    files.replace_inside(scene.roots[post.key.site], post.key.path, before, text.encode())


def _publish(scene: Scene, post: Post, message: str, *, commit: bool, push: bool) -> None:
    root = scene.roots[post.key.site]
    if not (commit or push):
        return
    if not git.is_repository(root):
        raise MomentumError(f"{root} is no git repository, so there is nothing to commit to; leave out --commit")
    git.commit_file(root, post.key.path, message)
    if push:
        git.push_head(root)


def _release_message(post: Post, day: date) -> str:
    """What `git log` shows."""
    subject = f"Release: {clean(post.title)}"
    wished = f" (wished for {post.wish.day})" if post.wish and post.wish.day != day else ""
    return f"{subject}\n\nToday's post, {day}{wished}: {post.key.path}\n"
