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
from mkdocs_momentum.core.edit import remove_mark, set_mark
from mkdocs_momentum.core.frontmatter import FrontMatterError
from mkdocs_momentum.core.fronts import Dialect
from mkdocs_momentum.core.generators.astro import astro_head
from mkdocs_momentum.core.generators.detect import GENERATORS
from mkdocs_momentum.core.generators.eleventy_heads import eleventy_head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.kinds import text_of
from mkdocs_momentum.core.generators.lineheads import dotted_head, metadata_head
from mkdocs_momentum.core.generators.pysettings import UNKNOWN, assigned
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


def test_pelican_articles_beside_their_files_and_hidden_ones(tmp_path: Path) -> None:
    settings = "PATH = 'content'\nARTICLE_PATHS = ['blog']\nSTATIC_PATHS = ['images', 'blog']\n"
    site(
        tmp_path,
        {
            "pelicanconf.py": settings,
            "content/blog/a.md": "Title: A\nDate: 2026-12-01\n\nx\n",
            "content/blog/hidden.md": "Title: B\nDate: 2019-12-01\nStatus: hidden\n\nx\n",
        },
    )
    assert states(read(tmp_path)) == {"content/blog/a.md": "waiting"}


def test_eleventy_templates_with_a_date_are_posts(tmp_path: Path) -> None:
    files = {
        "eleventy.config.js": "export default () => {}\n",
        "posts/a.njk": "---\ntitle: A\ndate: 2026-12-01\n---\n",
        "posts/tags.njk": "---\ntitle: Tags\n---\n",
        "posts/2026-12-02-b.md": "Words.\n",
        "posts/feed.html": "Words.\n",
    }
    assert states(read(site(tmp_path, files))) == {"posts/2026-12-02-b.md": "problem", "posts/a.njk": "waiting"}


def test_eleventy_folders_with_a_line_before_their_names(tmp_path: Path) -> None:
    dated = "---\ntitle: A\ndate: 2026-12-01\n---\n"
    files = {
        "eleventy.config.js": "export default () => ({dir: {input: 'src', includes: 'parts', data: '../_facts'}})\n",
        **dict.fromkeys(("src/_notes/a.md", "src/_blog/deep/b.md"), dated),
        **dict.fromkeys(("src/parts/d.md", "_notes/f.md"), dated),
        # Where another folder takes their place, these hold pages as any other.
        **dict.fromkeys(("src/_includes/c.md", "src/_data/e.md"), dated),
    }
    assert list(states(read(site(tmp_path, files)))) == [
        "src/_blog/deep/b.md", "src/_data/e.md", "src/_includes/c.md", "src/_notes/a.md",
    ]  # fmt: skip


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


def test_pelican(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "pelicanconf.py": "import os\nPATH = 'content'\nSITEURL = 'https://me.example'\nX = os.getcwd()\n",
            "content/a.md": "Title: A\nDate: 2026-12-01 10:20\nTags: x,\n  y\n\nWords\n",
            "content/b.rst": "My title\n########\n\n:date: 2026/12/02\n:status: draft\n\nWords\n",
            "content/2026-12-03-c.md": "Title: C\n\nWords\n",
            "content/d.md": "Title: D\n\nWords\n",
            "content/e.rst": "=====\nOver\n=====\n\n:date: 2020-01-01\n\nWords\n",
            "content/f.md": "---\nTitle: F\nDate: 2020-01-01\n---\nWords\n",
            "content/pages/about.md": "Title: About\n\nMe\n",
        },
    )
    assert states(read(tmp_path)) == {
        "content/2026-12-03-c.md": "waiting",
        "content/a.md": "waiting",
        "content/b.rst": "draft",
        "content/d.md": "problem",
        "content/e.rst": "history",
        "content/f.md": "history",
    }


def test_nikola(tmp_path: Path) -> None:
    posts = 'POSTS = (("posts/*.md", "posts", "post.tmpl"), ("posts/*.rst", "posts", "post.tmpl"))\n'
    conf = f'# Nikola\nSITE_URL = "https://me.example/"\n{posts}'
    site(
        tmp_path,
        {
            "conf.py": conf,
            "posts/a.md": "<!--\n.. title: A\n.. slug: a\n.. date: 2026-12-01 08:00:00 UTC-08:00\n-->\n\nWords\n",
            "posts/b.rst": ".. title: B\n.. date: 2020/01/01\n.. tags: x, y\n\nWords\n",
            "posts/c.md": "---\ntitle: C\ndate: 2026-12-02\nstatus: draft\n---\n",
            "posts/d.md": "<!--\n.. title: D\n.. date: 2026-12-01\n.. released: 2026-11-24\n-->\n",
        },
    )
    assert states(read(tmp_path)) == {
        "posts/a.md": "waiting",
        "posts/b.rst": "history",
        "posts/c.md": "draft",
        "posts/d.md": "released",
    }


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


def test_nikola_posts_in_two_files_and_with_endings_of_their_own(tmp_path: Path) -> None:
    files = {
        "conf.py": '# NIKOLA\nPOSTS = (("posts/*.txt", "blog", "post.tmpl"), ("posts/*.md", "blog", "post.tmpl"))\n',
        "posts/one.txt": ".. title: One\n.. date: 2026-12-01\n\nWords\n",
        "posts/two.meta": ".. title: Two\n.. date: 12/02/2026 03:00:00 PM\n",
        "posts/two.txt": "Only words\n",
    }
    posts = read(site(tmp_path, files)).posts
    assert [(post.key.path, post.title, str(post.wish and post.wish.day)) for post in posts] == [
        ("posts/one.txt", "One", "2026-12-01"), ("posts/two.meta", "Two", "2026-12-02"),
    ]  # fmt: skip


def test_quarto_takes_the_blog_at_the_top_and_leaves_articles_of_other_kinds_alone(tmp_path: Path) -> None:
    post = "---\ntitle: A\ndate: 2026-12-01\n---\n"
    files = {"_quarto.yml": "website: {}\n", "blog/a/index.qmd": post, "research/articles/b/index.qmd": post}
    assert states(read(site(tmp_path, files))) == {"blog/a/index.qmd": "waiting"}
    (tmp_path / "blog/a/index.qmd").rename(tmp_path / "research/a.qmd")
    assert states(read(tmp_path)) == {"research/articles/b/index.qmd": "waiting"}


def test_eleventy_leaves_out_what_it_ignores_and_dates_that_move(tmp_path: Path) -> None:
    files = {
        ".eleventy.js": "",
        ".eleventyignore": "test\n/drafts/\n",
        "posts/a.md": "---\ntitle: A\ndate: 2026-12-01\n---\n",
        "posts/b.md": "---\ntitle: B\ndate: git Last Modified\n---\n",
        "about.md": "---\ntitle: About\ndate: Last Modified\n---\n",
        "test/posts/c.md": "---\ntitle: C\ndate: 2026-12-01\n---\n",
        "drafts/d.md": "---\ntitle: D\ndate: 2026-12-01\n---\n",
    }
    assert states(read(site(tmp_path, files))) == {"posts/a.md": "waiting", "posts/b.md": "problem"}


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
    ("title", "name"),
    [
        ("What's new?", "whats-new"),
        ("Über Größe", "uber-grosse"),
        ("Q&A: v1.2, a_b", "qa-v12-a_b"),
        ("日本", None),
        ("A <b>b</b>", None),
        ("R&amp;B", None),
        ("A — b", None),
    ],
)
def test_pelican_titles_in_addresses(tmp_path: Path, title: str, name: str | None) -> None:
    site(tmp_path, {"pelicanconf.py": "", "content/a.md": f"Title: {title}\nDate: 2026-12-01\n\nWords\n"})
    assert [post.url for post in read(tmp_path).posts] == [name and f"{name}.html"]


def test_settings_in_python_are_known_as_far_as_no_code_tells_them() -> None:
    text = (
        'import os\nLANG = "en"\nTRANSLATIONS = {LANG: "", "de": "./de"}\nPATHS = ["a"]\nPATHS += ("b",)\n'
        'PATHS.append("c")\nMORE = [*PATHS, os.name]\nURL = f"/{LANG}/"\nFIRST, (SECOND,) = "x" + "y", ("z",)\n'
        'CODE = os.environ["A"]\nif CODE:\n    URL_OF = "a"\n    TRANSLATIONS["fr"] = ""\n'
        'LATE = "a"\nLATE = "b"\nSUM = LATE + 1\nTABLE = {}\nTABLE["k"] = -1\nPATHS_OF = {CODE: 1}\n'
        'WORDS = ["a"]\nWORDS.sort()\n'
        "def later():\n    LATE = 'c'\nLATE: str\nA = [1]\n" + "A += A\n" * 40
    )
    found = assigned(text)
    assert [found[name] for name in ("PATHS", "MORE", "URL", "FIRST", "SECOND", "LATE", "TABLE")] == [
        ["a", "b", "c"], ["a", "b", "c", UNKNOWN], "/en/", "xy", "z", "b", {"k": -1},
    ]  # fmt: skip
    unknown = {name for name, value in found.items() if value is UNKNOWN}
    assert unknown == {"os", "CODE", "URL_OF", "TRANSLATIONS", "SUM", "PATHS_OF", "WORDS", "later", "A"}
    assert assigned('PATHS += ["b"]\n', {"PATHS": ["a"]})["PATHS"] == ["a", "b"]
    files = {"base.py": "from deep.more import NAME as FIRST\n_OWN = 1\nLATE = 'c'\n", "deep/more.py": "NAME = 'n'\n"}
    text = "LATE = 1\ntry:\n    from base import *\nexcept ImportError:\n    X = 1\nfrom base import LATE as B, OTHER\n"
    taken = assigned(f"{text}from none import *\n", None, files.get)
    assert {**taken, "text": ""} == {"LATE": "c", "FIRST": "n", "B": "c", "OTHER": UNKNOWN, "text": ""}
    circle = {"a.py": "from b import *\nX = 1\n", "b.py": "from a import *\n"}
    assert assigned(circle["a.py"], None, circle.get)["X"] == 1
    assert text_of({"PATH": UNKNOWN}, "PATH", default="content") == "content"


PELICAN_HEADS = {
    "first of two dates.md": ("Title: A\nDate: 2020-01-01\nDate: 2026-12-01\n", "history"),
    "between dashes.md": (
        "---\ntitle: Foo: bar\ndate: '2020-01-01' # then\ntags:\n- a\n- b\n# c\nstatus: draft\n---\n",
        "draft",
    ),
    "closed by nothing.md": ("---\nTitle: A\nDate: 2020-01-01\n\nStatus: draft\n", "history"),
    "space before the colon.md": ("Title: A\nDate : 2020-01-01\n\n", "problem"),
    "blank line above.md": ("\nTitle: A\nDate: 2020-01-01\n\n", "problem"),
    "indented a little.md": ("\ufeff   Title: A\n  Date: 2020-01-01\n\n", "history"),
    "going on.md": ("Title: A\nTags: a,\n    b\n\tc\nDate: 2020-01-01\n\n", "history"),
    "two spaces.md": ("Title: A\nTags: a,\n  b\nDate: 2020-01-01\n\n", "problem"),
    "american.md": ("Title: A\nDate: 11/25/2020 08:00:00 PM\n\n", "history"),
    "turned.md": ("Title: A\nDate: 2026-12-01 00:30 UTC+02:00\n\n", "problem"),
    "no draft of its own.md": ("Title: A\nDate: 2020-01-01\nDraft: true\n\n", "history"),
    "short title.rst": ("A\n=\n\n:date: 2020-01-01\n", "history"),
    "much above.rst": (
        ".. c\n   d\n\nAb\n''\n\nSub\n---\n\n.. _to:\n\n:date: 2020-01-01\n:x: a\n   b\n\n:status: draft\n",
        "draft",
    ),
    "at the top.rst": (":date: 2020-01-01\n:date: 2026-12-01\n\nWords\n", "waiting"),
    "between rules.rst": ("---\nFoo\n---\n:date: 2020-01-01\n", "history"),
    "below words.rst": ("Foo\n===\n\nWords\n\n:date: 2020-01-01\n", "problem"),
    "below a picture.rst": ("Foo\n===\n\n.. image:: a.png\n\n:date: 2020-01-01\n", "problem"),
    ".dotted/.a.md": ("Title: A\nDate: 2026-12-01\n\n", "waiting"),
}  # fmt: skip


def test_pelican_reads_lines_as_pelican_does(tmp_path: Path) -> None:
    files = {f"content/{name}": text for name, (text, _) in PELICAN_HEADS.items()}
    posts = read(site(tmp_path, {"pelicanconf.py": "PATH = 'content'\n", **files})).posts
    assert {post.key.path: str(post.state) for post in posts} == {
        f"content/{name}": state for name, (_, state) in PELICAN_HEADS.items()
    }
    found = {post.key.path: post for post in posts}
    assert found["content/between dashes.md"].title == "Foo: bar"
    assert found["content/between dashes.md"].meta["tags"] == ["a", "b"]
    assert found["content/much above.rst"].title == "Ab"


ARTICLE = "Title: A\nDate: 2020-01-01\n\n"


@pytest.mark.parametrize(
    ("settings", "paths"),
    [
        ("", {"a.md", "b/c.md", "b/no/d.md", "b/#e.md"}),
        ("PAGE_PATHS = ('b',)\n", {"a.md", "pages/p.md", "pages/about.md"}),
        ("PAGE_PATHS = 'b'\nIGNORE_FILES = ['#*']\n", {"a.md", "b/c.md", "b/no/d.md"}),
        ("ARTICLE_PATHS = ['b', 'a.md']\nARTICLE_EXCLUDES = ('b/no',)\n", {"a.md", "b/c.md", "b/#e.md"}),
        ("ARTICLE_EXCLUDES = ['a.md', 'b/no/']\n", {"a.md", "b/c.md", "b/no/d.md", "b/#e.md"}),
        ("PAGE_PATHS = ['pages/']\n", {"a.md", "b/c.md", "b/no/d.md", "b/#e.md", "pages/p.md"}),
        ("NAME = 'b'\nARTICLE_PATHS = [NAME + '/no']\n", {"b/no/d.md"}),
    ],
)
def test_pelican_takes_articles_where_its_settings_say(tmp_path: Path, settings: str, paths: set[str]) -> None:
    names = ("a.md", "b/c.md", "b/no/d.md", "b/#e.md", "pages/p.md")
    files = {f"content/{name}": ARTICLE for name in names} | {"content/pages/about.md": "Title: About\n\n"}
    reading = read(site(tmp_path, {"pelicanconf.py": settings, **files}))
    assert set(states(reading)) == {f"content/{path}" for path in paths}


def test_pelican_is_published_with_settings_of_their_own(tmp_path: Path) -> None:
    own = "PATH = 'content'\nARTICLE_PATHS = ['b']\n"
    published = "from pelicanconf import *\nSITEURL = 'https://me.example'\nARTICLE_PATHS += ['a.md']\n"
    files = {f"content/{name}": ARTICLE for name in ("a.md", "b/c.md", "d.md")}
    posts = read(site(tmp_path, {"pelicanconf.py": own, "publishconf.py": published, **files})).posts
    assert [(post.key.path, post.url) for post in posts] == [
        ("content/a.md", "https://me.example/a.html"), ("content/b/c.md", "https://me.example/a.html"),
    ]  # fmt: skip
    (tmp_path / "publishconf.py").write_text("ARTICLE_PATHS = [")
    assert read(tmp_path).problems[0].message.startswith("publishconf.py: it cannot be read")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("import os\nPATH = os.getcwd()\n", "pelicanconf.py: PATH is set by code, which is not run"),
        ("import os\nPAGE_PATHS = [os.sep]\n", "pelicanconf.py: PAGE_PATHS is set by code, which is not run"),
        ("PATH = '../content'\n", "pelicanconf.py: PATH: ../content is no folder in the site's own"),
    ],
)
def test_pelican_is_not_read_where_code_says_the_place(tmp_path: Path, settings: str, message: str) -> None:
    site(tmp_path, {"pelicanconf.py": settings, "content/a.md": ARTICLE})
    problems = read(tmp_path).problems
    assert [problem.message.startswith(message) for problem in problems] == [True]
    assert states(read(tmp_path, posts="content/*.md")) == {"content/a.md": "history"}


def test_pelican_without_a_path_takes_the_site_itself(tmp_path: Path) -> None:
    site(tmp_path, {"pelicanconf.py": "", "posts/a.md": ARTICLE, ".venv/b.md": ARTICLE, "output/c.md": ARTICLE})
    assert states(read(tmp_path)) == {"posts/a.md": "history"}
    site(tmp_path, {"content/a.md": ARTICLE})
    assert states(read(tmp_path)) == {"content/a.md": "history"}


def test_pelican_takes_what_an_article_does_not_say_from_the_settings(tmp_path: Path) -> None:
    settings = (
        "DEFAULT_METADATA = (('status', 'draft'),)\nDEFAULT_DATE = (2020, 1, 1)\nPATH_METADATA = r'(?P<date>\\d+)/.*'\n"
        "EXTRA_PATH_METADATA = {'out': {'status': 'published'}}\n"
    )
    files = {"a.md": "Title: A\n\n", "out/b.md": "Title: B\n\n", "out/2026-12-01/c.md": "Title: C\n\n"}
    site(tmp_path, {"pelicanconf.py": settings, **{f"content/{name}": text for name, text in files.items()}})
    assert states(read(tmp_path)) == {
        "content/a.md": "draft", "content/out/b.md": "history", "content/out/2026-12-01/c.md": "waiting",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "lines", "url"),
    [
        ("", "Url: my/a/\nSave_as: my/a/index.html\n", "my/a/"),
        ("", "Save_as: my/a.html\n", None),
        ("", "Url: https://else.example/\n", None),
        ("", "Lang: de\n", "a-b-de.html"),
        ("DEFAULT_LANG = 'de'\n", "Lang: de\n", "a-b.html"),
        ("DEFAULT_METADATA = {'lang': 'de'}\nARTICLE_LANG_URL = '{lang}/{slug}/'\n", "", "de/a-b/"),
        ("ARTICLE_URL = 'b/{date:%Y}/{date:%m-%d}/{slug}/'\n", "", "b/2020/01-01/a-b/"),
        ("ARTICLE_URL = '{date:%b}/{slug}/'\n", "", None),
        ("ARTICLE_URL = '{category}/{slug}/'\n", "", None),
        ("import x\nARTICLE_URL = x.y\n", "", None),
        ("SLUGIFY_SOURCE = 'basename'\n", "", "my-file.html"),
        ("SLUGIFY_PRESERVE_CASE = True\n", "", None),
        ("SLUG_REGEX_SUBSTITUTIONS = [('a', 'b')]\n", "", None),
        ("FILENAME_METADATA = '(?P<slug>.*)'\n", "", None),
        ("SLUGIFY_PRESERVE_CASE = True\n", "Slug: Own\n", "Own.html"),
        ("", "Slug:\n", None),
    ],
)
def test_pelican_addresses(tmp_path: Path, settings: str, lines: str, url: str | None) -> None:
    site(tmp_path, {"pelicanconf.py": settings, "content/My File.md": f"Title: A b\nDate: 2020-01-01\n{lines}\n"})
    assert [post.url for post in read(tmp_path).posts] == [url]


def test_an_article_of_pelican_may_lie_elsewhere_than_its_address_says() -> None:
    generator = next(one for one in GENERATORS if one.name == "pelican")
    own = generator.site_of({"SITEURL": "https://me.example"})
    assert generator.others(own, "content/a.md", {"save_as": "x/index.html"}, "A") == ["https://me.example/x/"]
    assert generator.others(own, "content/a.md", {"save_as": "x/y.html"}, "A") == ["https://me.example/x/y.html"]
    assert generator.others(own, "content/a.md", {}, "A") == []


NIKOLA = '# NIKOLA\nDEFAULT_LANG = "en"\nSITE_URL = "https://me.example/"\n'
DOTTED = ".. title: A\n.. date: 2020-01-01\n"


@pytest.mark.parametrize(
    ("posts", "paths"),
    [
        ('(("x/?*.md", "x", "post.tmpl"),)', {"x/a.md", "x/y/b.md"}),
        ('(("x/[A-Z]*.*", "x", "post.tmpl"), ["n/*.txt", "n", "post.tmpl"])', {"x/C.wiki", "n/d.txt"}),
        ('(("./x/*.md", "x", "post.tmpl"), ("*.md", "", "post.tmpl"))', set()),
        ('(("n/*", "n", "post.tmpl"),)', {"n/d.txt"}),
    ],
)
def test_nikola_takes_what_its_patterns_mean(tmp_path: Path, posts: str, paths: set[str]) -> None:
    names = ("x/a.md", "x/y/b.md", "x/.c.md", "x/.y/c.md", "x/C.wiki", "x/d.rst", "n/d.txt", "e.md", "n/f.css")
    site(tmp_path, {"conf.py": f"{NIKOLA}POSTS = {posts}\n", **dict.fromkeys(names, DOTTED)})
    assert set(states(read(tmp_path))) == paths


@pytest.mark.parametrize("posts", ["os.sep", '((os.sep, "posts", "post.tmpl"),)', "(os.sep,)"])
def test_nikola_is_not_read_where_code_says_the_place(tmp_path: Path, posts: str) -> None:
    site(tmp_path, {"conf.py": f"{NIKOLA}import os\nPOSTS = {posts}\n", "posts/a.md": DOTTED})
    assert read(tmp_path).problems[0].message.startswith("conf.py: POSTS is set by code, which is not run; write it")


def test_translations_of_nikola_are_no_posts_of_their_own(tmp_path: Path) -> None:
    settings = 'POSTS = (("posts/*.md", {"en": "posts", "de": "texte"}, "post.tmpl"),)\n'
    languages = 'TRANSLATIONS = {DEFAULT_LANG: "", "de": "./de"}\n'
    names = ("a.md", "a.de.md", "only.de.md", "b.md", "b.meta", "b.de.md", "b.de.meta", "c.de.x.md", "c.md")
    site(tmp_path, {"conf.py": NIKOLA + settings + languages, **{f"posts/{name}": DOTTED for name in names}})
    found = other_site(WorkingFiles(tmp_path))
    assert found
    generator, own = found
    posts = {post.key.path: post.url for post in read(tmp_path).posts}
    assert posts == {
        "posts/a.md": "https://me.example/posts/a/", "posts/b.meta": "https://me.example/posts/b/",
        "posts/c.de.x.md": "https://me.example/posts/cdex/", "posts/c.md": "https://me.example/posts/c/",
        "posts/only.de.md": None,
    }  # fmt: skip
    assert generator.parts(own, "posts/a.md", names) == ["posts/a.de.md"]
    assert generator.parts(own, "posts/b.meta", names) == ["posts/b.de.md", "posts/b.de.meta", "posts/b.md"]
    assert generator.others(own, "posts/a.md", {}, "A") == ["https://me.example/de/texte/a/"]


def test_languages_of_nikola_may_stand_behind_the_ending(tmp_path: Path) -> None:
    settings = 'POSTS = (("posts/*.md", "posts", "post.tmpl"),)\nTRANSLATIONS_PATTERN = "{path}.{ext}.{lang}"\n'
    languages = 'TRANSLATIONS = {"en": "", "de": "./de"}\n'
    names = ("a.md", "a.md.de", "a.meta.de", "only.md.de")
    site(tmp_path, {"conf.py": NIKOLA + settings + languages, **{f"posts/{name}": DOTTED for name in names}})
    assert set(states(read(tmp_path))) == {"posts/a.md", "posts/only.md.de"}
    found = other_site(WorkingFiles(tmp_path))
    assert found
    assert found[0].parts(found[1], "posts/a.md", names) == ["posts/a.md.de", "posts/a.meta.de"]


@pytest.mark.parametrize(
    ("name", "lines", "settings", "url"),
    [
        ("My Post.md", "", "", "texts/my-post/"),
        ("sub/v1.2.md", "", "", "texts/sub/v12/"),
        ("a&b.md", "", "", "texts/ab/"),
        ("Ünï.md", "", "", "texts/uni/"),
        ("x … y.md", "", "", None),
        ("index.md", "", "", None),
        ("a.md", ".. slug: My/own\n", "", "texts/My/own/"),
        ("a.md", ".. pretty_url: False\n", "", "texts/a.html"),
        ("a.md", ".. pretty_url: perhaps\n", "", None),
        ("a.md", "", "PRETTY_URLS = False\n", "texts/a.html"),
        ("a.md", "", "PRETTY_URLS = x.y\n", None),
        ("a.md", "", "STRIP_INDEXES = False\n", None),
        ("a.md", "", "FILE_METADATA_REGEXP = '(?P<date>)(?P<slug>)'\n", None),
        ("a.md", "", 'TRANSLATIONS = {"en": "en"}\n', "en/texts/a/"),
        ("a.md", "", 'POSTS = (("posts/*.md", x.y),)\n', None),
        ("a.md", "", 'POSTS = (("posts/*.md", "", "post.tmpl"),)\n', "a/"),
        ("a.md", "", 'BASE_URL = "https://me.example/"\nSITE_URL = "https://you.example/"\n', "texts/a/"),
    ],
)
def test_nikola_addresses(tmp_path: Path, name: str, lines: str, settings: str, url: str | None) -> None:
    conf = f'{NIKOLA}POSTS = (("posts/*.md", "texts", "post.tmpl"),)\n{settings}'
    site(tmp_path, {"conf.py": conf, f"posts/{name}": f"{DOTTED}{lines}\nWords\n"})
    assert [post.url for post in read(tmp_path).posts] == [url and f"https://me.example/{url}"]


def test_nikola_reads_lines_as_nikola_does(tmp_path: Path) -> None:
    heads = {
        "blank": (f"{DOTTED}\n.. status: draft\n", "history"),
        "blanks": (f"\n<!--\n{DOTTED}   \nWords\n.. status: draft\n", "draft"),
        "bom": (f"\ufeff{DOTTED}", "history"),
        "status": (f"{DOTTED}.. status: Draft\n", "history"),
        "tag": (f"{DOTTED}.. tags: a, Draft\n", "draft"),
        "empty": (f"{DOTTED}.. date:\n", "history"),
        "zone": (".. title: A\n.. date: 2026-12-01 08:00:00 UTC+02:00\n", "waiting"),
        "turned": (".. title: A\n.. date: 2026-12-01 08:00:00 UTC+0200\n", "problem"),
        "fields": ("A\n=\n\n:date: 2026-12-01\n", "waiting"),
    }
    files = {f"posts/{name}.md": text for name, (text, _) in heads.items()}
    unlisted = {"posts/p.md": f"{DOTTED}.. status: private\n", "posts/q.md": f"{DOTTED}.. tags: private\n"}
    conf = f'{NIKOLA}POSTS = (("posts/*.md", "posts", "post.tmpl"),)\n'
    site(tmp_path, {"conf.py": conf, **files, **unlisted})
    assert states(read(tmp_path)) == {f"posts/{name}.md": state for name, (_, state) in sorted(heads.items())}
    named = {"conf.py": f"{conf}FILE_METADATA_REGEXP = '(?P<date>.*)'\n", "posts/2026-12-01-a.md": ".. title: A\n"}
    assert states(read(site(tmp_path, named)))["posts/2026-12-01-a.md"] == "waiting"
    site(tmp_path, {"conf.py": f"{conf}USE_TAG_METADATA = False\n"})
    assert states(read(tmp_path))["posts/tag.md"] == "history"
    assert states(read(tmp_path))["posts/q.md"] == "history"
DATED = "---\ntitle: A\ndate: 2026-12-01\n---\n"


def urls(root: Path, **settings: str) -> dict[str, str | None]:
    return {post.key.path: post.url for post in read(root, **settings).posts}


def test_eleventy_keeps_the_date_of_a_name_in_the_address(tmp_path: Path) -> None:
    own = {
        "a": "/abc/", "b": '""', "c": "d/index.html", "d": "", "e": "foo.html", "f": "/{{ title }}/", "g": "/a//b/",
        "h": "false", "i": "x/index",
    }  # fmt: skip
    files = {
        "eleventy.config.js": "export default () => {}\n",
        **dict.fromkeys(
            (
                "posts/2026-12-01-secret.md", "fold4/2026-11-03-fold4.md", "2026-11-03-fold/2026-11-03-fold.md",
                "posts/a.b.md", "posts/Sp ace.md", "posts/h.html.md", "posts/n.njk", "posts/b/b.md",
                "posts/in/index.md", "posts/index/index.md", "posts/X.MD", "posts/m.markdown",
                "posts/.dot.md", "posts/.hid/a.md",
            ),
            DATED,
        ),
        **{f"own/{name}.md": f"---\ndate: 2026-12-01\npermalink: {value}\n---\n" for name, value in own.items()},
        "own/j.md": "---\ndate: 2026-12-01\neleventyComputed: {permalink: x}\n---\n",
    }  # fmt: skip
    assert urls(site(tmp_path, files)) == {
        "2026-11-03-fold/2026-11-03-fold.md": "2026-11-03-fold/",
        "fold4/2026-11-03-fold4.md": "fold4/2026-11-03-fold4/",
        "own/a.md": "abc/", "own/b.md": None, "own/c.md": "d/", "own/d.md": "own/d/", "own/e.md": "foo.html",
        "own/f.md": None, "own/g.md": None, "own/h.md": None, "own/i.md": None, "own/j.md": None,
        "posts/.dot.md": None, "posts/.hid/a.md": "posts/.hid/a/",
        "posts/2026-12-01-secret.md": "posts/2026-12-01-secret/",
        "posts/Sp ace.md": "posts/Sp ace/", "posts/X.MD": None, "posts/a.b.md": "posts/a.b/",
        "posts/b/b.md": "posts/b/", "posts/h.html.md": "posts/h.html/", "posts/in/index.md": "posts/in/",
        "posts/index/index.md": "posts/index/", "posts/m.markdown": None, "posts/n.njk": "posts/n/",
    }  # fmt: skip
    assert urls(tmp_path, url="https://me.example/b")["posts/n.njk"] == "https://me.example/b/posts/n/"


def test_eleventy_addresses_that_data_sets_are_not_guessed(tmp_path: Path) -> None:
    files = {
        ".eleventy.js": "",
        "posts/posts.json": '{"permalink": "/x/"}',
        "notes/notes.11tydata.js": "module.exports = {layout: 'x'}",
        "notes/b.11tydata.json": '{"permalink": "/x/"}',
        **dict.fromkeys(("posts/a.md", "notes/a.md", "notes/b.md"), DATED),
    }
    assert urls(site(tmp_path, files)) == {"notes/a.md": "notes/a/", "notes/b.md": None, "posts/a.md": None}
    (tmp_path / ".eleventy.js").write_text("c => c.addGlobalData('eleventyComputed.permalink', 1)")
    assert set(urls(tmp_path).values()) == {None}
    (tmp_path / ".eleventy.js").write_text("// permalink")
    assert urls(tmp_path)["notes/a.md"] == "notes/a/"
    site(tmp_path, {"_data/eleventyComputed.js": ""})
    assert set(urls(tmp_path).values()) == {None}


@pytest.mark.parametrize(
    ("config", "package", "path", "url"),
    [
        ("c => { c.setInputDirectory('src'); c.setOutputDirectory(`public`) }", "", "src/blog/a.md", "blog/a/"),
        ("() => ({dir: {input: 'src', output: 'public'}})", "", "src/blog/a.md", "blog/a/"),
        ("// dir: {input: 'src'}", "", "src/blog/a.md", "src/blog/a/"),
        ("/* dir: {input: 'src'} */ 'https://x'; ({dir: {input: 'out'}})", "", "out/blog/a.md", "blog/a/"),
        ("", '{"scripts": {"b": "x && eleventy --input=src --output=public"}}', "src/blog/a.md", "blog/a/"),
        ("({dir: {input: 'x'}})", '{"scripts": {"b": "eleventy --input ./src"}}', "src/blog/a.md", "blog/a/"),
        ("", '{"scripts": {"b": "rollup --input=src; eleventy"}}', "src/blog/a.md", "src/blog/a/"),
        ("", '{"scripts": ', "src/blog/a.md", "src/blog/a/"),
        ("({dir: {input: SRC}})", "", "src/blog/a.md", None),
        ("({dir: {input: 'src', ...rest}, dir: {input: 'b'}})", "", "src/blog/a.md", None),
        ("({dir: DIRS})", "", "src/blog/a.md", None),
        ("const dir = {input: 'src'}; ({ dir })", "", "src/blog/a.md", None),
        ("const dir = import.meta.dirname", "", "vendor/blog/a.md", "vendor/blog/a/"),
        ("({dir: {input: '.', includes: 'blog/parts'}, x: {data: 'blog'}})", "", "blog/a.md", "blog/a/"),
        ("c.setIncludesDirectory('_x')", "", "_includes/blog/a.md", "_includes/blog/a/"),
        ("c => c.addTemplateFormats('mdx')", "", "blog/a.mdx", None),
        ("({templateFormats: ['md', 'foo', 'css']})", "", "blog/a.foo", None),
        ("c.addExtension(['bar', 'baz'], {})", "", "blog/a.baz", None),
    ],
)
def test_eleventy_settings(tmp_path: Path, config: str, package: str, path: str, url: str | None) -> None:
    assert urls(site(tmp_path, {".eleventy.js": config, "package.json": package, path: DATED})) == {path: url}


def test_eleventy_pagination_is_no_folder_of_data(tmp_path: Path) -> None:
    config = "x({pagination: {data: 'posts'}, dir: {includes: 'parts'}}); c.setDataDirectory('facts')"
    files = {".eleventy.js": config, **dict.fromkeys(("posts/a.md", "parts/b.md", "facts/c.md"), DATED)}
    assert states(read(site(tmp_path, files))) == {"posts/a.md": "waiting"}


def test_eleventy_ignores_by_globs_from_the_root(tmp_path: Path) -> None:
    lines = "drafts\n*-wip.md\n**/*-any.md\n/lead/\n# posts\n!posts\n\nq?.md\n**/x\n{posts,notes}/**\nall/**\n"
    out = ("drafts/a.md", "a-wip.md", "z-any.md", "posts/d/z-any.md", "lead/a.md", "q1.md", "all/d/a.md")
    kept = (
        "posts/drafts/a.md", "posts/b-wip.md", "posts/lead/a.md", "posts/q1.md", "posts/all/a.md", "posts/q.md",
        "posts/x/a.md", "drafts-not/a.md", "src/own/a.md",
    )  # fmt: skip
    files = {".eleventy.js": "", ".eleventyignore": lines, **dict.fromkeys((*out, *kept), DATED)}
    assert sorted(states(read(site(tmp_path, files)))) == sorted(kept)
    site(tmp_path, {".eleventy.js": "({dir: {input: 'src'}})", "src/.eleventyignore": "own\n", "src/b.md": DATED})
    assert list(states(read(tmp_path))) == ["src/b.md"]


def test_eleventy_front_matter_in_other_languages(tmp_path: Path) -> None:
    heads = {
        "a": '---json\n{"title": "A",\n "date": "2026-12-01"}\n---\n',
        "b": '--- json \n{"title": "B", "date": "2019-12-01"}\n---\n',
        "c": "---js\n{date: '2026-12-01'}\n---\n",
        "k": "---js\nconst title = `K`;\nconst date = \"2019-01-23\"; // date\nconst permalink = 'x/' + date1;\n---\n",
        "l": "---js\n{date: '2019-12-01', draft: true}\n---\n",
        "m": "---js\nlet date = '2019-12-01'\ndate = next()\n---\n",
        "o": "---js\n{event: {date: '2019-12-01'}, title: '}'}\n---\n",
        "n": "---javascript\n{date: new Date()}\n---\n",
        "d": "---yaml\ntitle: D\ndate: 2026-12-01\n---\n",
        "e": "---toml\ndate = 2026-12-01\n---\n",
        "f": "---coffee\ndate: 1\n---\n",
        "g": "---json\n[]\n---\n",
        "h": "---toml\ndate = 1",
        "i": "-----\nWords\n",
        "j": '---toml\ndate = 2019-12-01\ntitle = "J"\n---\n',
    }
    files = {
        ".eleventy.js": "",
        **{f"posts/{name}.md": text for name, text in heads.items()},
        "index.njk": "---js\n{title: 1}\n---\n",
        "about/index.njk": "---js\n{title: 1}\n---\n date: 1\n",
        "elsewhere/x.njk": "---js\nconst date = f('2026-12-01')\n---\n",
    }
    posts = {post.key.path: post for post in read(site(tmp_path, files)).posts}
    found = {path.removeprefix("posts/").partition(".")[0]: str(post.state) for path, post in posts.items()}
    assert found == {
        "elsewhere/x": "problem", "a": "problem", "b": "history", "c": "problem", "d": "waiting", "e": "problem",
        "f": "problem", "g": "problem", "h": "problem", "j": "history", "k": "history", "l": "draft", "m": "problem",
        "n": "problem", "o": "problem",
    }  # fmt: skip
    said = {path: post.problems[0].message for path, post in posts.items() if post.problems}
    assert said["posts/a.md"] == "its front matter is JSON, which is not edited"
    assert said["posts/c.md"] == "its front matter is JavaScript, which is not edited"
    assert said["posts/n.md"] == "its front matter is JavaScript, which is not read"
    assert (posts["posts/k.md"].title, posts["posts/k.md"].url) == ("K", None)
    assert said["posts/e.md"] == "its front matter is TOML, which is not edited"
    assert "(coffee)" in said["posts/f.md"]
    head = eleventy_head('\ufeff---json\n\n{\n  "date": 1}\n---\nx')
    assert head.lines == {"date": 4}


def test_eleventy_front_matter_that_names_yaml_is_edited() -> None:
    text = "\ufeff--- yml \r\ntitle: A\r\ndate: 2026-12-01\r\n---\r\nWords\r\n"
    edit = set_mark(text, TODAY, CALENDAR, Dialect(eleventy_head))
    after = "title: A\r\ndate: 2026-11-24\r\nreleased: 2026-11-24\r\n---"
    assert edit.text == text.replace("title: A\r\ndate: 2026-12-01\r\n---", after)


def test_eleventy_takes_the_first_date_of_a_path(tmp_path: Path) -> None:
    bare = "---\ntitle: A\n---\n"
    files = {
        ".eleventy.js": "",
        "2019-01-02/blog/2026-12-01-a.md": bare,
        "notes/2026-12-02-at-2019-01-05.md": bare,
        "other/2019_12_03-h.md": bare,
        "other/2020-1-3-x.md": bare,
        "other/2020-13-40-x.md": bare,
        "other/2019-12-03-plain.html": "<p>Words.\n",
        "other/2026-12-03-plain.njk": "Words.\n",
        "other/2019-12-03-plain.md": "Words.\n",
        "posts/2019_12_03-plain.md": "Words.\n",
    }
    posts = read(site(tmp_path, files)).posts
    assert {post.key.path: (str(post.state), str(post.wish and post.wish.day)) for post in posts} == {
        "2019-01-02/blog/2026-12-01-a.md": ("history", "2019-01-02"),
        "notes/2026-12-02-at-2019-01-05.md": ("waiting", "2026-12-02"),
        "other/2019-12-03-plain.html": ("history", "2019-12-03"),
        "other/2019-12-03-plain.md": ("history", "2019-12-03"),
        "other/2026-12-03-plain.njk": ("problem", "None"),
    }


def test_eleventy_files_beside_a_post_that_is_called_like_its_folder(tmp_path: Path) -> None:
    found = other_site(WorkingFiles(site(tmp_path, {".eleventy.js": ""})))
    assert found is not None
    generator, own = found
    assert generator.parts(own, "posts/held/held.md", ["held.md", "pic.png", "img"]) == ["posts/held/pic.png"]
    assert generator.parts(own, "posts/held/held.md", ["held.md", "pic.png", "more.njk"]) == []
    assert generator.parts(own, "posts/held.md", ["held.md", "pic.png"]) == []


def test_empty_front_matter_takes_the_mark() -> None:
    for newline in ("\n", "\r\n"):
        text = f"---{newline}---{newline}Words{newline}"
        dialect = Dialect(any_head, lambda head: head._replace(data={"date": TODAY, **head.data}))
        edit = set_mark(text, TODAY, CALENDAR, dialect)
        assert edit.text == f"---{newline}released: 2026-11-24{newline}---{newline}Words{newline}"
        moved = set_mark(text, date(2026, 12, 2), CALENDAR, dialect)
        assert moved.text.split(newline)[1:3] == ["date: 2026-12-02", "released: 2026-12-02"]
        assert remove_mark(edit.text, "", dialect) == text


CONTENT = """
const writing = defineCollection({ loader: glob({ base: './src/data/blog', pattern: '**/*.md' }) });
const notes = defineCollection({ loader: glob({ base: "stuff/notes", pattern: '**/*.md' }) });
export const collections = { posts: writing, notes };
"""
ASTRO = {
    "astro.config.mjs": "export default defineConfig({ site: 'https://me.example', base: '/repo' })\n",
    "src/content.config.ts": CONTENT,
    "src/pages/articles/[...slug].astro": route("posts", "slug: post.id"),
    "src/pages/n/[id]/index.astro": route("notes", "id: post.id"),
    "src/pages/tags/[tag].astro": route("posts", "tag: 'x'"),
}


def test_astro_addresses_come_from_the_template_that_shows_a_collection(tmp_path: Path) -> None:
    names = ("UPPER", "What's new, v1.2", "a & b", "under_score", "box/index", "index", "Été", "100%", "-lead", "a/B c")
    files = {
        **ASTRO,
        **{f"src/data/blog/{name}.md": DATED for name in names},
        **{f"src/data/blog/s{number}.md": f"---\ndate: 2026-12-01\nslug: {slug}\n---\n"
           for number, slug in enumerate(("/lead/x/", "My Slug", "Own", "[a]"))},
        "stuff/notes/deep/x.md": DATED, "stuff/notes/y.markdown": DATED, "src/content/blog/none.md": DATED,
        "src/pages/de/blog/Held.md": "---\ndate: 2026-12-01\nslug: other\n---\n", "src/pages/posts/a b.md": DATED,
        "src/pages/blog/index.md": "---\ntitle: All\n---\n",
    }  # fmt: skip
    found = urls(site(tmp_path, files))
    assert {path: url and url.removeprefix("https://me.example/repo/") for path, url in found.items()} == {
        "src/content/blog/none.md": None,
        "src/data/blog/-lead.md": "articles/-lead/", "src/data/blog/100%.md": None,
        "src/data/blog/UPPER.md": "articles/upper/", "src/data/blog/What's new, v1.2.md": "articles/whats-new-v12/",
        "src/data/blog/a & b.md": "articles/a--b/", "src/data/blog/a/B c.md": "articles/a/b-c/",
        "src/data/blog/box/index.md": "articles/box/", "src/data/blog/index.md": "articles/index/",
        "src/data/blog/s0.md": "articles/lead/x/", "src/data/blog/s1.md": None, "src/data/blog/s2.md": "articles/Own/",
        "src/data/blog/s3.md": None, "src/data/blog/under_score.md": "articles/under_score/",
        "src/data/blog/Été.md": "articles/été/",
        "src/pages/de/blog/Held.md": "de/blog/Held/", "src/pages/posts/a b.md": None,
        "stuff/notes/deep/x.md": "n/deep/x/", "stuff/notes/y.markdown": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "url"),
    [
        ({}, "https://me.example/repo/articles/a/"),
        ({"src/pages/x/[slug].astro": route("posts", "slug: post.id")}, None),
        ({"src/pages/articles/[...slug].astro": route("posts", "slug: path(post)")}, None),
        ({"src/pages/articles/[...slug].astro": route("posts", "slug: post.slug")}, None),
        ({"src/pages/articles/[...slug].astro": route("others", "slug: post.id")}, None),
        ({"src/pages/articles/[...slug].astro": "CollectionEntry<'posts'>; ({ params: { slug: p.id } })"},
         "https://me.example/repo/articles/a/"),
        ({"src/pages/articles/[...slug].astro": "---\nall().map(p => ({ params: { slug: p.id } }))\n---\n"}, None),
        ({"src/pages/x/[...page].astro": "---\npaginate(await getCollection('posts'))\n---\n"},
         "https://me.example/repo/articles/a/"),
        ({"src/content.config.ts": CONTENT.replace("glob({", "glob({ generateId: own,")}, None),
        ({"src/content.config.ts": CONTENT.replace("'./src/data/blog'", "BLOG")}, None),
        ({"astro.config.mjs": "const c = { site: 'https://a.example', trailingSlash: 'never' };\nexport default c;\n"},
         "https://a.example/articles/a"),
        ({"astro.config.mjs": "export default { site: 'https://a.example', build: { format: 'file' } }"}, None),
        ({"astro.config.mjs": "export default { site: 'https://a.example', base }"}, None),
        ({"astro.config.mjs": "// site: 'https://b.example'\nexport default { /* base: '/x', */ v: { base: '/v' } }"},
         "articles/a/"),
    ],
)  # fmt: skip
def test_astro_addresses_that_are_not_certain_are_none(
    tmp_path: Path, changed: dict[str, str], url: str | None
) -> None:
    assert urls(site(tmp_path, {**ASTRO, **changed, "src/data/blog/a.md": DATED})) == {"src/data/blog/a.md": url}


def test_astro_folders_that_are_named_like_a_blog_wherever_they_are(tmp_path: Path) -> None:
    broken, undated = "---\ntitle: A: B\n---\n", "---\ntitle: A\n---\n"
    files = {
        "astro.config.mjs": "",
        **dict.fromkeys(("src/content/de/blog/a.md", "src/content/en/blog/a.md", "src/pages/de/blog/b.mdwn"), DATED),
        **dict.fromkeys(("src/content/docs/guide/notes/dated.md", "src/content/blog/c.md"), f"\ufeff\n \n{DATED}"),
        **dict.fromkeys(("src/content/docs/guide/notes/d.md", "src/pages/blog/index.md"), undated),
        "src/content/docs/guide/notes/broken.md": broken,
        "src/content/de/blog/undated.md": undated,
    }
    assert states(read(site(tmp_path, files))) == {
        "src/content/blog/c.md": "waiting",
        "src/content/de/blog/a.md": "waiting",
        "src/content/de/blog/undated.md": "problem",
        "src/content/docs/guide/notes/broken.md": "problem",
        "src/content/docs/guide/notes/dated.md": "waiting",
        "src/content/en/blog/a.md": "waiting",
        "src/pages/de/blog/b.mdwn": "waiting",
    }


def test_astro_front_matter_below_empty_lines_is_edited() -> None:
    text = "\n  \n---\ntitle: A\ndate: 2026-12-01\n---\nWords\n"
    edit = set_mark(text, TODAY, CALENDAR, Dialect(astro_head))
    assert edit.text == text.replace("2026-12-01\n", "2026-11-24\nreleased: 2026-11-24\n")
    with pytest.raises(FrontMatterError):
        astro_head(f"  {text.lstrip()}")
    with pytest.raises(FrontMatterError):
        astro_head("\n#+title: A\n")
