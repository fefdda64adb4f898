"""The addresses that are worked out for other generators' posts are those that the generators themselves give."""

from __future__ import annotations

import csv
import io
import subprocess
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from builders import build, program
from test_stage import config, site

from mkdocs_momentum.stores.sites import read_site

TODAY = date(2026, 11, 24)
NAMES = (
    "plain.md", "What's new, here.md", "v1.2.md", "a & b.md", "a - b.md", "UPPER.md", "under_score.md", "a+b.md",
    "a & b/x.md", "été.md", "100%.md", "a (b).md", "named.en.md", "2026-11-02-dated.md", "box/index.md", "deep/er/x.md",
)  # fmt: skip
ODD_NAMES = (
    "2026-12-01.md", "2026-1-2-x.md", "2026-13-45-z.md", "2026-12-03T10-00-00-y.md", "x.html.md", "trail .md",
    "a  b.md", "İstanbul.md", "½.md", "2026-12-02/index.md", "a, b/c.md", "c/one.md", "İ/x.md", "½/x.md",
    "a b/c d.md", "日本.md",
)  # fmt: skip
ODD_LINES = (
    "slug: 2026", "slug: 1.5", "slug: true", "slug: -x-", "slug: a/b", "slug: Ünï", "url: /x/y.txt",
    "url: /x/index.html", "url: /x/../y/", "url: /a%20b/", "url: /blog/:slug/", "url: x y", "created: 2026-10-06",
    "title: TCP/IP", "title: ''", "title: 日本",
)  # fmt: skip
TITLES = (
    "Plain words", "What's new?", "A & B", "a - b", "v1.2.3", "Über Größe", "x (y) z", "C# and C++", "a_b", "a, b",
)  # fmt: skip


def worked_out(root: Path) -> dict[str, str]:
    """Address by path, of those that are known."""
    settings = config(root)
    reading = read_site(settings.sites[0], root, settings.calendar, settings.since, TODAY)
    return {post.key.path: post.url for post in reading.posts if post.url}


def hugo_says(hugo: str, root: Path) -> dict[str, str]:
    said = subprocess.run(
        [hugo, "list", "all"], cwd=root, check=True, capture_output=True, text=True, timeout=60
    )
    return {row["path"]: unquote(row["permalink"]) for row in csv.DictReader(io.StringIO(said.stdout))}


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "uglyURLs = true\n",
        "disablePathToLower = true\n",
        '[permalinks]\nposts = "/:year/:month/:slug/"\n',
        '[permalinks]\nposts = "/:sections/:day/:filename/"\n',
        '[permalinks]\nposts = "/:title/"\n',
        '[frontmatter]\ndate = [":filename", ":default"]\n',
        '[frontmatter]\ndate = [":filename", ":default"]\n[permalinks]\nposts = "/:slug/:year/"\n',
        '[permalinks]\nPosts = "/b/:slug/"\n',
    ],
)
def test_hugo(tmp_path: Path, hugo: str, settings: str) -> None:
    files = {"hugo.toml": f'baseURL = "https://me.example/"\n{settings}'}
    for number, name in enumerate(NAMES):
        files[f"content/posts/{name}"] = f'---\ntitle: "T {number}"\ndate: 2026-12-01\n---\n'
    for number, title in enumerate(TITLES):
        files[f"content/posts/t{number}.md"] = f'---\ntitle: "{title}"\ndate: 2026-11-{number + 10}\n---\n'
    more = ("slug: My Slug", "url: /Foo/Bar", "url: /x/y.html", "publishDate: 2026-10-05", "slug: a.b")
    for number, line in enumerate(more):
        files[f"content/posts/m{number}.md"] = f"---\ntitle: M\ndate: 2026-12-01\n{line}\n---\n"
    root = site(tmp_path / "blog", files)
    known, built = worked_out(root), hugo_says(hugo, root)
    assert {path: built[path] for path in known} == known
    assert len(known) >= len(built) - 3, "names and titles with signs that versions take differently may be unknown"


@pytest.mark.parametrize(
    "settings",
    [
        "[uglyURLs]\nposts = true\n",
        '[permalinks]\n"posts/c" = "/x/:slug/"\n',
        '[permalinks]\nposts = "/:06/:slug/"\n',
        '[permalinks]\nposts = "/:sections[last]/:slug/"\n',
        '[permalinks]\nposts = "/b/:slug.html"\n',
        '[frontmatter]\ndate = ["created", ":default"]\n[permalinks]\nposts = "/:year/:month/:slug/"\n',
        '[frontmatter]\ndate = [":filename", ":default"]\n[permalinks]\nposts = "/:year/:month/:day/:filename/"\n',
        "defaultContentLanguageInSubdir = true\n",
        "removePathAccents = true\n",
        '[outputs]\npage = ["json", "html"]\n',
        '[outputFormats.HTML]\nbaseName = "main"\n',
    ],
)
def test_hugo_where_much_is_left_unknown(tmp_path: Path, hugo: str, settings: str) -> None:
    files = {"hugo.toml": f'baseURL = "https://me.example/"\n{settings}'}
    for number, name in enumerate((*NAMES, *ODD_NAMES)):
        files[f"content/posts/{name}"] = f'---\ntitle: "T {number}"\ndate: 2026-12-01\n---\n'
    for number, line in enumerate(ODD_LINES):
        head = line if line.startswith("title") else f"title: M\n{line}"
        files[f"content/posts/m{number}.md"] = f"---\n{head}\ndate: 2026-12-01\n---\n"
    root = site(tmp_path / "blog", files)
    known, built = worked_out(root), hugo_says(hugo, root)
    shared = known.keys() & built.keys()  # some odd names are the same file to Hugo
    assert {path: known[path] for path in shared} == {path: built[path] for path in shared}


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "permalink: pretty\n",
        "permalink: /blog/:title.html\n",
        "permalink: /:slug/\n",
        "permalink: weekdate\n",
        "source: src\n",
        "collections_dir: all\n",
        "defaults: [{scope: {path: ''}, values: {category: news}}]\n",
    ],
)
def test_jekyll(tmp_path: Path, settings: str) -> None:
    source = "src/" if "source:" in settings else ""
    posts = source + ("all/" if "collections_dir" in settings else "")
    files = {
        "_config.yml": f"url: https://me.example\ntimezone: UTC\n{settings}",
        f"{posts}_posts/2026-12-01-Secret Post.md": "---\ntitle: T\n---\n",
        f"{posts}_posts/2026-12-02-v1.2.md": "---\ntitle: T\n---\n",
        f"{posts}_posts/2026-12-03-own.md": "---\ntitle: T\npermalink: /special/thing/\n---\n",
        f"{posts}_posts/2026-12-04-slug.md": "---\ntitle: T\nslug: My Slug\n---\n",
        f"{posts}_posts/2026-12-05-it's, a & b.md": "---\ntitle: T\n---\n",
        f"{posts}_posts/2026-12-06-under_score--x-.md": "---\ntitle: T\n---\n",
        f"{source}tech/_posts/2026-12-07-in-a-folder.md": "---\ntitle: T\ncategories: [more, b c]\n---\n",
    }
    root = site(tmp_path / "blog", files)
    build([program("jekyll"), "build", "--future", "--disable-disk-cache"], root)
    built = {path.relative_to(root / "_site").as_posix() for path in (root / "_site").rglob("*.html")}
    known = worked_out(root)
    for path, url in known.items():
        place = unquote(url).removeprefix("https://me.example/")
        assert (f"{place}index.html" if place.endswith("/") else place) in built, path
    assert len(known) >= (1 if "weekdate" in settings or "defaults" in settings else 6), known
