"""What a generator builds from a staged copy is what was public: files that are easily taken for something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import build, program
from test_stage import HUGO, site, staged

from mkdocs_momentum.errors import MomentumError


def marks(folder: Path) -> set[str]:
    """The words `MARK…` that a site shows."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {found for path in files for found in re.findall(r"MARK\w+", path.read_text(errors="replace"))}


def post(mark: str, head: str = "date: 2026-12-01") -> str:
    return f"---\ntitle: A\n{head}\n---\nMARK{mark}\n"


HUGO_POSTS = {
    "content/posts/blank.md": f"\n\n{post('blank')}",
    "content/posts/toml.md": "\n+++\ndate = 2026-12-01\n+++\nMARKtoml\n",
    "content/posts/json.md": '{"title": "J", "date": "2026-12-01"}\nMARKjson\n',
    "content/posts/org.org": "#+date: 2026-12-01\nMARKorg\n",
    "content/posts/page.htm": post("htm"),
    "content/posts/UP.MD": post("upper"),
    "content/posts/vendor/a.md": post("vendor"),
    "content/posts/what's-new.md": post("own", "date: 2026-12-01\ncanonical_url: https://me.example/posts/whats-new/"),
    "content/posts/moved.md": post("bool", "date: 2026-12-01\npublished: true"),
    "content/posts/unseen.md": post("listed", "date: 2026-12-01\n_build: {render: never}"),
    "content/essays/a.md": post("essay"),
    "content/essays/broken.md": post("broken", "date: 2026-12-01\nv: !foo bar"),
    "content/essays/long.md": post("long", "date: 2026-12-01\nfoo: 2026-02-31"),
    "content/essays/de.de.md": post("german", "date: 2026-12-01\ncanonicalURL: https://me.de/essays/de/"),
}
HUGO_PUBLIC = {
    "content/posts/static/page.html": "<p>MARKstatic</p>",
    "content/posts/static/beside.md": post("beside", "date: 2019-01-01"),
    "content/posts/elsewhere.md": post("copy", "date: 2026-12-01\ncanonical_url: https://else.example/x/"),
    "content/posts/box/index.md": post("headless", "date: 2026-12-01\nheadless: true"),
    "content/essays/old.md": post("old", "date: 2019-01-01"),
}


def test_hugo(tmp_path: Path, hugo: str) -> None:
    base = {name: text for name, text in HUGO.items() if name.startswith("layouts/")}
    settings = (
        'baseURL = "https://me.example/"\n[params]\nmainSections = ["posts", "essays"]\n'
        '[languages.en]\nbaseURL = "https://me.example/"\n[languages.de]\nbaseURL = "https://me.de/"\n'
        '[security]\nallowContent = [".*"]\n'  # new versions take no HTML otherwise
    )
    root = site(tmp_path / "blog", {**base, "hugo.toml": settings, **HUGO_POSTS, **HUGO_PUBLIC})
    result = staged(root, tmp_path / "copy")
    assert {held.key.path for held in result.held} == set(HUGO_POSTS)
    build([hugo, "--buildFuture"], tmp_path / "copy")
    shown = {mark for text in HUGO_PUBLIC.values() for mark in re.findall(r"MARK\w+", text)} - {"MARKheadless"}
    assert marks(tmp_path / "copy/public") == shown


def test_hugo_with_content_that_is_mounted(tmp_path: Path, hugo: str) -> None:
    mounts = "".join(
        f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n'
        for source, target in (("notes", "content/posts"), ("pages", "content"), ("pictures", "static"))
    )
    files = {name: text for name, text in HUGO.items() if name.startswith("layouts/")} | {
        "hugo.toml": f'baseURL = "https://me.example/"\ncontentDir = "nowhere"\n{mounts}',
        "config/production/hugo.toml": 'baseURL = "https://you.example/"\n',
        "notes/soon.md": post("soon"),
        "notes/old.md": post("old", "date: 2019-01-01"),
        "notes/deep/late.md": post("late"),
        "pages/about.md": 'MARKabout [x](/posts/soon/) [y]({{< ref "/posts/deep/late" >}}) https://you.example/posts/soon/',
        "pictures/a.txt": "MARKpicture",
        "content/posts/never.md": post("never"),
    }
    result = staged(site(tmp_path / "blog", files), tmp_path / "copy")
    assert {held.key.path: held.url for held in result.held} == {
        "notes/soon.md": "https://you.example/posts/soon/",
        "notes/deep/late.md": "https://you.example/posts/deep/late/",
    }
    build([hugo, "--buildFuture"], tmp_path / "copy")
    assert marks(tmp_path / "copy/public") == {"MARKold", "MARKabout", "MARKpicture"}
    about = (tmp_path / "copy/public/about/index.html").read_text()
    assert "MARKabout x y …" in about


@pytest.mark.parametrize(("source", "name"), [("../vault", "vault/a.md"), ("a.md", "blog/a.md")])
def test_no_copy_is_made_where_a_mount_leads_out(tmp_path: Path, source: str, name: str) -> None:
    mounts = f"[[module.mounts]]\nsource = '{source}'\ntarget = 'content/posts'\n"
    root = site(tmp_path / "blog", {"hugo.toml": mounts, "content/posts/b.md": post("b")})
    site(tmp_path, {name: post("a")})
    with pytest.raises(MomentumError, match=rf"module.mounts: {source} is no folder in the site's own; put the posts"):
        staged(root, tmp_path / "copy")


def test_hugo_with_days_in_the_names(tmp_path: Path, hugo: str) -> None:
    base = {name: text for name, text in HUGO.items() if name.startswith("layouts/")}
    posts = {
        "content/posts/2026-12-03-what-2024-01-05-was.md": "---\ntitle: A\n---\nMARKtwo\n",
        "content/posts/2019-12-03-old.md": "---\ntitle: A\n---\nMARKold\n",
    }
    settings = 'baseURL = "https://me.example/"\n[frontmatter]\ndate = ":filename"\n'
    root = site(tmp_path / "blog", {**base, "hugo.toml": settings, **posts})
    assert len(staged(root, tmp_path / "copy").held) == 1
    build([hugo, "--buildFuture"], tmp_path / "copy")
    assert marks(tmp_path / "copy/public") == {"MARKold"}


def test_jekyll(tmp_path: Path) -> None:
    jekyll = program("jekyll")
    root = site(
        tmp_path / "blog",
        {
            "_config.yml": (
                "url: https://me.example\ndefaults: [{scope: {path: ''}, values: {permalink: '/:title/'}}]\n"
            ),
            "_posts/2026-12-01-2024-01-05-recap.md": post("two", "layout: none"),
            "_posts/2026-12-01-plain.md": "MARKplain\n",
            "_posts/2026-12-01-blank.md": f"\n{post('blank')}",
            "_posts/2026-12-01-kinds.mkdown": post("mkdown"),
            "_posts/2026-12-01-text.txt": post("text"),
            "_posts/2026-12-01-upper.MD": post("upper"),
            "_posts/vendor/2026-12-01-a.md": post("vendor"),
            "_posts/2026-12-01-own.md": post("own", "canonical_url: https://me.example/own/"),
            "_posts/2019-12-01-plain.md": "MARKold\n",
            "_posts/README.md": "MARKreadme\n",
        },
    )
    assert len(staged(root, tmp_path / "copy").held) == 8
    build([jekyll, "build", "--future", "--disable-disk-cache"], tmp_path / "copy")
    assert marks(tmp_path / "copy/_site") == {"MARKold"}


@pytest.mark.parametrize(
    "files",
    [
        {"hugo.toml": "baseURL = 'https://me.example/'\n", "content/a.md": post("a")},
        {"hugo.toml": "[[module.mounts]]\nsource = 'x'\ntarget = 'content'\n", "x/a.md": post("a")},
        {"_config.yml": "title: Me\n", "posts/2026-12-01-a.md": post("a")},
    ],
)
def test_no_copy_is_made_where_no_post_is_seen(tmp_path: Path, files: dict[str, str]) -> None:
    root = site(tmp_path / "blog", files)
    with pytest.raises(MomentumError, match=r"blog: there are no posts in .*; write a post there, or set posts:"):
        staged(root, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
