"""What arrives from elsewhere (addresses, repositories, posts) is data: it runs nothing and leads nowhere."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest
from git_hubs import bare
from support import World, git

from mkdocs_momentum import momentum
from mkdocs_momentum.cli import main
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.errors import ConfigError, MomentumError
from mkdocs_momentum.momentum import OutcomeKind
from mkdocs_momentum.stores.clones import open_clone
from mkdocs_momentum.stores.gitaddress import checked_address
from mkdocs_momentum.stores.trees import is_plain

MONDAY = date(2026, 11, 23)
POSTS = "docs/blog/posts"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A site on a remote, and a `momentum.yml` that knows its address alone."""
    monkeypatch.setenv("MOMENTUM_CACHE", str(tmp_path / "cache"))
    made = World(tmp_path)
    root = made.site("alpha")
    git(root, "remote", "add", "origin", str(bare(tmp_path / "alpha.git")))
    git(root, "push", "-q", "-u", "origin", "main")
    made.configure("alpha")
    text = f"timezone: UTC\nsince: 2026-11-23\nsites: {{alpha: {{repo: 'file://{tmp_path}/alpha.git'}}}}\n"
    (tmp_path / "momentum.yml").write_text(text)
    return made


def read(world: World) -> momentum.Outcome:
    git(world.folder / "alpha", "push", "-q")
    return momentum.release(world.config(), MONDAY, push=True)


def marker(folder: Path) -> tuple[Path, Path]:
    """A program that leaves a trace, and the trace."""
    trace = folder / "trace"
    program = folder / "program"
    program.write_text(f"#!/bin/sh\necho ran >> '{trace}'\n")
    program.chmod(0o755)
    return program, trace


# Addresses and names of branches.


def addresses(program: Path) -> list[str]:
    return [
        f"--upload-pack={program}",
        f"-u{program}",
        f"ext::sh -c {program}",
        f"ext::{program} %S",
        "fd::17",
        f"ssh://-oProxyCommand={program}/x",
        f"-oProxyCommand={program}@example.com:x",
        f"git@-oProxyCommand={program}:x",
        "http::https://example.com/x",
        "https://me:secret@example.com/x.git",
        "https://token@example.com/x.git",
    ]


@pytest.mark.parametrize("number", range(11))
@pytest.mark.parametrize("place", ["ledger: '{}'\nsites: {{a: a}}", "sites: {{a: {{repo: '{}'}}}}"])
def test_an_address_runs_nothing(
    tmp_path: Path, number: int, place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gitconfig").write_text('[protocol]\n\tallow = always\n[protocol "ext"]\n\tallow = always\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    program, trace = marker(tmp_path)
    address = addresses(program)[number]
    config = tmp_path / "momentum.yml"
    config.write_text(f"timezone: UTC\nsince: 2026-11-23\n{place.format(address)}\n")
    assert main(["status", "--fetch", "--config", str(config)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "secret" not in said
    assert "token@" not in said
    assert not trace.exists()


@pytest.mark.parametrize("number", range(11))
def test_an_address_that_got_past_the_configuration_is_refused_where_git_is_called(tmp_path: Path, number: int) -> None:
    address = addresses(tmp_path / "program")[number]
    with pytest.raises(ConfigError) as caught:
        checked_address(address, tmp_path)
    assert "secret" not in str(caught.value)
    with pytest.raises(ConfigError):
        open_clone(address, "main", tmp_path)


@pytest.mark.parametrize("branch", ["--exec=x", "a b", "a..b", "*", "a:b", "+main", "main\nx", "refs/../x", "", "a~1"])
def test_a_branch_is_a_name_and_nothing_else(tmp_path: Path, branch: str) -> None:
    if branch == "+main":
        assert open_clone("file:///x", branch, tmp_path).ref == "refs/heads/+main", "a name that git allows"
        return
    with pytest.raises(ConfigError):
        open_clone("file:///x", branch, tmp_path)


def test_a_repository_name_makes_no_path_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTUM_CACHE", str(tmp_path / "cache"))
    for address in ("file:///x/..", "file:///x/..git", "file:///../../..", "https://example.com/a%2f..%2fb"):
        assert open_clone(address, "main", tmp_path).folder.parent == tmp_path / "cache"


# Repositories.


def test_nothing_of_a_repository_runs(world: World) -> None:
    program, trace = marker(world.folder)
    world.write("alpha", "a", "2026-11-23")
    root = world.folder / "alpha"
    (root / ".gitattributes").write_text("*.md filter=evil diff=evil merge=evil\n")
    (root / ".gitmodules").write_text(f'[submodule "x"]\n\tpath = x\n\turl = ext::{program}\n\tupdate = !{program}\n')
    (root / ".gitconfig").write_text(f'[core]\n\tfsmonitor = {program}\n[filter "evil"]\n\tsmudge = {program}\n')
    (root / "hooks").mkdir()
    for name in ("post-checkout", "reference-transaction", "pre-push", "pre-commit"):
        (root / "hooks" / name).write_bytes(program.read_bytes())
        (root / "hooks" / name).chmod(0o755)
    world.commit("alpha", "Traps")
    assert read(world).kind is OutcomeKind.RELEASED
    assert not trace.exists()


def test_nothing_in_the_cache_runs(world: World) -> None:
    """Whoever gets to write a hook or a setting into the cache gets no program run by us."""
    program, trace = marker(world.folder)
    world.write("alpha", "a", "2026-11-23")
    git(world.folder / "alpha", "push", "-q")
    momentum.look(world.config(), MONDAY, fetch=True)
    clone = next((world.folder / "cache").glob("alpha-*")) / "git"
    for name in ("post-fetch", "reference-transaction", "pre-push", "post-index-change"):
        (clone / "hooks").mkdir(exist_ok=True)
        (clone / "hooks" / name).write_bytes(program.read_bytes())
        (clone / "hooks" / name).chmod(0o755)
    git(clone, "--git-dir=.", "config", "core.fsmonitor", str(program))
    assert read(world).kind is OutcomeKind.RELEASED
    assert not trace.exists()


def test_links_out_of_a_repository_show_nothing(world: World) -> None:
    root, secret = world.folder / "alpha", world.folder / "secret.md"
    secret.write_text("---\ntitle: Secret\ndate: 2026-11-23\n---\n")
    posts = root / POSTS
    (posts / "absolute.md").symlink_to(secret)
    (posts / "relative.md").symlink_to("../../../../../../../../../../../../../../../../../../.." + str(secret))
    (posts / "folder").symlink_to(world.folder)
    (root / "deep/one").mkdir(parents=True)
    (root / "deep/one/two").symlink_to("../..")
    (posts / "winding.md").symlink_to("../../../deep/one/two/../../secret.md")
    (posts / "circle.md").symlink_to("circle.md")
    (posts / "fine.md").symlink_to("../../index.md")
    world.commit("alpha", "Links")
    git(root, "push", "-q")
    report = momentum.look(world.config(), MONDAY, fetch=True)
    assert {post.title for post in report.posts}.isdisjoint({"Secret"})
    assert {post.state for post in report.posts} <= {State.PROBLEM}
    assert {"absolute", "circle", "relative", "winding"} <= {Path(post.key.path).stem for post in report.posts}


@pytest.mark.parametrize(
    "path", ["../out.md", "a/../../b.md", "/out.md", "a//b.md", ".git/config", "a/.GIT/x.md", "./a"]
)
def test_impossible_paths_of_a_commit_are_left_out(path: str) -> None:
    assert not is_plain(path)
    assert is_plain(path.replace("/", "-") + "x.gitx")


@pytest.mark.parametrize("name", ["new\nline.md", "tab\there.md", "\x1b[31mred.md", "-rf.md", "--help.md", "a;$(b).md"])
def test_odd_names_are_released_like_any_other(world: World, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = world.folder / "alpha" / POSTS / name
    path.write_text("---\ntitle: Odd\ndate: 2026-11-23\n---\n\nWords.\n")
    world.commit("alpha", "Odd")
    outcome = read(world)
    assert outcome.kind is OutcomeKind.RELEASED
    assert outcome.line.isprintable()
    git(world.folder / "alpha", "pull", "-q")
    assert "released: 2026-11-23" in path.read_text()
    message = git(world.folder / "alpha", "log", "-1", "--format=%B")
    assert "\x1b" not in message
    assert len(message.splitlines()) == 3
    config = str(world.folder / "momentum.yml")
    for command in (["status"], ["ledger"], ["doctor"], ["plan"]):
        main([*command, "--config", config, "--today", "2026-11-23"])
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert not any(line.startswith("line.md") for line in said.splitlines())


def test_a_name_that_is_no_text_harms_nothing(world: World) -> None:
    folder = os.fsencode(world.folder / "alpha" / POSTS)
    Path(os.fsdecode(folder + b"/\xff\xfe.md")).write_text("---\ntitle: Odd\ndate: 2026-11-23\n---\n")
    world.commit("alpha", "Odd")
    assert read(world).kind in {OutcomeKind.RELEASED, OutcomeKind.UNEDITABLE}


# Posts.


def heads() -> dict[str, str]:
    aliases = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for one, two in zip("abcdefgh", "bcdefghi", strict=True):
        aliases += f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]\n"
    merges = f"a: &a {{{', '.join(f'k{n}: v' for n in range(300))}}}\n" + "".join(
        f"b{n}: &b{n}\n  <<: [{', '.join(['*a'] * 50)}]\n" for n in range(100)
    )
    return {
        "aliases": aliases,
        "merges": merges,
        "deep": "x: " + "[" * 20_000 + "]" * 20_000 + "\n",
        "python": "x: !!python/object/apply:os.system ['touch trace']\n",
        "nul": "x: a\0b\n",
        "keys": "".join(f"k{number}: v\n" for number in range(5_000)),
        "ten megabytes": "x: " + "y" * 10_000_000 + "\n",
        "ten megabytes of keys": "".join(f"key{number:07}: value\n" for number in range(600_000)),
    }


@pytest.mark.parametrize("kind", [*heads()])
@pytest.mark.parametrize("at_remote", [False, True])
def test_a_head_that_is_a_trap_is_held_in_no_time(world: World, kind: str, at_remote: bool) -> None:
    if not at_remote:
        world.configure("alpha")
    path = world.folder / "alpha" / POSTS / "trap.md"
    path.write_text(f"---\ntitle: Trap\ndate: 2026-11-23\n{heads()[kind]}---\n\nWords.\n")
    world.write("alpha", "fine", "2026-11-23")
    git(world.folder / "alpha", "push", "-q")
    momentum.look(world.config(), MONDAY, fetch=True)
    began = time.process_time()
    report = momentum.look(world.config(), MONDAY)
    assert time.process_time() - began < 1.5
    states = {post.key.path.rpartition("/")[2]: post.state for post in report.posts}
    assert states["fine.md"] is State.WAITING
    assert states["trap.md"] is (State.WAITING if kind == "keys" else State.PROBLEM)
    assert not (world.folder / "trace").exists()


def test_a_value_that_no_yaml_reader_can_build_is_held(world: World) -> None:
    world.configure("alpha")
    path = world.folder / "alpha" / POSTS / "odd.md"
    path.write_text("---\ntitle: Odd\ndate: 2020-01-01\nx: !!bool maybe\n---\n\nWords.\n")
    (post,) = momentum.look(world.config(), MONDAY).posts
    assert post.state is State.PROBLEM


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_is_called_like_a_post_keeps_nobody_waiting(world: World) -> None:
    world.configure("alpha")
    world.write("alpha", "fine", "2026-11-23")
    os.mkfifo(world.folder / "alpha" / POSTS / "pipe.md")
    report = momentum.look(world.config(), MONDAY)
    assert [post.key.path.rpartition("/")[2] for post in report.posts if post.state is State.WAITING] == ["fine.md"]


def test_a_configuration_that_is_a_bomb_is_refused_in_one_line(tmp_path: Path) -> None:
    for text in (heads()["aliases"], heads()["deep"], "a: b\n" * 500_000, "\0", "- " * 50_000):
        (tmp_path / "momentum.yml").write_text(text)
        began = time.process_time()
        with pytest.raises(MomentumError) as caught:
            momentum.load(tmp_path / "momentum.yml", tmp_path)
        assert time.process_time() - began < 3
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 500
