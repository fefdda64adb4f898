"""`momentum stage`: real builds of copies, in which nothing of a held post is to be found."""

from __future__ import annotations

import gzip
import json
import posixpath
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import build, program
from core_samples import examples
from hypothesis import given
from hypothesis import strategies as st
from support import git

from mkdocs_momentum.cli import main
from mkdocs_momentum.config import Config, parse_config
from mkdocs_momentum.core.gone import Gone, names_of, tails_of
from mkdocs_momentum.core.held import Held
from mkdocs_momentum.core.staging import Staged, staged_text
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.tasks.staging import stage
from mkdocs_momentum.views.staging import staged_lines

TODAY = date(2026, 11, 24)
SECRET = "Held-back-words"  # noqa: S105 - not that kind of secret
TRACES = ("held-post", "Held post", SECRET)


def site(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def config(root: Path, posts: str = "") -> Config:
    glob = f", posts: '{posts}'" if posts else ""
    text = f"timezone: America/Los_Angeles\nsince: 2026-11-23\nsites: {{blog: {{path: '{root}'{glob}}}}}\n"
    return parse_config(text, str(root.parent / "momentum.yml"))


def staged(root: Path, target: Path) -> Staged:
    return stage(config(root), TODAY, target, None, root)


def traces(folder: Path) -> list[str]:
    """Where a held post shows: in a file's name or its bytes."""
    assert any(folder.iterdir()), "or nothing was made"
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if "held-post" in name:
            found.append(name)
        if path.is_file() and any(trace.encode() in path.read_bytes() for trace in TRACES):
            found.append(name)
    return found


HUGO = {
    "hugo.toml": 'baseURL = "https://me.example/"\ntitle = "Me"\n',
    "layouts/_default/single.html": "<h1>{{ .Title }}</h1>{{ .Content }}",
    "layouts/_default/list.html": "{{ range .Site.RegularPages }}<a href='{{ .Permalink }}'>{{ .Title }}</a>{{ end }}",
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/about.md": (
        '---\ntitle: About\n---\nRead [the new one](/posts/held-post/) or [it]({{< ref "posts/held-post.md" >}}).\n'
    ),
    "content/posts/old.md": (
        "---\ntitle: Old\ndate: 2020-01-01\n---\n"
        'See [soon]({{< relref "held-post" >}}) and [here](../held-post/#top), '
        "https://me.example/posts/held-post/ too.\n"
    ),
    "content/posts/held-post.md": f"---\ntitle: Held post\ndate: 2020-12-25\nreleased: 2026-13-01\n---\n{SECRET}\n",
    "content/posts/held-post-two/index.md": f"+++\ntitle = 'Held post two'\ndate = 2026-11-24\n+++\n{SECRET}\n",
    "content/posts/held-post-two/photo.txt": SECRET,
    "content/posts/out.md": "+++\ntitle = 'Out'\ndate = 2026-11-23\nreleased = 2026-11-23\n+++\nOut.\n",
}


def test_hugo_builds_a_staged_site(tmp_path: Path, hugo: str) -> None:
    root = site(tmp_path / "blog", HUGO)
    result = staged(root, tmp_path / "copy")
    assert [post.key.path for post in result.held] == [
        "content/posts/held-post-two/index.md",
        "content/posts/held-post.md",
    ]
    assert result.links == 4
    assert result.named == []
    build([hugo, "--buildFuture"], tmp_path / "copy")
    public = tmp_path / "copy/public"
    assert traces(public) == []
    assert (public / "posts/out/index.html").is_file()
    assert "soon and here" in (public / "posts/old/index.html").read_text(encoding="utf-8")


def stands(place: str) -> bool:
    return place == "about"


def in_content(path: str) -> str:
    return path.removeprefix("content/")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<a href="{{ relURL "posts/held-post/" }}">It</a>', "It"),
        ('<a href="{{ "/posts/held-post/" | absLangURL }}">It</a>', "It"),
        ('<a href="{{ .Site.BaseURL }}posts/held-post/">It</a>', "It"),
        ("<a href=\"{{ get_url(path='@/posts/held-post.md', trailing_slash=true) }}\">It</a>", "It"),
        ("<a href=\"{{ '/posts/held-post/' | url }}\">It</a>", "It"),
        ('<a href="{{ "posts/other/" | relURL }}">It</a>', None),
        ("<a href=\"{{ get_url(path='@/posts/other.md') }}\">It</a>", None),
        ('{{ "held-post" | upper }} {{ site.url }}', None),
        ('<a href="{{ relref $ "held-post" }}">It</a>', "It"),
        ('<a href="{{ ref . (dict "path" "/posts/held-post.md") }}">It</a>', "It"),
        ('<a href="{{ "held-post" | relref . }}">It</a>', "It"),
        ('<a href="{{ .Page.RelRef (dict "path" "held-post" "lang" "en") }}">It</a>', "It"),
        ('{{ with ref . "held-post" }}<a href="{{ . }}">{{ end }}', None),
        ('<a href="{{ site.BaseURL }}posts/held-post/">It</a>', "It"),
        ("<a href='{{ site.url }}{{ site.baseurl }}{% post_url held-post %}'>It</a>", "It"),
        ('<a href="{{< ref "/about" >}}">It</a>', None),
    ],
)
def test_addresses_that_templates_make(text: str, left: str | None) -> None:
    held = Held(frozenset({"posts/held-post.md"}), frozenset({"posts/held-post"}), "https://me.example/")
    gone = Gone(held, names_of({"content/posts/held-post.md", "content/posts/about.md"}, in_content), stands)
    after, count = staged_text(text, gone, "layouts/a.html", "", html=True)
    assert (after, count) == (text if left is None else left, 0 if left is None else 1)


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("a.org", "* x\n[[file:held-post.org][It]] and [[/posts/held-post/]]\n", "* x\nIt and …\n"),
        ("a.rst", "See `it <held-post.rst>`_ and `that <other.rst>`__.\n", "See it and `that <other.rst>`__.\n"),
        ("a.adoc", "xref:held-post.adoc[It], <<held-post.adoc#top,it>>, link:/x/[x]\n", "It, it, link:/x/[x]\n"),
        ("a.adoc", "https://me.example/posts/held-post/[It].\n", "It.\n"),
        ("a.textile", 'See "it":/posts/held-post/, "x":/x.\n', 'See it, "x":/x.\n'),
        ("a.md", 'See "it":/posts/x/ [[y][z]]\n', 'See "it":/posts/x/ [[y][z]]\n'),
    ],
)
def test_links_of_other_markup(name: str, text: str, left: str) -> None:
    sources = frozenset(f"posts/held-post{ending}" for ending in (".org", ".rst", ".adoc"))
    gone = Gone(Held(sources, frozenset({"posts/held-post"}), "https://me.example/"), names_of(sources, str))
    assert staged_text(text, gone, f"posts/{name}", "posts/a/")[0] == left


def test_jekyll_builds_a_staged_site(tmp_path: Path) -> None:
    jekyll = program("jekyll")
    root = site(
        tmp_path / "blog",
        {
            "_config.yml": "title: Me\nurl: https://me.example\n",
            "index.html": (
                "---\n---\n{% for post in site.posts %}<a href='{{ post.url }}'>{{ post.title }}</a>{% endfor %}"
                "<a href='/2026/11/24/held-post.html'>new</a>"
            ),
            "about.md": "---\ntitle: About\n---\nRead [it]({% post_url 2026-11-24-held-post %}) soon.\n",
            "_posts/2020-01-01-old.md": (
                "---\ntitle: Old\n---\n[Next](/2026/11/24/held-post.html)\n"
                "[next]({{ '/2026/11/24/held-post.html' | relative_url }}) {{ 'held-post' | size }}\n"
                "[so]({{ site.url }}{{ site.baseurl }}/2026/11/24/held-post.html) [old]({{ site.url }}/)\n"
                "[in]({% post_url tech/2026-11-25-held-post-two %}), [too][two]\n\n"
                "[two]: {{ site.baseurl }}/tech/2026/11/25/held-post-two.html 'Held post two'\n"
            ),
            "_posts/2026-11-24-held-post.md": f"---\ntitle: Held post\n---\n{SECRET}\n",
            "tech/_posts/2026-11-25-held-post-two.md": f"---\ntitle: Held post two\n---\n{SECRET}\n",
        },
    )
    result = staged(root, tmp_path / "copy")
    assert (len(result.held), result.links) == (2, 7)
    build([jekyll, "build", "--future", "--disable-disk-cache"], tmp_path / "copy")
    assert traces(tmp_path / "copy/_site") == []
    assert (tmp_path / "copy/_site/2020/01/01/old.html").is_file()
    assert "Read it soon" in (tmp_path / "copy/_site/about.html").read_text(encoding="utf-8")
    old = (tmp_path / "copy/_site/2020/01/01/old.html").read_text(encoding="utf-8")
    assert 'next 9\nso <a href="https://me.example/">old</a>\nin, too' in old


def test_zensical_builds_a_staged_site(tmp_path: Path) -> None:
    zensical = program("zensical")
    root = site(
        tmp_path / "blog",
        {
            "base.yml": "site_name: Me\nsite_url: https://me.example/\ntheme: {name: material}\n",
            "mkdocs.yml": (
                "INHERIT: base.yml\nplugins: [search, blog, momentum]\n"
                "markdown_extensions:\n  - pymdownx.superfences:\n      custom_fences:\n"
                "        - {name: mermaid, class: mermaid, "
                "format: !!python/name:pymdownx.superfences.fence_code_format }\n"
                "nav: [{Home: index.md}, {Blog: [blog/index.md]}, {Soon: blog/posts/held-post.md}]\n"
            ),
            "docs/index.md": "# Home\n\nRead [it](blog/posts/held-post.md).\n",
            "docs/blog/index.md": "# Blog\n",
            "docs/blog/posts/old.md": (
                "---\ntitle: Old\ndate: 2020-01-01\nlinks:\n  - index.md\n  - Next: blog/posts/held-post.md\n---\n\n"
                "[Next](held-post.md)\n"
            ),
            "docs/blog/posts/held-post.md": f"---\ntitle: Held post\ndate: 2026-11-24\n---\n\n{SECRET}\n",
        },
    )
    result = staged(root, tmp_path / "copy")
    assert (len(result.held), result.links) == (1, 3)
    assert "fence_code_format" in (tmp_path / "copy/mkdocs.yml").read_text(encoding="utf-8")
    build([zensical, "build", "--clean"], tmp_path / "copy")
    assert (tmp_path / "copy/site/index.html").is_file()
    assert traces(tmp_path / "copy/site") == []
    assert [path.name for path in (tmp_path / "copy/site").rglob("old/index.html")] == ["index.html"]


def test_the_copy_is_made_anew_and_nothing_else_is_touched(tmp_path: Path) -> None:
    root = site(
        tmp_path / "blog", {**HUGO, ".git/config": "", "public/x.html": "", "momentum.yml": "", "static/a.bin": "\0"}
    )
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for _ in range(2):
        staged(root, root / "build/staged")
    assert {
        path: path.read_bytes() for path in root.rglob("*") if path.is_file() and "staged" not in path.parts
    } == before
    names = {path.relative_to(root / "build/staged").as_posix() for path in (root / "build/staged").rglob("*")}
    assert {"hugo.toml", "static/a.bin", "content/posts/out.md"} <= names
    assert not names & {
        ".git",
        "public",
        "momentum.yml",
        "content/posts/held-post-two",
        "content/posts/held-post.md",
        "build/staged",
    }
    same = (root / "build/staged/content/posts/out.md").read_bytes()
    assert same == HUGO["content/posts/out.md"].encode()


def test_what_still_names_a_held_post_is_said(tmp_path: Path) -> None:
    root = site(tmp_path / "blog", {**HUGO, "data/menu.yaml": "- url: /posts/held-post/\n"})
    text = '---\ntitle: A\nmore:\n- /posts/held-post/\n---\n/posts/held-post-3/ [x]({{< ref "held-post" >}})\n'
    site(root, {"content/a.md": text + '{{< own "posts/held-post.md" >}}\n'})
    result = staged(root, tmp_path / "copy")
    assert result.named == ["content/a.md:7", "data/menu.yaml:1"]
    assert "data/menu.yaml:1 names such a post" in "\n".join(staged_lines(result))


_WAYS = (
    "[y]({})", "<a href='{}'>y</a>", "<{}>", '{{{{< ref "{}" >}}}}',
    '{{{{ relref . "{}" }}}}', "{{% post_url {} %}}",
    "[x]: {}", '{{{{ "{}" | relURL }}}}', "`{}`", "@/{}", "{{filename}}{}", "words {} words", "link://slug/{}",
)  # fmt: skip
_CALLED = (
    "/posts/held-post/", "held-post", "Held-Post.md", "../held-post", "held-post.md#top", "https://me.example/posts/held-post",
    "posts/held%2Dpost.md", "/posts/held&#45;post/", "x/y", "./", "..", "/posts/", "h%65ld-post", "held\\-post", "../",
    "https://me.example/2026/unknown-one", "unknown-one", "python", "/python/", "held-\npost",
)  # fmt: skip


@examples(1500)
@given(
    st.lists(st.tuples(st.sampled_from(_WAYS), st.sampled_from(_CALLED)), max_size=3),
    st.sampled_from(["a.md", "a.html", "a.org", "posts/b.md", "posts/held-post/c.md", "a.rst"]),
)
def test_what_is_passed_over_has_nothing_in_it(parts: list[tuple[str, str]], name: str) -> None:
    text = "\n\n".join(way.format(called) for way, called in parts)
    gone = replace(gone_posts(), tails=frozenset({"unknown-one"}))
    url = f"{posixpath.splitext(name)[0]}/"
    if not gone.may_stand_in(text.encode(), name, url):
        assert staged_text(text, gone, name, url, html=name.endswith("html")) == (text, 0)
        assert gone.lines_in(text, text, name, url) == []


def test_where_nobody_knows_the_address_what_ends_in_the_name_is_said(tmp_path: Path) -> None:
    settings = "url: https://me.example\ndefaults: [{scope: {path: ''}, values: {permalink: '/:week/:title/'}}]\n"
    files = {
        "_config.yml": settings,
        "_posts/2026-11-25-held-post.md": "---\ntitle: Held post\n---\n",
        "_posts/2026-11-26-named.md": "---\ntitle: Held post too\nslug: held-post-own\n---\n",
        "a.md": "---\ntitle: A\n---\n[x](/48/held-post/)\n[y](https://me.example/48/held-post-own)\n/held-post-3/\n",
        "search.json": '---\n---\n{"url": "{% post_url 2026-11-25-held-post %}"}\n',
    }
    result = staged(site(tmp_path / "blog", files), tmp_path / "copy")
    assert result.named == ["a.md:4", "a.md:5", "search.json:3"]


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ('{{ with relref . "held-post" }}<a href="{{ . }}">x</a>{{ end }}', True),
        ('{{ $x := ref site.Home "held-post" }}', True),
        ('{{ dict "path" "held-post.md" | ref . }}', True),
        ('{{< ref lang="en" path="held-post.md" >}}', True),
        ('{{< card link="../held-post/" >}}', True),
        ("- link: held-post", True),
        ('{{< card link="../other/" >}}', False),
        ('{{ with relref . "other" }}{{ . }}{{ end }}', False),
        ('{{ $x := "held-post" }}', False),
        ("[x](/2026/held-post-own-name.html)", True),
        ("[x](Held-Post-Own-Name)", True),
        ("the held-post-own-name of it", False),
    ],
)
def test_what_nobody_can_take_out_is_said(text: str, is_said: bool) -> None:
    gone = replace(gone_posts(), tails=frozenset({"held-post-own-name"}))
    assert gone.may_stand_in(text.encode(), "posts/a.md", "posts/a/") or not is_said
    assert gone.lines_in(text, text, "posts/a.md", "posts/a/") == [1] * is_said


@pytest.mark.parametrize(
    ("path", "words", "tails"),
    [
        ("_posts/2026-12-01-Secret Post.md", (), {"secret-post"}),
        ("content/posts/secret.de.md", (), {"secret"}),
        ("content/posts/secret/index.de.md", (), {"secret"}),
        ("content/posts/v1.2.md", (), {"v1.2", "v1-2"}),
        ("content/a.md", ("What's new, Über & C++?",), {"whats-new-uber-c", "what-s-new-uber-c"}),
        ("content/a.md", ("/Foo/Bar.html", "https://me.example/x/y/"), {"bar", "y"}),
    ],
)
def test_what_an_address_may_end_in(path: str, words: tuple[str, ...], tails: set[str]) -> None:
    assert tails <= tails_of(path, words)


def test_a_series_shares_its_name(tmp_path: Path) -> None:
    files = {
        "content/posts/2026-12-01-the-week.md": "---\ntitle: The week\ndate: 2026-12-01\n---\n",
        "content/posts/2026-11-01-the-week.md": (
            "---\ntitle: The week\ndate: 2026-11-01\n---\n[code](https://else.example/me/the-week)\n"
        ),
    }
    result = staged(site(tmp_path / "blog", {"hugo.toml": HUGO["hugo.toml"], **files}), tmp_path / "copy")
    assert (len(result.held), result.named) == (1, [])


def test_links_of_pages_whose_address_has_an_ending(tmp_path: Path) -> None:
    jekyll = program("jekyll")
    head = "---\ntitle: T\n---\n"
    files = {
        "_config.yml": "url: https://me.example\npermalink: /blog/:title.html\n",
        "_posts/2026-12-01-held-post.md": f"{head}{SECRET}\n",
        "_posts/2026-11-01-other.md": f"{head}Other\n",
        "_posts/2026-11-02-old.md": f"{head}[x](held-post.html) [y](other.html)\n",
    }
    staged(site(tmp_path / "blog", files), tmp_path / "copy")
    build([jekyll, "build", "--future", "--disable-disk-cache"], tmp_path / "copy")
    assert traces(tmp_path / "copy/_site") == []
    assert '<p>x <a href="other.html">y</a></p>' in (tmp_path / "copy/_site/blog/old.html").read_text(encoding="utf-8")


def test_a_name_means_first_what_stands_beside(tmp_path: Path, hugo: str) -> None:
    files = {
        "content/docs/held-post.md": "---\ntitle: Beside\n---\n",
        "content/docs/intro.md": (
            '---\ntitle: Intro\n---\n[beside]({{< ref "held-post.md" >}}) [gone]({{< ref "/posts/held-post.md" >}})\n'
        ),
        "content/posts/held post.md": HUGO["content/posts/held-post.md"],
        "content/docs/spaces.md": '---\ntitle: S\n---\n[it\'s]({{% relref "posts/held post.md" %}})\n',
    }
    staged(site(tmp_path / "blog", {**HUGO, **files}), tmp_path / "copy")
    build([hugo, "--buildFuture"], tmp_path / "copy")
    intro = (tmp_path / "copy/public/docs/intro/index.html").read_text(encoding="utf-8")
    assert '<a href="https://me.example/docs/held-post/">beside</a> gone' in intro
    assert "it&rsquo;s" in (tmp_path / "copy/public/docs/spaces/index.html").read_text(encoding="utf-8")


def test_links_are_followed_from_where_a_post_is_shown(tmp_path: Path) -> None:
    head = "---\ntitle: {}\ndate: {}\n---\n{}\n"
    files = {
        "hugo.toml": 'baseURL = "https://me.example/"\n[permalinks]\nposts = "/:year/:filename/"\n',
        "content/posts/old.md": head.format("Old", "2026-01-01", "[x](../held-post/) [y](../other/)"),
        "content/posts/held-post.md": head.format("Held", "2026-11-25", SECRET),
    }
    staged(site(tmp_path / "blog", files), tmp_path / "copy")
    assert "x [y](../other/)" in (tmp_path / "copy/content/posts/old.md").read_text(encoding="utf-8")


def test_further_settings_of_mkdocs_are_looked_at_too(tmp_path: Path) -> None:
    extra = "extra: {social: [{link: https://me.example/blog/2026/11/25/held-post/}]}\n"
    files = {
        "mkdocs.yml": f"site_name: Me\nsite_url: https://me.example/\nplugins: [blog]\n{extra}",
        "docs/blog/posts/a.md": "---\ntitle: Held post\nslug: held-post\ndate: 2026-11-25\n---\n",
    }
    result = staged(site(tmp_path / "blog", files), tmp_path / "copy")
    assert staged_lines(result)[1:] == ["mkdocs.yml names such a post."]


def gone_posts() -> Gone:
    held = Held(frozenset({"posts/held-post.md", "python.md"}), frozenset({"posts/held-post", "python"}))
    return Gone(held, names_of({"content/posts/held-post.md", "content/python.md"}, in_content))


@pytest.mark.parametrize(
    ("front", "left"),
    [
        ("tags:\n- python\n- code\n", "tags:\n- python\n- code\n"),
        (
            "links:\n  - title: Good\n    url: /good/\n  - url: /posts/held-post/\n    title: Secret\n",
            "links:\n  - title: Good\n    url: /good/\n",
        ),
        ("links:\n  - title: Secret\n    url: /posts/held-post/\nx: 1\n", "links: []\nx: 1\n"),
        ("links:\n- Part:\n    - Next: posts/held-post.md\n- a/b.md\n", "links:\n- a/b.md\n"),
        ("links:\n  - Part:\n      - posts/held-post.md\n", "links: []\n"),
        ("links:\r\n  - a/b.md\r\n  - posts/held-post.md\r\n", "links:\r\n  - a/b.md\r\n"),
    ],
)
def test_items_of_front_matter_go_as_a_whole(front: str, left: str) -> None:
    newline = "\r\n" if "\r" in front else "\n"
    text, after = (f"---{newline}{head}---{newline}Words.{newline}" for head in (front, left))
    assert staged_text(text, gone_posts(), "a.md", "a/")[0] == after


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[y](/posts/held-post/){% if x %}T{% endif %}", "y{% if x %}T{% endif %}"),
        ("[y](/posts/held-post/){{ page.title }} [z](/posts/held-post/){: .a }", "y{{ page.title }} z"),
        ("```\r\nx\r\n```\r\n[y](/posts/held-post/)\r\n", "```\r\nx\r\n```\r\ny\r\n"),
        ("[z][1]\r\n\r\n[1]: /posts/held-post/\r\n", "z\r\n\r\n"),
        ("```x``` begins\n\n[y](/posts/held-post/)\n", "```x``` begins\n\ny\n"),
        ("- a ` alone\n- [y](/posts/held-post/) ` b\n", "- a ` alone\n- y ` b\n"),
        ("`a\n[y](/posts/held-post/)`\n", None),
        ('<!-- <a href="/posts/held-post/">it</a> --><a href="/x/">X</a>', '<!-- it --><a href="/x/">X</a>'),
    ],
)
def test_what_stands_around_a_link_stays(text: str, left: str | None) -> None:
    assert staged_text(text, gone_posts(), "a.md", "a/")[0] == (text if left is None else left)


def test_what_is_no_part_of_a_site_stays_out(tmp_path: Path) -> None:
    root = site(tmp_path / "blog", {**HUGO, "hugo.toml": "baseURL = 'https://me.example/'\npublishDir = './docs'\n"})
    site(root, {"docs/posts/held-post/index.html": SECRET, "content/posts/x.md": HUGO["content/posts/held-post.md"]})
    with pytest.raises(MomentumError, match="the site's pages are in content/; name another folder"):
        staged(root, root / "content/staged")
    staged(root, tmp_path / "early")
    (tmp_path / "early").rename(root / "content/staged")
    assert len(staged(root, tmp_path / "copy").held) == 3
    assert traces(tmp_path / "copy") == []
    assert not (tmp_path / "copy/docs").exists()


def test_addresses_of_one_part_are_seen_and_those_of_pages_left(tmp_path: Path) -> None:
    head = "---\ntitle: Held post\ndate: 2026-11-25\nurl: /held-post-own/\naliases: [/, /about/]\n---\n"
    files = {
        "content/posts/held-post-own.md": head,
        "content/a.md": "---\ntitle: A\n---\n[home](/) [about](/about/)\n",
        "static/_redirects": "/x /held-post-own/ 301\n",
    }
    result = staged(site(tmp_path / "blog", {**HUGO, **files}), tmp_path / "copy")
    assert (tmp_path / "copy/content/a.md").read_text(encoding="utf-8") == files["content/a.md"]
    assert result.named == ["static/_redirects:1"]
    assert any(line.startswith("blog: content/posts/held-post.md:4: released: ") for line in staged_lines(result))


def test_all_that_a_held_post_is_called(tmp_path: Path, hugo: str) -> None:
    bundle = "+++\ntitle = 'Held post'\ndate = 2026-11-24\naliases = ['/other/held-post-was/', '/posts/old/']\n+++\n"
    links = (
        '[a](/other/held-post-was/) [b]({{< ref "held-post-three/index.md" >}})\n[c]({{< ref "held-post-three" >}})\n'
        "![d](/posts/held-post-three/photo.png) ![e](held-post-three/photo.png) [f](/posts/old/)\n"
        '{{< figure src="/x.png" link="/posts/held-post-three/" alt="g" >}}\n'
    )
    files = {
        "content/posts/held-post-three/index.md": bundle + SECRET,
        "content/posts/held-post-three/photo.png": SECRET,
        "content/posts/links.md": f"---\ntitle: Links\ndate: 2020-01-01\n---\n{links}",
    }
    result = staged(site(tmp_path / "blog", {**HUGO, **files}), tmp_path / "copy")
    assert (len(result.held), result.named) == (3, [])
    build([hugo, "--buildFuture"], tmp_path / "copy")
    assert traces(tmp_path / "copy/public") == []
    text = (tmp_path / "copy/public/posts/links/index.html").read_text(encoding="utf-8")
    assert 'a b\nc\nd e <a href="/posts/old/">f</a>' in text
    assert '<img src="/x.png"' in text


def test_links_in_a_site_lead_to_no_held_post(tmp_path: Path) -> None:
    held = f"---\ntitle: Held post\ndate: 2026-11-25\n---\n{SECRET}\n"
    root = site(
        tmp_path / "blog",
        {
            "mkdocs.yml": "plugins: [blog]\n",
            "posts/held-post.md": held,
            "posts/bundle/index.md": held,
            "posts/bundle/photo.txt": SECRET,
            "posts/old.md": "---\ntitle: Old\ndate: 2020-01-01\n---\nOld.\n",
            "docs/index.md": "# Home\n",
        },
    )
    site(tmp_path / "elsewhere", {"words.txt": "Words.\n"})
    links: dict[str, Path | str] = {
        "docs/blog": "../parts",
        "parts/posts": root / "posts",
        "docs/one.md": "../posts/held-post.md",
        "docs/pictures": "../posts/bundle",
        "docs/old.md": "../posts/old.md",
        "docs/words": tmp_path / "elsewhere",
        "docs/circle": "circle",
        "docs/gone": "nowhere",
        "docs/history": "../.git",
    }
    site(root, {".git/config": "", "parts/x.txt": ""})
    for name, to in links.items():
        (root / name).symlink_to(to)
    copy = tmp_path / "copy"
    assert len(staged(root, copy).held) == 2
    assert traces(copy) == []
    assert (copy / "docs/blog/posts/old.md").resolve().is_relative_to(copy)
    assert (copy / "docs/old.md").read_text(encoding="utf-8").endswith("Old.\n")
    assert (copy / "docs/words/words.txt").is_file()
    assert not any((copy / name).is_symlink() for name in ("docs/circle", "docs/gone", "docs/history"))


@pytest.mark.parametrize("where", [".", "..", "../kept"])
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, where: str) -> None:
    root = site(tmp_path / "blog", HUGO)
    site(tmp_path / "kept", {"mine.txt": "mine"})
    with pytest.raises(MomentumError):
        staged(root, root / where)
    assert (tmp_path / "kept/mine.txt").read_text(encoding="utf-8") == "mine"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path / "blog", HUGO)
    text = "timezone: UTC\nsince: 2026-11-23\nsites: {blog: blog, other: other}\n"
    (tmp_path / "momentum.yml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)
    assert main(["stage", "../copy", "--today", "2026-11-24"]) == 0
    assert "2 posts are not public yet and are left out, 4 links to them are plain text" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    assert main(["stage", "copy", "--today", "2026-11-24"]) == 1
    assert "--site blog" in capsys.readouterr().err
    assert main(["stage", "copy", "--site", "blog", "--today", "2026-11-24", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["site"], data["folder"], data["links"], data["named"]) == ("blog", "copy", 4, [])
    assert data["held"] == ["content/posts/held-post-two/index.md", "content/posts/held-post.md"]
    assert main(["stage", "copy", "--site", "bolg"]) == 1
    assert "did you mean 'blog'" in capsys.readouterr().err


def test_of_what_git_ignores_nothing_that_tells_is_in_a_copy(tmp_path: Path) -> None:
    root = site(tmp_path / "blog", HUGO)
    ignored = "built/\n*.idx\nnode_modules\nown.md\ncache\nindex\n*.css\napi\n"
    site(root, {".gitignore": ignored, "built/posts/held-post/index.html": SECRET, "built/b.html": SECRET})
    site(root, {"static/a.idx": '{"url": "/posts/held-post/"}', "static/a.txt": "Tracked."})
    site(root, {"cache/data.json": '{"path":"content/posts/held-post.md"}'})
    site(root, {"node_modules/a/b.js": "1", "node_modules/.astro/c.json": SECRET, "node_modules/.bin/c": "1"})
    site(root, {"static/made.css": "a { content: '\\2014' }", "content/api/a.md": "Made.\n", "data/new.yaml": "a: 1"})
    site(root, {"content/posts/own.md": "---\ndate: 2019-01-01\n---\n"})
    (root / "index").mkdir()
    (root / "index/one.fragment").write_bytes(gzip.compress(f'{{"url":"/posts/held-post/","x":"{SECRET}"}}'.encode()))
    git(root, "init", "-q")
    staged(root, tmp_path / "before")
    assert traces(tmp_path / "before")  # git has nothing of this site, so what it ignores says nothing
    git(root, "add", "hugo.toml", "static/a.txt")
    staged(root, tmp_path / "copy")
    assert traces(tmp_path / "copy") == []
    copied = {path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*")}
    assert {"node_modules/.bin", "node_modules/a", "static/made.css", "content/api/a.md"} <= copied
    assert {"data/new.yaml", "content/posts/own.md", "content/posts/old.md"} <= copied
    assert copied.isdisjoint({"built", "cache", "index", "static/a.idx", "node_modules/.astro"})


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("a.astro", '<p>{true && <a href="/posts/held-post/">Soon</a>}</p>', "<p>{true && <a>Soon</a>}</p>"),
        (
            "a.astro",
            '<a href="/posts/held-post/" class:list={["x", { y: 2 > 1 }]}>two</a>',
            '<a class:list={["x", { y: 2 > 1 }]}>two</a>',
        ),
        ("a.mdx", "Words {n && <a class='b' href=/posts/held-post/>soon</a>}", "Words {n && <a class='b'>soon</a>}"),
        ("a.mdx", '<img src="/posts/held-post/" alt="x" /> [y](/posts/held-post/)', '<img alt="x" /> y'),
        (
            "a.njk",
            '<a href="/posts/held-post/" {% if 2 > 1 %}class="x"{% endif %}>four</a>',
            '<a {% if 2 > 1 %}class="x"{% endif %}>four</a>',
        ),
        ("a.njk", '<a href="/posts/held-post/" {% if n %}class="x"{% endif %}>four</a>', "four"),
    ],
)
def test_code_around_a_link_stays_code(name: str, text: str, left: str) -> None:
    held = Held(frozenset({"posts/held-post.md"}), frozenset({"posts/held-post"}), "https://me.example/")
    gone = Gone(held, names_of({"posts/held-post.md"}, str))
    assert staged_text(text, gone, name, "", html=not name.endswith(".mdx")) == (left, 1 + text.count("]("))


def test_an_index_takes_pages_with_it_only_where_the_generator_does(tmp_path: Path) -> None:
    held = f"---\ntitle: Held post\ndate: 2026-12-01\n---\n{SECRET}\n"
    files = {
        "posts/guide/index.md": held,
        "posts/guide/install.md": "Public.\n",
        "posts/guide/use.njk": "---\ntitle: Use\n---\nPublic.\n",
        "posts/alone/index.md": held,
        "posts/alone/photo.txt": SECRET,
        "posts/old.md": "---\ntitle: Old\ndate: 2019-01-01\n---\n[x](/posts/guide/use/) [y](/posts/guide/)\n",
    }
    staged(site(tmp_path / "blog", {"eleventy.config.js": "", **files}), tmp_path / "copy")
    copied = {path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy/posts").rglob("*.*")}
    assert copied == {"posts/guide/install.md", "posts/guide/use.njk", "posts/old.md"}
    assert "[x](/posts/guide/use/) y" in (tmp_path / "copy/posts/old.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("a.md", "[x]({filename}held%20one.md) [y](<{filename}held one.md>)", "x y"),
        ("a.html", '<a href="{filename}held one.md">x</a> <a href=\'|filename|/held one.md?a=1#b\'>y</a>', "x y"),
        ("a.md", "[x]({filename}held%20one.md?a=1#b) [z]({filename}one.md)", "x [z]({filename}one.md)"),
        ("a.rst", "See :doc:`the words <held one>`, :doc:`held one` and :doc:`it <other>`.", None),
        ("a.md", "See {{% doc %}}the words <held one>{{% /doc %}}, {{% doc %}}x <other>{{% /doc %}}", None),
    ],
)
def test_links_of_pelican_and_nikola(name: str, text: str, left: str | None) -> None:
    held = Held(frozenset({"held one.md"}), frozenset({"held-one"}), "https://me.example/")
    gone = Gone(held, names_of({"held one.md"}, str))
    after, _ = staged_text(text, gone, name, "", html=name.endswith(".html"))
    if left is None:
        left = text.replace(":doc:`the words <held one>`", "the words").replace(":doc:`held one`", "…")
        left = left.replace("{{% doc %}}the words <held one>{{% /doc %}}", "the words")
    assert after == left


def test_links_in_the_lines_of_a_pelican_article_are_rendered(tmp_path: Path) -> None:
    files = {
        "pelicanconf.py": "PATH = 'content'\nSITEURL = 'https://me.example'\n",
        "content/a.md": "---\nTitle: A\nDate: 2019-01-01\nSummary: see [it]({filename}held-post.md)\n---\nText.\n",
        "content/held-post.md": f"Title: Held post\nDate: 2026-12-01\n\n{SECRET}\n",
    }
    assert staged(site(tmp_path / "blog", files), tmp_path / "copy").links == 1
    assert "Summary: see it\n" in (tmp_path / "copy/content/a.md").read_text(encoding="utf-8")


def test_hugo_calls_posts_by_its_own_names_for_them(tmp_path: Path, hugo: str) -> None:
    held = f"---\ntitle: Held post\ndate: 2026-12-01\n---\n{SECRET}\n"
    names = (
        "Held-post A.md", "Held-post B/index.md", "Sub Dir/held-post-c.md", "held-post-d.md", "held-post-e/index.md",
    )  # fmt: skip
    links = ["/posts/held-post-a", "/posts/held-post-b", "/posts/sub-dir/held-post-c", "/posts/held-post-d/index.md"]
    files = {f"content/posts/{name}": held for name in names}
    body = " ".join(f'[a]({{{{< ref "{link}" >}}}})' for link in (*links, "/posts/held-post-e.md"))
    base = {name: text for name, text in HUGO.items() if name.startswith("layouts/")}
    about = {"hugo.toml": HUGO["hugo.toml"], "content/about.md": f"---\ntitle: About\n---\nWords {body}.\n"}
    staged(site(tmp_path / "blog", {**base, **about, **files}), tmp_path / "copy")
    build([hugo, "--buildFuture"], tmp_path / "copy")
    assert traces(tmp_path / "copy/public") == []
    assert "Words a a a a a." in (tmp_path / "copy/public/about/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "held"),
    [
        ({"hugo.toml": 'mainSections = ["posts", "essays"]\n'}, "content/Essays/held-post.md"),
        (
            {"hugo.toml": 'theme = "t"\n', "themes/t/hugo.toml": '[params]\nmainSections = ["essays"]\n'},
            "content/essays/held-post.md",
        ),
        (
            {"hugo.toml": 'theme = "t"\n', "themes/t/config/_default/params.toml": 'mainSections = ["essays"]\n'},
            "content/essays/held-post.md",
        ),
        (
            {"hugo.toml": '[mediaTypes."text/markdown"]\nsuffixes = ["md", "text"]\n'},
            "content/posts/held-post.text",
        ),
    ],
)
def test_hugo_posts_at_places_that_settings_name(
    tmp_path: Path, hugo: str, files: dict[str, str], held: str
) -> None:
    base = {name: text for name, text in HUGO.items() if name.startswith("layouts/")}
    base |= {"content/posts/old.md": "---\ntitle: Old\ndate: 2019-01-01\n---\nOld.\n"}
    base[held] = f"---\ntitle: Held post\ndate: 2026-12-01\n---\n{SECRET}\n"
    result = staged(site(tmp_path / "blog", {**base, **files}), tmp_path / "copy")
    assert [post.key.path for post in result.held] == [held]
    build([hugo, "--buildFuture"], tmp_path / "copy")
    assert traces(tmp_path / "copy/public") == []


def test_translations_of_nikola_may_have_addresses_of_their_own(tmp_path: Path) -> None:
    settings = (
        "# Nikola\nSITE_URL = 'https://me.example/'\nDEFAULT_LANG = 'en'\nTRANSLATIONS = {'en': '', 'de': './de'}\n"
        "POSTS = (('posts/*.rst', 'posts', 'post.tmpl'),)\n"
    )
    public = "See `x </de/posts/warten/>`_, `y <link://slug/warten>`_ and `z </de/posts/alt/>`_.\n"
    files = {
        "conf.py": settings,
        "posts/held-post.rst": f".. title: Held post\n.. date: 2026-12-01\n\n{SECRET}\n",
        "posts/held-post.de.rst": f".. title: Held post\n.. slug: warten\n\n{SECRET}\n",
        "posts/old.rst": f".. title: Old\n.. date: 2019-01-01\n\n{public}",
    }
    assert staged(site(tmp_path / "blog", files), tmp_path / "copy").links == 2
    assert traces(tmp_path / "copy") == []
    left = (tmp_path / "copy/posts/old.rst").read_text(encoding="utf-8")
    assert left.endswith("See x, y and `z </de/posts/alt/>`_.\n")


def test_a_name_that_no_file_can_have_stands_nowhere(tmp_path: Path) -> None:
    long = "a" * 300
    body = f'held-post https://maps.example/@/{long} [x]({{{{< ref "{long}" >}}}}) [y](/posts/held-post/)\n'
    files = {**HUGO, "content/posts/long.md": f"---\ntitle: L\ndate: 2019-01-01\n---\n{body}"}
    staged(site(tmp_path / "blog", files), tmp_path / "copy")
    assert f"@/{long} [x]" in (tmp_path / "copy/content/posts/long.md").read_text(encoding="utf-8")


def test_a_place_for_the_copy_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    root = site(tmp_path / "blog", HUGO)
    for place in (tmp_path / ("x" * 300), Path("/proc/copy")):
        with pytest.raises(MomentumError) as fault:
            staged(root, place)
        assert str(fault.value).startswith(f"{place}: ")
