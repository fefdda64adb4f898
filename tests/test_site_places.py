"""Where a site's `path` leads: the same folder for every command and for a build, a `~` in it included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_momentum.cli import main

HUB = "timezone: Europe/Berlin\nsince: 2026-11-02\nsites:\n"
BLOG = "site_name: Blog\ntheme: mkdocs\nplugins: [momentum: {config: ../../hub/momentum.yml}]\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder


def hub(folder: Path, sites: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "momentum.yml").write_text(HUB + sites)
    return folder


def blog(root: Path, text: str = BLOG) -> Path:
    (root / "docs/p").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(text)
    (root / "docs/index.md").write_text("# Home\n")
    (root / "docs/p/one.md").write_text("---\ntitle: Number one\ndate: 2199-01-01\n---\n\nWords.\n")
    return root


def test_a_build_finds_its_site_by_a_tilde(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = hub(tmp_path / "hub", "  blog: {path: ~/blog, posts: docs/p/**/*.md}\n")
    root = blog(home / "blog")
    assert main(["plan", "--config", str(folder), "--today", "2026-11-03"]) == 0
    assert "Number one" in capsys.readouterr().out
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not (root / "site/p/one").exists()


def test_a_copy_is_made_of_the_inner_of_two_sites(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = hub(
        home / "hubs/all/of/them", "  outer: {path: ~/blog}\n  inner: {path: ../../../../blog/in, posts: docs/p/*.md}\n"
    )
    blog(home / "blog")
    monkeypatch.chdir(blog(home / "blog/in", "site_name: Inner\n"))
    assert main(["stage", str(tmp_path / "copy"), "--config", str(folder), "--today", "2026-11-03", "--json"]) == 0
    assert '"site": "inner"' in capsys.readouterr().out


def test_a_tilde_of_nobody_is_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = hub(tmp_path, "  blog: ~nobody-is-called-this/blog\nledger: ~nobody-is-called-this/ledger\n")
    assert main(["check", "--config", str(folder), "--today", "2026-11-03"]) == 0
    assert "path: ~nobody-is-called-this/blog is not a folder on this machine" in capsys.readouterr().out
    assert main(["status", "--config", str(folder), "--today", "2026-11-03"]) == 0
    assert main(["init", str(tmp_path), "--site", "~nobody-is-called-this/blog"]) == 1
    assert "is not a folder; write --site myblog=../myblog" in capsys.readouterr().err
