"""git, real, in repositories made for each test."""

from __future__ import annotations

import gc
import os
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from git_hubs import bare, git

from mkdocs_momentum.errors import GitError
from mkdocs_momentum.stores.arrivals import arrived
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.redaction import redact
from mkdocs_momentum.stores.repository import commit_file, is_dirty, is_repository, is_tracked, toplevel

POST = "docs/blog/posts/a post [draft]*.md"
PERSON = {f"GIT_{role}_{part}": f"x{part}" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}


def commit(root: Path, message: str, day: str = "2026-01-05") -> None:
    git(root, "add", "-A")
    stamp = f"{day}T12:00:00+0000"
    git(root, "commit", "-q", "-m", message, env=PERSON | {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    git(root, "init", "-q", "--initial-branch=main")
    for name in (POST, "other.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("one\n", encoding="utf-8")
    commit(root, "Start")
    return root


def test_folders_know_their_repository(site: Path, tmp_path: Path) -> None:
    assert toplevel(site / "docs") == site.resolve()
    assert is_repository(site)
    assert not is_repository(tmp_path)
    assert not is_repository(tmp_path / "nowhere")
    assert toplevel(bare(tmp_path / "bare.git")) is None


def test_a_file_is_dirty_while_a_commit_lacks_something_of_it(site: Path) -> None:
    assert not is_dirty(site, POST)
    (site / "other.md").write_text("two\n", encoding="utf-8")
    assert not is_dirty(site, POST)
    (site / POST).write_text("two\n", encoding="utf-8")
    assert is_dirty(site, POST)
    git(site, "add", "-A")
    assert is_dirty(site, POST)
    assert is_dirty(site / "docs", POST.removeprefix("docs/"))
    (site / "new").mkdir()
    (site / "new" / "post.md").write_text("x", encoding="utf-8")
    assert is_dirty(site, "new/post.md")
    assert not is_tracked(site, "new/post.md")
    assert is_tracked(site, POST)
    with pytest.raises(GitError, match="not a git repository"):
        is_dirty(site.parent, "x.md")


def test_one_file_is_committed_and_whatever_else_is_staged_stays_staged(site: Path) -> None:
    for name in (POST, "other.md"):
        (site / name).write_text("two\n", encoding="utf-8")
    git(site, "add", "other.md")
    made = commit_file(site, POST, "Release a post", author="Ann <ann@example.com>")
    assert made == git(site, "rev-parse", "HEAD")
    assert git(site, "-c", "core.quotePath=false", "show", "--format=%an|%cn|%s", "--name-only") == (
        f"Ann|A Writer|Release a post\n\n{POST}"
    )
    assert git(site, "diff", "--cached", "--name-only") == "other.md"
    assert not is_dirty(site, POST)


def test_a_new_file_is_committed_too_and_nothing_new_is_an_error(site: Path) -> None:
    (site / "new.md").write_text("x", encoding="utf-8")
    commit_file(site, "new.md", "-m looks like an option")
    assert git(site, "log", "-1", "--format=%s") == "-m looks like an option"
    with pytest.raises(GitError) as caught:
        commit_file(site, "new.md", "again")
    assert "\n" not in str(caught.value)


def test_our_own_commit_does_not_run_the_commit_hook_again(site: Path, tmp_path: Path) -> None:
    hook = site / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    (site / POST).write_text("two\n", encoding="utf-8")
    commit_file(site, POST, "Release")
    assert not (tmp_path / "ran").exists()


def test_without_an_identity_momentum_signs(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PERSON:
        monkeypatch.delenv(name, raising=False)
    (site / POST).write_text("two\n", encoding="utf-8")
    commit_file(site, POST, "Release")
    assert git(site, "log", "-1", "--format=%an <%ae> %cn") == "momentum <momentum@localhost> momentum"
    git(site, "config", "user.name", "Ann")
    git(site, "config", "user.email", "ann@example.com")
    (site / POST).write_text("three\n", encoding="utf-8")
    commit_file(site, POST, "Release")
    assert git(site, "log", "-1", "--format=%an <%ae>") == "Ann <ann@example.com>"


def test_a_file_arrives_on_one_day_whatever_it_is_called_later(site: Path, tmp_path: Path) -> None:
    git(site, "config", "log.showSignature", "true")
    git(site, "mv", POST, "docs/renamed.md")
    commit(site, "Rename", "2026-02-01")
    (site / "docs" / "renamed.md").write_text("two\n", encoding="utf-8")
    commit(site, "Edit", "2026-03-01")
    assert arrived(site, "docs/renamed.md") == date(2026, 1, 5)
    assert arrived(site, "nothing.md") is None
    assert arrived(tmp_path, "nothing.md") is None
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{site}", "shallow")
    assert arrived(tmp_path / "shallow", "docs/renamed.md") is None
    (tmp_path / "fresh").mkdir()
    git(tmp_path / "fresh", "init", "-q")
    assert arrived(tmp_path / "fresh", "x.md") is None


def test_output_comes_whole_and_input_goes_in(site: Path) -> None:
    git_ = Git(site)
    assert git_.run("hash-object", "--stdin", stdin="ü") == git(site, "hash-object", "--stdin", stdin="ü".encode())
    oid = git_.run("hash-object", "-w", "--stdin", stdin=b"\xef\xbb\xbfa\r\n\xff\n\n")
    assert git_.read("cat-file", "blob", oid) == b"\xef\xbb\xbfa\r\n\xff\n\n"
    assert git_.run("cat-file", "blob", oid).encode("utf-8", "surrogateescape") == b"\xef\xbb\xbfa\r\n\xff\n"
    big = b"x" * 3_000_000
    assert len(git_.read("cat-file", "blob", git_.run("hash-object", "-w", "--stdin", stdin=big))) == len(big)
    assert git_.ok("rev-parse", "HEAD")
    assert not git_.ok("rev-parse", "--verify", "nothing")


def test_an_error_is_one_line_in_english_without_credentials(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    with pytest.raises(GitError, match=r"git rev-parse in .*: Needed a single revision") as caught:
        Git(site).run("rev-parse", "--verify", "--end-of-options", "nothing")
    assert "\n" not in str(caught.value)
    with pytest.raises(GitError) as caught:
        Git(site).run("fetch", "https://me:canary@127.0.0.1:9/x.git")
    assert "canary" not in str(caught.value)


def test_a_trace_never_shows(site: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GIT_TRACE", "2")
    monkeypatch.setenv("GIT_TRACE_CURL", str(site / "trace"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "canary")
    assert not Git(site).ok("config", "user.name")
    assert not (site / "trace").exists()
    assert capfd.readouterr().err == ""
    assert os.environ["GIT_TRACE"] == "2"


@pytest.mark.parametrize("trusted", [True, False])
def test_hooks_and_monitors_of_a_foreign_repository_do_not_run(site: Path, tmp_path: Path, trusted: bool) -> None:
    marker = tmp_path / "marker"
    monitor = tmp_path / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch '{marker}'\n", encoding="utf-8")
    monitor.chmod(0o755)
    git(site, "config", "core.fsmonitor", str(monitor))
    Git(site, trusted=trusted).run("status")
    assert marker.exists() is trusted
    marker.unlink(missing_ok=True)
    hook = site / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{marker}'\n", encoding="utf-8")
    hook.chmod(0o755)
    git(site, "config", "--unset", "core.fsmonitor")
    Git(site, trusted=trusted).run("checkout", "-q", "-b", "branch")
    assert marker.exists() is trusted


def test_transports_are_limited(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(site, "config", "protocol.ext.allow", "always")
    with pytest.raises(GitError, match="not allowed"):
        Git(site).run("ls-remote", f"ext::touch {tmp_path}/marker")
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", "https")
    with pytest.raises(GitError, match="not allowed"):
        Git(site).run("ls-remote", f"file://{site}")
    assert not (tmp_path / "marker").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_command_that_hangs_is_ended(site: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(GitError, match="no answer within"):
        Git(site, timeout=0.3).run("-c", "alias.hang=!exec sleep 30", "hang")
    assert time.monotonic() - begun < 8


def test_what_is_asked_for_later_is_worked_on_meanwhile(site: Path) -> None:
    asked = Git(site).run("rev-parse", "HEAD") + "\n"
    answers = [Git(site).later("cat-file", "--batch", "--buffer", stdin=asked * 2000) for _ in range(3)]
    now = Git(site).read("cat-file", "--batch", "--buffer", stdin=asked * 2000)
    assert len(now) > 2**18, "more than a pipe holds"
    assert [answer() for answer in answers] == [now] * 3


def test_what_goes_wrong_meanwhile_is_told_to_whoever_waits(site: Path) -> None:
    answer = Git(site).later("cat-file", "--batch=%(nothing)", stdin="x\n" * 100_000)
    with pytest.raises(GitError, match=r"git cat-file in .*nothing"):
        answer()
    with pytest.raises(GitError, match="git cannot be started"):
        Git(site).later("cat-file", "--batch", "a\0b", stdin="")


@pytest.mark.skipif(sys.platform == "win32", reason="a fifo")
def test_what_hangs_meanwhile_is_ended(site: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never")
    answer = Git(site, timeout=0.3).later("config", "--file", str(tmp_path / "never"), "--list", stdin="")
    begun = time.monotonic()
    with pytest.raises(GitError, match="no answer within"):
        answer()
    assert time.monotonic() - begun < 8


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_nothing_is_left_of_what_nobody_asked_after(site: Path) -> None:
    gc.collect()
    before = set(Path("/proc/self/fd").iterdir())
    answer = Git(site).later("cat-file", "--batch", stdin="x\n" * 50_000)
    del answer
    gc.collect()
    assert set(Path("/proc/self/fd").iterdir()) <= before


def test_a_folder_that_is_not_there_is_an_error_not_the_working_directory(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    with pytest.raises(GitError, match="nowhere"):
        Git(site / "nowhere").run("rev-parse", "HEAD")


def test_redaction_leaves_what_a_person_needs() -> None:
    assert (
        redact("unable to access 'https://me:canary@example.com/x.git/'")
        == "unable to access 'https://example.com/x.git/'"
    )
    assert redact("git@example.com:me/x.git\n\x1b[31mred\u202e") == "git@example.com:me/x.git [31mred"
    for secret in (
        "?private_token=canary&x",
        "Authorization: Bearer canary",
        "authorization: basic canary",
        "token=canary",
    ):
        assert "canary" not in redact(secret)
