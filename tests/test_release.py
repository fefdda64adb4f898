"""What `momentum release` promises, on real repositories and a real ledger."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from support import World, git

from mkdocs_momentum import momentum
from mkdocs_momentum.cli import main
from mkdocs_momentum.core.posts import PostKey, State
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.momentum import OutcomeKind
from mkdocs_momentum.stores import ledger

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.site("alpha")
    made.site("beta")
    made.configure("alpha", "beta")
    return made


@pytest.mark.parametrize("order", [("alpha", "beta"), ("beta", "alpha")])
def test_two_sites_want_one_day_and_one_gets_it(world: World, order: tuple[str, str]) -> None:
    world.write("alpha", "a", MONDAY)
    world.write("beta", "b", MONDAY)
    for site in order * 2:
        world.release(MONDAY, site=site)
    assert world.marks() == {"a": MONDAY}
    for site in order * 2:
        world.release(TUESDAY, site=site)
    assert world.marks() == {"a": MONDAY, "b": TUESDAY}


def test_nothing_on_sunday_and_one_after_days_without_a_run(world: World) -> None:
    for number in range(3):
        world.write("alpha", f"p{number}", f"2026-11-2{5 + number}")
    assert world.release("2026-11-29").kind is OutcomeKind.RESTS
    assert world.marks() == {}
    assert [world.release("2026-11-30").kind for _ in range(3)] == [
        OutcomeKind.RELEASED,
        OutcomeKind.TAKEN,
        OutcomeKind.TAKEN,
    ]
    assert world.marks() == {"p0": "2026-11-30"}


def test_a_moved_post_carries_the_day_it_went_live(world: World) -> None:
    path = world.write("alpha", "a", "2026-11-23  # soon")
    world.release(TUESDAY)
    head = ["title: Title of a", "date: 2026-11-24  # soon", "released: 2026-11-24"]
    assert path.read_text().splitlines()[1:4] == head
    assert git(world.folder / "alpha", "status", "--porcelain") == ""
    assert git(world.folder / "alpha", "log", "-1", "--format=%s") == "Release: Title of a"
    assert git(world.folder / "alpha", "show", "--name-only", "--format=") == "docs/blog/posts/a.md"


def test_without_commit_the_file_alone_changes(world: World) -> None:
    world.write("alpha", "a", MONDAY)
    before = git(world.folder / "alpha", "rev-parse", "HEAD")
    assert world.release(MONDAY, commit=False).kind is OutcomeKind.RELEASED
    assert git(world.folder / "alpha", "rev-parse", "HEAD") == before
    assert world.release(MONDAY, commit=True).kind is OutcomeKind.FINISHED
    assert git(world.folder / "alpha", "status", "--porcelain") == ""


def test_a_dry_run_changes_nothing(world: World) -> None:
    path = world.write("alpha", "a", MONDAY)
    before = path.read_bytes()
    outcome = momentum.release(world.config(), date(2026, 11, 23), dry_run=True)
    assert outcome.kind is OutcomeKind.WOULD_RELEASE
    assert path.read_bytes() == before
    assert not (world.folder / ".momentum").exists()


def test_uncommitted_changes_are_left_alone(world: World) -> None:
    path = world.write("alpha", "a", MONDAY)
    path.write_text(path.read_text() + "More.\n")
    before = path.read_bytes()
    outcome = world.release(MONDAY)
    assert outcome.kind is OutcomeKind.UNCOMMITTED
    assert str(path) in outcome.line
    assert path.read_bytes() == before
    world.commit("alpha", "More")
    assert world.release(MONDAY).kind is OutcomeKind.RELEASED


def test_a_crash_after_the_claim_is_finished_with_the_same_post(world: World) -> None:
    world.write("beta", "b", MONDAY)
    book = ledger.open_ledger("", world.folder)
    key = PostKey("beta", "docs/blog/posts/b.md")
    book.claim(ledger.new_claim(date(2026, 11, 23), key, "", datetime.now(UTC)))
    world.write("alpha", "a", MONDAY)  # comes first in the plan, but the day is given
    assert world.release(MONDAY).kind is OutcomeKind.FINISHED
    assert world.marks() == {"b": MONDAY}


def test_a_crash_without_a_further_run_costs_the_post_nothing(world: World) -> None:
    world.write("beta", "b", MONDAY)
    book = ledger.open_ledger("", world.folder)
    key = PostKey("beta", "docs/blog/posts/b.md")
    book.claim(ledger.new_claim(date(2026, 11, 23), key, "", datetime.now(UTC)))
    assert world.release(TUESDAY).kind is OutcomeKind.RELEASED
    assert world.marks() == {"b": TUESDAY}


def test_midnight_in_between_lets_the_claim_lapse(world: World) -> None:
    world.write("alpha", "a", MONDAY)
    outcome = momentum.release(world.config(), date(2026, 11, 23), day_now=lambda: date(2026, 11, 24))
    assert outcome.kind is OutcomeKind.LAPSED
    assert world.marks() == {}
    assert world.release(TUESDAY).kind is OutcomeKind.RELEASED


def test_a_clock_behind_the_newest_claim_releases_nothing(world: World) -> None:
    world.write("alpha", "a", MONDAY)
    world.write("alpha", "b", MONDAY)
    world.release(TUESDAY)
    assert world.release(MONDAY).kind is OutcomeKind.CLOCK
    assert world.marks() == {"a": TUESDAY}


def test_a_mark_without_a_claim_still_takes_its_day(world: World) -> None:
    world.write("alpha", "a", MONDAY, extra=f"released: {MONDAY}\n")
    world.write("beta", "b", MONDAY)
    assert world.release(MONDAY).kind is OutcomeKind.TAKEN
    assert world.marks() == {"a": MONDAY}


def test_an_unreachable_ledger_changes_nothing(world: World) -> None:
    world.write("alpha", "a", MONDAY)
    world.configure("alpha", "beta", more="ledger: nowhere/ledger.git")
    outcome = world.release(MONDAY)
    assert outcome.kind is OutcomeKind.UNREACHABLE
    assert "\n" not in outcome.line
    assert world.marks() == {}


def test_withdraw_puts_the_file_back_and_opens_the_day(world: World) -> None:
    path = world.write("alpha", "a", "2026-11-20")
    world.write("beta", "b", MONDAY)
    path.write_text(path.read_text().replace("2026-11-20", '"2026-11-23"').replace('"', ""))
    world.commit("alpha", "Date it")
    before = path.read_bytes()
    world.release(TUESDAY)
    outcome = momentum.withdraw(world.config(), date(2026, 11, 24), commit=True)
    assert outcome.kind is OutcomeKind.WITHDRAWN
    assert path.read_bytes() == before
    assert ledger.open_ledger("", world.folder).claims() == {}
    again = momentum.withdraw(world.config(), date(2026, 11, 24))
    assert (again.kind, again.line) == (OutcomeKind.NOT_RELEASED, "Tuesday 24 November has no release to take back.")


def test_a_folder_that_is_no_repository_cannot_be_committed_to(world: World) -> None:
    world.write("alpha", "a", MONDAY)
    shutil.rmtree(world.folder / "alpha/.git")
    with pytest.raises(MomentumError, match="no git repository"):
        world.release(MONDAY)


def test_many_processes_at_once_release_one_post(world: World) -> None:
    for site in ("alpha", "beta"):
        for number in range(3):
            world.write(site, f"{site}{number}", MONDAY)
    command = [sys.executable, "-m", "mkdocs_momentum", "release", "--commit", "--today", MONDAY]
    running = [subprocess.Popen(command, cwd=world.folder, stdout=subprocess.DEVNULL) for _ in range(6)]
    for process in running:
        process.wait()
    world.release(MONDAY)
    assert world.marks() == {"alpha0": MONDAY}


def test_a_mark_from_the_future_holds_a_governed_post_whatever_git_says(world: World) -> None:
    path = world.write("alpha", "a", "2026-11-30", extra="released: 2027-01-01\n")
    git(path.parent, "commit", "-q", "--amend", "--no-edit", GIT_COMMITTER_DATE="2026-11-01T12:00:00")
    post = momentum.look(world.config(), date(2026, 11, 23)).posts[0]
    assert (post.state, post.wish and post.wish.day) == (State.PROBLEM, date(2026, 11, 30))


def test_a_day_keeps_its_place_when_its_post_is_deleted(world: World) -> None:
    path = world.write("alpha", "a", MONDAY)
    world.release(MONDAY)
    path.unlink()
    world.commit("alpha", "Take it out")
    seen = momentum.look(world.config(), date(2026, 11, 23))
    assert (seen.state.value, seen.day(seen.today).kind.value) == ("has-post", "live")


@pytest.mark.parametrize("place", [".", "alpha/docs/page.html", "nowhere/page.html", "/proc/page.html", "x" * 300])
def test_the_page_and_the_plan_are_written_where_they_stay_private(
    world: World, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(world.folder)
    for command in ("page", "calendar"):
        assert main([command, "-o", place]) == 1
        assert capsys.readouterr().err.count("\n") == 1
        assert main([command, "-o", f"{command}.{'o' * 240}"]) == 0


def test_what_is_no_ordinary_file_is_not_replaced(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(world.folder)
    os.mkfifo("pipe")
    Path("link.html").symlink_to("there.html")
    for command in ("page", "calendar"):
        assert main([command, "-o", "pipe"]) == 1
        assert "is no ordinary file" in capsys.readouterr().err
        assert Path("pipe").is_fifo()
        assert main([command, "-o", "link.html"]) == 0
        assert Path("link.html").is_symlink()
        assert Path("there.html").stat().st_size > 0


def test_a_commit_that_was_killed_before_it_wrote_the_index_is_settled(world: World) -> None:
    path = world.write("alpha", "a", MONDAY)
    root = world.folder / "alpha"
    index = (root / ".git/index").read_bytes()
    world.release(MONDAY)
    (root / ".git/index").write_bytes(index)
    head = git(root, "rev-parse", "HEAD")
    assert git(root, "status", "--porcelain") != ""
    assert world.release(MONDAY).kind in {OutcomeKind.FINISHED, OutcomeKind.TAKEN}
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "rev-parse", "HEAD") == head
    assert world.marks() == {path.stem: MONDAY}
