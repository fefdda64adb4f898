"""Sites that MkDocs does not build: found out and read by their own generator's rules."""

from __future__ import annotations

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
from mkdocs_momentum.core.frontmatter import FrontMatterError
from mkdocs_momentum.core.generators.astro import astro_head
from mkdocs_momentum.core.generators.detect import GENERATORS
from mkdocs_momentum.core.generators.eleventy_heads import eleventy_head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.lineheads import dotted_head, metadata_head
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.stores.othersites import other_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.stores.sites import SiteReading, read_site

SINCE, TODAY = date(2026, 11, 23), date(2026, 11, 24)
CALENDAR = Calendar(ZoneInfo("America/Los_Angeles"))


def site(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def read(root: Path, **settings: str) -> SiteReading:
    return read_site(SiteConfig("blog", ".", **settings), root, CALENDAR, SINCE, TODAY)


def route(collection: str, params: str) -> str:
    """A template of Astro that shows a collection."""
    return f"---\nawait getCollection('{collection}').map(post => ({{ params: {{ {params} }}, props: post }}))\n---\n"


def states(reading: SiteReading) -> dict[str, str]:
    return {post.key.path: str(post.state) for post in reading.posts}


def test_hugo(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "hugo.toml": 'baseURL = "https://me.example/"\ntitle = "Me"\n',
            "content/_index.md": "---\ntitle: Home\n---\n",
            "content/about.md": "---\ntitle: About\n---\n",
            "content/posts/_index.md": "---\ntitle: Posts\n---\n",
            "content/posts/toml.md": '+++\ntitle = "Toml"\ndate = 2026-12-01T08:00:00-08:00\n+++\nWords\n',
            "content/posts/yaml.md": "---\ntitle: Yaml\ndate: 2026-12-02\npublishDate: 2026-12-03\n---\nWords\n",
            "content/posts/json.md": '{\n  "title": "Json",\n  "date": "2020-01-01"\n}\nWords\n',
            "content/posts/draft.md": '+++\ntitle = "Draft"\ndate = 2026-12-01\ndraft = true\n+++\n',
            "content/posts/bundle/index.md": "---\nTitle: Bundle\nDate: 2026-12-04\n---",
            "content/posts/bundle/part.md": "Only a part\n",
            "content/posts/undated.md": '+++\ntitle = "Undated"\n+++\n',
            "content/posts/broken.md": "+++\ntitle = \n+++\n",
            "content/posts/out.md": '+++\ntitle = "Out"\ndate = 2026-11-24\nreleased = 2026-11-24\n+++\n',
            "content/posts/copy.md": "---\ntitle: C\ndate: 2026-12-01\ncanonicalURL: https://else.example/c/\n---\n",
            "content/posts/own.md": "---\ntitle: C\ndate: 2026-12-01\ncanonical_url: https://me.example/posts/own/\n---\n",
        },
    )
    reading = read(tmp_path)
    assert states(reading) == {
        "content/posts/broken.md": "problem",
        "content/posts/bundle/index.md": "waiting",
        "content/posts/copy.md": "copy",
        "content/posts/draft.md": "draft",
        "content/posts/json.md": "history",
        "content/posts/out.md": "released",
        "content/posts/own.md": "waiting",
        "content/posts/toml.md": "waiting",
        "content/posts/undated.md": "problem",
        "content/posts/yaml.md": "waiting",
    }
    by_path = {post.key.path: post for post in reading.posts}
    yaml = by_path["content/posts/yaml.md"]
    assert yaml.wish is not None
    assert yaml.wish.day == date(2026, 12, 3)  # publishDate is when Hugo shows it
    assert by_path["content/posts/bundle/index.md"].url == "https://me.example/posts/bundle/"
    broken = by_path["content/posts/broken.md"].problems[0]
    assert broken.line == 2
    assert "TOML" in broken.message
    assert "date = 2026-11-24" in by_path["content/posts/undated.md"].problems[0].mend


def test_an_index_in_html_makes_no_hugo_bundle(tmp_path: Path) -> None:
    page = "<p>No front matter.</p>"
    post = "---\ndate: 2019-01-01\npublished: true\n---\n"  # as Jekyll says it, which is no date
    files = {"hugo.toml": "", "content/posts/a/index.html": page, "content/posts/a/beside.md": post}
    site(tmp_path, files)
    assert states(read(tmp_path)) == {"content/posts/a/beside.md": "history"}


def test_hugo_reads_other_markup(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "hugo.toml": 'baseURL = "https://me.example/"\n',
            "content/posts/a.org": "#+TITLE: A\n#+DATE: [2026-12-01 Tue]\n#+draft: true\n\n#+date: 2020-01-01\n",
            "content/posts/b.org": "\n#+title: B\n#+date: 2026-12-02T23:00:00-08:00\n#+tags[]: x y\n* Words\n",
            "content/posts/c.org": "#+title: C\n#+date: 2026-11-24\n#+released: 2026-11-24\n",
            "content/posts/d.org": "---\ntitle: D\ndate: 2026-12-04\n---\n",
            "content/posts/e.org": "# A remark\n#+date: 2026-12-05\n",
            "content/posts/f.adoc": "---\ntitle: F\ndate: 2026-12-06\n---\n",
            "content/posts/g.rst": "+++\ntitle = 'G'\ndate = 2026-12-07\n+++\n",
        },
    )
    reading = read(tmp_path)
    assert {path.rpartition("/")[2]: state for path, state in states(reading).items()} == {
        "a.org": "draft",
        "b.org": "waiting",
        "c.org": "released",
        "d.org": "waiting",
        "e.org": "problem",
        "f.adoc": "waiting",
        "g.rst": "waiting",
    }
    days = [post.wish.day.day if post.wish else None for post in reading.posts]
    assert days == [1, 2, 24, 4, None, 6, 7]
    assert reading.posts[1].title == "B"
    assert reading.posts[1].meta["tags"] == ["x", "y"]


def test_a_broken_head_that_was_public_stays_public(tmp_path: Path) -> None:
    root = site(tmp_path / "hugo", {"hugo.toml": 'baseURL = "https://me.example/"\n'})
    site(root, {"content/posts/old.md": "---\ntitle: A\ndate: 2019-01-01\nv: !foo bar\n---\n"})
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Write", GIT_COMMITTER_DATE="2019-01-01T00:00:00Z")
    site(root, {"content/posts/new.md": "---\ntitle: A\ndate: 2026-12-01\nv: !foo bar\n---\n"})
    assert states(read(root)) == {"content/posts/new.md": "problem", "content/posts/old.md": "history"}


def test_hugo_sections_and_permalinks_of_its_own(tmp_path: Path) -> None:
    config = (
        "baseURL: https://me.example/\nparams: {mainSections: [essays]}\npermalinks: {essays: /:year/:month/:slug/}\n"
    )
    site(
        tmp_path,
        {
            "config/_default/hugo.yaml": config,
            "content/essays/a.md": "---\ntitle: An Essay\ndate: 2026-12-01\n---\n",
            "content/posts/b.md": "---\ntitle: B\ndate: 2026-12-01\n---\n",
        },
    )
    reading = read(tmp_path)
    assert states(reading) == {"content/essays/a.md": "waiting"}
    assert reading.posts[0].url == "https://me.example/2026/12/an-essay/"


def test_jekyll(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "_config.yml": "url: https://me.example\nbaseurl: /blog\npermalink: pretty\n",
            "_posts/2026-12-01-by-name.md": "---\ntitle: By name\n---\nWords",
            "_posts/2020-01-01-date-wins.md": "---\ntitle: D\ndate: 2026-12-02 10:00:00 -0800\n---\n",
            "_posts/2026-12-03-empty.md": "---\n---\nWords\n",
            "_posts/2026-12-03-hidden.md": "---\npublished: false\n---\n",
            "_posts/README.md": "No post",
            "news/_posts/2020-01-01-old.markdown": "---\ncategories: [A B]\n---\n",
            "_drafts/idea.md": "---\ntitle: Idea\n---\n",
            "about.md": "---\ntitle: About\n---\n",
        },
    )
    reading = read(tmp_path)
    assert states(reading) == {
        "_drafts/idea.md": "draft",
        "_posts/2020-01-01-date-wins.md": "waiting",
        "_posts/2026-12-01-by-name.md": "waiting",
        "_posts/2026-12-03-empty.md": "waiting",
        "_posts/2026-12-03-hidden.md": "draft",
        "news/_posts/2020-01-01-old.markdown": "history",
    }
    urls = {post.key.path: post.url for post in reading.posts}
    assert urls["_posts/2026-12-01-by-name.md"] == "https://me.example/blog/2026/12/01/by-name/"
    assert urls["news/_posts/2020-01-01-old.markdown"] == "https://me.example/blog/news/a%20b/2020/01/01/old/"


def test_zola(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "config.toml": 'base_url = "https://me.example"\n',
            "content/blog/_index.md": '+++\nsort_by = "date"\n+++\n',
            "content/blog/2026-12-01-named.md": '+++\ntitle = "Named"\n+++\n',
            "content/blog/out.md": '+++\ntitle = "O"\ndate = 2026-11-24\n[extra]\nreleased = 2026-11-24\n+++\n',
            "content/blog/yaml/index.md": "---\ntitle: Y\ndate: 2026-12-05\n---\n",
            "content/blog/draft.md": '+++\ntitle = "D"\ndraft = true\n+++\n',
            "content/about.md": '+++\ntitle = "About"\n+++\n',
        },
    )
    reading = read(tmp_path)
    assert states(reading) == {
        "content/blog/2026-12-01-named.md": "waiting",
        "content/blog/draft.md": "draft",
        "content/blog/out.md": "released",
        "content/blog/yaml/index.md": "waiting",
    }
    assert reading.posts[0].url == "https://me.example/blog/named/"


def test_eleventy_quarto_and_astro(tmp_path: Path) -> None:
    eleventy = site(
        tmp_path / "eleventy",
        {
            "eleventy.config.js": 'export default () => ({dir: {input: "src", output: "out"}})\n',
            "src/blog/2026-12-01-a.md": "---\ntitle: A\n---\n",
            "src/blog/index.md": "---\ntitle: Blog\n---\n",
            "src/blog/b.md": "---\ntitle: B\ndate: Last Modified\n---\n",
            "src/about.md": "---\ntitle: About\n---\n",
            "node_modules/x/blog/readme.md": "---\ndate: 2026-12-01\n---\n",
        },
    )
    assert states(read(eleventy)) == {"src/blog/2026-12-01-a.md": "waiting", "src/blog/b.md": "problem"}
    quarto = site(
        tmp_path / "quarto",
        {
            "_quarto.yml": "project: {type: website}\nwebsite: {site-url: https://me.example}\n",
            "posts/index.qmd": "---\ntitle: All\nlisting: {}\n---\n",
            "posts/a/index.qmd": '---\ntitle: A\ndate: "12/01/2026"\n---\n',
            "posts/b/index.qmd": "---\ntitle: B\ndate: today\n---\n",
            "posts/c.qmd": "---\ntitle: C\ndate: November 3, 2020\ndraft: true\n---\n",
        },
    )
    assert states(read(quarto)) == {
        "posts/a/index.qmd": "waiting",
        "posts/b/index.qmd": "problem",
        "posts/c.qmd": "draft",
    }
    astro = site(
        tmp_path / "astro",
        {
            "astro.config.mjs": "export default defineConfig({ site: 'https://me.example' })\n",
            "src/content/blog/a.md": "---\ntitle: A\npubDate: 'Dec 08 2026'\n---\n",
            "src/content/blog/_b.mdx": "---\ntitle: B\n---\n",
            "src/content/docs/c.md": "---\ntitle: C\n---\n",
            "src/pages/blog/[...slug].astro": route("blog", "slug: post.slug"),
        },
    )
    reading = read(astro)
    assert states(reading) == {"src/content/blog/_b.mdx": "draft", "src/content/blog/a.md": "waiting"}
    assert reading.posts[1].url == "https://me.example/blog/a/"


def test_mkdocs_publisher(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "mkdocs.yml": "site_name: Me\nplugins: [search, {pub-blog: {blog_dir: blog}}]\n",
            "docs/blog/a.md": "---\ntitle: A\ndate: 2026-12-01\npublish: published\n---\n",
            "docs/blog/b.md": "---\ntitle: B\ndate: 2026-12-01\npublish: hidden\n---\n",
            "docs/blog/c.md": "---\ntitle: C\ndate: 2026-12-01\n---\n",
        },
    )
    assert states(read(tmp_path)) == {"docs/blog/a.md": "waiting", "docs/blog/b.md": "draft", "docs/blog/c.md": "draft"}


def test_hugo_with_a_folder_for_each_language_and_a_file_for_each_table(tmp_path: Path) -> None:
    post = "---\ntitle: A\ndate: 2026-12-01\n---\n"
    files = {
        "config/_default/hugo.toml": 'baseURL = "https://me.example/"\ndefaultContentLanguage = "en"\n',
        "config/_default/languages.en.toml": 'contentDir = "content/en"\n',
        "content/en/post/a.md": post,
        "content/en/documents/terms.md": post,
        "content/en/about.md": post,
    }
    assert states(read(site(tmp_path, files))) == {"content/en/post/a.md": "waiting"}


def test_hugo_reads_its_parameters_in_a_file_of_their_own(tmp_path: Path) -> None:
    files = {
        "config/_default/hugo.yaml": "baseURL: https://me.example/\n",
        "config/_default/params.yaml": "mainSections: [essays]\n",
        "content/essays/a.md": "---\ntitle: A\ndate: 2026-12-01\n---\n",
        "content/posts/b.md": "---\ntitle: B\ndate: 2026-12-01\n---\n",
    }
    assert states(read(site(tmp_path, files))) == {"content/essays/a.md": "waiting"}


def test_hugo_has_a_file_for_each_language_and_reads_every_form_of_one(tmp_path: Path) -> None:
    post = "---\ntitle: A\ndate: 2026-12-01\n---\n"
    files = {
        "config/_default/hugo.toml": 'baseURL = "https://me.example/"\n',
        "config/_default/hugo.yaml": "contentDir: words\n",
        "config/_default/languages.en.toml": "weight = 1\n",
        "config/_default/languages.de.yaml": "contentDir: worte\n",
        "config/_default/params.de.toml": 'mainSections = ["texte", "posts"]\n',
        **dict.fromkeys(("words/posts/a.md", "worte/texte/b.md", "content/posts/c.md"), post),
    }
    assert states(read(site(tmp_path, files))) == {"words/posts/a.md": "waiting", "worte/texte/b.md": "waiting"}


def test_hugo_settings_in_a_folder_win_and_those_of_production_most(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'contentDir = "one"\n[params]\nmainSections = ["a", "b"]\n[permalinks]\na = "/x/:slug/"\n',
        "config/_default/hugo.toml": 'contentDir = "two"\n[permalinks]\nb = "/y/:slug/"\n',
        "config/production/params.yaml": "mainSections: [a]\n",
        "one/a/1.md": "---\ntitle: A\ndate: 2026-12-01\n---\n",
        "two/a/2.md": "---\ntitle: A\ndate: 2026-12-01\n---\n",
        "two/b/3.md": "---\ntitle: A\ndate: 2026-12-01\n---\n",
        "three/a/4.md": "---\ntitle: A\ndate: 2026-12-01\n---\n",
    }
    assert {post.key.path: post.url for post in read(site(tmp_path, files)).posts} == {"two/a/2.md": "x/a/"}
    (tmp_path / "config/production/config.json").write_text('{"contentDir": "three"}')
    assert states(read(tmp_path)) == {"three/a/4.md": "waiting"}


def test_jekyll_without_a_configuration(tmp_path: Path) -> None:
    site(tmp_path, {"Gemfile": "gem 'github-pages'\n", "_posts/2026-12-01-a.md": "---\ntitle: A\n---\n"})
    assert states(read(tmp_path)) == {"_posts/2026-12-01-a.md": "waiting"}
    (tmp_path / "Gemfile").write_text("gem 'rails'\n")
    assert not read(tmp_path).posts


def test_zola_with_the_day_in_the_address_alone(tmp_path: Path) -> None:
    files = {
        "config.toml": 'base_url = "https://me.example"\n',
        "content/a.md": '+++\npath = "2026/12/01/a"\ntitle = "A"\n+++\n',
        "content/inside/b.md": '+++\npath = "inside/2026/12/02/b"\ntitle = "B"\n+++\n',
        "content/about.md": '+++\npath = "about/2026"\ntitle = "About"\n+++\n',
    }
    posts = read(site(tmp_path, files)).posts
    assert [(post.key.path, str(post.wish and post.wish.day)) for post in posts] == [
        ("content/a.md", "2026-12-01"), ("content/inside/b.md", "2026-12-02"),
    ]  # fmt: skip


def test_quarto_takes_the_blog_at_the_top_and_leaves_articles_of_other_kinds_alone(tmp_path: Path) -> None:
    post = "---\ntitle: A\ndate: 2026-12-01\n---\n"
    files = {"_quarto.yml": "website: {}\n", "blog/a/index.qmd": post, "research/articles/b/index.qmd": post}
    assert states(read(site(tmp_path, files))) == {"blog/a/index.qmd": "waiting"}
    (tmp_path / "blog/a/index.qmd").rename(tmp_path / "research/a.qmd")
    assert states(read(tmp_path)) == {"research/articles/b/index.qmd": "waiting"}


def test_pages_without_a_date_are_said_to_have_none(tmp_path: Path) -> None:
    files = {"config.toml": 'base_url = "https://me.example"\n', "content/a.md": '+++\ntitle = "A"\n+++\n'}
    (problem,) = read(site(tmp_path, files)).problems
    assert problem.message == "none of the pages in content/ (1, read as zola) has a date"
    assert "date = 2026-11-24" in problem.mend


def test_a_site_in_a_folder_further_down_is_pointed_out(tmp_path: Path) -> None:
    site(tmp_path / "repo", {"README.md": "Words\n", "blog/config.toml": 'base_url = "https://me.example"\n'})
    found = read_site(SiteConfig("blog", "repo"), tmp_path, CALENDAR, SINCE, TODAY)
    assert [problem.mend for problem in found.problems] == ["write path: repo/blog"]
    (tmp_path / "repo/blog/config.toml").unlink()
    found = read_site(SiteConfig("blog", "repo"), tmp_path, CALENDAR, SINCE, TODAY)
    assert "no configuration of a site generator" in found.problems[0].message


def test_a_link_to_a_folder_is_followed_and_no_post_counts_twice(tmp_path: Path) -> None:
    post = "---\ntitle: A\ndate: 2026-12-01\n---\n"
    root = site(tmp_path / "jekyll", {"_config.yml": "", "writing/2026-12-01-a.md": post, "writing/more/x.txt": ""})
    (root / "_posts").symlink_to("writing")
    (root / "further").mkdir()
    (root / "further/_posts").symlink_to(root / "writing")
    (root / "writing/more/circle").symlink_to(root)
    assert list(states(read(root)).values()) == ["waiting"]
    root = site(tmp_path / "hugo", {"hugo.toml": "baseURL = 'https://me.example'\n", "content/posts/a.md": post})
    (root / "content/mirror").symlink_to("posts")
    assert states(read(root)) == {"content/posts/a.md": "waiting"}


def test_a_link_out_of_the_site_is_a_problem_where_posts_wait_behind_it(tmp_path: Path) -> None:
    root = site(tmp_path / "blog", {"_config.yml": "", "_posts/2026-12-01-a.md": "---\ntitle: A\n---\n"})
    for name, head in {"2020-01-01-old": "", "2026-12-02-draft": "draft: true"}.items():
        site(tmp_path / "vault", {f"{name}.md": f"---\ntitle: V\n{head}\n---\n"})
    site(tmp_path / "drafts", {"soon.md": "---\ntitle: Soon\n---\n"})
    (root / "_drafts").symlink_to(tmp_path / "drafts")
    (root / "notes").mkdir()
    (root / "notes/_posts").symlink_to(tmp_path / "vault")
    reading = read(root)
    assert reading.problems == ()
    assert states(reading) == {
        "_posts/2026-12-01-a.md": "waiting",
        "notes/_posts/2020-01-01-old.md": "history",
    }
    site(tmp_path / "vault", {"2026-12-03-waits.md": "---\ntitle: W\n---\n"})
    reading = read(root)
    assert [problem.where for problem in reading.problems] == ["blog: notes/_posts"]
    assert "leads out of the site's folder" in reading.problems[0].message
    assert "notes/_posts/2026-12-03-waits.md" not in states(reading)


@pytest.mark.parametrize(
    ("name", "text", "generator"),
    [
        ("config.toml", 'base_url = "x"', "zola"),
        ("config.toml", 'baseURL = "x"', "hugo"),
        ("config.yaml", "languageCode: en", "hugo"),
        ("config.yml", "backend: git", None),
        ("hugo.toml", "", "hugo"),
        ("hugo.yaml", "title: Me", "hugo"),
        ("conf.py", "project = 'docs'", None),
        ("_config.yml", "theme: minima", "jekyll"),
        ("_config.yml", "source_dir: source\npublic_dir: public", None),
        ("astro.config.ts", "", "astro"),
        ("README.md", "", None),
    ],
)
def test_a_generator_is_known_by_its_configuration(tmp_path: Path, name: str, text: str, generator: str | None) -> None:
    (tmp_path / name).write_text(text)
    found = other_site(WorkingFiles(tmp_path))
    assert (found[0].name if found else None) == generator


def test_a_configuration_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    reading = read(site(tmp_path, {"hugo.toml": "baseURL = \n"}))
    assert reading.posts == ()
    assert "hugo.toml" in reading.problems[0].message


def test_an_explicit_glob_decides_alone(tmp_path: Path) -> None:
    site(
        tmp_path,
        {"hugo.toml": 'baseURL = "x"', "content/a.md": "+++\ndate = 2026-12-01\n+++\n", "content/posts/b.md": "x"},
    )
    assert states(read(tmp_path, posts="content/*.md")) == {"content/a.md": "waiting"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jul 08 2022", date(2022, 7, 8)),
        ("8 July 2022", date(2022, 7, 8)),
        ("Fri, 08 Jul 2022", date(2022, 7, 8)),
        ("2022/7/8", date(2022, 7, 8)),
        ("July 8th, 2022", date(2022, 7, 8)),
        ("2022-13-40", "2022-13-40"),
        ("today", "today"),
        ("07/08/2022", "07/08/2022"),
        ("a year ago", "a year ago"),
    ],
)
def test_dates_as_text(text: str, day: object) -> None:
    assert text_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "+++\ntitle = 1",
        "+++\n[a\n+++\n",
        "{",
        "{]",
        "[1]",
        "words",
        "",
        "{" * 5000,
        '{"a": ' * 3000,
        "+++\na = " + "[" * 5000 + "\n+++\n",
    ],
)
def test_heads_that_cannot_be_read_say_so(text: str) -> None:
    with pytest.raises(FrontMatterError):
        any_head(text)


def test_metadata_without_any_says_so() -> None:
    for reader in (metadata_head, dotted_head):
        with pytest.raises(FrontMatterError):
            reader("Just words\n")


def test_a_toml_head_knows_its_lines() -> None:
    head = any_head('+++\r\ntitle = "A"\r\ndate = 2026-11-24\r\n[extra]\r\ndate = 3\r\n+++\r\nBody')
    assert head.lines == {"title": 2, "date": 3}
    assert head.data["date"] == date(2026, 11, 24)


_BITS = st.sampled_from(
    [
        "---\n",
        "+++\n",
        "---json\n",
        "---toml\n",
        "---js\n",
        "--- yml\n",
        "{",
        "}",
        '"a"',
        ":",
        "date",
        "title",
        " = ",
        ": ",
        "\n",
        "2026-11-24",
        "[",
        "]",
        ".. ",
        ":date: ",
        "1e999",
    ]
)


@examples(400)
@given(st.lists(_BITS | st.text(max_size=6), max_size=14).map("".join))
def test_whatever_stands_in_a_file_is_a_head_or_a_fault(text: str) -> None:
    for reader in (any_head, metadata_head, dotted_head, eleventy_head, astro_head):
        try:
            head = reader(text)
        except FrontMatterError:
            continue
        assert 0 <= head.body <= len(text)
        for generator in GENERATORS:
            own = generator.site_of({})
            normal = generator.normal(own, "posts/2026-11-24-x.md", head)
            generator.address(own, "posts/2026-11-24-x.md", normal.data, "X")


@pytest.mark.parametrize(
    ("zone", "day", "address"),
    [
        ("America/Los_Angeles", "2026-12-07T10:00:00+09:00", "2026/12/06"),
        ("America/Los_Angeles", "2026-12-07 23:00:00", "2026/12/07"),
        ("America/Los_Angeles", "2026-12-07 01:00:00", None),  # to Jekyll that is UTC where it stands with seconds
        ("", "2026-12-07T10:00:00+09:00", "2026/12/07"),
        ("", "2026-12-07T08:00:00+09:00", None),  # the machine that builds it says which day that is
        ("Nowhere/Land", "2026-12-07", "2026/12/07"),
    ],
)
def test_a_jekyll_address_has_the_day_of_the_sites_own_zone(
    tmp_path: Path, zone: str, day: str, address: str | None
) -> None:
    settings = "url: https://me.example\n" + (f"timezone: {zone}\n" if zone else "")
    site(tmp_path, {"_config.yml": settings, "_posts/2026-12-07-a.md": f"---\ndate: {day}\n---\n"})
    assert read(tmp_path).posts[0].url == (f"https://me.example/{address}/a.html" if address else None)


def test_an_unpublished_hugo_post_is_a_draft(tmp_path: Path) -> None:
    heads = {"no": "published: false", "yes": "published: true", "draft": "published: false\ndraft: false"}
    posts = {f"content/posts/{name}.md": f"---\ndate: 2026-12-01\n{head}\n---\n" for name, head in heads.items()}
    site(tmp_path, {"hugo.toml": "title = 'x'\n", **posts})
    assert states(read(tmp_path)) == {
        "content/posts/draft.md": "waiting", "content/posts/no.md": "draft", "content/posts/yes.md": "waiting",
    }  # fmt: skip
