"""Where a site's posts are, what it gives to them, and that a fault of one site stays a fault of one site."""

from __future__ import annotations

import importlib
import os
import subprocess
import textwrap
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.arrival import host_shows, settle_arrival, wants_arrival
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.defaults import merge_meta
from mkdocs_momentum.core.generators.globs import glob_pattern, glob_prefix
from mkdocs_momentum.core.generators.mkdocs import (
    Blog,
    MkdocsSite,
    inherit,
    parse_mkdocs_yml,
    post_blog,
    post_test,
    site_from_config,
)
from mkdocs_momentum.core.generators.slugs import slugify_from, unicode_slug
from mkdocs_momentum.core.generators.yamlread import Tagged
from mkdocs_momentum.core.posts import Moment, Post, PostKey, Problem, State
from mkdocs_momentum.errors import SiteError
from mkdocs_momentum.stores.extracts import HEAD_BYTES
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.stores.sites import SiteReading, load_mkdocs_site, read_site

CALENDAR = Calendar(ZoneInfo("America/Los_Angeles"))
SINCE, TODAY = date(2026, 11, 23), date(2026, 12, 1)
POST = "---\ntitle: A\ndate: 2026-11-24\n---\n\nText.\n"


def site_of(text: str, **env: str) -> MkdocsSite:
    return site_from_config(parse_mkdocs_yml(textwrap.dedent(text), env))


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def read(root: Path, **settings: Any) -> SiteReading:
    arrived = settings.pop("arrived", None)
    return read_site(SiteConfig("blog", ".", **settings), root, CALENDAR, SINCE, TODAY, arrived)


def states(posts: Iterable[Post]) -> dict[str, str]:
    return {post.key.path: post.state.value for post in posts}


# --- the forms of mkdocs.yml


@pytest.mark.parametrize(
    ("plugins", "dirs"),
    [
        ("plugins: [blog]", ["blog/posts"]),
        ("plugins: [search, material/blog, tags]", ["blog/posts"]),
        ("plugins: [materialx/blog]", ["blog/posts"]),
        ("plugins: [/blog]", ["blog/posts"]),
        ("plugins: {blog: }", ["blog/posts"]),
        ("plugins: {search: {}, material/blog: {blog_dir: news}}", ["news/posts"]),
        ("plugins:\n- blog: {blog_dir: .}", ["posts"]),
        ("plugins:\n- blog: {blog_dir: ./a//b/, post_dir: '{blog}/../x'}", ["a/x"]),
        ("plugins:\n- blog: {post_dir: articles}", ["articles"]),
        ("plugins:\n- blog\n- blog: {blog_dir: two}", ["blog/posts", "two/posts"]),
        ("plugins:\n- blog: {enabled: false}\n- blog: {blog_dir: two}", ["two/posts", "blog/posts"]),
        ("plugins:\n- blog: {enabled: !ENV [CI, false]}", ["blog/posts"]),
        ("plugins:\n- blog: {enabled: !ENV CI}", ["blog/posts"]),
        ("plugins: [search]", []),
        ("plugins: []", []),
        ("plugins:", []),
        ("plugins: nonsense", []),
        ("plugins: [[blog], 3, null]", []),
        ("theme: material", []),
        ("", []),
    ],
)
def test_posts_folders(plugins: str, dirs: list[str]) -> None:
    assert [blog.posts_dir for blog in site_of(plugins).blogs] == dirs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: !ENV X", "1.5"),
        ("a: !ENV [NO, X, 2]", "1.5"),
        ("a: !ENV NO", None),
        ("a: !ENV [NO, 7]", 7),
        ("a: !ENV [NO, OTHER, yes]", True),
        ("a: !ENV [NO]", None),
        ("a: !ENV FLAG", False),
        ("a: !ENV EMPTY", None),
    ],
)
def test_env_tags(text: str, expected: object) -> None:
    data = parse_mkdocs_yml(text, {"X": "1.5", "FLAG": "off", "EMPTY": ""})
    assert data["a"] == (1.5 if expected == "1.5" else expected)


def test_tags_run_nothing_and_keep_their_name() -> None:
    data = parse_mkdocs_yml(
        "a: !!python/name:os.system\n"
        "b: !!python/object/apply:os.abort []\n"
        "c: !!python/object/apply:x.y {kwds: {case: !!python/name:p.q ''}}\n"
        "d: !relative $config_dir/x\n"
        "? !odd key\n: 1\n",
        {},
    )
    a, b, c, d = (data[key] for key in "abcd")
    assert (a.kind, a.name) == ("name", "os.system")
    assert (b.kind, b.name, b.value) == ("object/apply", "os.abort", [])
    assert c.value["kwds"]["case"].name == "p.q"
    assert (d.kind, d.name, d.value) == ("!relative", "", "$config_dir/x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1\nb: 2\n", "mkdocs.yml:2: not YAML"),
        ("a: 2026-02-30", "mkdocs.yml: not YAML: day is out of range"),
        ("- a\n", "mkdocs.yml: it holds no settings"),
        ("a: !ENV {b: c}", "mkdocs.yml:1: not YAML"),
        ("a: \x00", "mkdocs.yml: not YAML"),
        ("[" * 3000, "mkdocs.yml"),
    ],
)
def test_a_broken_configuration_is_one_line(text: str, message: str) -> None:
    with pytest.raises(SiteError) as caught:
        parse_mkdocs_yml(text, {})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    with suppress(SiteError):
        site_from_config(parse_mkdocs_yml(text, {}))


def test_inherit_merges_mappings_and_replaces_lists() -> None:
    parent = {"a": {"x": 1, "y": {"z": 1}}, "l": [1, 2], "m": {"k": 1}, "only": 1}
    child = {"a": {"y": {"w": 2}}, "l": [3], "m": "text"}
    merged = {"a": {"x": 1, "y": {"z": 1, "w": 2}}, "l": [3], "m": "text", "only": 1}
    assert inherit(parent, child) == merged
    assert parent["a"] == {"x": 1, "y": {"z": 1}}


def test_what_else_a_site_says() -> None:
    site = site_of(
        """\
        site_name: Mine
        site_url: https://example.org/sub
        docs_dir: ./src/docs/
        use_directory_urls: false
        theme: {name: material, language: pt-BR}
        exclude_docs: |
          /old/
        plugins:
          - momentum: {since: 2026-11-23}
          - meta: {meta_file: .defaults.yml}
          - blog: {draft_if_future_date: true, draft: true, post_url_max_categories: 3}
        """
    )
    assert (site.site_name, site.site_url, site.docs_dir) == ("Mine", "https://example.org/sub/", "src/docs")
    assert (site.language, site.use_directory_urls, site.meta_files) == ("pt-BR", False, ".defaults.yml")
    assert site.block == {"since": date(2026, 11, 23)}
    assert site.exclude_docs == "/old/\n"
    blog = site.blogs[0]
    assert (blog.draft_if_future_date, blog.drafts, blog.url_max_categories) == (True, True, 3)


@pytest.mark.parametrize(
    ("plugins", "block"),
    [("plugins: [momentum]", {}), ("plugins: {momentum: }", {}), ("plugins: [search]", None), ("", None)],
)
def test_the_plugin_block(plugins: str, block: object) -> None:
    assert site_of(plugins).block == block


def test_a_post_is_a_string_prefix_and_the_first_blog_has_it() -> None:
    first, second = Blog(), Blog(posts_dir="blog/posts-old", blog_dir="old")
    site = MkdocsSite(blogs=(first, second))
    assert post_blog(site, "blog/posts/a.md") is first
    assert post_blog(site, "blog/posts-old/a.md") is first
    assert post_blog(site, "blog/posts.md") is first
    assert post_blog(site, "blog/posts/a.png") is None
    assert post_blog(site, "blog/index.md") is None


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [
        ("docs/posts/**/*.md", ["docs/posts/a.md", "docs/posts/x/y/a.md"], ["docs/a.md", "docs/posts/a.txt"]),
        ("./docs/*.md", ["docs/a.md"], ["docs/x/a.md"]),
        ("docs/posts", ["docs/posts/a.md", "docs/posts/x/a.md"], ["docs/posts.md", "docs/posts2/a.md"]),
        ("docs/posts/", ["docs/posts/x/a.md"], ["docs/other/a.md"]),
        ("**/2026-??-*.md", ["2026-11-x.md", "a/2026-11-x.md"], ["a/2026-1-x.md"]),
        ("p/[ab]*.md", ["p/a.md", "p/bc.md"], ["p/c.md", "p/x/a.md"]),
        ("p/[!ab]*.md", ["p/c.md"], ["p/a.md", "p//.md"]),
        ("p/[z-a].md", ["p/[z-a].md"], ["p/z.md"]),
        ("p/a.b+c.md", ["p/a.b+c.md"], ["p/aXb+c.md"]),
        ("posts/**", ["posts/a.md", "posts/x/a.md"], ["a.md"]),
    ],
)
def test_globs(glob: str, yes: list[str], no: list[str]) -> None:
    assert all(post_test(None, [glob])(path) for path in yes)
    assert not any(post_test(None, [glob])(path) for path in no)
    assert all(path.startswith(glob_prefix(glob)) for path in yes if "[z-a]" not in path)


@given(st.text(alphabet="ab/*?[]!-^\\.", max_size=12), st.text(alphabet="ab/-.", max_size=8))
def test_any_glob_compiles_and_keeps_to_its_prefix(glob: str, path: str) -> None:
    if glob_pattern(glob).fullmatch(path):
        assert path.startswith(glob_prefix(glob))


def test_slug_functions() -> None:
    slugify = importlib.import_module("pymdownx.slugs").slugify

    text = " <b>Ärger</b> İn A—B_c: 東京 "
    for case in ("none", "lower", "lower-ascii", "fold"):
        for percent in (False, True):
            mine = unicode_slug(text, "-", case=case, percent_encode=percent, normalize="NFKD")
            assert mine == slugify(case=case, percent_encode=percent, normalize="NFKD")(text, "-")
    assert slugify_from(Tagged("name", "my.own", "")) is None
    assert slugify_from(Tagged("object/apply", "pymdownx.slugs.slugify", {"args": [1]})) is None
    assert slugify_from(Tagged("object/apply", "pymdownx.slugs.slugify", {"kwds": {"normalize": "X"}})) is None
    bare = slugify_from(Tagged("object/apply", "pymdownx.slugs.slugify", None))
    assert bare
    assert bare("A B", "-") == "A-B"
    for name in ("slugify", "slugify_unicode"):
        toc = slugify_from(Tagged("name", f"markdown.extensions.toc.{name}", ""))
        assert toc
        assert toc("Ä b", "-") == ("a-b" if name == "slugify" else "ä-b")


def test_merging_defaults() -> None:
    merged = merge_meta({"l": [1], "d": {"a": 1}, "x": 1, "t": "up"}, {"l": [2], "d": {"b": 2}, "x": 3, "t": [4]})
    assert merged == {"l": [1, 2], "d": {"a": 1, "b": 2}, "x": 3, "t": [4]}
    assert merge_meta({"x": 1}, {"x": None, "y": None}) == {"x": None, "y": None}


# --- sites on disk


def test_a_site_with_a_blog(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": "site_url: https://example.org\ntheme: {language: de}\nplugins: [blog, momentum]\n",
            "docs/blog/index.md": "# Blog\n",
            "docs/blog/posts/a.md": POST,
            "docs/blog/posts/old/b.md": POST.replace("2026-11-24", "2020-01-01"),
            "docs/blog/posts/quoted.md": POST.replace("2026-11-24", '"2026-11-24"'),
            "docs/blog/posts/.hidden.md": POST,
            "docs/blog/posts/.dir/c.md": POST,
            "docs/blog/posts/pic.png": "",
            "docs/about.md": "# About\n",
        },
    )
    reading = read(tmp_path)
    assert states(reading.posts) == {
        "docs/blog/posts/a.md": "waiting",
        "docs/blog/posts/old/b.md": "history",
        "docs/blog/posts/quoted.md": "problem",
    }
    assert reading.problems == ()
    assert (reading.facts.url, reading.facts.language) == ("https://example.org/", "de")
    assert reading.posts[0].url == "https://example.org/blog/2026/11/24/a/"
    assert reading.root == tmp_path.resolve()


def test_the_address_in_momentum_yml_wins(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "plugins: [blog]\n", "docs/blog/posts/a.md": POST})
    reading = read(tmp_path, url="https://mine.example/x")
    assert reading.facts.url == "https://mine.example/x"
    assert reading.posts[0].url == "https://mine.example/x/blog/2026/11/24/a/"


def test_the_sites_own_block_wins(tmp_path: Path) -> None:
    block = "plugins:\n  - momentum: {since: 2026-11-25, posts: 'docs/notes/*.md', timezone: Asia/Tokyo}\n"
    write(tmp_path, {"mkdocs.yml": block, "docs/notes/a.md": POST, "docs/b.md": POST})
    assert states(read(tmp_path, posts="docs/*.md").posts) == {"docs/notes/a.md": "history"}
    write(
        tmp_path,
        {
            "mkdocs.yml": block.replace("2026-11-25", "soon")
            .replace("'docs/notes/*.md'", "[3]")
            .replace("Tokyo", "Tokio")
        },
    )
    reading = read(tmp_path, posts="docs/*.md")
    assert states(reading.posts) == {"docs/b.md": "waiting"}
    messages = [problem.message for problem in reading.problems]
    assert messages[:2] == ["mkdocs.yml: since: soon is not a date", "mkdocs.yml: posts: [3] is not text"]
    assert messages[2].startswith("mkdocs.yml: timezone: ")
    write(tmp_path, {"mkdocs.yml": block.replace("'docs/notes/*.md'", "!!python/name:a.b '' ")})
    messages = [problem.message for problem in read(tmp_path).problems]
    assert "mkdocs.yml: posts: !!python/name:a.b is not text" in messages
    write(tmp_path, {"mkdocs.yml": block.replace("'docs/notes/*.md'", "[docs/notes, docs/b.md]")})
    assert len(read(tmp_path).posts) == 2


def test_a_site_without_mkdocs_yml_and_plain_pages(tmp_path: Path) -> None:
    write(tmp_path, {"content/posts/a.md": POST, "content/b.md": POST, ".git/content/posts/x.md": POST})
    reading = read(tmp_path, posts="content/posts/**/*.md", url="https://example.org")
    assert states(reading.posts) == {"content/posts/a.md": "waiting"}
    assert reading.posts[0].url is None
    write(tmp_path, {"mkdocs.yml": "docs_dir: content\nsite_url: https://example.org/\n"})
    assert read(tmp_path, posts="content/posts").posts[0].url == "https://example.org/posts/a/"
    assert "says where its posts are" in read(tmp_path).problems[-1].message


def test_inherit_chains(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"mkdocs.yml": "INHERIT: ../base.yml\nsite_url: https://a.example/\n"})
    write(tmp_path, {"base.yml": "INHERIT: shared/root.yml\nplugins: {blog: {blog_dir: news}}\n"})
    write(tmp_path, {"shared/root.yml": "\ufeffsite_name: Root\nplugins: {blog: {post_dir: '{blog}/p'}}\n"})
    found = load_mkdocs_site(WorkingFiles(site), {})
    assert found
    assert (found.site_name, found.site_url) == ("Root", "https://a.example/")
    assert found.blogs[0].posts_dir == "news/p"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("INHERIT: mkdocs.yml", "mkdocs.yml: INHERIT leads back to mkdocs.yml"),
        ("INHERIT: other.yml", "mkdocs.yml: INHERIT leads back"),
        ("INHERIT: nowhere.yml", "mkdocs.yml: INHERIT: nowhere.yml is not there"),
        ("INHERIT: [a]", "mkdocs.yml: INHERIT: ['a'] is not a path"),
        ("docs_dir: ../up", "mkdocs.yml: docs_dir: ../up lies outside"),
        ("docs_dir: /etc", "mkdocs.yml: docs_dir: /etc lies outside"),
        ("a: [", "mkdocs.yml:"),
        ("#" * 1024 * 1025, "mkdocs.yml: it is longer than 1 MiB"),
    ],
)
def test_an_unreadable_configuration_is_one_problem(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, {"mkdocs.yml": text, "other.yml": "INHERIT: mkdocs.yml\n"})
    reading = read(tmp_path)
    assert reading.posts == ()
    assert len(reading.problems) == 1
    assert reading.problems[0].message.startswith(message)
    assert reading.problems[0].mend


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    reading = read_site(SiteConfig("blog", "../nowhere"), tmp_path, CALENDAR, SINCE, TODAY)
    assert (reading.root, reading.posts, len(reading.problems)) == (None, (), 1)
    assert "../nowhere" in reading.problems[0].message
    write(tmp_path, {"mkdocs.yml": "plugins: [blog, momentum]\n"})
    empty = read(tmp_path)
    assert [(problem.message, problem.holds) for problem in empty.problems] == [
        ("there are no posts in docs/blog/posts", False)
    ]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: \xff\n")
    assert "UTF-8" in read(tmp_path).problems[0].message


def test_properdocs_goes_first(tmp_path: Path) -> None:
    write(tmp_path, {"properdocs.yml": "site_name: P\n", "mkdocs.yaml": "site_name: Y\n"})
    site = load_mkdocs_site(WorkingFiles(tmp_path))
    assert site is not None
    assert site.site_name == "P"
    (tmp_path / "properdocs.yml").unlink()
    site = load_mkdocs_site(WorkingFiles(tmp_path))
    assert site is not None
    assert site.site_name == "Y"


def test_excluded_pages_are_no_posts(tmp_path: Path) -> None:
    config = "plugins: [blog]\nexclude_docs: |\n  /blog/posts/old/\n  !.well.md\ndraft_docs: |\n  *_draft.md\n"
    names = ("a.md", "old/b.md", "c_draft.md", ".well.md", "README.md", "index.md", "x/README.md")
    write(tmp_path, {"mkdocs.yml": config, **{f"docs/blog/posts/{name}": POST for name in names}})
    assert [post.key.path.removeprefix("docs/blog/posts/") for post in read(tmp_path).posts] == [
        ".well.md", "a.md", "index.md", "x/README.md",
    ]  # fmt: skip


def test_defaults_of_a_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": "plugins: [meta, {blog: {post_url_format: '{categories}/{slug}'}}]\n",
            "docs/.meta.yml": "categories: [Root]\n",
            "docs/blog/posts/d/.meta.yml": "draft: true\n",
            "docs/blog/po/.meta.yml": "categories: [Near]\n",
            "docs/blog/posts/a.md": POST,
            "docs/blog/posts/d/b.md": POST,
            "docs/blog/posts/d/c.md": POST.replace("title: A", "title: A\ndraft: false"),
            "docs/blog/posts/bad/.meta.yml": "a: [",
            "docs/blog/posts/bad/e.md": POST,
        },
    )
    reading = read(tmp_path)
    assert states(reading.posts) == {
        "docs/blog/posts/a.md": "waiting",
        "docs/blog/posts/bad/e.md": "problem",
        "docs/blog/posts/d/b.md": "draft",
        "docs/blog/posts/d/c.md": "waiting",
    }
    assert reading.posts[0].url == "blog/root/a/"
    assert reading.posts[0].meta["categories"] == ["Root", "Near"]
    assert "docs/blog/posts/bad/.meta.yml" in reading.posts[1].problems[0].message
    write(tmp_path, {"mkdocs.yml": "plugins: [blog]\n"})
    assert set(states(read(tmp_path).posts).values()) == {"waiting"}


def test_a_name_that_is_no_text_is_a_name(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_url: https://me.example/\nplugins: [{momentum: {posts: 'docs/**/*.md'}}]\n"})
    write(tmp_path, {os.fsdecode(b"docs/caf\xe9.md"): POST})
    assert [post.url for post in read(tmp_path).posts] == ["https://me.example/caf%E9/"]


def test_links_stay_in_the_tree(tmp_path: Path) -> None:
    write(tmp_path, {"out/x.md": POST, "site/mkdocs.yml": "plugins: [blog]\n", "site/docs/blog/posts/a.md": POST})
    write(tmp_path, {"site/shared/s.md": POST})
    posts = tmp_path / "site/docs/blog/posts"
    (posts / "escape.md").symlink_to(tmp_path / "out/x.md")
    (posts / "broken.md").symlink_to(tmp_path / "site/nowhere.md")
    (posts / "inside.md").symlink_to(tmp_path / "site/shared/s.md")
    (posts / "outdir").symlink_to(tmp_path / "out")
    (posts / "shared").symlink_to(tmp_path / "site/shared")
    (posts / "circle").symlink_to(posts)
    (tmp_path / "site/shared/back").symlink_to(posts)
    reading = read(tmp_path / "site")
    found = {path.removeprefix("docs/blog/posts/"): state for path, state in states(reading.posts).items()}
    shared = {f"shared/back/{name}" for name in ("a.md", "broken.md", "escape.md", "inside.md")}
    assert found.keys() - shared == {"a.md", "broken.md", "escape.md", "inside.md", "shared/s.md"}
    assert (found["escape.md"], found["broken.md"], found["inside.md"]) == ("problem", "problem", "waiting")
    assert "docs/blog/posts/outdir" in {problem.path for problem in reading.problems}


def test_only_the_head_is_read_and_no_character_is_cut(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "plugins: [blog]\n"})
    folder = tmp_path / "docs/blog/posts"
    folder.mkdir(parents=True)
    for shift in range(4):
        (folder / f"{shift}.md").write_text(POST + "x" * shift + "\U0001f600" * HEAD_BYTES, encoding="utf-8")
    (folder / "long.md").write_text("---\ntitle: A\nx: " + "y" * 70_000 + "\n---\n\nText.\n", encoding="utf-8")
    reading = read(tmp_path)
    assert [post.state.value for post in reading.posts] == ["waiting"] * 4 + ["problem"]


# --- what was public stays public


def test_an_old_problem_post_is_history() -> None:
    key, since = PostKey("blog", "a.md"), SINCE
    post = Post(key, State.PROBLEM, "A", problems=(Problem("blog", "a.md", "it has no date", "write one"),))
    settled = settle_arrival(post, since, date(2026, 11, 22))
    assert settled.state is State.HISTORY
    assert not any(problem.holds for problem in settled.problems)
    assert settled.problems[0].message == "it has no date"
    for arrived in (None, since, date(2027, 1, 1)):
        assert settle_arrival(post, since, arrived) is post
    early = date(2020, 1, 1)
    for other in (
        post._replace(state=State.WAITING),
        post._replace(meta={"draft": True}),
        post._replace(wish=Moment(since)),
    ):
        assert not wants_arrival(other, since)
        assert settle_arrival(other, since, early) is other
    assert settle_arrival(post._replace(wish=Moment(early)), since, early).state is State.HISTORY


def test_git_says_when_a_problem_post_arrived(tmp_path: Path) -> None:
    write(tmp_path, {"docs/old.md": "# Old without a head\n", "docs/sub/bad.md": "---\ndate: [\n---\n\nText.\n"})
    env = {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env |= {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    env |= {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*args: str, day: str = "2026-11-01") -> str:
        dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        done = subprocess.run(["git", *args], cwd=tmp_path, env=env | dates, check=True, capture_output=True, text=True)
        return done.stdout

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Begin")
    write(tmp_path, {"docs/new.md": "Something quite different\n", "docs/fine.md": POST})
    git("add", ".")
    git("commit", "-qm", "More", day="2026-11-25")
    found = states(read(tmp_path, posts="docs").posts)
    assert found == {
        "docs/fine.md": "waiting",
        "docs/new.md": "problem",
        "docs/old.md": "history",
        "docs/sub/bad.md": "history",
    }
    asked: list[str] = []

    def arrived(_root: Path, path: str) -> date | None:
        asked.append(path)
        return None

    held = states(read(tmp_path, posts="docs", arrived=arrived).posts)
    assert sorted(held.values()) == ["problem", "problem", "problem", "waiting"]
    assert asked == ["docs/new.md", "docs/old.md", "docs/sub/bad.md"]


@pytest.mark.parametrize(
    ("text", "plain", "blog"),
    [
        ("# No head\n", True, False),
        ("---\ndate: 2020-01-01\ndate: 2020-01-02\n---\n", True, True),
        ("\ufeff---\r\ndate: {created: 2020-01-01}\r\ndraft: false\r\n...\r\n", True, True),
        ("---\ndate: '2020-01-01'\n---\n", True, False),
        ("---\ndate: 2020-01-01\ndraft: maybe\n---\n", True, False),
        ("---\ndate: [\n---\n", True, False),
        ("---\na: 1\n---\n", True, False),
        ("---\n- a\n---\n", True, False),
        ("---\ndate: 2020-02-30\n---\n", True, False),
    ],
)
def test_what_a_host_shows_of_a_file_with_a_problem(text: str, plain: bool, blog: bool) -> None:
    raw = text.encode()
    assert (host_shows(raw, in_blog=False), host_shows(raw, in_blog=True)) == (plain, blog)
    assert not host_shows(b"\xff" + raw, in_blog=False)


@pytest.mark.parametrize(
    ("plugins", "said"),
    [
        ("[blog]", "does not switch momentum on"),
        ("[blog, {momentum: {enabled: false}}]", "does not switch momentum on"),
        ("[blog, {momentum: {since: 2026-12-25}}]", "says since: 2026-12-25"),
    ],
)
def test_a_build_that_would_not_agree_is_told(tmp_path: Path, plugins: str, said: str) -> None:
    write(tmp_path, {"mkdocs.yml": f"plugins: {plugins}\n"})
    assert said in read(tmp_path).problems[0].message


def test_blogs_in_a_group_are_blogs() -> None:
    group = {"enabled": True, "plugins": ["blog", {"blog": {"blog_dir": "news"}}]}
    blogs = site_from_config({"plugins": ["search", {"group": group}]}).blogs
    assert [blog.posts_dir for blog in blogs] == ["blog/posts", "news/posts"]
    off = site_from_config({"plugins": [{"group": {**group, "enabled": False}}, {"blog": {"enabled": False}}]})
    assert len(off.blogs) == 3, "they may be on where the site is built"


def test_globs_name_posts_beside_those_of_the_blog() -> None:
    site = site_from_config({"plugins": ["blog"]})
    is_post = post_test(site, ["docs/notes/*.md"])
    assert is_post("docs/notes/a.md")
    assert is_post("docs/blog/posts/a.md")
    assert not is_post("docs/a.md")


def test_the_address_without_variables_is_the_sites_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "site_name: S\nsite_url: !ENV [DEPLOY_URL, 'https://me.example/']\nplugins: [blog, momentum]\n"
    (tmp_path / "docs/blog/posts").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(text)
    own = "https://me.example/blog/2026/12/01/a/"
    (tmp_path / "docs/blog/posts/a.md").write_text(f"---\ndate: 2026-12-01\ncanonical_url: {own}\n---\n# A\n")
    for address in ("", "https://preview.example/"):
        monkeypatch.setenv("DEPLOY_URL", address) if address else monkeypatch.delenv("DEPLOY_URL", raising=False)
        reading = read_site(SiteConfig("me", "."), tmp_path, CALENDAR, SINCE, TODAY)
        assert [post.state for post in reading.posts] == [State.WAITING], address
