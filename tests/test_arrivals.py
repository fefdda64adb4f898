"""The day each file came into git: one pass, then only what is new; the same as asking git file by file."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mkdocs_momentum.stores import arrivals, cache, landings
from mkdocs_momentum.stores.arrivals import arrival_days, arrived
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.landings import landed_since
from mkdocs_momentum.stores.tips import tip_of

FIRST = date(2026, 1, 5)


def git(root: Path, *args: str, day: date = FIRST) -> str:
    when = f"{day}T12:00:00+0000"
    env = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    return subprocess.run(["git", *args], cwd=root, check=True, capture_output=True, text=True, env=env).stdout.strip()


def commit(root: Path, day: date) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "Work", day=day)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "cache"))
    monkeypatch.setattr(arrivals, "_known", {})
    root = tmp_path / "repo"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return root


def text(chance: random.Random) -> str:
    return "\n".join(str(chance.random()) for _ in range(30)) + "\n"


def fresh(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, date]:
    """Without anything kept."""
    with monkeypatch.context() as patch:
        patch.setenv(cache.OFF, "1")
        patch.setattr(arrivals, "_known", {})
        return dict(arrival_days(root))


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_at_once_and_file_by_file(repo: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    day, number = FIRST, 0
    for _ in range(25):
        day += timedelta(days=chance.choice((0, 0, 1, 3)))
        alive = sorted(path for path in repo.rglob("*.md"))
        action = chance.choice(("write", "write", "edit", "move", "delete")) if alive else "write"
        if action == "write":
            number += 1
            path = repo / chance.choice(("", "blog/")) / f"ünsal {number}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text(chance), encoding="utf-8")
        elif action == "edit":
            path = chance.choice(alive)
            path.write_text(path.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
        elif action == "move":
            number += 1
            chance.choice(alive).rename(repo / f"moved {number}.md")
        else:
            chance.choice(alive).unlink()
        commit(repo, day)
        arrival_days(repo)
    files = {path.relative_to(repo).as_posix() for path in repo.rglob("*.md")}
    stepwise = {path: arrival_days(repo).get(path) for path in files}
    at_once = {path: fresh(repo, monkeypatch).get(path) for path in files}
    one_by_one = {
        path: date.fromisoformat(
            git(repo, "log", "--follow", "--diff-filter=A", "--format=%cs", "--", path).splitlines()[-1]
        )
        for path in files
    }
    assert stepwise == at_once == one_by_one


def test_history_that_was_rewritten_is_read_anew(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "a.md").write_text("one\n")
    commit(repo, FIRST)
    (repo / "b.md").write_text("two\n")
    commit(repo, FIRST + timedelta(days=1))
    assert arrived(repo, "b.md") == FIRST + timedelta(days=1)
    git(repo, "reset", "-q", "--hard", "HEAD~1")
    (repo / "b.md").write_text("two\n")
    commit(repo, FIRST + timedelta(days=9))
    assert arrived(repo, "b.md") == FIRST + timedelta(days=9)
    assert dict(arrival_days(repo)) == fresh(repo, monkeypatch)


@pytest.mark.parametrize("as_a", ["replacement", "graft"])
def test_history_is_what_every_clone_of_it_says(repo: Path, monkeypatch: pytest.MonkeyPatch, as_a: str) -> None:
    for number in range(4):
        (repo / f"{number}.md").write_text(f"{number}\n" * 30)
        commit(repo, FIRST + timedelta(days=number))
    before = dict(arrival_days(repo)), dict(landed_since(repo, FIRST))
    assert len(before[0]) == 4
    assert len(before[1]) == 3
    tip = git(repo, "rev-parse", "HEAD")
    if as_a == "graft":
        (repo / ".git/info/grafts").write_text(f"{tip}\n")
    else:
        git(repo, "replace", "--graft", tip)
    assert git(repo, "rev-list", "--count", "HEAD") == "1"
    for off in ("", "1"):
        monkeypatch.setenv(cache.OFF, off)
        monkeypatch.setattr(arrivals, "_known", {})
        assert (dict(arrival_days(repo)), dict(landed_since(repo, FIRST))) == before


RULES = {
    ".git/config": "[core\n",
    ".git/info/attributes": "*.md binary\n",
    ".gitattributes": "*.md binary\n",
}


@pytest.mark.parametrize("change", [*RULES, "order", "broken", "owner"])
def test_what_git_told_counts_only_while_it_would_tell_the_same(
    repo: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    (repo / "old.md").write_bytes(b"".join(b"line %d\r\n" % number for number in range(40)))
    commit(repo, FIRST)
    (repo / "new.md").write_bytes((repo / "old.md").read_bytes().replace(b"\r\n", b"\n"))
    (repo / "old.md").unlink()
    (repo / "late.md").write_text("late\n" * 30)
    commit(repo, FIRST + timedelta(days=9))
    assert set(landed_since(repo, FIRST)) == {"late.md"}
    assert arrived(repo, "new.md") == FIRST
    if change in RULES:
        (repo / change).write_text(RULES[change])
    elif change == "order":
        (repo.parent / "gitconfig").write_text("[diff]\n\torderFile = /nowhere\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(repo.parent / "gitconfig"))
    elif change == "broken":
        (repo.parent / "home").mkdir()
        (repo.parent / "home/.gitconfig").write_text("[broken")
        monkeypatch.setenv("HOME", str(repo.parent / "home"))
        monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    elif hasattr(os, "geteuid"):
        # git refuses what belongs to somebody else; to be somebody else for a moment takes more rights than a test has.
        monkeypatch.setattr("os.geteuid", lambda: 12345)
        monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(arrivals, "_known", {})
    warm = dict(landed_since(repo, FIRST)), dict(arrival_days(repo))
    monkeypatch.setenv(cache.OFF, "1")
    monkeypatch.setattr(arrivals, "_known", {})
    assert warm == (dict(landed_since(repo, FIRST)), dict(arrival_days(repo)))


@pytest.mark.parametrize("module", [arrivals, landings])
def test_a_commit_that_is_made_during_a_look(
    repo: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType
) -> None:
    for number in range(4):
        (repo / f"{number}.md").write_text(f"{number}\n" * 30)
        commit(repo, FIRST + timedelta(days=number))
    read = module.Git.read
    made: list[str] = []

    def moved(self: Git, *args: str, **more: Any) -> bytes:
        answer: bytes = read(self, *args, **more)
        if not made:
            made.append("new")
            (repo / "new.md").write_text("new\n" * 30)
            commit(repo, FIRST + timedelta(days=9))
        return answer

    def said() -> list[str]:
        return sorted({**arrival_days(repo)} if module is arrivals else landed_since(repo, FIRST))

    monkeypatch.setattr(Git, "read", moved)
    first = said()
    assert said() == sorted({*said(), "new.md"})
    git(repo, "reset", "-q", "--hard", "HEAD~1")
    assert "new.md" not in said(), first


@pytest.mark.parametrize("later", [0, -30])
def test_a_day_that_goes_on_after_a_look_is_read_as_if_nobody_had_looked(
    repo: Path, monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    (repo / "a.md").write_text("one\n")
    commit(repo, FIRST)
    day = FIRST + timedelta(days=40)
    (repo / "a.md").unlink()
    (repo / "b.md").write_text("two\n")
    commit(repo, day)
    assert arrived(repo, "b.md") == day
    (repo / "a.md").write_text("one\n")
    commit(repo, day + timedelta(days=later))
    assert dict(arrival_days(repo)) == fresh(repo, monkeypatch)


def test_a_merged_branch_lands_on_the_day_of_its_merge(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "a.md").write_text("one\n")
    commit(repo, FIRST)
    git(repo, "switch", "-q", "-c", "work")
    (repo / "b.md").write_text("two\n")
    commit(repo, FIRST + timedelta(days=1))
    assert arrived(repo, "b.md") == FIRST + timedelta(days=1)  # on the branch itself
    git(repo, "switch", "-q", "main")
    (repo / "c.md").write_text("three\n")
    commit(repo, FIRST + timedelta(days=2))
    git(repo, "merge", "-q", "--no-ff", "-m", "Merge", "work", day=FIRST + timedelta(days=5))
    assert arrived(repo, "b.md") == FIRST + timedelta(days=5)
    assert arrived(repo, "c.md") == FIRST + timedelta(days=2)
    assert dict(arrival_days(repo)) == fresh(repo, monkeypatch)


def test_a_site_in_a_folder_of_its_repository(repo: Path) -> None:
    (repo / "site/docs").mkdir(parents=True)
    (repo / "site/docs/a.md").write_text("one\n")
    commit(repo, FIRST)
    assert arrived(repo / "site", "docs/a.md") == FIRST


def test_where_git_cannot_tell(repo: Path, tmp_path: Path) -> None:
    assert arrival_days(tmp_path) == {}
    assert arrival_days(repo) == {}  # no commit yet
    for number in range(3):
        (repo / "a.md").write_text(f"{number}\n")
        commit(repo, FIRST + timedelta(days=number))
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repo}", "shallow")
    assert arrival_days(tmp_path / "shallow") == {}
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert arrived(tmp_path / "shallow", "a.md") == FIRST


def test_damage_to_what_was_kept_changes_nothing(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "a.md").write_text("one\n")
    commit(repo, FIRST)
    before = dict(arrival_days(repo))
    for harm in (b"", b"{}", b"momentum 1 x\n{}"):
        monkeypatch.setattr(arrivals, "_known", {})
        for path in (tmp_path / "cache/arrivals").glob("*.json"):
            path.write_bytes(harm)
        assert dict(arrival_days(repo)) == before


def told(root: Path) -> tuple[str, ...]:
    return (tip_of(root) or ("",))[:3]


def test_the_tip_is_what_git_says(repo: Path, tmp_path: Path) -> None:
    assert tip_of(tmp_path) is None
    assert tip_of(repo) is None
    (repo / "a.md").write_text("one\n")
    commit(repo, FIRST)
    said = git(repo, "rev-parse", "HEAD")
    assert told(repo) == (said, "", str(repo))
    (repo / "sites").mkdir()
    assert tip_of(repo / "sites") == tip_of(repo)
    git(repo, "pack-refs", "--all")
    assert told(repo) == (said, "", str(repo))
    git(repo, "worktree", "add", "-q", "--detach", str(tmp_path / "tree"))
    assert told(tmp_path / "tree") == (said, "", str(tmp_path / "tree"))
    git(repo, "switch", "-q", "--detach")
    assert told(repo) == (said, "", str(repo))
    shutil.rmtree(repo / ".git")
    assert tip_of(repo) is None
