"""Posts with old dates: those that git had before `since` stay public, those that came after it wait."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from support import World, git

from mkdocs_momentum import momentum
from mkdocs_momentum.cli import main
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.stores.landings import landed_since

SINCE, TODAY = "2025-03-03", "2025-03-17"  # both Mondays, both in the past: commits may be dated as a story needs it
OLD = "2024-05-05"


@pytest.fixture
def world(tmp_path: Path) -> World:
    os.environ["GIT_COMMITTER_DATE"] = os.environ["GIT_AUTHOR_DATE"] = "2025-01-10T12:00:00Z"
    made = World(tmp_path, since=SINCE)
    made.site("alpha")
    made.configure("alpha")
    return made


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "")


def at(day: str, author: str = "") -> None:
    os.environ["GIT_COMMITTER_DATE"] = f"{day}T12:00:00Z"
    os.environ["GIT_AUTHOR_DATE"] = f"{author or day}T12:00:00Z"


def states(world: World) -> dict[str, State]:
    report = momentum.look(world.config(), date.fromisoformat(TODAY))
    return {Path(post.key.path).stem: post.state for post in report.posts}


def test_the_day_it_came_decides(world: World) -> None:
    at("2025-03-01")
    world.write("alpha", "before", OLD)
    at("2025-03-05")
    world.write("alpha", "after", OLD)
    world.write("alpha", "copy", OLD, extra="canonical_url: https://else.example/\n")
    world.write("alpha", "known", OLD, extra="released: 2024-05-05\n")
    at("2025-03-06")
    world.write("alpha", "before", OLD, body="A typo mended.")
    assert states(world) == {
        "before": State.HISTORY, "after": State.WAITING, "copy": State.COPY, "known": State.RELEASED
    }  # fmt: skip
    outcome = world.release(TODAY)
    assert outcome.post is not None
    assert outcome.post.key.path.endswith("after.md")
    text = (world.folder / "alpha/docs/blog/posts/after.md").read_text()
    assert f"date: {TODAY}\nreleased: {TODAY}\n" in text


def test_renames_keep_what_was_public(world: World) -> None:
    body = "Some words that make a post.\n" * 10
    at("2025-02-01")
    world.write("alpha", "a", OLD, body=body)
    posts = world.folder / "alpha/docs/blog/posts"
    at("2025-03-05")
    git(posts, "mv", "a.md", "b.md")
    world.commit("alpha", "Rename")
    (posts / "2024").mkdir()
    git(posts, "mv", "b.md", "2024/c.md")
    (posts / "2024/c.md").write_text((posts / "2024/c.md").read_text().replace(OLD, "2024-06-06") + "More.\n")
    world.commit("alpha", "Move and mend")
    world.write("alpha", "new", OLD, body="Other words.\n")
    at("2025-03-06")
    git(posts, "mv", "new.md", "newer.md")
    world.commit("alpha", "Rename the new one")
    assert states(world) == {"c": State.HISTORY, "newer": State.WAITING}


def test_a_rebase_and_a_merge(world: World) -> None:
    root = world.folder / "alpha"
    at("2025-02-01")
    world.write("alpha", "old", OLD)
    git(root, "switch", "-q", "-c", "side")
    at("2025-02-20")
    world.write("alpha", "branch", OLD)
    git(root, "switch", "-q", "main")
    at("2025-03-06")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side")
    assert states(world) == {"old": State.HISTORY, "branch": State.WAITING}, "it came to the site with the merge"
    git(root, "reset", "-q", "--hard", "HEAD~1")
    at("2025-03-07", author="2025-02-20")
    git(root, "rebase", "-q", "--root", "--force-rebase")
    assert states(world)["old"] is State.HISTORY, "written anew, and as old as its author says"


def test_a_repository_that_is_younger_than_since(tmp_path: Path) -> None:
    at("2025-03-10")
    world = World(tmp_path, since=SINCE)
    world.site("alpha")
    world.configure("alpha")
    world.write("alpha", "imported", OLD)
    at("2025-03-13")
    world.write("alpha", "later", OLD)
    assert states(world) == {"imported": State.HISTORY, "later": State.WAITING}


def test_a_file_that_is_called_like_a_commit_changes_nothing(world: World) -> None:
    at("2025-03-05")
    world.write("alpha", "after", OLD)
    (world.folder / "alpha/HEAD").touch()
    assert states(world) == {"after": State.WAITING}


def test_where_git_cannot_tell_posts_stay_public(world: World) -> None:
    at("2025-03-05")
    world.write("alpha", "after", OLD)
    clone = world.folder / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{world.folder}/alpha", str(clone)], check=True)
    assert landed_since(clone, date.fromisoformat(SINCE)) == {}
    subprocess.run(["git", "fetch", "-q", "--deepen=1"], cwd=clone, check=True)
    assert landed_since(clone, date.fromisoformat(SINCE)) == {"docs/blog/posts/after.md": date(2025, 3, 5)}
    assert landed_since(world.folder, date.fromisoformat(SINCE)) == {}, "no repository"
    git(world.folder, "init", "-q", "empty")
    assert landed_since(world.folder / "empty", date.fromisoformat(SINCE)) == {}


def test_what_git_could_not_tell_once_is_asked_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    at("2025-03-05")
    world.write("alpha", "after", OLD)
    root, since = world.folder / "alpha", date.fromisoformat(SINCE)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(world.folder))
        assert landed_since(root, since) == {}
    assert landed_since(root, since) == {"docs/blog/posts/after.md": date(2025, 3, 5)}


def test_a_site_below_the_top_of_its_repository(world: World) -> None:
    root = world.folder / "alpha"
    at("2025-03-05")
    (root / "sites/one").mkdir(parents=True)
    git(root, "mv", "docs", "mkdocs.yml", "sites/one")
    (root / "sites/one/é post.md").write_text("x")
    world.commit("alpha", "Move everything")
    assert landed_since(root / "sites/one", date.fromisoformat(SINCE)) == {"é post.md": date(2025, 3, 5)}


def test_check_moves_an_old_date_before_it_is_committed(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at("2025-02-01")
    world.write("alpha", "history", OLD)
    root = world.folder / "alpha"
    monkeypatch.chdir(root)
    path = root / "docs/blog/posts/new.md"
    path.write_text(f"---\ntitle: New\ndate: {OLD}\n---\n\nx\n")
    (root / "docs/blog/posts/history.md").write_text(f"---\ntitle: Title of history\ndate: {OLD}\n---\n\nMended.\n")
    git(root, "add", "-A")
    assert main(["check", "--staged", "--fix", "--today", TODAY]) == 0
    assert capsys.readouterr().out == (
        '"New" goes live on Monday 17 March, and its date now says so: it is new, and Sunday 5 May 2024 has passed.\n'
    )
    assert f"date: {TODAY}\n" in path.read_text()
    assert git(root, "diff") == ""
    at("2025-03-12")
    world.commit("alpha", "Write")
    assert states(world) == {"history": State.HISTORY, "new": State.WAITING}
    assert main(["check", "--strict", "--today", TODAY]) == 0
    assert capsys.readouterr().out == ""


def test_check_in_ci_says_what_slipped_through(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at("2025-03-12")
    world.write("alpha", "new", OLD)
    monkeypatch.chdir(world.folder)
    assert main(["check", "--format", "github", "--strict", "--today", TODAY]) == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1
    assert said[0].startswith("::error file=alpha/docs/blog/posts/new.md,line=1,title=momentum::")
    assert main(["explain", "new", "--today", TODAY]) == 0
    assert "its file is newer than its date, Sunday 5 May 2024" in capsys.readouterr().out
    assert main(["check", "--fix", "--strict", "--today", TODAY]) == 0
    assert states(world) == {"new": State.WAITING}


def test_a_build_decides_as_every_command_does(world: World) -> None:
    at("2025-02-01")
    world.write("alpha", "old", OLD)
    at("2025-03-12")
    world.write("alpha", "new", OLD)
    world.write("alpha", "bad", "soon")
    site = world.folder / "site"
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)],
        cwd=world.folder / "alpha", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    shown = {path.parent.name for path in site.rglob("index.html")}
    assert "title-of-old" in shown
    assert "title-of-new" not in shown
    assert states(world)["new"] is State.WAITING
