"""Two people, two machines, one day: what was committed on both before either pushed goes out one a day."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from support import World, git

from mkdocs_momentum import momentum
from mkdocs_momentum.stores import githooks

TUESDAY = date(2031, 3, 4)


def clone(world: World, name: str, *, hook: bool) -> Path:
    """A folder of a machine of its own: a clone of the site, and a configuration that names the common ledger."""
    home = world.folder / name
    home.mkdir()
    git(home, "clone", "-q", str(world.folder / "origin.git"), "alpha")
    (home / "momentum.yml").write_text(
        f"timezone: UTC\nsince: 2026-11-23\nledger: {world.folder}/ledger.git\nsites: {{alpha: alpha}}\n"
    )
    if hook:
        githooks.install(home / "alpha", sys.executable, [])
    return home / "alpha"


def commit_post(root: Path, slug: str, wish: date) -> str:
    path = root / f"docs/blog/posts/{slug}.md"
    path.write_text(f"---\ntitle: Title of {slug}\ndate: {wish}\n---\n\nWords.\n")
    git(root, "add", "-A")
    run = subprocess.run(
        ["git", "commit", "-qm", slug], cwd=root, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    return run.stderr


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    site = made.site("seed")
    (site / "docs/blog/posts/.gitkeep").touch()
    made.commit("seed", "Posts")
    git(tmp_path, "clone", "-q", "--bare", "seed", "origin.git")
    git(tmp_path, "init", "-q", "--bare", "ledger.git")
    return made


def test_two_posts_for_one_day_go_out_one_a_day(world: World) -> None:
    ada, bo = clone(world, "ada", hook=True), clone(world, "bo", hook=True)
    for root, slug in ((ada, "one"), (bo, "two")):
        said = commit_post(root, slug, TUESDAY)
        assert said == f'momentum: "Title of {slug}" goes live on Tuesday 4 March.\n', "neither knows of the other"
    git(ada, "push", "-q")
    with pytest.raises(subprocess.CalledProcessError):
        git(bo, "push", "-q")
    git(bo, "pull", "-q", "--rebase")
    git(bo, "push", "-q")
    days = []
    for step in range(3):
        # A runner's checkout is a fresh one each time.
        ci = clone(world, f"ci{step}", hook=False)
        config = momentum.load(ci.parent / "momentum.yml", ci.parent)
        outcome = momentum.release(config, TUESDAY + timedelta(days=step), commit=True, push=True)
        days.append((outcome.kind, outcome.post.key.path[-6:-3] if outcome.post else ""))
    assert days == [
        (momentum.OutcomeKind.RELEASED, "one"),
        (momentum.OutcomeKind.RELEASED, "two"),
        (momentum.OutcomeKind.NOTHING, ""),
    ]
    git(ada, "pull", "-q", "--rebase")
    for slug, day in (("one", TUESDAY), ("two", TUESDAY + timedelta(days=1))):
        head = (ada / f"docs/blog/posts/{slug}.md").read_text().split("---")[1]
        assert head == f"\ntitle: Title of {slug}\ndate: {day}\nreleased: {day}\n"


def test_who_pulls_first_is_told_at_the_next_commit(world: World) -> None:
    ada, bo = clone(world, "ada", hook=True), clone(world, "bo", hook=True)
    commit_post(ada, "one", TUESDAY)
    git(ada, "push", "-q")
    git(bo, "pull", "-q", "--rebase")
    assert commit_post(bo, "two", TUESDAY) == (
        'momentum: "Title of two" goes live on Wednesday 5 March, and its date now says so: '
        'Tuesday 4 March has "Title of one".\n'
    )
    assert "date: 2031-03-05\n" in git(bo, "show", "HEAD:docs/blog/posts/two.md")
