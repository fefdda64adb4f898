"""Composition of `schedule`: a day for a post, written into its date. `--insert` moves waiting posts out of the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mkdocs_momentum.core import edit
from mkdocs_momentum.core.findings import Why, why_not
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.core.shifts import Shift, first_free_day, insert, next_free_day
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import files
from mkdocs_momentum.tasks.naming import post_named
from mkdocs_momentum.tasks.scene import Scene, read
from mkdocs_momentum.views.news import day_in_words
from mkdocs_momentum.views.safe import titled

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.core.posts import Post

__all__ = ["Change", "Schedule", "plan_insert", "plan_schedule", "write"]

_SCHEDULED = frozenset({State.WAITING, State.DRAFT, State.PROBLEM})


class Change(NamedTuple):
    """One file and what it will hold."""

    shift: Shift
    root: Path
    before: bytes
    after: bytes


class Schedule(NamedTuple):
    """What is to be written; nothing is, before `write`.

    Args:
        post: the post that was asked about.
        day: its day.
        changes: the files that change, its own first. Empty where all dates stand already.
    """

    post: Post
    day: date
    changes: tuple[Change, ...]


def plan_schedule(config: Config, today: date, named: str, here: Path, on: date | None = None) -> Schedule:
    """The first free day for a post, or `on` if it is free.

    Args:
        config: from `load`.
        today: the writer's day.
        named: the post, as it was typed.
        here: the folder that paths begin at.
        on: the wished day.

    Raises:
        MomentumError: there is no such post, it is public already, the day is not free, or its file cannot be edited.
    """
    scene = read(config, today)
    post = _schedulable(scene, named, here)
    day = on or first_free_day(scene.report, post)
    if on:
        _require_open(scene, post, on)
    return Schedule(post, day, _changes(scene, (Shift(post, day),)))


def plan_insert(config: Config, today: date, named: str, here: Path, day: date) -> Schedule:
    """`day` for a post; waiting posts from there on each take the next day. Args and errors as in `plan_schedule`."""
    scene = read(config, today)
    post = _schedulable(scene, named, here)
    _require_open(scene, post, day, may_move=True)
    return Schedule(post, day, _changes(scene, insert(scene.report, post, day)))


def write(schedule: Schedule) -> None:
    """Write all files. Raises MomentumError where one changed meanwhile or cannot be written."""
    for change in schedule.changes:
        files.replace_inside(change.root, change.shift.post.key.path, change.before, change.after)


def _schedulable(scene: Scene, named: str, here: Path) -> Post:
    post = post_named(scene, named, here)
    if scene.report.ledger_note:
        raise MomentumError(f"{scene.report.ledger_note}; which days are free cannot be told, so nothing was written")
    if post.state not in _SCHEDULED or post.released:
        live = f"went live on {post.live_day}" if post.live_day and post.state is State.RELEASED else "is public"
        raise MomentumError(f"{post.key} {live}; schedule takes a post that waits or is a draft")
    if post.key in scene.report.claims.values() and scene.report.claims.get(scene.report.today) == post.key:
        raise MomentumError(f"{post.key} has today already and is on its way; momentum withdraw takes it back")
    return post


def _require_open(scene: Scene, post: Post, day: date, *, may_move: bool = False) -> None:
    report = scene.report
    why, holder = why_not(report, post, day)
    since = report.since_of(post.key.site)
    if why is None or (may_move and why is Why.TAKEN and holder is not None and holder.state is State.WAITING
                       and day not in report.claims):  # fmt: skip
        return
    reason = {
        Why.OLD: f"is before {since}, where the cadence begins",
        Why.PASSED: "has passed",
        Why.RESTS: "is a rest day",
        Why.TAKEN: f'has "{titled(holder.title)}" on {holder.key.site}' if holder else "is taken",
    }[why]
    free = next_free_day(report, post, max(day, report.today, since))
    raise MomentumError(f"{day_in_words(day)} {reason}; the next free day is {day_in_words(free)}: --on {free}")


def _changes(scene: Scene, shifts: tuple[Shift, ...]) -> tuple[Change, ...]:
    changes = (_change(scene, shift) for shift in shifts)
    return tuple(change for change in changes if change.before != change.after)


def _change(scene: Scene, shift: Shift) -> Change:
    key = shift.post.key
    root = scene.roots.get(key.site)
    if root is None:
        raise MomentumError(f"{key} has no working tree here, so its date stays, and nothing was written")
    before = files.read_inside(root, key.path)
    try:
        calendar = scene.report.calendar_of(key.site)
        after = edit.set_date(decode(before), shift.day, calendar, shift.post.dialect).text.encode()
    except (MomentumError, FrontMatterError) as error:
        raise MomentumError(f"{key}: {error}; nothing was written") from None
    return Change(shift, root, before, after)
