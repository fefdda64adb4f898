"""Composition: `look` puts a report together, `release` lets one more post out, `withdraw` takes today's back.

The order inside a release is what makes a crash harmless. The edit is tried first, so that a file which cannot be
edited costs no day; then the day is claimed; then the file is changed where it lives. A run that ends anywhere in
between is finished by the next run of the same day, because the claim names the post.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_momentum.core import due, edit
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode
from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.errors import (
    GitError,
    LapsedError,
    LedgerUnreachableError,
    MarkedError,
    MomentumError,
    NotNowError,
    UncommittedError,
)
from mkdocs_momentum.stores import ledger, live
from mkdocs_momentum.stores.configfile import load_config as load
from mkdocs_momentum.tasks import unfinished
from mkdocs_momentum.tasks.outcome import Outcome, OutcomeKind
from mkdocs_momentum.tasks.scene import Scene, look, read
from mkdocs_momentum.views.outcomes import commit_message
from mkdocs_momentum.views.safe import titled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.core.days import Calendar
    from mkdocs_momentum.core.posts import PostKey
    from mkdocs_momentum.stores.ledger import Claim
    from mkdocs_momentum.stores.places import Place
    from mkdocs_momentum.stores.publish import Change

__all__ = ["Outcome", "OutcomeKind", "load", "look", "release", "withdraw"]


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
    scene = read(config, today, fetch=True, only_fresh=True)
    brought: list[str] = []
    if push and not dry_run:
        brought = unfinished.bring_here(scene)
        scene = read(config, today, fetch=True, only_fresh=True) if brought else scene
    elif commit and not dry_run and unfinished.give_back(scene):
        scene = read(config, today)
    behind = next(filter(None, brought), "")
    run = _Run(scene, commit=commit or push, push=push, dry_run=dry_run, day_now=day_now, behind=behind)
    return _released(run, site)._replace(unread=scene.unread)


def _released(run: _Run, site: str | None) -> Outcome:
    """Claim today for its post and mark it. Raises like `release`."""
    run, early, wished = _tried(run, site)
    if early:
        return early
    scene, today, post = run.scene, run.today, run.scene.report.plan[0].post
    if run.dry_run:
        return Outcome(OutcomeKind.WOULD_RELEASE, today, post, scene.after())
    if scene.config.verify_live and (waiting := live.on_its_way(scene.report.posts, today)):
        return Outcome(OutcomeKind.ON_ITS_WAY, today, waiting[0], detail=waiting[1])
    mine = ledger.new_claim(today, post.key, wished, datetime.now(UTC), commits=run.commit and not run.push)
    try:
        holder = scene.ledger.claim(mine)
    except LedgerUnreachableError as error:
        return Outcome(OutcomeKind.UNREACHABLE, today, detail=str(error))
    if holder.key != post.key:
        return Outcome(OutcomeKind.TAKEN, today, scene.post(holder.key), detail=str(holder.key))
    outcome = run.mark(post, OutcomeKind.RELEASED)
    if outcome.kind is OutcomeKind.LAPSED:
        with suppress(LedgerUnreachableError):  # the day is over either way
            scene.ledger.withdraw(mine)
    return outcome


def withdraw(config: Config, today: date, *, commit: bool = False, push: bool = False) -> Outcome:
    """Undo today's release: the mark first, then the claim, so that a crash in between leaves the day taken.

    Raises:
        MomentumError: the file could not be edited, or the ledger not be reached.
    """
    scene = read(config, today, fetch=True)
    if scene.report.ledger_note:
        return Outcome(OutcomeKind.UNREACHABLE, today, detail=scene.report.ledger_note)
    claim = scene.claims.get(today)
    run = _Run(scene, commit=commit or push, push=push)
    marked = next((post for post in scene.report.posts if post.released == today), None)
    if marked is None and claim is None:
        return Outcome(OutcomeKind.NOT_RELEASED, today)
    # A pushed mark may not have come to the working tree yet, so the claimed post counts even where it shows none.
    post = marked or (scene.post(claim.key) if claim else None)
    # And a withdrawal cut short has taken the mark out of the file, and not out of the last commit.
    behind = run.unmark(post, claim) if post and (marked or run.commit) else ""
    if claim:
        scene.ledger.withdraw(claim)
    return Outcome(OutcomeKind.WITHDRAWN, today, post, behind=behind)


def _tried(
    run: _Run, site: str | None, marked: Mapping[PostKey, date] | None = None
) -> tuple[_Run, Outcome | None, str]:
    """Today's answer where no post is to go out; else none, and the `date` of the post as it stands.

    A working tree may lack the commit that let its next post out: one that a run pushed and did not live to bring
    here, or another machine's. What the remote says counts, so that no day is lost on a post that is out.
    """
    early = run.settled(site)
    if early:
        return run, early, ""
    post = run.scene.report.plan[0].post
    try:
        return run, None, run.tried(post)
    except MarkedError as error:
        marked = {**(marked or {}), post.key: error.day}
        behind = run.place(post).catch_up(post.key.path)
        scene = read(run.scene.config, run.today, fetch=True, only_fresh=True, marked=marked)
        return _tried(run._replace(scene=scene, behind=behind or run.behind), site, marked)
    except NotNowError as error:
        return run, run.refused(post, error), ""


class _Run(NamedTuple):
    """One run of `release` or `withdraw`: what was read, and what the run may do."""

    scene: Scene
    commit: bool
    push: bool
    dry_run: bool = False
    day_now: Callable[[], date] | None = None
    behind: str = ""

    @property
    def today(self) -> date:
        return self.scene.report.today

    def settled(self, site: str | None) -> Outcome | None:
        """The answer where today needs no new claim; None where today's post is to go out."""
        scene, seen, today = self.scene, self.scene.report, self.today
        if seen.ledger_note:
            return Outcome(OutcomeKind.UNREACHABLE, today, detail=seen.ledger_note)
        marks = [post.released for post in seen.posts if post.released]
        newest = max([*scene.claims, *marks], default=today)
        if newest > today:
            return Outcome(OutcomeKind.CLOCK, today, detail=newest.isoformat())
        if today in scene.claims:
            return self.finish(scene.claims[today], site)
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

    def finish(self, claim: Claim, site: str | None) -> Outcome:
        """Today is claimed: finish what an earlier run began, or say that the day has its post."""
        post = self.scene.post(claim.key)
        taken = Outcome(OutcomeKind.TAKEN, self.today, post, self.scene.after(), str(claim.key))
        if post is None:
            return taken._replace(behind=unfinished.half_written(self.scene, claim))
        if self.dry_run or (site and post.key.site != site):
            return taken
        if post.state is State.RELEASED and post.released == self.today:
            is_done = self.place(post).settled(post.key.path, self.marker(post))
            return taken if is_done or not self.commit else self.mark(post, OutcomeKind.FINISHED)
        if post.state is not State.WAITING or (post.wish and post.wish.day > self.today):
            return taken
        try:
            self.tried(post)
            return self.mark(post, OutcomeKind.FINISHED)
        except NotNowError as error:
            return self.refused(post, error)

    def place(self, post: Post) -> Place:
        return self.scene.place(post.key.site, commit=self.commit, push=self.push)

    def calendar(self, post: Post) -> Calendar:
        return self.scene.report.calendar_of(post.key.site)

    def marker(self, post: Post) -> Change:
        return lambda raw: due.marked(raw, self.today, self.calendar(post), post.dialect)

    def tried(self, post: Post) -> str:
        """The `date` as it stands, where the mark will move it; nothing is written yet. Raises NotNowError."""
        place, path = self.place(post), post.key.path
        try:
            if not self.dry_run:
                place.ready(path, self.marker(post))
        except GitError as error:  # a remote that does not answer: the day stays free
            raise NotNowError(f"{post.key.site}: {error}") from None
        try:
            raw = place.read(path)
            self.marker(post)(raw)
            return edit.set_mark(decode(raw), self.today, self.calendar(post), post.dialect).wished
        except MarkedError:
            raise
        except (MomentumError, FrontMatterError) as error:
            raise NotNowError(f"{post.key}: {error}") from None

    def refused(self, post: Post, error: NotNowError) -> Outcome:
        kind = OutcomeKind.UNCOMMITTED if isinstance(error, UncommittedError) else OutcomeKind.UNEDITABLE
        return Outcome(kind, self.today, post, self.scene.after(), str(error))

    def mark(self, post: Post, kind: OutcomeKind) -> Outcome:
        """Write the mark and see it to where it belongs. Raises MomentumError."""
        try:
            return self._mark(post, kind)
        except LapsedError:
            return Outcome(OutcomeKind.LAPSED, self.today, post)
        except LedgerUnreachableError as error:
            return Outcome(OutcomeKind.UNREACHABLE, self.today, detail=str(error))
        except NotNowError as error:
            return self.refused(post, error)

    def _mark(self, post: Post, kind: OutcomeKind) -> Outcome:
        message = commit_message(self.scene.config.commit_message, post, self.today)
        changed, behind = self.place(post).apply(post.key.path, self.marker(post), message, lambda: self.in_time(post))
        if kind is OutcomeKind.FINISHED and not changed:
            return Outcome(OutcomeKind.TAKEN, self.today, post, self.scene.after(), str(post.key), behind)
        released = post._replace(state=State.RELEASED, released=self.today)
        return Outcome(kind, self.today, released, self.scene.after(), behind=behind or self.behind)

    def unmark(self, post: Post, claim: Claim | None) -> str:
        """Take the mark out again; what does not have the change yet comes back."""
        wished = claim.wished if claim and claim.key == post.key else ""

        def change(raw: bytes) -> bytes:
            return due.unmarked(raw, self.today, wished, self.calendar(post), post.dialect)

        self.place(post).ready_to_undo(post.key.path, self.marker(post), change)
        return self.place(post).apply(post.key.path, change, f"Withdraw: {titled(post.title)}")[1]

    def in_time(self, post: Post) -> None:
        """That it is still today, and today still this post's: its claim may have been withdrawn meanwhile."""
        self._still_today()
        holder = self.scene.ledger.record(self.today)
        if holder is None or holder.key != post.key:
            raise NotNowError(f"{post.key}: {self.today} was withdrawn from it in this moment")
        self._still_today()

    def _still_today(self) -> None:
        if self.day_now and self.day_now() != self.today:
            raise LapsedError(f"{self.today} has ended")
