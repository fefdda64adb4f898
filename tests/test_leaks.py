"""The core of the leak matrix; `scripts/leak_matrix.py` builds all of it, on every host."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from leak_site import Build, traces, write_site

from mkdocs_momentum.hosting.neighbours import without_entries, without_nav

CORE = (
    ("mkdocs", "none"),
    ("readthedocs", "print-site"),
    ("material", "tags"),
    ("material", "redirects"),
    ("material", "llmstxt"),
    ("material", "awesome-nav"),
    ("material", "print-site"),
)


def built(root: Path) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MOMENTUM_", "SOURCE_"))}
    env = kept | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(Path(__file__).parent.parent),
    }  # fmt: skip
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(("theme", "plugin"), CORE)
def test_nothing_of_five_held_posts_is_in_the_site(tmp_path: Path, theme: str, plugin: str) -> None:
    write_site(tmp_path, Build(theme, plugin))
    result = built(tmp_path)
    assert result.returncode == 0, result.stderr
    assert list(traces(tmp_path / "site")) == []
    pages = [path.as_posix() for path in (tmp_path / "site").rglob("index.html")]
    assert any("from-before" in page or "history" in page for page in pages), "what is public stays"


def test_the_site_would_leak_without_the_plugin(tmp_path: Path) -> None:
    write_site(tmp_path, Build("mkdocs", "none"))
    path = tmp_path / "mkdocs.yml"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if "momentum" not in line))
    built(tmp_path)
    assert len(list(traces(tmp_path / "site"))) > 5, "or the search for traces finds nothing"


def test_a_nav_file_keeps_what_is_public() -> None:
    text = "title: Posts\nnav:\n  - index.md\n  - Held: held.md\n  - Part:\n      - held.md\n  - '*'\n"
    after = without_nav(text, lambda target: target == "held.md")
    assert yaml.safe_load(after) == {"title": "Posts", "nav": ["index.md", "*"]}


@pytest.mark.parametrize("text", ["", "nav: held.md\n", "[", "- held.md\n", "# words\nnav:\n  - index.md\n"])
def test_a_nav_file_without_held_entries_is_left_as_it_is(text: str) -> None:
    assert without_nav(text, lambda target: target == "held.md") == text


def test_a_list_keeps_what_is_public() -> None:
    held = '* [Held](held.md)\n    - [Held](<held.md> "soon")\n'
    text = f"# Menu\n\n* [Home](index.md)\n{held}1. [Old](old.md)\n\n[w](held.md)\n"
    after = without_entries(text, lambda target: target == "held.md")
    assert after == "# Menu\n\n* [Home](index.md)\n1. [Old](old.md)\n\n[w](held.md)\n"
