"""`momentum doctor` and `momentum ledger`, on real sites and a real ledger."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from git_hubs import ALL_PROTOCOLS, Faults, bare, http_hub
from support import World, git

from mkdocs_momentum.cli import main
from mkdocs_momentum.core.posts import PostKey, Problem
from mkdocs_momentum.stores import ledger
from mkdocs_momentum.tasks.doctor import examine

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
POSTS = "docs/blog/posts"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    for name in ("alpha", "beta"):
        made.site(name)
        made.write(name, f"far-{name}", "2027-01-04")
    made.configure("alpha", "beta")
    return made


def claim(world: World, day: date, site: str, slug: str) -> None:
    book = ledger.open_ledger("", world.folder)
    book.claim(ledger.new_claim(day, PostKey(site, f"{POSTS}/{slug}.md"), "", datetime(2026, 11, 23, 18, tzinfo=UTC)))


def found(world: World, *, probe: bool = False) -> tuple[Problem, ...]:
    return examine(world.config(), WEDNESDAY, probe=probe)


def only(world: World) -> Problem:
    problems = found(world)
    assert len(problems) == 1, problems
    return problems[0]


def test_where_all_is_well_one_line_says_so(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.release("2026-11-23")
    config = str(world.folder / "momentum.yml")
    assert main(["doctor", "--probe", "--config", config, "--today", "2026-11-25"]) == 0
    assert capsys.readouterr().out == "Everything is in order.\n"
    assert main(["doctor", "--json", "--config", config, "--today", "2026-11-25"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_two_marks_on_a_day(world: World) -> None:
    for site in ("alpha", "beta"):
        world.write(site, "a", "2026-11-23", extra="released: 2026-11-23\n")
    claim(world, MONDAY, "alpha", "a")
    problem = only(world)
    assert (problem.site, problem.path, problem.holds) == ("beta", f"{POSTS}/a.md", True)
    assert "has two marks" in problem.message


def test_a_mark_without_a_claim_is_a_notice(world: World) -> None:
    world.write("alpha", "a", "2026-11-23", extra="released: 2026-11-23\n")
    problem = only(world)
    assert (problem.message, problem.holds) == ("released: 2026-11-23 has no claim in the ledger", False)


@pytest.mark.parametrize(
    ("day", "mend"),
    [(MONDAY, "the post takes the next open one"), (WEDNESDAY, "momentum release finishes it")],
)
def test_a_claim_without_a_mark(world: World, day: date, mend: str) -> None:
    world.write("alpha", "a", "2026-11-23")
    claim(world, day, "alpha", "a")
    problem = only(world)
    assert "is claimed for it" in problem.message
    assert mend in problem.mend
    assert not problem.holds


def test_a_claim_whose_post_is_gone(world: World) -> None:
    claim(world, MONDAY, "beta", "deleted")
    problem = only(world)
    assert "there is no such post" in problem.message
    assert not problem.holds


def test_a_renamed_post_is_in_order(world: World) -> None:
    claim(world, MONDAY, "alpha", "old-name")
    world.write("alpha", "new-name", "2026-11-23", extra="released: 2026-11-23\n")
    assert found(world) == ()


def test_a_day_claimed_by_one_and_marked_by_another(world: World) -> None:
    world.write("alpha", "a", "2026-11-23", extra="released: 2026-11-23\n")
    world.write("beta", "b", "2027-02-01")
    claim(world, MONDAY, "beta", "b")
    assert "carries its mark" in only(world).message


def test_a_record_that_cannot_be_read(world: World) -> None:
    claim(world, MONDAY, "alpha", "a")
    book = world.folder / ".momentum/ledger.git"
    git(book, "--git-dir=.", "update-ref", "refs/tags/momentum/2026-11-23",
        git(book, "--git-dir=.", "hash-object", "-w", "-t", "blob", "/dev/null"))  # fmt: skip
    assert "cannot be read" in only(world).message


def test_an_unreachable_ledger_and_a_site_that_is_not_there(world: World) -> None:
    (world.folder / "beta").rename(world.folder / "elsewhere")
    world.configure("alpha", "beta", more="ledger: nowhere.git")
    messages = [problem.message for problem in found(world)]
    assert len(messages) == 2
    assert "gave no certain answer" in messages[0]
    assert "is not a folder" in messages[1]


def test_a_lock_left_in_the_ledger_is_named(world: World) -> None:
    claim(world, MONDAY, "alpha", "x")
    world.write("alpha", "x", "2026-11-23", extra="released: 2026-11-23\n")
    lock = world.folder / ".momentum/ledger.git/refs/tags/momentum/2026-11-25.lock"
    lock.touch()
    assert str(lock) in only(world).mend


def test_a_ledger_that_may_only_be_read(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)
    git(bare(tmp_path / "hubs/momentum.git"), "config", "http.receivepack", "false")
    with http_hub(tmp_path / "hubs") as url:
        world.configure("alpha", "beta", more=f"ledger: {url}/momentum.git")
        assert "takes no claims from this login" in only(world).message


def test_the_probe_tells_a_server_that_says_yes_to_everybody(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)
    bare(tmp_path / "hubs/momentum.git")
    for lies in (False, True):
        with http_hub(tmp_path / "hubs", Faults(lies=lies, together=8)) as url:
            world.configure("alpha", "beta", more=f"ledger: {url}/momentum.git")
            assert [problem.holds for problem in found(world, probe=True)] == [True] * lies


def test_what_would_show_waiting_posts_comes_first_and_notices_last(world: World) -> None:
    world.write("alpha", "marked", str(MONDAY), f"released: {MONDAY}\n")
    world.write("alpha", "broken", "2026-02-30")
    (world.folder / "alpha/requirements.txt").write_text("zensical\n")
    problems = found(world)
    assert "publishes every waiting post" in problems[0].message
    holds = [problem.holds for problem in problems]
    assert holds == sorted(holds, reverse=True)
    assert not holds[-1]


def test_zensical_beside_our_plugin_is_named(world: World) -> None:
    (world.folder / "alpha/requirements.txt").write_text("zensical\n")
    problem = only(world)
    assert problem.message.startswith("requirements.txt says Zensical")
    (world.folder / "alpha/Makefile").write_text("site:\n\tmomentum stage out && cd out && zensical build\n")
    assert found(world) == ()


def test_a_post_without_a_date_gets_the_day_that_git_knows(world: World) -> None:
    path = world.folder / "alpha" / POSTS / "undated.md"
    path.write_text("---\ntitle: Undated\n---\n\nWords.\n")
    git(path.parent, "add", "-A")
    git(path.parent, "commit", "-qm", "Add", GIT_COMMITTER_DATE="2026-11-24T12:00:00Z")
    assert "date: 2026-11-24" in only(world).mend


def test_that_day_is_the_one_on_which_its_branch_was_merged(world: World) -> None:
    root = world.folder / "alpha"
    git(root, "switch", "-q", "-c", "work")
    (root / POSTS / "undated.md").write_text("---\ntitle: Undated\n---\n\nWords.\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Add", GIT_COMMITTER_DATE="2026-10-01T12:00:00Z")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "work", GIT_COMMITTER_DATE="2026-11-24T12:00:00Z")
    assert "date: 2026-11-24" in only(world).mend


def test_what_stands_in_the_way_of_a_commit_is_a_notice(world: World) -> None:
    root = world.folder / "alpha"
    git(root, "remote", "add", "origin", "../alpha.git")
    problem = only(world)
    assert problem.message.endswith("branch main has no upstream")
    assert (problem.mend, problem.holds) == ("git push -u origin main", False)
    bare(world.folder / "alpha.git")
    git(root, "push", "-q", "-u", "origin", "main")
    assert found(world) == ()
    git(root, "remote", "set-head", "origin", "main")
    git(root, "switch", "-q", "-c", "redesign")
    assert only(world).message.endswith("alpha is on branch redesign, and main is what is published")
    assert only(world).mend == "git switch main"
    git(root, "switch", "-q", "main")
    lock = root / ".git/index.lock"
    lock.touch()
    assert only(world).mend == f"then: rm {lock}"


def test_a_site_that_may_only_be_read(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)
    monkeypatch.setenv("MOMENTUM_CACHE", str(tmp_path / "cache"))
    remote = bare(tmp_path / "hubs/alpha.git")
    git(world.folder / "alpha", "push", "-q", str(remote), "main")
    with http_hub(tmp_path / "hubs") as url:
        config = world.configure("beta")
        config.write_text(config.read_text() + f"  alpha: {{repo: {url}/alpha.git}}\n")
        assert examine(world.config(), WEDNESDAY, fetch=True) == ()
        git(remote, "config", "http.receivepack", "false")
        (problem,) = examine(world.config(), WEDNESDAY, fetch=True)
        assert "takes no commits from this login" in problem.message
        assert "release alpha from its own CI" in problem.mend


def test_the_ledger_reads_as_a_person_reads_it(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.write("alpha", "a", "2026-11-23")
    claim(world, TUESDAY, "beta", "gone")
    claim(world, MONDAY, "alpha", "a")
    config = str(world.folder / "momentum.yml")
    assert main(["ledger", "--config", config]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f'2026-11-23  "Title of a", alpha: {POSTS}/a.md; claimed by ')
    assert first.endswith(" on Monday 23 November at 10:00")
    assert second.startswith(f"2026-11-24  beta: {POSTS}/gone.md; claimed by ")
    assert main(["ledger", "--json", "--config", config]) == 0
    assert [claim["day"] for claim in json.loads(capsys.readouterr().out)] == ["2026-11-23", "2026-11-24"]
