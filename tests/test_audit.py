from __future__ import annotations

import gzip
from urllib.parse import quote

import pytest

from mkdocs_momentum.core.audit import SENTINEL, Auditor

AUDITOR = Auditor(
    files={"blog/2026/11/24/held/index.html": "held.md", "news/index.html": "news.md"},
    addresses={"blog/2026/11/24/held": "held.md", "news": "news.md", "blog/über": "über.md",
               "blog/posts/held.md": "held.md", "blog/2026/11/24/held/p.png": "held.md"},
    site_url="https://me.example/base/",
)
FULL = "https://me.example/base/blog/2026/11/24/held"


def found(path: str, data: str | bytes) -> list[str]:
    return [trace.what for trace in AUDITOR.inspect(path, data if isinstance(data, bytes) else data.encode())]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("index.html", '<a href="blog/2026/11/24/held/">x</a>'),
        ("index.html", "<a href='/base/blog/2026/11/24/held/index.html#x'>x</a>"),
        ("index.html", '<a href="/blog/2026/11/24/held">x</a>'),
        ("blog/index.html", '<link rel="next" href="2026/11/24/held/">'),
        ("blog/2026/11/20/own/index.html", '<a href="../../24/held/">'),
        ("index.html", f'<script type="application/ld+json">{{"url": "{FULL}/"}}</script>'),
        ("index.html", f"<!-- {FULL} -->"),
        ("sitemap.xml", f"<loc>{FULL}/</loc>"),
        ("feed.json", f'{{"url": "{FULL.replace("/", chr(92) + "/")}/"}}'),
        ("llms.txt", f"- {FULL}.html"),
        ("feed.xml", "<link>http://www.me.example/base/blog/2026/11/24/held?utm=1</link>"),
        ("search/search_index.json", '{"location":"blog/2026/11/24/held/#part"}'),
        ("search/search_index.js", 'var x = {"location":"blog/2026/11/24/held/"}'),
        ("index.html", "<a class=x href=blog/2026/11/24/held/ >x</a>"),
        ("index.html", "<a href=blog/2026/11/24/held>x</a>"),
        ("index.html", '<a title="a > b" href="blog/2026/11/24/held/">x</a>'),
        ("index.html", "<!-- <a href='blog/2026/11/24/held/'>x</a> -->"),
        ("index.html", '<a href="blog/posts/held.md">x</a>'),
        ("index.html", '<img src="x.png" srcset="x.png 1x, blog/2026/11/24/held/p.png 2x">'),
        ("index.html", '<p style="background: url(blog/2026/11/24/held/p.png)">'),
        ("old/index.html", '<meta http-equiv="refresh" content="0; url=../blog/2026/11/24/held/">'),
        ("old/index.html", '<script>location.href="../blog/2026/11/24/held/"+anchor</script>'),
        ("old/index.html", "<script>var to = '../blog/2026/11/24/held/'</script>"),
        ("index.html", f'<a href="https://share.example/?u={quote(FULL, safe="")}">x</a>'),
        ("assets/site.css", "a { background: url('../blog/2026/11/24/held/p.png') }"),
        ("llms.txt", "- [x](blog/2026/11/24/held/index.md)"),
        ("blog/index.md", "[x](2026/11/24/held/)"),
        ("x.js", 'window.next = "blog/2026/11/24/held/"'),
        ("a/x.mjs", "fetch('/base/blog/2026/11/24/held/')"),
        ("x.json", r'{"n": "blog\u002f2026\u002F11\u002f24\u002fheld\u002f"}'),
        ("map.svg", '<a xlink:href="blog/2026/11/24/held/">'),
        ("page.xhtml", '<a href="blog/2026/11/24/held/">'),
        ("_redirects", "/old /base/blog/2026/11/24/held/ 301"),
        ("list.csv", f"{FULL}/,2026"),
        ("feed", f"<link>{FULL}/</link>"),
        ("index.html", f'<a href="https://s.example/?u={quote(quote(FULL, safe=""), safe="")}">x</a>'),
        ("sitemap.xml.gz", gzip.compress(f"<loc>{FULL}/</loc>".encode(), mtime=0)),
    ],
)
def test_an_address_is_found_however_it_is_written(path: str, data: str | bytes) -> None:
    assert found(path, data) == ["held.md"]


def test_quoted_addresses_are_found() -> None:
    assert found("sitemap.xml", "<loc>https://me.example/base/blog/%C3%BCber/</loc>") == ["über.md"]
    assert found("index.html", '<a href="blog/%C3%BCber/">') == ["über.md"]


def test_a_file_at_a_held_address_is_found_whatever_is_in_it() -> None:
    assert found("blog/2026/11/24/held/index.html", b"\xff\x00") == ["held.md"]


@pytest.mark.parametrize(
    "path",
    ["blog/2026/11/24/held/index.md", "blog/2026/11/24/held.html", "blog/2026/11/24/held.txt",
     "assets/images/social/blog/posts/held.png"],
)  # fmt: skip
def test_a_held_post_in_another_form_is_found(path: str) -> None:
    assert found(path, b"words") == ["held.md"]


def test_the_private_page_is_found_in_any_file() -> None:
    assert found("x.js", f"\0{SENTINEL}\0") == [""]
    assert found("x.html.gz", gzip.compress(SENTINEL.encode())) == [""]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("index.html", "<p>news, blog/2026/11/24/held and Held are words</p>"),
        ("index.html", '<a href="blog/2026/11/24/held-too/">x</a><a href="newspaper/">'),
        ("index.html", '<a class="news" data-x="news" href="#news">x</a>'),
        ("index.html", '<a href="https://else.example/base/blog/2026/11/24/held/">'),
        ("sitemap.xml", f"<loc>{FULL}-too/</loc><loc>{FULL}/more/</loc><tag>news</tag>"),
        ("search/search_index.json", '{"text":"news","title":"Held","tags":["news"]}'),
        ("image.png", FULL),
        ("index.html", '<code>&lt;a href="blog/2026/11/24/held/"&gt;</code> and <code>href=news/</code>'),
        ("index.html", '<p>Held, "blog/2026/11/24/held/", is a title that a public post quotes</p>'),
        ("index.html", '<script>var tag = "news"</script><meta name="keywords" content="news">'),
        ("x.js", 'var a = "news", b = "news/", c = "/news/"'),
        ("_redirects", "/old /base/blog/2026/11/24/held-too/ 301"),
        ("notes.txt", "blog/2026/11/24/held and news are words"),
        ("blog/2026/11/24/held/more/index.html", "a public page below"),
        ("assets/images/social/blog/posts/held-too.png", b"x"),
        ("broken.xml.gz", b"\x1f\x8b nothing"),
    ],
)
def test_words_and_other_addresses_are_no_trace(path: str, data: str | bytes) -> None:
    assert found(path, data) == []


def test_only_what_can_tell_anything_is_read() -> None:
    assert AUDITOR.reads("a/index.html")
    assert AUDITOR.reads("sitemap.xml.gz")
    assert AUDITOR.reads("feed")
    assert not AUDITOR.reads("film.mp4")


def test_a_site_without_its_own_address_is_audited_by_paths() -> None:
    auditor = Auditor({}, {"a": "a.md"})
    assert [trace.what for trace in auditor.inspect("index.html", b'<a href="a/">')] == ["a.md"]
    assert not list(auditor.inspect("index.html", b"https://me.example/a/"))
