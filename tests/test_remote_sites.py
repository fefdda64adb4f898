"""Sites that live on git remotes: read without a checkout, marked by one commit on top of the remote branch."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from git_hubs import bare
from support import World, git

from mkdocs_momentum import momentum
from mkdocs_momentum.cli import main
from mkdocs_momentum.config import Config
from mkdocs_momentum.core.cadence import Report
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.errors import LapsedError, MomentumError, NotNowError
from mkdocs_momentum.momentum import Outcome, OutcomeKind
from mkdocs_momentum.stores.clones import open_clone
from mkdocs_momentum.stores.publish import Publication, publish
from mkdocs_momentum.stores.workingtree import side_branch

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
POST = "docs/blog/posts/a.md"


class Remotes(World):
    """Sites with bare remotes; `momentum.yml` stands in a folder of its own and knows addresses alone."""

    @property
    def hub(self) -> Path:
        return self.folder / "hub"

    def share(self, name: str) -> None:
        """Give a site a remote, and push it there."""
        hub = bare(self.folder / f"{name}.git")
        git(hub, "config", "uploadpack.allowFilter", "true")
        git(hub, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(self.folder / name, "remote", "add", "origin", str(hub))
        git(self.folder / name, "push", "-q", "-u", "origin", "main")

    def push(self, name: str) -> None:
        git(self.folder / name, "push", "-q")

    def only_remotes(self, *names: str, more: str = "") -> None:
        self.hub.mkdir(exist_ok=True)
        lines = ["timezone: America/Los_Angeles", f"since: {self.since}", more, "sites:"]
        lines += [f"  {name}: {{repo: 'file://{self.folder}/{name}.git'}}" for name in names]
        (self.hub / "momentum.yml").write_text("\n".join(lines) + "\n")

    def let_out(self, day: date = MONDAY, *, at_hub: bool = True, push: bool = True) -> Outcome:
        config = momentum.load((self.hub if at_hub else self.folder) / "momentum.yml", self.folder)
        return momentum.release(config, day, commit=True, push=push)

    def shown(self, name: str, path: str = POST) -> str:
        return git(self.folder / f"{name}.git", "show", f"main:{path}")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Remotes:
    monkeypatch.setenv("MOMENTUM_CACHE", str(tmp_path / "cache"))
    made = Remotes(tmp_path)
    for name in ("alpha", "beta"):
        made.site(name)
        made.share(name)
    made.only_remotes("alpha", "beta")
    made.configure("alpha", "beta")
    return made


def everything(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_site_is_read_from_its_repository_once_it_was_fetched(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    config = momentum.load(world.hub / "momentum.yml", world.folder)
    before = momentum.look(config, MONDAY)
    assert before.posts == ()
    assert any("has not been fetched yet" in problem.message for problem in before.problems)
    assert [post.key.path for post in momentum.look(config, MONDAY, fetch=True).posts] == [POST]
    world.write("alpha", "b", "2026-11-24")
    world.push("alpha")
    assert len(momentum.look(config, MONDAY).posts) == 1, "nothing asks the remote unless told to"
    assert len(momentum.look(config, MONDAY, fetch=True).posts) == 2


@pytest.mark.parametrize("place", ["~nobody-of-this-name/x", "a-file", "a-file/x", " "])
def test_a_cache_that_cannot_be(
    world: Remotes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    monkeypatch.chdir(world.hub)
    Path("a-file").touch()
    monkeypatch.setenv("MOMENTUM_CACHE", place)
    monkeypatch.setenv("XDG_CACHE_HOME", str(world.folder / "user-cache"))
    before = sorted(Path.cwd().iterdir())
    for words in (["status", "--fetch"], ["doctor", "--fetch"], ["status"]):
        main([*words, "--today", "2026-11-24"])
        said = capsys.readouterr()
        assert said.err == ""
        text = "".join(said.out.split())
        assert ("(~nobody-of-this-name/x);setMOMENTUM_CACHEtoone" in text) == place.startswith("~"), said.out
        assert ("a-file" in text) == (place.startswith("a-file") and "--fetch" in words), said.out
    assert sorted(Path.cwd().iterdir()) == before


def test_a_clone_is_private_and_has_no_blobs_but_texts(world: Remotes) -> None:
    picture = world.folder / "alpha/docs/big.png"
    picture.write_bytes(os.urandom(10_000))
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    momentum.look(momentum.load(world.hub / "momentum.yml", world.folder), MONDAY, fetch=True)
    oid = git(world.folder / "alpha", "rev-parse", "HEAD:docs/big.png")
    clone = next(path for path in (world.folder / "cache").iterdir() if path.name.startswith("alpha-"))
    assert clone.stat().st_mode & 0o077 == 0
    present = git(clone / "git", "--git-dir=.", "cat-file", "--batch-all-objects", "--batch-check")
    assert oid not in present
    assert git(world.folder / "alpha", "rev-parse", f"HEAD:{POST}") in present
    assert not list((world.folder / "cache").rglob("*.md")), "nothing is checked out"


def test_release_marks_on_the_remote_branch_with_one_change(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-20")
    world.write("beta", "a", "2026-11-23")
    git(world.folder / "alpha", "commit", "-q", "--amend", "--date=2026-11-20", "-m", "Write")
    world.push("alpha")
    world.push("beta")
    author = everything(world.folder / "beta")
    assert world.let_out().kind is OutcomeKind.RELEASED
    assert "released: 2026-11-23" in world.shown("beta")
    assert git(world.folder / "beta.git", "show", "--name-only", "--format=%s", "main").split("\n")[::2] == [
        "Release: Title of a",
        POST,
    ]
    assert everything(world.folder / "beta") == author, "the writer's own clone is not touched"
    assert world.let_out().kind is OutcomeKind.TAKEN


def test_a_site_in_a_folder_of_its_repository(world: Remotes) -> None:
    """The keys are the same whether it is here or on the remote, so that one machine knows the other's claims."""
    top = world.folder / "mono"
    git(world.folder, "init", "-q", "-b", "main", str(top))
    (top / "site/content").mkdir(parents=True)
    (top / "README.md").write_text("# Many things\n")
    (top / "site/config.toml").write_text('base_url = "https://me.example"\n')
    (top / "site/content/a.md").write_text('+++\ntitle = "A"\ndate = 2026-11-23\n+++\nWords\n')
    world.commit("mono", "Begin")
    world.share("mono")
    world.only_remotes("mono")
    file = world.hub / "momentum.yml"
    text = file.read_text()

    def inside(folder: str) -> Config:
        file.write_text(text.replace("mono.git'}", f"mono.git', folder: {folder}}}"))
        return momentum.load(file, world.folder)

    seen = momentum.look(inside("''"), MONDAY, fetch=True)
    assert [problem.mend for problem in seen.problems] == ["write folder: site"]
    seen = momentum.look(inside("elsewhere"), MONDAY)
    assert ["has no folder elsewhere" in problem.message for problem in seen.problems] == [True]
    for wrong in ("/site", "../site", "site/../..", "'a\\b'"):
        with pytest.raises(MomentumError, match="write folder: blog"):
            inside(wrong)
    assert keys(momentum.look(inside("./site/"), MONDAY)) == [("mono: content/a.md", State.WAITING)]
    assert world.let_out().kind is OutcomeKind.RELEASED
    assert "released = 2026-11-23" in world.shown("mono", "site/content/a.md")
    git(top, "pull", "-q")
    here = world.folder / "momentum.yml"
    here.write_text(file.read_text().replace("mono: {repo:", "mono: {path: mono/site, repo:"))
    assert keys(momentum.look(momentum.load(here, world.folder), MONDAY)) == [("mono: content/a.md", State.RELEASED)]
    assert momentum.withdraw(inside("site"), MONDAY, push=True).kind is OutcomeKind.WITHDRAWN
    assert "released" not in world.shown("mono", "site/content/a.md")


def keys(seen: Report) -> list[tuple[str, State]]:
    return [(str(post.key), post.state) for post in seen.posts]


def test_without_push_a_remote_site_is_left_alone_and_costs_no_day(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    outcome = world.let_out(push=False)
    assert outcome.kind is OutcomeKind.UNEDITABLE
    assert "--push" in outcome.line
    assert world.let_out().kind is OutcomeKind.RELEASED


def test_a_site_that_cannot_be_fetched_does_not_stop_the_others(world: Remotes) -> None:
    for name in ("alpha", "beta"):
        world.write(name, "a", "2026-11-23")
        world.push(name)
    config = momentum.load(world.hub / "momentum.yml", world.folder)
    momentum.look(config, MONDAY, fetch=True)
    (world.folder / "alpha.git").rename(world.folder / "gone.git")
    stale = momentum.look(config, MONDAY, fetch=True)
    assert len(stale.posts) == 2
    assert [problem.holds for problem in stale.problems if "cannot be fetched" in problem.message] == [False]
    outcome = world.let_out()
    assert outcome.post
    assert (outcome.kind, outcome.post.key.site) == (OutcomeKind.RELEASED, "beta")
    assert " alpha: it cannot be fetched: git ls-remote: " in outcome.line
    assert "alpha: it cannot be fetched" in world.let_out(TUESDAY).line, "nothing is planned, as far as it can see"


def test_withdraw_takes_the_mark_from_the_remote(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    before = world.shown("alpha")
    world.let_out()
    config = momentum.load(world.hub / "momentum.yml", world.folder)
    assert momentum.withdraw(config, MONDAY, push=True).kind is OutcomeKind.WITHDRAWN
    assert world.shown("alpha") == before
    assert world.let_out().kind is OutcomeKind.RELEASED


def test_a_damaged_clone_is_made_again(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    config = momentum.load(world.hub / "momentum.yml", world.folder)
    momentum.look(config, MONDAY, fetch=True)
    for pack in (world.folder / "cache").rglob("*.pack"):
        pack.chmod(0o600)
        pack.write_bytes(b"")
    world.write("alpha", "b", "2026-11-24")
    world.push("alpha")
    assert len(momentum.look(config, MONDAY, fetch=True).posts) == 2


def test_a_renamed_old_post_stays_history(world: Remotes) -> None:
    old = world.folder / "alpha/docs/blog/posts/old.md"
    old.write_text("---\ntitle: Old\ndate: 2020-01-01\n---\n\nMany words that stay as they are.\n")
    git(world.folder / "alpha", "add", "-A")
    git(world.folder / "alpha", "commit", "-qm", "Old", GIT_COMMITTER_DATE="2026-01-01T12:00:00Z",
        GIT_AUTHOR_DATE="2026-01-01T12:00:00Z")  # fmt: skip
    git(world.folder / "alpha", "mv", str(old), str(old.with_name("renamed.md")))
    new = old.with_name("renamed.md")
    new.write_text("---\ntitle: Old\ndate: 2020-01-01\n---\n\nMany words that stay as they were.\n")
    world.commit("alpha", "Rename")
    world.push("alpha")
    config = momentum.load(world.hub / "momentum.yml", world.folder)
    for fetch in (True, False):
        states = {post.key.path: post.state for post in momentum.look(config, TUESDAY, fetch=fetch).posts}
        assert states == {"docs/blog/posts/renamed.md": State.HISTORY}


def test_a_post_lands_with_the_merge_of_its_branch_wherever_it_is_read(world: Remotes) -> None:
    root = world.folder / "alpha"
    git(root, "switch", "-q", "-c", "work")
    for slug in ("early", "merged"):
        (root / f"docs/blog/posts/{slug}.md").write_text(
            f"---\ntitle: {slug}\ndate: 2026-10-01\nreleased: soon\n---\n\nWords of {slug}.\n"
        )
        git(root, "add", "-A")
        git(root, "commit", "-qm", "Work", GIT_COMMITTER_DATE="2026-10-01T12:00:00Z")
        git(root, "switch", "-q", "main")
        day = "2026-11-24" if slug == "merged" else "2026-11-20"
        git(root, "merge", "-q", "--no-ff", "-m", "Merge", "work", GIT_COMMITTER_DATE=f"{day}T12:00:00Z")
        git(root, "switch", "-q", "work")
    git(root, "switch", "-q", "main")
    world.push("alpha")
    expected = {"merged": State.PROBLEM, "early": State.HISTORY}
    for place, fetch in ((world.folder, False), (world.hub, True), (world.hub, False)):
        posts = momentum.look(momentum.load(place / "momentum.yml", world.folder), TUESDAY, fetch=fetch).posts
        assert {Path(post.key.path).stem: post.state for post in posts} == expected, place


# The writer's own working tree.


def other_clone(world: Remotes, name: str = "alpha") -> Path:
    place = world.folder / f"other-{name}"
    git(world.folder, "clone", "-q", str(world.folder / f"{name}.git"), str(place))
    return place


def test_a_working_tree_is_pushed_and_follows(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    draft = world.folder / "alpha/docs/index.md"
    draft.write_text("# In the making\n")
    assert world.let_out(at_hub=False).kind is OutcomeKind.RELEASED
    root = world.folder / "alpha"
    assert "released: 2026-11-23" in world.shown("alpha")
    assert git(root, "rev-parse", "HEAD") == git(world.folder / "alpha.git", "rev-parse", "main")
    assert git(root, "status", "--porcelain") == "M docs/index.md", "what the writer is at stays as it is"
    assert git(root, "status", "-sb").splitlines()[0] == "## main...origin/main"
    assert world.let_out(at_hub=False).kind is OutcomeKind.TAKEN


def test_a_working_tree_that_lacks_commits_is_released_on_top_of_them(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    other = other_clone(world)
    (other / "docs/index.md").write_text("# New home\n")
    git(other, "commit", "-qam", "Home")
    git(other, "push", "-q")
    assert world.let_out(at_hub=False).kind is OutcomeKind.RELEASED
    assert world.shown("alpha", "docs/index.md") == "# New home"
    assert "released: 2026-11-23" in world.shown("alpha")
    assert (world.folder / "alpha/docs/index.md").read_text() == "# New home\n", "clean, so it follows"


def test_a_working_tree_in_use_that_lacks_commits_is_not_moved(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    other = other_clone(world)
    (other / "docs/other.md").write_text("# Other\n")
    git(other, "add", "-A")
    git(other, "commit", "-qm", "Other")
    git(other, "push", "-q")
    (world.folder / "alpha/docs/index.md").write_text("# In the making\n")
    head = git(world.folder / "alpha", "rev-parse", "HEAD")
    outcome = world.let_out(at_hub=False)
    assert outcome.kind is OutcomeKind.RELEASED
    assert "git pull" in outcome.line
    assert git(world.folder / "alpha", "rev-parse", "HEAD") == head
    assert "released: 2026-11-23" in world.shown("alpha")
    assert world.let_out(at_hub=False).kind is OutcomeKind.TAKEN
    assert world.let_out(TUESDAY, at_hub=False).kind is OutcomeKind.NOTHING, "it is out, whatever the tree says"
    world.write("beta", "a", "2026-11-23")
    world.push("beta")
    assert world.let_out(TUESDAY, at_hub=False).kind is OutcomeKind.RELEASED
    assert "released: 2026-11-24" in world.shown("beta"), "a tree that lacks a mark keeps nobody waiting"
    assert git(world.folder / "alpha", "rev-parse", "HEAD") == head


def test_a_tree_that_cannot_follow_is_named_by_the_next_run_too(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    lock = world.folder / "alpha/.git/index.lock"
    lock.touch()
    for kind in (OutcomeKind.RELEASED, OutcomeKind.TAKEN):
        outcome = world.let_out(at_hub=False)
        assert outcome.kind is kind
        assert f"git pull brings {world.folder}/alpha up to date" in outcome.line
    lock.unlink()
    assert world.let_out(at_hub=False).behind == ""
    assert world.marks() == {"a": "2026-11-23"}


def test_a_tree_in_which_git_was_killed_between_two_files_is_named(world: Remotes) -> None:
    for site in ("alpha", "beta"):
        world.write(site, "a", "2026-11-23")
        world.push(site)
    world.let_out(at_hub=False)
    (world.folder / "alpha" / POST).unlink()
    assert world.let_out(at_hub=False).behind == "", "the writer may have deleted it"
    (world.folder / "alpha/.git/index.lock").touch()
    asked = f"git pull brings {world.folder}/alpha up to date"
    taken = world.let_out(at_hub=False)
    assert taken.kind is OutcomeKind.TAKEN
    assert asked in taken.line
    assert asked in world.let_out(TUESDAY, at_hub=False).line, "and beta's post is out"
    (world.folder / "alpha/.git/index.lock").unlink()
    git(world.folder / "alpha", "reset", "-q", "--hard", "HEAD~1")
    (world.folder / "alpha" / POST).unlink()
    git(world.folder / "alpha", "pull", "-q")
    assert "released: 2026-11-23" in (world.folder / "alpha" / POST).read_text(), "as the line says"


def test_a_mark_that_was_pushed_by_a_run_that_ended_there_is_brought_to_the_tree_another_day(world: Remotes) -> None:
    for slug in "ab":
        world.write("alpha", slug, "2026-11-23")
        world.push("alpha")
    assert world.let_out(at_hub=True).kind is OutcomeKind.RELEASED, "the tree does not hear of it"
    outcome = world.let_out(TUESDAY, at_hub=False)
    assert outcome.kind is OutcomeKind.RELEASED, outcome.line
    marks = {slug: world.shown("alpha", f"docs/blog/posts/{slug}.md").split("released: ")[1][:10] for slug in "ab"}
    assert marks == {"a": "2026-11-23", "b": "2026-11-24"} == world.marks()


def test_a_tree_in_which_git_was_killed_before_it_moved_the_branch_follows(world: Remotes) -> None:
    for slug in "ab":
        world.write("alpha", slug, "2026-11-23")
        world.push("alpha")
    world.let_out(at_hub=True)
    root = world.folder / "alpha"
    git(root, "fetch", "-q")
    git(root, "checkout", "-q", "origin/main", "--", POST)
    assert git(root, "status", "--porcelain") == f"M  {POST}"
    assert world.let_out(TUESDAY, at_hub=False).behind == ""
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "rev-parse", "HEAD") == git(world.folder / "alpha.git", "rev-parse", "main")


WORK = "\nA whole evening of work.\n"


def work_in_the_tree(root: Path) -> None:
    with (root / POST).open("a") as file:
        file.write(WORK)


def work_in_the_index(root: Path) -> None:
    work_in_the_tree(root)
    git(root, "add", POST)
    (root / POST).write_text(git(root, "show", f"HEAD:{POST}") + "\n")


def not_tracked(root: Path) -> None:
    git(root, "rm", "-q", "--cached", POST)


def only_announced(root: Path) -> None:
    not_tracked(root)
    git(root, "add", "-N", POST)


def executable(root: Path) -> None:
    (root / POST).chmod(0o755)


def a_link(root: Path) -> None:
    (root / POST).rename(root / "elsewhere.md")
    (root / POST).symlink_to("../../../elsewhere.md")


def kept_out_of_sight(root: Path) -> None:
    git(root, "update-index", "--assume-unchanged", POST)
    work_in_the_tree(root)


def state(root: Path) -> list[object]:
    places = [path for path in sorted(root.rglob("*")) if ".git" not in path.parts and not path.is_dir()]
    files = [(path, path.lstat().st_mode, path.is_symlink(), path.read_bytes()) for path in places]
    return [*files, git(root, "ls-files", "--stage"), git(root, "rev-parse", "HEAD")]


@pytest.mark.parametrize(
    "work",
    [work_in_the_tree, work_in_the_index, not_tracked, only_announced, executable, a_link, kept_out_of_sight],
)
def test_a_post_that_is_out_elsewhere_and_in_work_here_stays_as_it_is(
    world: Remotes, work: Callable[[Path], None]
) -> None:
    for slug in "ab":
        world.write("alpha", slug, "2026-11-23")
        world.push("alpha")
    assert world.let_out(at_hub=True).kind is OutcomeKind.RELEASED, "the tree does not hear of it"
    root = world.folder / "alpha"
    work(root)
    before = state(root)
    outcome = world.let_out(TUESDAY, at_hub=False)
    assert state(root) == before
    assert outcome.kind is OutcomeKind.RELEASED, "and it is in nobody's way"
    assert outcome.behind == str(root)
    assert "released: 2026-11-24" in world.shown("alpha", "docs/blog/posts/b.md")


@pytest.mark.parametrize("ahead", ["tree", "index"])
def test_a_merge_that_git_refuses_leaves_the_post_as_it_is(world: Remotes, ahead: str) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    root = world.folder / "alpha"
    other = other_clone(world)
    (other / "new.md").write_text("New\n")
    (other / POST).write_text((root / POST).read_text() + "More.\n")
    git(other, "add", "-A")
    git(other, "commit", "-qm", "More")
    git(other, "push", "-q")
    git(root, "fetch", "-q")
    git(root, "checkout", "-q", "origin/main", "--", POST)
    if ahead == "tree":
        git(root, "reset", "-q", "--", POST)
    else:
        (root / POST).write_text(git(root, "show", f"HEAD:{POST}") + "\n")
    (root / "new.md").write_text("Mine\n")
    (root / ".git/info/exclude").write_text("new.md\n")
    before = state(root)
    with side_branch(root) as side:
        assert not side.follow(side.fetch(), POST)
    assert state(root) == before
    (root / "new.md").unlink()
    with side_branch(root) as side:
        assert side.follow(side.fetch(), POST)
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "rev-parse", "HEAD") == git(world.folder / "alpha.git", "rev-parse", "main")


def test_a_file_that_is_called_like_a_commit_is_in_nobodys_way(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    root = world.folder / "alpha"
    for name in ("HEAD", git(root, "rev-parse", "HEAD")):
        (root / name).write_text("Mine\n")
    outcome = world.let_out(at_hub=False)
    assert outcome.kind is OutcomeKind.RELEASED
    assert outcome.behind == ""
    assert git(root, "rev-parse", "HEAD") == git(world.folder / "alpha.git", "rev-parse", "main")


def test_the_mark_goes_to_the_upstream_whatever_it_is_called(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    git(world.folder / "alpha", "push", "-q", "-u", "origin", "main:trunk")
    assert world.let_out(at_hub=False).kind is OutcomeKind.RELEASED
    assert "released: 2026-11-23" in git(world.folder / "alpha.git", "show", f"trunk:{POST}")
    assert git(world.folder / "alpha", "rev-parse", "HEAD") == git(world.folder / "alpha.git", "rev-parse", "trunk")
    assert git(world.folder / "alpha.git", "log", "-1", "--format=%s", "main") == "Begin"


def test_unpushed_commits_of_the_writer_go_along_when_the_mark_stands_on_them(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    assert world.let_out(at_hub=False).kind is OutcomeKind.RELEASED
    assert "released: 2026-11-23" in world.shown("alpha")


def test_a_post_that_was_never_pushed_is_named_where_the_histories_differ(world: Remotes) -> None:
    other = other_clone(world)
    git(other, "commit", "-q", "--allow-empty", "-m", "Other")
    git(other, "push", "-q")
    world.write("alpha", "a", "2026-11-23")
    outcome = world.let_out(at_hub=False)
    assert outcome.kind is OutcomeKind.UNEDITABLE
    assert "push it there first" in outcome.line
    assert not (world.folder / ".momentum").exists(), "no day is spent on it"


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        ([["switch", "-q", "-c", "redesign"]], "is on branch redesign, and main is what is published; git switch main"),
        ([["checkout", "-q", "--detach"]], "no branch is checked out"),
        ([["branch", "--unset-upstream"]], "has no upstream; git push -u origin main"),
    ],
)
def test_a_tree_that_stands_elsewhere_gets_a_clear_answer(
    world: Remotes, commands: list[list[str]], answer: str
) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    git(world.folder / "alpha", "remote", "set-head", "origin", "main")
    for command in commands:
        git(world.folder / "alpha", *command)
    outcome = world.let_out(at_hub=False)
    assert outcome.kind is OutcomeKind.UNEDITABLE
    assert answer in outcome.line
    assert world.let_out(at_hub=False).kind is OutcomeKind.UNEDITABLE, "the day was not taken"


def test_a_tree_whose_post_has_changed_on_the_remote_is_told_to_pull(world: Remotes) -> None:
    path = world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    other = other_clone(world)
    for was, is_now in (("date: 2026-11-23", "date: 2026-12-30"), ("---\n\n", "draft: true\n---\n\n")):
        text = path.read_text()
        (other / POST).write_text(text.replace(was, is_now))
        git(other, "commit", "-qam", "Edit")
        git(other, "push", "-q")
        outcome = world.let_out(at_hub=False)
        assert outcome.kind is OutcomeKind.UNEDITABLE
        assert f"by now; git pull brings {world.folder}/alpha up to date. It was left alone." in outcome.line


def test_a_rebase_under_way_is_named(world: Remotes) -> None:
    root = world.folder / "alpha"
    world.write("alpha", "a", "2026-11-23")
    (root / "x.md").write_text("1")
    world.commit("alpha", "One")
    git(root, "switch", "-qc", "side", "HEAD~1")
    (root / "x.md").write_text("2")
    world.commit("alpha", "Two")
    subprocess.run(["git", "rebase", "-q", "main"], cwd=root, capture_output=True, check=False)
    outcome = world.let_out(at_hub=False)
    assert "a rebase is under way" in outcome.line


def test_a_shallow_clone_marks_all_the_same(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    shallow = world.folder / "ci/alpha"
    git(world.folder, "clone", "-q", "--depth=1", f"file://{world.folder}/alpha.git", str(shallow))
    world.folder.joinpath("ci/momentum.yml").write_text(
        f"timezone: UTC\nsince: 2026-11-23\nledger: {world.folder}/ledger.git\nsites: {{alpha: alpha}}\n"
    )
    bare(world.folder / "ledger.git")
    outcome = momentum.release(momentum.load(shallow.parent / "momentum.yml", shallow), MONDAY, commit=True, push=True)
    assert outcome.kind is OutcomeKind.RELEASED
    assert "released: 2026-11-23" in world.shown("alpha")
    assert git(world.folder / "alpha.git", "rev-list", "--count", "main") == "3"


def test_a_remote_that_takes_nothing_is_said_and_the_next_run_finishes(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    hook = world.folder / "alpha.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    for at_hub in (True, False):
        with pytest.raises(MomentumError, match="took no commit on main"):
            world.let_out(at_hub=at_hub)
        assert "released" not in world.shown("alpha")
    hook.unlink()
    assert world.let_out().kind is OutcomeKind.FINISHED


@pytest.mark.parametrize("at_hub", [True, False])
def test_a_lock_that_a_killed_push_left_on_the_remote_is_named(world: Remotes, at_hub: bool) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    lock = world.folder / "alpha.git/refs/heads/main.lock"
    lock.touch()
    with pytest.raises(MomentumError, match="took no commit on main") as caught:
        world.let_out(at_hub=at_hub)
    assert f"{lock} is left from an interrupted run, delete it" in str(caught.value)
    lock.unlink()
    (world.folder / "alpha.git/packed-refs.lock").touch()
    assert world.let_out(at_hub=at_hub).kind is OutcomeKind.FINISHED, "this one stands in nobody's way"


def test_what_a_remote_says_when_it_refuses_is_passed_on(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    hook = world.folder / "alpha.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'error: main is protected: https://me:canary@example.com/help' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(MomentumError, match=r"\(git push: main is protected: https://example.com/help\)"):
        world.let_out()


def test_author_and_message_are_the_configured_ones(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    more = "commit: {author: Bot <bot@example.com>, message: 'post({site}): {title} {unknown}'}"
    world.only_remotes("alpha", more=more)
    world.let_out()
    assert git(world.folder / "alpha.git", "log", "-1", "--format=%an <%ae>|%cn|%s", "main") == (
        "Bot <bot@example.com>|A Writer|post(alpha): Title of a {unknown}"
    )


def test_a_lost_race_takes_the_new_tip(world: Remotes) -> None:
    """Somebody pushes between the look at the branch and the push, three times in a row."""
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    other, pushes = other_clone(world), iter(range(3))

    def somebody_pushes() -> None:
        if next(pushes, None) is not None:
            git(other, "commit", "-q", "--allow-empty", "-m", "Meanwhile")
            git(other, "push", "-q")

    def change(raw: bytes) -> bytes:
        return raw.replace(b"\nWords", b"\nMore words")

    publication = Publication(POST, change, "Change")
    with side_branch(world.folder / "alpha") as side:
        assert publish(side, publication, somebody_pushes)[1]
    subjects = git(world.folder / "alpha.git", "log", "--format=%s", "-4", "main").split("\n")
    assert subjects == ["Change", "Meanwhile", "Meanwhile", "Meanwhile"]
    clone = open_clone(f"file://{world.folder}/alpha.git", "main", world.folder)
    clone.fetch()
    assert not publish(clone, publication)[1], "it stands there already"


def test_a_post_that_changed_in_the_race_is_judged_again(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    clone = open_clone(f"file://{world.folder}/alpha.git", "main", world.folder)

    def refuses(raw: bytes) -> bytes:
        if b"draft" in raw:
            raise MomentumError("it is a draft by now")
        return raw + b"more\n"

    def drafted() -> None:
        world.write("alpha", "a", "2026-11-23", extra="draft: true\n")
        world.push("alpha")

    with pytest.raises(NotNowError, match="draft by now"):
        publish(clone, Publication(POST, refuses, "Change"), drafted)


def test_midnight_during_a_race_lets_the_claim_lapse(world: Remotes) -> None:
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    config = momentum.load(world.hub / "momentum.yml", world.folder)
    outcome = momentum.release(config, MONDAY, push=True, day_now=lambda: TUESDAY)
    assert outcome.kind is OutcomeKind.LAPSED
    assert "released" not in world.shown("alpha")
    assert world.let_out(TUESDAY).kind is OutcomeKind.RELEASED
    assert issubclass(LapsedError, MomentumError)


def test_hubs_on_several_machines_release_one_post(world: Remotes, tmp_path: Path) -> None:
    for name in ("alpha", "beta"):
        world.write(name, "a", "2026-11-23")
        world.write(name, "b", "2026-11-23")
        world.push(name)
    bare(tmp_path / "ledger.git")
    world.only_remotes("alpha", "beta", more=f"ledger: {tmp_path}/ledger.git")
    command = [sys.executable, "-m", "mkdocs_momentum", "release", "--push", "--today", "2026-11-23"]
    running = [
        subprocess.Popen(
            command, cwd=world.hub, stdout=subprocess.DEVNULL, env={**os.environ, "MOMENTUM_CACHE": str(tmp_path / one)}
        )
        for one in ("one", "two", "two", "three")
    ]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    texts = [world.shown(name, f"docs/blog/posts/{slug}.md") for name in ("alpha", "beta") for slug in "ab"]
    assert sum("released:" in text for text in texts) == 1


def test_the_defaults_of_a_folder_count_there_too_whatever_their_file_is_called(world: Remotes) -> None:
    path = world.folder / "alpha/mkdocs.yml"
    path.write_text(path.read_text().replace("  - search\n", "  - search\n  - meta: {meta_file: .meta.json}\n"))
    (world.folder / "alpha/docs/blog/posts/.meta.json").write_text('{"draft": true}')
    world.write("alpha", "a", "2026-11-23")
    world.push("alpha")
    config = momentum.load(world.hub / "momentum.yml", world.folder)
    assert [post.state for post in momentum.look(config, MONDAY, fetch=True).posts] == [State.DRAFT]
