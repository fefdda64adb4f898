"""Any interleaving of writers, releases on two machines, crashes and clock steps keeps all promises after each step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import test_ledger
from core_samples import examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from model.interrupted import HastyHub, KilledError, MemoryHub, Steps, kill
from support import MKDOCS_YML, git

from mkdocs_momentum import momentum
from mkdocs_momentum.core.cadence import plan_posts, taken_days
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import files
from mkdocs_momentum.stores.ledger import RefLedger

SITES = ("alpha", "beta")
SINCE = date(2026, 10, 26)
CONFIG = """\
timezone: America/Los_Angeles
since: 2026-10-26
rest: [wednesday, 2026-11-05..2026-11-06]
sites: {alpha: alpha, beta: beta}
"""
# Clocks go back on 1 November and forward on 14 March; both are Sundays, which are no rest days here.
STARTS = (datetime(2026, 10, 31, 12, tzinfo=UTC), datetime(2027, 3, 13, 12, tzinfo=UTC))
STEPS = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=7), timedelta(hours=23), timedelta(hours=25))
FREE = 9
"""More steps than a run has: what was to come before that one comes nowhere."""


class Releases(RuleBasedStateMachine):
    """Two machines that share the sites' folders and one ledger, each with a clock of its own."""

    in_git = False
    hub_type: type[MemoryHub] = MemoryHub

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="momentum-model-"))
        self.steps = Steps()
        self.hub = self.hub_type(self.steps)
        self.skew = [timedelta(0), timedelta(0)]
        self.now = STARTS[0]
        self.written = 0
        self.looks = 0
        self.marks: dict[str, date] = {}
        self.taken: dict[date, str] = {}  # every mark ever made and not withdrawn, of deleted posts too
        self.busy: list[int] = []
        self.may_withdraw = False
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("mkdocs_momentum.stores.ledger.open_hub", lambda _spec, _base: self.hub)
        replace_inside = files.replace_inside

        def replaced(root: Path, path: str, before: bytes, after: bytes) -> None:
            self.steps.take("write", alone=True)
            replace_inside(root, path, before, after)
            self.look_at_marks()
            self.steps.take("written", alone=True)

        self.patch.setattr("mkdocs_momentum.stores.files.replace_inside", replaced)
        for site in SITES:
            posts = self.folder / site / "docs/blog/posts"
            posts.mkdir(parents=True)
            (self.folder / site / "mkdocs.yml").write_text(MKDOCS_YML.format(name=site, since=SINCE))
            (self.folder / site / "docs/index.md").write_text("# Home\n")
            if self.in_git:
                git(self.folder, "init", "-q", "-b", "main", str(self.folder / site))
                self.commit(site)
        (self.folder / "momentum.yml").write_text(CONFIG)
        self.config = momentum.load(self.folder / "momentum.yml", self.folder)

    def teardown(self) -> None:
        try:
            self.everything_goes_out_in_the_end()
        finally:
            self.clean_up()

    def clean_up(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder)

    # What stands in the files, and what may never be.

    def posts(self) -> list[Path]:
        return sorted(self.folder.glob("*/docs/blog/posts/*.md"))

    def day(self, machine: int) -> date:
        return self.config.calendar.day_of(self.now + self.skew[machine])

    def look_at_marks(self) -> None:
        """Every mark that is new since the last look keeps all promises; none has changed or gone."""
        found = {}
        for path in self.posts():
            lines = dict(line.split(": ", 1) for line in path.read_text().split("---\n")[1].splitlines())
            if "released" in lines:
                found[lines["title"]] = (date.fromisoformat(lines["released"]), date.fromisoformat(lines["date"]))
        for title, (day, wish) in found.items():
            if title in self.marks:
                assert self.marks[title] == day, "a mark never changes"
                continue
            assert self.busy, "only a release marks"
            assert day not in self.taken, f"{title} and {self.taken.get(day)} are both marked {day}"
            assert not self.config.calendar.is_rest(day), "nothing goes out on a rest day"
            assert wish <= day, "never earlier than its date"
            assert day == self.day(self.busy[-1]), "a mark is made on its day"
            self.marks[title] = self.taken_by(day, title)
        gone = self.marks.keys() - found.keys()
        assert not gone or self.may_withdraw or not self.committed() & gone, f"{gone} lost its mark"
        for title in gone:
            self.taken.pop(self.marks.pop(title), None)

    def committed(self) -> set[str]:
        """The titles of marks that count: one that was to be committed and never was is no mark yet."""
        if not self.in_git:
            return set(self.marks)
        texts = [git(path.parent, "show", f"HEAD:./{path.name}") for path in self.posts()]
        return {text.splitlines()[1].removeprefix("title: ") for text in texts if "released: " in text}

    def taken_by(self, day: date, title: str) -> date:
        self.taken[day] = title
        return day

    @invariant()
    def all_promises_hold(self) -> None:
        self.look_at_marks()
        self.looks += 1
        seen = momentum.look(self.config, self.day(self.looks % 2))
        days = [line.day for line in seen.plan]
        open_claim = seen.claims.get(seen.today)
        waiting = {post.key for post in seen.posts if post.state is State.WAITING and post.key != open_claim}
        assert {line.post.key for line in seen.plan} == waiting
        assert len(days) == len(set(days)) == len(waiting), "each waiting post one day, no day two"
        taken = taken_days(seen.posts, seen.claims)
        assert not taken & set(days)
        assert all(day >= seen.today and not seen.calendar.is_rest(day) for day in days)
        assert all(line.post.wish and line.post.wish.day <= line.day for line in seen.plan)
        again = plan_posts(seen.posts[::-1], {"alpha": 0, "beta": 1}, seen.claims, seen.calendar, seen.today)
        assert [(line.day, line.post.key) for line in seen.plan] == [(entry.day, entry.key) for entry in again]

    def everything_goes_out_in_the_end(self) -> None:
        """Whatever was cut short: with a run a day from here on, every waiting post goes out, one a day."""
        self.skew = [timedelta(0), timedelta(0)]
        for _ in range(60):
            self.run_release(0)
            if not any(post.state is State.WAITING for post in momentum.look(self.config, self.day(0)).posts):
                break
            self.now += timedelta(days=1)
        self.look_at_marks()
        states = {post.state for post in momentum.look(self.config, self.day(0)).posts}
        assert State.WAITING not in states, "nothing is lost"
        if self.in_git:
            for site in SITES:
                assert git(self.folder / site, "status", "--porcelain") == "", "every mark is committed"

    # The clock.

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start: datetime) -> None:
        self.now = start

    @rule(step=st.sampled_from(STEPS))
    def time_passes(self, step: timedelta) -> None:
        self.now += step

    @rule(machine=st.integers(0, 1), skew=st.sampled_from([timedelta(hours=hours) for hours in (0, -25, -1, 1, 25)]))
    def a_clock_is_set(self, machine: int, skew: timedelta) -> None:
        self.skew[machine] = skew

    # Writers.

    def commit(self, site: str) -> None:
        if self.in_git:
            git(self.folder / site, "add", "-A")
            git(self.folder / site, "commit", "-q", "--allow-empty", "-m", "Write")

    @rule(site=st.sampled_from(SITES), wish=st.integers(-3, 6), time=st.sampled_from(["", "draft: true\n"]))
    def add(self, site: str, wish: int, time: str) -> None:
        self.written += 1
        day = max(self.day(0) + timedelta(days=wish), SINCE)
        path = self.folder / site / f"docs/blog/posts/{9 - self.written % 10}-{self.written}.md"
        path.write_text(f"---\ntitle: Post {self.written}\ndate: {day}\n{time}---\n\nWords.\n")
        self.commit(site)

    def change(self, number: int, edit: Callable[[str], str]) -> None:
        posts = self.posts()
        if posts:
            path = posts[number % len(posts)]
            if self.in_git and git(path.parent, "status", "--porcelain", path.name):
                return  # a writer who leaves a half-done release alone
            path.write_text(edit(path.read_text()))
            self.commit(path.relative_to(self.folder).parts[0])

    @rule(number=st.integers(0, 9), wish=st.integers(-3, 6))
    def redate(self, number: int, wish: int) -> None:
        day = max(self.day(0) + timedelta(days=wish), SINCE)
        self.change(number, lambda text: "".join(_dated(line, day) for line in text.splitlines(keepends=True)))

    @rule(number=st.integers(0, 9))
    def draft_or_finish(self, number: int) -> None:
        def turned(text: str) -> str:
            finished = text.replace("draft: true\n", "")
            return finished if finished != text else text.replace("\ndate", "\ndraft: true\ndate")

        self.change(number, turned)

    @rule(number=st.integers(0, 9), site=st.sampled_from(SITES))
    def rename(self, number: int, site: str) -> None:
        posts = self.posts()
        if posts and not self.in_git:
            path = posts[number % len(posts)]
            path.rename(self.folder / site / f"docs/blog/posts/{path.stem}x.md")

    @rule(number=st.integers(0, 9))
    def delete(self, number: int) -> None:
        posts = self.posts()
        if posts and not self.in_git:
            title = posts[number % len(posts)].read_text().splitlines()[1].removeprefix("title: ")
            posts[number % len(posts)].unlink()
            self.marks.pop(title, None)  # its day stays taken

    # Releases.

    def run_release(self, machine: int) -> None:
        self.busy.append(machine)
        try:
            momentum.release(self.config, self.day(machine), commit=self.in_git, day_now=lambda: self.day(machine))
        except (KilledError, MomentumError):  # the next run goes on from here
            pass
        finally:
            self.busy.pop()

    def run_withdraw(self, machine: int) -> None:
        self.may_withdraw = True
        try:
            momentum.withdraw(self.config, self.day(machine), commit=self.in_git)
        except (KilledError, MomentumError):
            pass
        finally:
            self.look_at_marks()
            self.may_withdraw = False

    @rule(machine=st.integers(0, 1))
    def release(self, machine: int) -> None:
        self.run_release(machine)

    @rule(machine=st.integers(0, 1), at=st.integers(0, FREE))
    def release_and_crash(self, machine: int, at: int) -> None:
        with self.steps.told(at, kill):
            self.run_release(machine)

    @rule(machine=st.integers(0, 1), at=st.integers(0, FREE))
    def release_while_the_other_does(self, machine: int, at: int) -> None:
        with self.steps.told(at, lambda: self.run_release(1 - machine)):
            self.run_release(machine)

    @rule(machine=st.integers(0, 1), at=st.integers(0, FREE), step=st.sampled_from(STEPS))
    def release_while_time_passes(self, machine: int, at: int, step: timedelta) -> None:
        with self.steps.told(at, lambda: self.time_passes(step)):
            self.run_release(machine)

    @rule(machine=st.integers(0, 1), at=st.integers(0, FREE), number=st.integers(0, 9), wish=st.integers(-3, 6))
    def release_while_the_writer_works(self, machine: int, at: int, number: int, wish: int) -> None:
        def works() -> None:
            self.redate(number, wish)
            self.add(SITES[number % 2], wish, "")

        with self.steps.told(at, works):
            self.run_release(machine)

    @rule(machine=st.integers(0, 1), at=st.integers(0, FREE), wish=st.integers(-3, 0))
    def release_while_another_is_withdrawn(self, machine: int, at: int, wish: int) -> None:
        """The worst that can come in between: the claim goes, a post comes first, and the other run takes the day."""

        def turns() -> None:
            self.run_withdraw(1 - machine)
            self.add("alpha", wish, "")
            self.run_release(1 - machine)

        with self.steps.told(at, turns):
            self.run_release(machine)

    @rule(machine=st.integers(0, 1), at=st.integers(0, FREE))
    def release_while_another_comes_first(self, machine: int, at: int) -> None:
        def turns() -> None:
            self.add("alpha", 0, "")
            self.run_release(1 - machine)

        with self.steps.told(at, turns):
            self.run_release(machine)

    @rule(machine=st.integers(0, 1), lost=st.integers(1, 2))
    def release_unheard(self, machine: int, lost: int) -> None:
        self.hub.lost_replies = lost
        self.run_release(machine)
        self.hub.lost_replies = 0

    @precondition(lambda self: self.marks)
    @rule(machine=st.integers(0, 1), at=st.integers(0, FREE))
    def withdraw(self, machine: int, at: int) -> None:
        with self.steps.told(at, kill):
            self.run_withdraw(machine)


class CommittedReleases(Releases):
    """The same in real repositories, where a release commits."""

    in_git = True


def _dated(line: str, day: date) -> str:
    return f"date: {day}\n" if line.startswith("date: ") else line


def run(machine: type[Releases], count: int, steps: int) -> None:
    run_state_machine_as_test(machine, settings=settings(examples(count), stateful_step_count=steps))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hurry:
        def uniform(self, low: float, high: float) -> float:  # noqa: ARG002
            return 0.0

    monkeypatch.setattr("mkdocs_momentum.stores.ledger._random", Hurry())


def test_every_invariant_over_any_interleaving() -> None:
    run(Releases, 30, 20)


def test_every_invariant_where_releases_are_committed() -> None:
    run(CommittedReleases, 8, 12)


@contextmanager
def a_world(machine: type[Releases] = Releases) -> Iterator[Releases]:
    """One machine outside hypothesis, for a way that is worth walking every time."""
    made = machine()
    try:
        yield made
        made.everything_goes_out_in_the_end()
    finally:
        made.clean_up()


def cut_short(made: Releases, site: str, before: str) -> None:
    """A post of today is claimed, and its run ends before the step of that name."""
    made.add(site, 0, "")
    names = made.steps.names
    for at in range(FREE):
        begun = len(names)
        made.release_and_crash(0, at)
        if len(names) > begun and names[-1] == before:
            return
        assert not made.marks
        made.hub.held.clear()
    raise AssertionError(names)


def test_a_finished_post_needs_its_claim_until_the_mark() -> None:
    for at in range(FREE):
        with a_world() as made:
            cut_short(made, "beta", "write")
            made.release_while_another_is_withdrawn(0, at, 0)
            made.all_promises_hold()


def test_a_finished_post_needs_its_day_until_the_mark() -> None:
    for at in range(FREE):
        with a_world() as made:
            cut_short(made, "beta", "write")
            made.release_while_time_passes(0, at, timedelta(hours=25))
            made.all_promises_hold()


@pytest.mark.parametrize("machine", [Releases, CommittedReleases])
@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=1)], ids=["the same day", "another day"])
def test_every_step_of_a_release_can_be_its_last(machine: type[Releases], later: timedelta) -> None:
    for at in range(FREE):
        with a_world(machine) as made:
            made.add("alpha", 0, "")
            made.add("beta", 0, "")
            made.release_and_crash(0, at)
            begun, first = bool(made.hub.held), made.day(0)
            made.now += later
            made.run_release(1)
            made.all_promises_hold()
            if not later:
                assert made.taken == {first: "Post 1"}, "the same post, and no other"
            elif begun:  # that day stays taken, with its post or without
                assert first in momentum.look(made.config, made.day(1)).claims


def test_a_withdrawal_that_was_cut_short_is_finished_too() -> None:
    for at in range(FREE):
        with a_world(CommittedReleases) as made:
            made.add("alpha", 0, "")
            made.run_release(0)
            made.withdraw(0, at)
            made.run_withdraw(0)
            made.all_promises_hold()
            assert (made.marks, made.hub.held) == ({}, {})
            assert git(made.folder / "alpha", "status", "--porcelain") == ""


class HastyReleases(Releases):
    """The mutant: claims write each other over."""

    hub_type = HastyHub


def two_on_a_day_anywhere() -> None:
    for at in range(FREE):
        with a_world(HastyReleases) as made:
            made.add("beta", 0, "")
            made.release_while_another_comes_first(0, at)


def test_a_hub_without_compare_and_swap_is_caught() -> None:
    with pytest.raises(AssertionError, match="both marked"):
        two_on_a_day_anywhere()


@pytest.mark.parametrize(
    "promise",
    [
        test_ledger.test_the_first_claim_wins_and_the_second_hears_who_did,
        test_ledger.test_the_same_claim_again_is_the_same_claim,
        test_ledger.test_equal_claims_of_two_runs_have_one_winner,
        test_ledger.test_days_do_not_touch_each_other,
        test_ledger.test_withdrawing_frees_the_day_once,
        test_ledger.test_what_is_read_back_can_be_withdrawn,
        test_ledger.test_odd_names_come_back_as_they_are,
    ],
)
def test_the_hub_in_memory_promises_what_every_hub_does(promise: Callable[[Any], None], tmp_path: Path) -> None:
    hub = MemoryHub()
    promise(test_ledger.Place(lambda: RefLedger(hub), tmp_path))
