"""One interface, two places: a working tree and a commit that is read without one give the same readings."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from core_samples import examples
from hypothesis import given
from hypothesis import strategies as st
from support import git

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.posts import Post
from mkdocs_momentum.stores import commitfiles
from mkdocs_momentum.stores.commitfiles import CommitFiles
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.sitefiles import SiteFiles, WorkingFiles, inside
from mkdocs_momentum.stores.sites import read_files
from mkdocs_momentum.stores.trees import listed_files

CALENDAR = Calendar(ZoneInfo("Europe/Berlin"))
DAY = date(2026, 11, 24)
POST = "---\ntitle: A\ndate: 2026-11-24\n---\n\nWords.\n"


def committed(root: Path, folder: str = "") -> CommitFiles:
    """Everything in a folder as a commit of its own repository."""
    git(root, "init", "-q", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "All")
    repository = Git(root)
    return CommitFiles(str(root), repository, listed_files(repository, "HEAD"), folder)


def reading(files: SiteFiles, **settings: str) -> tuple[tuple[Post, ...], list[str]]:
    site = SiteConfig("blog", **{"path": "", **settings})
    read = read_files(site, files, CALENDAR, DAY, DAY, lambda _path: None, lambda _since: {})
    return read.posts, [f"{problem.where} {problem.message} {problem.mend}" for problem in read.problems]


def made(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("-> "):
            path.symlink_to(text[3:])
        else:
            path.write_text(text, encoding="utf-8")
    return root


SITES: dict[str, dict[str, str]] = {
    "plain": {"mkdocs.yml": "plugins: [blog]\n", "docs/blog/posts/a.md": POST, "docs/blog/posts/b/c.md": POST},
    "links": {
        "mkdocs.yml": "INHERIT: shared/base.yml\n",
        "shared/base.yml": "plugins: [blog, meta]\n",
        "shared/posts/s.md": POST,
        "shared/posts/back": "-> ../../docs/blog/posts",
        "docs/blog/posts/.meta.yml": "categories: [x]\n",
        "docs/blog/posts/a.md": POST,
        "docs/blog/posts/to.md": "-> ../../../shared/posts/s.md",
        "docs/blog/posts/shared": "-> ../../../shared/posts",
        "docs/blog/posts/circle": "-> ../posts",
        "docs/blog/posts/ring.md": "-> ring.md",
        "docs/blog/posts/gone.md": "-> nowhere.md",
        "docs/blog/posts/out.md": "-> /etc/hostname",
        "docs/blog/posts/far.md": "-> ../../../../../../../../../../../../../../../etc/hostname",
    },
    "nothing": {"README.md": "Words.\n"},
    "further down": {"blog/mkdocs.yml": "plugins: [blog]\n", "blog/docs/blog/posts/a.md": POST},
    "broken": {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "INHERIT: mkdocs.yml\n"},
    "no base": {"mkdocs.yml": "INHERIT: nowhere.yml\n"},
    "no posts": {"mkdocs.yml": "plugins: [blog]\n", "docs/index.md": "Words.\n"},
    "no head": {
        "mkdocs.yml": "plugins: [blog]\n",
        "docs/blog/posts/a.md": "Words.\n",
        "docs/blog/posts/b.md": "---\ndate: x\n",
        "docs/blog/posts/.meta.yml": "{",
        "docs/blog/posts/README.md": POST,
        "docs/blog/posts/index.md": POST,
    },
    "hugo": {
        "hugo.toml": 'baseURL = "https://me.example/"\n',
        "content/posts/a.md": POST,
        "content/posts/b/index.md": "+++\ntitle = 'B'\ndate = 2026-11-25\n+++\n",
        "content/posts/link": "-> b",
        "content/posts/to.md": "-> a.md",
        "content/posts/out.md": "-> /etc/hostname",
        "content/about.md": "---\ntitle: About\n---\n",
    },
    "jekyll links": {
        "_config.yml": "title: x\n",
        "_posts": "-> writing",
        "writing/2026-11-25-a.md": "---\ntitle: A\n---\n",
        "writing/back": "-> ../writing",
        "further/_posts": "-> ../writing",
        "_drafts": "-> nowhere",
    },
    "hugo links": {
        "hugo.toml": 'baseURL = "https://me.example/"\n',
        "content": "-> text",
        "text/posts/a.md": POST,
        "text/mirror": "-> posts",
    },
    "jekyll": {
        "_config.yml": "title: x\n",
        "_posts/2026-11-25-a.md": "---\ntitle: A\n---\n",
        "_posts/README.md": "x\n",
    },
}


@pytest.mark.parametrize("name", SITES)
def test_a_commit_reads_as_its_working_tree(tmp_path: Path, name: str) -> None:
    root = made(tmp_path / "site", SITES[name])
    here, there = WorkingFiles(root), committed(root)
    for again in range(2):  # kept readings are the same ones too
        assert reading(there) == reading(here), again
    assert reading(there, posts="**/*.md") == reading(here, posts="**/*.md")


def test_a_folder_of_a_commit_is_a_site_of_its_own(tmp_path: Path) -> None:
    files = {
        "blog/mkdocs.yml": "INHERIT: ../base.yml\n",
        "base.yml": "plugins: [blog]\n",
        "outside.md": POST,
        "blog/docs/blog/posts/a.md": POST,
        "blog/docs/blog/posts/out.md": "-> ../../../../outside.md",
    }
    root = made(tmp_path / "repo", files)
    there, here = committed(root, "blog/"), WorkingFiles(root / "blog")
    assert reading(there) == reading(here)
    assert reading(committed_again(root).below("blog")) == reading(here)
    assert {post.state.value for post in reading(there)[0]} == {"waiting", "problem"}


def committed_again(root: Path) -> CommitFiles:
    repository = Git(root)
    return CommitFiles(str(root), repository, listed_files(repository, "HEAD"))


def test_many_files_are_read_a_thousand_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"docs/blog/posts/{number}.md" for number in range(25)]
    root = made(tmp_path, {"mkdocs.yml": "plugins: [blog]\n", **dict.fromkeys(names[:5], POST)})
    made(root, {name: POST.replace("A", f"T{number}") for number, name in enumerate(names[5:])})
    there = committed(root)
    asked: list[int] = []
    for name in ("read_objects", "read_later"):
        read = getattr(commitfiles, name)

        def counted(repository: Git, oids: list[str], read: Callable[..., object] = read) -> object:
            asked.extend([len(oids)] if oids else [])
            return read(repository, oids)

        monkeypatch.setattr(commitfiles, name, counted)
    monkeypatch.setattr(commitfiles, "CHUNK", 10)
    assert len(reading(there)[0]) == 25
    assert asked[0] == 1, "the configuration"
    assert sum(asked[1:]) < 45
    assert len(asked) <= 5
    asked.clear()
    reading(committed_again(root))
    assert asked == [1], "what was kept is not read again"


_NAMES = st.sampled_from(["a", "b", "c.md", "d"])
_TARGETS = st.lists(st.sampled_from(["..", ".", "a", "b", "c.md", "d"]), min_size=1, max_size=5).map("/".join)
_TREES = st.dictionaries(
    st.lists(_NAMES, min_size=1, max_size=3).map("/".join),
    st.one_of(st.just("text"), _TARGETS.map("-> {}".format), st.just("-> /etc/hostname")),
    min_size=1,
    max_size=8,
)


@examples(60)
@given(tree=_TREES, path=st.lists(st.sampled_from(["..", "a", "b", "c.md", "d"]), min_size=1, max_size=4))
def test_links_lead_where_the_file_system_says(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, str], path: list[str]
) -> None:
    top = tmp_path_factory.mktemp("repo")
    root = top / "site"
    for name, text in tree.items():
        place = root / name
        try:
            if not place.parent.resolve().is_relative_to(root):
                continue
            made(root, {name: text})
        except (OSError, RuntimeError):
            continue
    made(root, {"always": "text"})
    here, there = WorkingFiles(root), committed(top, "site/")
    asked = "/".join(path)
    where = inside(here, asked)
    if ".." in path or _leads_out(root, asked):  # a real file system goes on outside, a commit ends
        return
    assert inside(there, asked) == where or not os.path.lexists(root / asked) or _is_circle(root / asked)
    assert there.is_file(asked) == here.is_file(asked)
    assert there.is_symlink(asked) == here.is_symlink(asked)
    assert said(there, asked) == said(here, asked)


def said(files: SiteFiles, path: str) -> object:
    """What a folder holds or a file says, or why it says nothing."""
    try:
        return sorted((entry.name, entry.is_dir(), entry.is_symlink()) for entry in files.entries(path))
    except OSError as error:
        listing = error.strerror
    try:
        return files.read(path, 100)
    except OSError as error:
        return (listing, error.strerror)


def _is_circle(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _leads_out(root: Path, path: str) -> bool:
    """Whether a link on the way, or one in the folder at its end, leads out of the repository."""
    places = [posixpath.join(*path.split("/")[: number + 1]) for number in range(path.count("/") + 1)]
    found = [root / place for place in places]
    if found[-1].is_dir():
        found += list(found[-1].iterdir())
    return any(not Path(os.path.realpath(place)).is_relative_to(root) for place in found)
