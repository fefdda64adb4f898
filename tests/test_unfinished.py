"""A run that ended between the mark and its commit, whatever kind of front matter the mark stands in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support import git

from mkdocs_momentum import momentum
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.momentum import OutcomeKind

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
KINDS = {
    "toml": ({"hugo.toml": 'baseURL = "https://a.example/"\n'}, "content/posts/a.md",
             '+++\ntitle = "A"  # words\ndate = 2026-11-20T08:00:00Z\n+++\n\nWords.\n'),
    "extra": ({"config.toml": 'base_url = "https://a.example"\n', "content/blog/_index.md": "+++\n+++\n"},
              "content/blog/a.md", '+++\ntitle = "A"\ndate = 2026-11-20\n\n[extra]\nx = 1\n+++\n\nWords.\n'),
    "lines": ({"pelicanconf.py": "PATH = 'content'\nSITEURL = 'https://a.example'\n"}, "content/a.md",
              "Title: A\nDate: 2026-11-20 08:00\nTags: x\n\nWords.\n"),
    "comment": ({"conf.py": '# Nikola\nPOSTS = (("posts/*.md", "posts", "post.tmpl"),)\nSITE_URL = "https://a.example/"\n'},
                "posts/a.md", "<!--\n.. title: A\n.. slug: a\n.. date: 2026-11-20 08:00:00 UTC\n-->\n\nWords.\n"),
    "yaml": ({"mkdocs.yml": "site_name: A\nplugins: [{blog: {}}, {momentum: {since: 2026-11-01}}]\n",
              "docs/blog/index.md": "# Blog\n"}, "docs/blog/posts/a.md",
             "---\ntitle: A\ndate: 2026-11-20 # soon\n---\n"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_that_was_never_committed_is_given_back(tmp_path: Path, kind: str) -> None:
    files, name, text = KINDS[kind]
    root = tmp_path / "alpha"
    for path, content in {**files, name: text}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    (tmp_path / "momentum.yml").write_text("timezone: UTC\nsince: 2026-11-01\nsites: {alpha: alpha}\n")
    config = momentum.load(tmp_path / "momentum.yml", tmp_path)
    lock = root / ".git/index.lock"
    lock.touch()
    with pytest.raises(MomentumError, match=r"index\.lock"):
        momentum.release(config, MONDAY, commit=True)
    assert "2026-11-23" in (root / name).read_text()
    lock.unlink()
    assert momentum.release(config, TUESDAY, commit=True).kind is OutcomeKind.RELEASED
    assert "2026-11-23" not in (root / name).read_text()
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "log", "--format=%s") == "Release: A\nBegin"
    assert momentum.withdraw(config, TUESDAY, commit=True).kind is OutcomeKind.WITHDRAWN
    assert (root / name).read_text().strip() != ""
    assert "released" not in (root / name).read_text()
