"""Pelican's and Nikola's sites, read as these read them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from test_generators import read, site, states

from mkdocs_momentum.core.generators.detect import GENERATORS
from mkdocs_momentum.core.generators.pysettings import UNKNOWN, assigned
from mkdocs_momentum.core.generators.values import text_of
from mkdocs_momentum.stores.othersites import other_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles


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


def test_of_the_settings_for_paths_the_nearest_counts_however_many_there_are(tmp_path: Path) -> None:
    own = "".join(f"    'all/{number}.md': {{'slug': 'number-{number}'}},\n" for number in range(1000))
    settings = (
        "EXTRA_PATH_METADATA = {\n    '': {'date': '2020-01-01'},\n    'all/one': {'date': '2026-12-02'},\n"
        f"    'all/': {{'date': '2026-12-01'}},\n    'al': {{'status': 'draft'}},\n{own}}}\n"
    )
    names = ["a.md", "all/one/b.md", *(f"all/{number}.md" for number in range(1000))]
    site(tmp_path, {"pelicanconf.py": settings, **{f"content/{name}": f"Title: {name}\n\n" for name in names}})
    began = time.process_time()
    posts = read(tmp_path).posts
    assert time.process_time() - began < 3
    days = {post.key.path: (str(post.wish.day), post.url) for post in posts if post.wish}
    assert days["content/a.md"][0] == "2020-01-01"
    assert days["content/all/one/b.md"][0] == "2026-12-02"
    assert days["content/all/999.md"] == ("2026-12-01", "number-999.html")


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
