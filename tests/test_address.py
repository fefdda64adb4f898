"""Every address that is foretold is the one that a real build writes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.generators.mkdocs import Blog, MkdocsSite
from mkdocs_momentum.core.generators.mkdocs_addresses import host_title, page_path, post_address
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.stores.sites import load_mkdocs_site, read_site

CALENDAR = Calendar(ZoneInfo("America/Los_Angeles"))
SINCE, TODAY = date(2026, 11, 23), date(2026, 12, 1)

POSTS = {
    "plain.md": "title: Usable Strength After 40\ndate: 2026-11-24\ncategories: [Strong & Well, Second]",
    "slugged.md": "title: Whatever\nslug: My-Own_slug\ndate: 2026-03-05\ncategories: [Über uns]",
    "unicode.md": "title: 'Größe, naïve 東京 <b>café</b>!'\ndate: {created: 2025-01-31, updated: 2026-02-01}",
    "From_Heading.md": "date: 2026-11-24 23:30:00+14:00\ncategories: [one, one, two]",
    "text-first_name.md": "date: 2024-02-29T08:00:00",
    "bundle/index.md": "date: 2026-07-04\ncategories: []",
    "2026/deep/README.md": 'title: "  Deep: down\'s  "\ndate: 2026-12-31',
    "attributed.md": "date: 2026-10-10\ndraft: false",
}
BODIES = {
    "From_Heading.md": "\n# A *Heading* of its Own\n",
    "text-first_name.md": "Some text.\n\n# A heading that comes too late for the slug\n",
    "attributed.md": "# With attributes { #some-id } #\n",
}
HEAD = (
    "site_name: Test\nuse_directory_urls: {directories}\n{site_url}\ntheme: {{name: material, language: {language}}}\n"
)
CONFIGS: dict[str, tuple[str, dict[str, str], str]] = {
    "default": ("plugins: [blog]", {}, "blog/posts"),
    "root": ("plugins:\n  - blog: {blog_dir: .}", {"site_url": "site_url: https://example.org"}, "posts"),
    "categories-and-file": (
        "plugins:\n  blog: {post_url_format: '{categories}/{file}/{slug}', post_url_max_categories: 2}",
        {"site_url": "site_url: https://example.org/sub/path/"},
        "blog/posts",
    ),
    "long-date-in-german": (
        "plugins:\n  - material/blog: {post_url_date_format: long}",
        {"language": "de", "site_url": "site_url: https://example.org/sub"},
        "blog/posts",
    ),
    "month-name": (
        "plugins:\n  - blog: {post_url_date_format: \"EEEE/d. MMMM ''yy\", post_url_format: '/{date}/{slug}/'}",
        {"language": "pt-BR", "directories": "false"},
        "blog/posts",
    ),
    "flat": ("plugins:\n  - blog: {post_url_format: '../{slug}'}", {"directories": "false"}, "blog/posts"),
    "own-slugs": (
        (
            "plugins:\n  - blog:\n      post_dir: '{blog}/entries'\n      blog_dir: news/./log\n"
            "      post_url_format: 'x/{categories}/../{date}/{slug}'\n      post_url_date_format: y-M-d\n"
            "      post_slugify_separator: _\n      categories_slugify: !!python/name:markdown.extensions.toc.slugify\n"
            "      post_slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: fold, normalize: NFKD}}"
        ),
        {"site_url": "site_url: !ENV [NO_SUCH_NAME, https://env.example/]"},
        "news/log/entries",
    ),
    "meta-defaults": ("plugins: [meta, {blog: {post_url_format: '{categories}/{slug}'}}]", {}, "blog/posts"),
    "two-blogs": ("plugins:\n  - blog\n  - blog: {blog_dir: other, post_url_format: 'p/{slug}'}", {}, "blog/posts"),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_every_address_is_the_one_that_mkdocs_builds(name: str, tmp_path: Path) -> None:
    plugins, settings, posts_dir = CONFIGS[name]
    head = HEAD.format(**{"directories": "true", "site_url": "", "language": "en", **settings})
    (tmp_path / "mkdocs.yml").write_text(head + plugins, encoding="utf-8")
    write_posts(tmp_path / "docs" / posts_dir, "a")
    if name == "two-blogs":
        write_posts(tmp_path / "docs/other/posts", "b")
    if name == "meta-defaults":
        (tmp_path / "docs/blog/.meta.yml").write_text("categories: [From above]\n", encoding="utf-8")
    (tmp_path / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    built = build(tmp_path)

    site = load_mkdocs_site(WorkingFiles(tmp_path), {})
    reading = read_site(SiteConfig("blog", str(tmp_path)), tmp_path, CALENDAR, SINCE, TODAY)

    assert site is not None
    assert len(reading.posts) == len(POSTS) * (2 if name == "two-blogs" else 1)
    foretold = {mark_of(tmp_path / post.key.path): post.url for post in reading.posts}
    assert foretold == {mark: built_url(site, path) for mark, path in built.items()}
    for post in reading.posts:
        docs_path = site.docs_path(post.key.path)
        assert docs_path
        body = (tmp_path / post.key.path).read_text(encoding="utf-8").partition("---\n\n")[2]
        title = host_title(docs_path, post.meta, body)
        assert page_path(site, docs_path, post.meta, title or "") == built[mark_of(tmp_path / post.key.path)]


def write_posts(folder: Path, mark: str) -> None:
    for number, (name, head) in enumerate(POSTS.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = BODIES.get(name, "Text.\n")
        text = f"---\n{head}\n---\n\n{body}\n<!-- more -->\n\nXMARK{mark}{number}X\n"
        path.write_text(text, encoding="utf-8")


def mark_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("XMARK")[1].split("X")[0]


def build(root: Path) -> dict[str, str]:
    """Where each post's mark came out."""
    keep = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    command = [sys.executable, "-m", "mkdocs", "-q", "build"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=keep)
    assert done.returncode == 0, done.stderr[-2000:]
    site = root / "site"
    marks: dict[str, str] = {}
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        if "XMARK" in text:
            marks[text.split("XMARK")[1].split("X")[0]] = page.relative_to(site).as_posix()
    return marks


def built_url(site: MkdocsSite, path: str) -> str:
    from urllib.parse import quote

    address = path.removesuffix("index.html") if site.use_directory_urls else path
    return site.site_url + quote(address or "./")


@pytest.mark.parametrize(
    ("blog", "meta"),
    [
        (Blog(slugify=None), {"date": date(2026, 11, 24)}),
        (Blog(), {"date": "2026-1-5"}),
        (Blog(), {}),
        (Blog(), {"date": date(2026, 11, 24), "slug": 7}),
        (Blog(url_format="{nope}"), {}),
        (Blog(url_format="{slug:>99999}"), {}),
        (Blog(url_format="{slug.__class__}"), {}),
        (Blog(url_format="{"), {}),
        (Blog(url_format="../../{slug}"), {}),
        (Blog(url_format="{categories}", category_slugify=None), {"categories": ["a"]}),
        (Blog(url_format="{categories}"), {"categories": "a"}),
        (Blog(url_format="{categories}"), {"categories": [1]}),
    ],
)
def test_an_address_nobody_can_know_is_none(blog: Blog, meta: Mapping[str, Any]) -> None:
    assert post_address(MkdocsSite(blogs=(blog,)), "blog/posts/a.md", meta, "A") is None


def test_an_unknown_language_has_no_address_where_its_words_are_in_it() -> None:
    site = MkdocsSite(blogs=(Blog(url_date_format="MMMM"),), language="qq")
    assert post_address(site, "blog/posts/a.md", {"date": date(2026, 11, 24)}, "A") is None


def test_the_day_in_an_address_is_the_one_in_the_file() -> None:
    site = MkdocsSite(blogs=(Blog(),), site_url="https://example.org/")
    moment = datetime(2026, 11, 24, 23, 59, tzinfo=timezone(-timedelta(hours=12)))
    for value in (moment, {"created": moment}, moment.replace(tzinfo=UTC)):
        url = post_address(site, "blog/posts/a.md", {"date": value}, "A b")
        assert url == "https://example.org/blog/2026/11/24/a-b/"


@pytest.mark.parametrize(
    ("path", "directories", "url"),
    [
        ("index.md", True, "./"),
        ("index.md", False, "index.html"),
        ("README.md", True, "./"),
        ("notes/a b.md", True, "notes/a%20b/"),
        ("notes/a.markdown", False, "notes/a.html"),
        ("notes/index.md", True, "notes/"),
        ("pic.png", True, "pic.png"),
    ],
)
def test_other_pages_follow_mkdocs_rules(path: str, directories: bool, url: str) -> None:
    assert post_address(MkdocsSite(use_directory_urls=directories), path, {}, "T") == url
