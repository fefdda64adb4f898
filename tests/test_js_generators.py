"""Eleventy's and Astro's sites, read as these read them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from test_generators import CALENDAR, TODAY, read, route, site, states

from mkdocs_momentum.core.edit import remove_mark, set_mark
from mkdocs_momentum.core.frontmatter import FrontMatterError
from mkdocs_momentum.core.fronts import Dialect
from mkdocs_momentum.core.generators.astro import astro_head
from mkdocs_momentum.core.generators.eleventy_heads import eleventy_head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.stores.othersites import other_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles


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


@pytest.mark.parametrize(
    ("scripts", "folder", "built"),
    [
        ({"build": "eleventy", "preview": "npx eleventy --input preview"}, "", {"_site"}),
        ({"build": "eleventy --input=src", "dev": "eleventy --input=src --output=.tmp"}, "src/", {"_site", ".tmp"}),
        ({"start": 'concurrently "eleventy --serve" "npx tailwindcss --input a.css --output b"'}, "src/", {"_site"}),
        ({"og": "node ./scripts/eleventy-og.js --input og", "css": "tailwind --input eleventy.css"}, "src/", {"_site"}),
        ({"build": "NODE_ENV=production npx @11ty/eleventy --output='www' && x --input y"}, "src/", {"_site", "www"}),
    ],
)
def test_eleventy_takes_options_of_its_own_commands(
    tmp_path: Path, scripts: dict[str, str], folder: str, built: set[str]
) -> None:
    files = {
        "eleventy.config.js": "export default () => ({dir: {input: 'src'}})\n",
        "package.json": json.dumps({"scripts": scripts}),
        "src/posts/a.md": "---\ndate: 2026-12-01\n---\n",
    }
    root = site(tmp_path, files)
    found = other_site(WorkingFiles(root))
    assert found
    assert (found[1].folders, found[1].all_built) == ((folder,), built)
    assert "src/posts/a.md" in states(read(root))


@pytest.mark.parametrize(
    "files",
    [
        {"eleventy.config.js": "", "package.json": '{"scripts": {"a": "eleventy --input=a\\u0000b"}}'},
        {"eleventy.config.js": "", "package.json": '{"scripts": {"a": "eleventy --input=\\ud800x"}}'},
        {"astro.config.mjs": "export default {srcDir: 'a\0b'}"},
        {"eleventy.config.js": "module.exports = () => ({dir: {input: 'a\0b'}})"},
    ],
)
def test_folders_that_cannot_be_are_no_folders(tmp_path: Path, files: dict[str, str]) -> None:
    assert read(site(tmp_path, files)).posts == ()


@pytest.mark.parametrize("head", ["{}", "", "\n", "# note", "\n# note\n"])
def test_heads_without_a_key_take_the_mark(tmp_path: Path, head: str) -> None:
    text = f"---\n{head}{'' if head.endswith(chr(10)) or not head else chr(10)}---\nWords.\n"
    files = {"eleventy.config.js": "", "posts/2026-11-24-a.md": text}
    (post,) = read(site(tmp_path, files)).posts
    assert str(post.state) == "waiting"
    assert post.dialect
    marked = set_mark(text, TODAY, CALENDAR, post.dialect).text
    assert "released: 2026-11-24" in marked
    (tmp_path / "posts/2026-11-24-a.md").write_text(marked)
    assert list(states(read(tmp_path)).values()) == ["released"]


def test_astro_hides_folders_with_a_line_only_where_no_loader_has_a_pattern(tmp_path: Path) -> None:
    post = "---\ntitle: A\npubDate: 2026-12-01\n---\n"
    loader = "const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/[^_]*.md' }) })\n"
    names = ("src/content/blog/_releases/r.md", "src/content/blog/_r.md", "src/pages/blog/_deep/a.md")
    root = site(tmp_path, {"astro.config.mjs": "", **dict.fromkeys(names, post)})
    assert set(states(read(root)).values()) == {"draft"}
    site(root, {"src/content.config.ts": f"{loader}export const collections = {{ blog }}\n"})
    assert states(read(root))["src/content/blog/_releases/r.md"] == "waiting"
    assert states(read(root))["src/content/blog/_r.md"] == "draft"
