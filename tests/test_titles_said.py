"""A title can hold anything. Wherever it is said it stays one short line of text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support import World, git

from mkdocs_momentum.cli import main

TITLES = {
    "command": "x%0A::set-output name=released::no",
    "old command": "##[set-output name=site;]x",
    "script": "</script><script>alert(1)</script>",
    "colours": "\x1b[31mred\x1b]0;title\x07 and \u202eback\u2069\x9b2J",
    "long": "x" * 10_000,
    "long words": "word " * 2_000,
    "right to left": "שלום עולם مرحبا",
    "newline": "a\r\nmomentum: b\n::error::c",
    "rich": "[bold red]x[/] [link=https://evil.example]y[/link]",
}
HARM = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
POST = "docs/blog/posts/a.md"
LONGEST = 600


@pytest.fixture(params=TITLES)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    made = World(tmp_path, since="2031-03-03")
    root = made.site("alpha")
    made.configure("alpha")
    title = json.dumps(TITLES[request.param])
    (root / POST).write_text(f"---\ntitle: {title}\ndate: 2031-03-04\n---\n\nWords.\n")
    git(root, "add", "-A")
    return made


def said(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main([*words, "--today", "2031-03-04"]) == 0
    out = capsys.readouterr()
    assert not HARM.search(out.out + out.err), words
    lines = (out.out + out.err).splitlines()
    assert lines, words
    assert all(len(line) < LONGEST for line in lines if "https://alpha" not in line), words
    assert not any(line.startswith(("::", "##[")) for line in lines[: None if "github" not in words else 0])
    return lines


def test_every_command_says_it_harmlessly(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = world.folder / "alpha"
    monkeypatch.chdir(root)
    assert len(said(capsys, "check", "--staged")) == 1, "the line of the git hook"
    (annotation,) = said(capsys, "check", "--format", "github", POST)
    assert re.match(rf"::notice file={POST},line=1,title=momentum::\"", annotation)
    git(root, "commit", "-q", "-m", "Write")
    for words in ("status", "plan", f"explain {POST}", f"schedule {POST} --on 2031-03-04", "release --commit",
                  "status", "ledger", "doctor", "release", "withdraw --commit"):  # fmt: skip
        said(capsys, *words.split())
    message = git(root, "log", "-2", "--format=%B%x01").split("\x01")
    assert [len(text.strip().splitlines()) for text in message[:2]] == [1, 3]
    subjects = git(root, "log", "-3", "--format=%s").splitlines()
    assert subjects[0].startswith("Withdraw: ")
    assert all(len(subject) <= LONGEST for subject in subjects)
