"""`momentum check`, on real sites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import World, git

from mkdocs_momentum.cli import main

MONDAY, TUESDAY, SUNDAY = "2026-11-30", "2026-12-01", "2026-12-06"
POSTS = "alpha/docs/blog/posts"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    return World.of(tmp_path, "alpha")


def check(*args: str, code: int = 0) -> None:
    assert main(["check", "--today", MONDAY, *args]) == code


def test_everything_is_quiet_where_posts_keep_their_days(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.write("alpha", "a", MONDAY)
    world.write("alpha", "b", TUESDAY)
    check("--strict")
    assert capsys.readouterr().out == ""
    check(f"{POSTS}/b.md")
    assert capsys.readouterr().out == '"Title of b" goes live on Tuesday 1 December.\n'
    check(POSTS)
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_fix_moves_dates_and_is_done_then(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.write("alpha", "a", MONDAY)
    wishes = {"b": MONDAY, "c": SUNDAY, "d": "2026-11-26"}
    moved = [world.write("alpha", slug, wish) for slug, wish in wishes.items()]
    check("--strict", code=1)
    said = capsys.readouterr().out.splitlines()
    assert said == [
        '"Title of b" goes live on Wednesday 2 December: Monday 30 November has "Title of a".',
        '"Title of c" goes live on Monday 7 December: Sunday 6 December is a rest day.',
        '"Title of d" goes live on Tuesday 1 December: Thursday 26 November has passed.',
    ]
    check("--strict", "--fix")
    capsys.readouterr()
    assert [path.read_text().split("date: ")[1][:10] for path in moved] == ["2026-12-02", "2026-12-07", "2026-12-01"]
    check("--strict")
    assert capsys.readouterr().out == ""


def test_fix_on_one_post_leaves_the_others(world: World) -> None:
    paths = [world.write("alpha", slug, "2026-11-26") for slug in "ab"]
    check("--fix", str(paths[1]))
    assert "date: 2026-11-26" in paths[0].read_text()
    assert "date: 2026-12-01" in paths[1].read_text()


def test_a_date_that_cannot_be_edited_is_left_with_its_reason(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    path = world.write("alpha", "a", "2026-11-26")
    path.write_text('---\n"date": &d 2026-11-26\n? title\n: x\nother: *d\n---\n\nx\n')
    check("--fix", "--strict", code=1)
    said = capsys.readouterr().out
    assert "its date stays as it is" in said
    assert "write date: 2026-11-30" in said
    assert "2026-11-26" in path.read_text()


def test_annotations_and_data(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    path = world.write("alpha", "a", "nonsense%0A::error::x")
    check("--format", "github")
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"::warning file={POSTS}/a.md,line=3,title=momentum::")
    assert "%250A" in said[0]
    assert len(said) == 1
    check("--format", "github", "--strict", code=1)
    assert capsys.readouterr().out.startswith("::error ")
    path.write_text(path.read_text().replace("nonsense%0A::error::x", SUNDAY))
    check("--json")
    found = json.loads(capsys.readouterr().out)
    assert [(line["path"], line["day"], line["why"]) for line in found] == [
        ("docs/blog/posts/a.md", "2026-12-07", "rests")
    ]


@pytest.mark.usefixtures("world")
def test_staged_outside_git_and_paths_that_are_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    check("--staged", code=1)
    assert "in no git repository" in capsys.readouterr().err
    check("nowhere.md", code=1)
    assert "nowhere.md: there is no such file" in capsys.readouterr().err
    check("--staged", "x.md", code=1)
    assert "leave out x.md" in capsys.readouterr().err


def test_staged_as_pre_commit_runs_it(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = world.write("alpha", "a", MONDAY)
    path.write_text(path.read_text().replace(MONDAY, SUNDAY))
    monkeypatch.chdir(world.folder / "alpha")
    check("--staged", "--fix")
    assert capsys.readouterr().out == "", "nothing is staged"
    git(path.parent, "add", "-A")
    check("--staged", "--fix")
    assert "Monday 7 December" in capsys.readouterr().out
    assert git(path.parent, "diff") == "", "no formatter's change is left unstaged"
    assert "+date: 2026-12-07" in git(path.parent, "diff", "--cached")
