"""What runs at every commit loads nothing heavy: told by the interpreter itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import World, git

HEAVY = {"git", "gitdb", "rich", "ruamel", "jinja2", "mkdocs", "material", "babel", "icalendar", "tomlkit", "markdown"}


def loaded(root: Path, *args: str) -> tuple[set[str], str]:
    """The packages that a process loads, at its start or later, and what it says beside."""
    command = [sys.executable, "-X", "importtime", "-m", *args]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    lines = done.stderr.splitlines()
    names = {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
    said = [line for line in lines if not line.startswith("import time:")]
    return {name.partition(".")[0] for name in names}, "\n".join([done.stdout, *said])


@pytest.mark.parametrize("args", [["mkdocs_momentum.hook"], ["mkdocs_momentum", "check", "--staged"]], ids=" ".join)
@pytest.mark.parametrize("staged", [0, 20])
def test_the_hook_loads_nothing_heavy(tmp_path: Path, args: list[str], staged: int) -> None:
    world = World(tmp_path, since="2026-11-02")
    root = world.site("alpha")
    world.configure("alpha", more="rest: []")  # nothing to mend, which would take an editor
    for number in range(staged):
        path = root / f"docs/blog/posts/post-{number:02}.md"
        path.write_text(f"---\ntitle: Post {number:02}\ndate: 2199-01-{number + 1:02}\n---\n\nWords.\n")
    git(root, "add", "-A")
    names, said = loaded(root, *args)
    assert {"mkdocs_momentum", "subprocess"} <= names, "the look itself has to have happened"
    assert said.count("goes live on") == staged
    assert names & HEAVY == set()


def test_the_command_line_itself_loads_nothing_heavy(tmp_path: Path) -> None:
    names, said = loaded(tmp_path, "mkdocs_momentum", "--version")
    assert "momentum" in said
    assert names & {*HEAVY, "yaml", "subprocess"} == set()


def test_the_state_of_things_loads_no_host_and_no_template(tmp_path: Path) -> None:
    world = World(tmp_path)
    root = world.site("alpha")
    world.write("alpha", "one", "2199-01-01")
    world.configure("alpha")
    names, _ = loaded(root, "mkdocs_momentum", "status", "--json")
    assert names & {"git", "jinja2", "mkdocs", "ruamel", "rich", "ssl", "http", "tomllib", "concurrent"} == set()
    assert names & {"dataclasses", "inspect"} == set(), "they take longer than all values that are made with them"
