"""A ledger that is down, slow, refusing, read-only or late: nothing new goes live, and one line says why."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from git_hubs import ALL_PROTOCOLS, Faults, bare, http_hub
from support import World, git

from mkdocs_momentum.cli import main
from mkdocs_momentum.stores import hubs, ledger
from mkdocs_momentum.tasks.doctor import examine

MONDAY = "2026-11-23"
REFUSES = "#!/bin/sh\necho 'error: no entry for https://me:canary@hub.example/x' >&2\nexit 1\n"
ONLY = "#!/bin/sh\ncase $1 in {}) exit 0;; esac\necho 'error: refs outside {} are refused' >&2\nexit 1\n"


class Hub:
    """A site with a released post and a waiting one, and a ledger on a server of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = World(folder)
        self.world.site("alpha")
        self.world.write("alpha", "out", "2026-11-21", extra="released: 2026-11-21\n")
        self.world.write("alpha", "a", MONDAY)
        self.bare = bare(folder / "hubs/momentum.git")
        self.stack = ExitStack()

    def serve(self, faults: Faults | None = None, refs: str = "") -> str:
        url = self.stack.enter_context(http_hub(self.folder / "hubs", faults)) + "/momentum.git"
        self.name(url, refs)
        return url

    def name(self, url: str, refs: str = "") -> None:
        value = f"{{repo: '{url}', refs: {refs}}}" if refs else url
        self.world.configure("alpha", more=f"ledger: {value}")

    def hook(self, name: str, text: str) -> None:
        hook = self.bare / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(text)
        hook.chmod(0o755)

    def run(self, *words: str) -> int:
        return main([*words, "--config", str(self.folder / "momentum.yml"), "--today", MONDAY])

    def claims(self) -> str:
        return git(self.bare, "for-each-ref", "--format=%(refname)")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)
    monkeypatch.setattr(hubs, "TIMEOUT", 1.5)
    monkeypatch.setattr(ledger, "TRIES", 2)
    made = Hub(tmp_path)
    with made.stack:
        yield made


def stays_still(hub: Hub, capsys: pytest.CaptureFixture[str]) -> str:
    """Release, strictly and not: no file and no claim changes; returns the line that both say."""
    before = {path: path.read_bytes() for path in sorted((hub.folder / "alpha").rglob("*.md"))}
    head = git(hub.folder / "alpha", "rev-parse", "HEAD")
    said = set()
    for words, code in ((["release", "--commit"], 0), (["release", "--commit", "--strict"], 1)):
        assert hub.run(*words) == code
        out, err = capsys.readouterr()
        assert (out.count("\n"), err) == (1, "")
        assert out.endswith("Nothing new goes out; everything live stays as it is.\n")
        assert "canary" not in out
        said.add(re.sub(r"after \d+ ms", "after a moment", out))  # the system says how long it took
    assert {path: path.read_bytes() for path in sorted((hub.folder / "alpha").rglob("*.md"))} == before
    assert git(hub.folder / "alpha", "rev-parse", "HEAD") == head
    assert len(said) == 1
    return said.pop()


def test_down(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.name("http://127.0.0.1:9/momentum.git")
    assert "127.0.0.1:9/momentum.git gave no certain answer: " in stays_still(hub, capsys)
    assert hub.run("withdraw", "--commit") == 1, "what was asked for was not done"


def test_gone(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.name(f"{hub.serve()}x")
    assert "not found" in stays_still(hub, capsys)
    hub.name(f"{hub.folder}/hubs/gone.git")
    assert "gone.git" in stays_still(hub, capsys)


def test_slow(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.serve(Faults(slow_look=2.5))
    began = time.monotonic()
    assert "no answer within 1.5 s" in stays_still(hub, capsys)
    assert time.monotonic() - began < 30
    assert hub.claims() == ""


def test_refusing(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.hook("pre-receive", REFUSES)
    hub.serve()
    assert "no entry for https://hub.example/x" in stays_still(hub, capsys)
    assert hub.claims() == ""


def test_read_only(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    git(hub.bare, "config", "http.receivepack", "false")
    hub.serve()
    assert f"gave no certain answer for {MONDAY}" in stays_still(hub, capsys)
    assert hub.claims() == ""


def test_a_yes_that_comes_too_late_is_found_by_looking_again(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.serve(Faults(slow_reply=2.5))
    assert hub.run("release", "--commit") == 0
    assert "goes live on alpha today" in capsys.readouterr().out
    assert hub.claims() == f"refs/tags/momentum/{MONDAY}"
    assert hub.world.marks() == {"a": MONDAY, "out": "2026-11-21"}


def test_a_claim_that_lands_after_everybody_has_gone_is_finished_by_the_next_run(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "TRIES", 1)
    hub.serve(Faults(slow_push=4))
    assert hub.run("release", "--commit") == 0
    assert "gave no certain answer" in capsys.readouterr().out
    assert hub.world.marks() == {"out": "2026-11-21"}
    patience = time.monotonic() + 20
    while not hub.claims() and time.monotonic() < patience:
        time.sleep(0.1)
    hub.world.write("alpha", "0-first-in-the-plan", MONDAY)
    assert hub.run("release", "--commit") == 0
    assert hub.world.marks() == {"a": MONDAY, "out": "2026-11-21"}


# Hosts that do not take every ref.


@pytest.mark.parametrize("taken", ["refs/tags/*|refs/heads/*", "refs/heads/*"])
def test_a_host_that_refuses_a_prefix_is_asked_for_another(
    hub: Hub, taken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.hook("update", ONLY.format(taken, taken.replace("|", " ")))
    url = hub.serve(refs="refs/momentum/" if "tags" in taken else "refs/tags/momentum")
    assert f"refs outside {taken.replace('|', ' ')} are refused" in stays_still(hub, capsys)
    (problem,) = examine(hub.world.config(), date(2026, 11, 23), probe=True)
    other = "refs/tags/momentum/" if "tags" in taken else "refs/heads/momentum/"
    assert f"write refs: {other} below ledger" in problem.mend
    assert hub.claims() == "", "a trial leaves nothing"
    hub.name(url, other)
    assert examine(hub.world.config(), date(2026, 11, 23), probe=True) == ()
    assert hub.run("release", "--commit") == 0
    assert hub.claims() == f"{other}{MONDAY}"
    assert hub.run("ledger") == 0
    assert "Title of a" in capsys.readouterr().out
    assert hub.run("withdraw", "--commit") == 0
    assert hub.claims() == ""


def test_a_host_that_takes_nothing_is_no_matter_of_names(hub: Hub) -> None:
    hub.hook("update", REFUSES)
    hub.serve()
    (problem,) = examine(hub.world.config(), date(2026, 11, 23), probe=True)
    assert problem.mend == "give this machine a key that may push to it"
    assert "no entry for https://hub.example/x" in problem.message
