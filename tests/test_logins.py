"""ssh and https as they are: a real sshd, certificates, logins; nothing asks, and no secret shows anywhere."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from git_hubs import ALL_PROTOCOLS, bare, certificate, http_hub, ssh_hub
from support import World, git

from mkdocs_momentum.cli import main

MONDAY = "2026-11-23"
POST = "docs/blog/posts/a.md"
HAS_SSHD = bool(shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin"))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX terminals and servers")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A site and a ledger on remotes, below `hubs`."""
    monkeypatch.setenv("MOMENTUM_CACHE", str(tmp_path / "cache"))
    made = World(tmp_path)
    root = made.site("alpha")
    made.write("alpha", "a", MONDAY)
    for name in ("alpha", "momentum"):
        git(bare(tmp_path / f"hubs/{name}.git"), "config", "uploadpack.allowFilter", "true")
    git(root, "push", "-q", str(tmp_path / "hubs/alpha.git"), "main")
    shutil.rmtree(root)
    return made


def configure(world: World, base: str) -> None:
    text = f"sites: {{alpha: {{repo: '{base}/alpha.git'}}}}\nledger: {base}/momentum.git\n"
    (world.folder / "momentum.yml").write_text(f"timezone: UTC\nsince: {MONDAY}\n{text}")


def run(world: World, *words: str) -> int:
    return main([*words, "--config", str(world.folder / "momentum.yml"), "--today", MONDAY])


def is_out(world: World) -> bool:
    marked = "released: " in git(world.folder / "hubs/alpha.git", "show", f"main:{POST}")
    claimed = bool(git(world.folder / "hubs/momentum.git", "for-each-ref"))
    assert marked is claimed
    return marked


@pytest.mark.skipif(not HAS_SSHD, reason="no sshd on this machine")
def test_ssh(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """This sshd lets git speak the old protocol alone, in which no blob is given by its name."""
    with ssh_hub(world.folder / "keys") as (base, command):
        configure(world, f"{base}{world.folder}/hubs")
        monkeypatch.setenv("GIT_SSH_COMMAND", command)
        assert run(world, "doctor", "--fetch", "--probe") == 0
        assert capsys.readouterr().out == "Everything is in order.\n"
        assert run(world, "release", "--push") == 0
        assert is_out(world)
        assert run(world, "ledger") == 0
        assert run(world, "withdraw", "--push") == 0
        assert not is_out(world)
        monkeypatch.setenv("GIT_SSH_COMMAND", command.replace("/me ", "/host "))
        capsys.readouterr()
        assert run(world, "release", "--push") == 0
        said = capsys.readouterr().out
        assert "Permission denied (publickey" in said
        assert said.count("\n") == 1
        assert not is_out(world)


def at_a_terminal(words: list[str], folder: Path, patience: float) -> tuple[str, int]:
    """What a command shows at a terminal of its own, and how it ends; nobody types anything."""
    process, terminal = pty.fork()
    if not process:
        os.chdir(folder)
        os.execv(words[0], words)  # noqa: S606 - this is the terminal's child
    shown, end = b"", time.monotonic() + patience
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 4096)
            except OSError:  # it has ended
                break
    else:
        os.kill(process, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    return shown.decode("utf-8", "replace"), code


@pytest.mark.skipif(not HAS_SSHD, reason="no sshd on this machine")
@pytest.mark.parametrize("question", ["host", "passphrase"])
def test_ssh_asks_nothing_even_at_a_terminal(world: World, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    with ssh_hub(world.folder / "keys") as (base, command):
        configure(world, f"{base}{world.folder}/hubs")
        if question == "host":
            (world.folder / "keys/known").write_text("")
        else:
            key = str(world.folder / "keys/me")
            subprocess.run(["ssh-keygen", "-q", "-p", "-P", "", "-N", "canary phrase", "-f", key], check=True)
        monkeypatch.setenv("GIT_SSH_COMMAND", command)
        words = [sys.executable, "-m", "mkdocs_momentum", "release", "--push", "--today", MONDAY]
        shown, code = at_a_terminal(words, world.folder, 60)
    assert code == 0, shown
    assert ("Host key verification" if question == "host" else "Permission denied") in shown
    for asked in ("yes/no", "passphrase for", "canary"):
        assert asked not in shown
    assert not is_out(world)


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl on this machine")
def test_https_with_a_certificate_nobody_knows(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known, context = certificate(world.folder, "IP:127.0.0.1")
    with http_hub(world.folder / "hubs", tls=context) as base:
        configure(world, base)
        began = time.monotonic()
        assert run(world, "release", "--push") == 0
        assert time.monotonic() - began < 30
        said = capsys.readouterr().out
        assert "certificate" in said
        assert said.count("\n") == 1
        assert not is_out(world)
        monkeypatch.setenv("GIT_SSL_CAINFO", str(known))
        assert run(world, "release", "--push") == 0
        assert is_out(world)


SECRET = "canary-5f1e"  # noqa: S105 - nobody's


def traces(folder: Path, but: Path) -> list[Path]:
    """Files that hold the secret in any of the forms it travels in."""
    forms = (SECRET.encode(), b"bWU6Y2FuYXJ5LTVmMWU")  # as Basic has it: me:canary-5f1e
    found = [path for path in folder.rglob("*") if path.is_file() and path != but]
    return [path for path in found if any(form in path.read_bytes() for form in forms)]


@pytest.mark.parametrize("right", [True, False])
def test_a_password_stays_where_it_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], right: bool
) -> None:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("GIT_TRACE_CURL", "1")
    monkeypatch.setenv("GIT_CURL_VERBOSE", "1")
    monkeypatch.setenv("GIT_TRACE_REDACT", "0")
    with http_hub(world.folder / "hubs", token=SECRET if right else "other") as base:
        configure(world, base)
        kept = world.folder / "kept"
        kept.write_text(base.replace("http://", f"http://me:{SECRET}@") + "\n")
        settings = world.folder / "gitconfig"
        settings.write_text(f"[credential]\n\thelper = store --file={kept}\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        before = kept.read_text()
        for words in (["release", "--push"], ["status", "--fetch"], ["doctor", "--fetch", "--probe"], ["ledger"],
                      ["page", "--fetch", "-o", str(world.folder / "page.html")], ["status", "--json"]):  # fmt: skip
            run(world, *words)
        kept.write_text(before)
    shown = "".join(capfd.readouterr())
    assert is_out(world) is right
    assert ("goes live" in shown) is right
    assert SECRET not in shown
    assert traces(world.folder, kept) == []


def test_an_address_with_a_password_shows_it_to_nobody(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither in what is said nor in an exception, whoever prints that."""
    for name in ("ledger", "alpha"):
        configure(world, "https://hub.example")
        config = world.folder / "momentum.yml"
        config.write_text(config.read_text().replace(f"{name}: ", f"{name}: https://me:{SECRET}@hub.example/", 1))
        for words in (["release"], ["status", "--fetch"], ["doctor"], ["page", "-o", str(world.folder / "page.html")]):
            assert run(world, *words) == 1
    assert SECRET not in "".join(capfd.readouterr())
