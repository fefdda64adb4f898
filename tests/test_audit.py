from __future__ import annotations

import gzip
import string
import sys
import unicodedata
from collections.abc import Iterator
from functools import partial
from itertools import product
from urllib.parse import quote

import pytest

from mkdocs_momentum.core.audit import SENTINEL, Auditor
from mkdocs_momentum.core.held import FEW, MANY, Held, Tails
from mkdocs_momentum.core.links import unlink_html, unlink_markdown
from mkdocs_momentum.core.wordsearch import SINGLE

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


# Every letter of an address may be written in many ways, and whoever looks at a text as a whole has to know them all.
PLAIN = {"blog/2026/11/24/x-1": "x.md", "blog/posts/a_b.md": "a.md", "blog/posts/c/index.md": "c.md"}
WAYS = [
    "{c}", "%{n:02x}", "%25{n:02X}", "&#{n};", "&#x{n:X}", "&#0{n}", "&amp;#0{n};", "&#38;#{n};",
    "&#37;{n:02x}", "&percnt;{n:02x}", "\\u00{n:02x}", "\\u0025{n:02x}", "\\{c}", "{c}\n", "{c}&Tab;", "{c}&NewLine;",
    "{c}&#10;", "{c}&#x9;", "{c}\\u000a", "&amp;&num;{n};", "&&num;{n};",
]  # fmt: skip
ADDRESSES = [
    "../24/x-1/", "../../24/x-1/", "/base/blog/2026/11/24/x-1", "blog/posts/a_b.md", "a_b.md", "c/index.md", "c/", "./",
    "..", "index.md", "https://me.example/base/blog/2026/11/24/x-1/",
]  # fmt: skip
# Accents are written in two ways, and the sign for kelvins is a K.
ACCENTED = {"blog/2026/11/24/\u00fcber-caf\u00e9": "u", "blog/2026/11/24/Kafka": "k", "blog/posts/Kelvin.md": "e"}
ACCENTS = [
    "../24/\u00fcber-caf\u00e9/", "../24/u\u0308ber-cafe\u0301/", "../24/%C3%BCber-cafe\u0301", "../24/Kafka",
    "../24/\u212aafka", "Kelvin.md", "\u212aelvin.md",
]  # fmt: skip
MANY_MORE = [f"blog/posts/else-{number}" for number in range(3 * SINGLE)]
FRAMES = [
    '<a href="{}">x</a>', "[x]({})", "<{}>", '{{"location":"{}"}}', "{}", "[x][r]\n\n[r]: {}\n", "a {{ b: url('{}') }}",
]  # fmt: skip
PLACES = [
    "index.html", "blog/2026/11/24/x-1/more/index.html", "blog/2026/11/23/own/index.html", "blog/posts/c/own.md",
    "blog/posts/own.md", "blog/2026/11/23/x.json", "x.css",
]  # fmt: skip


def spellings(address: str, way: str) -> Iterator[str]:
    """The address with one letter of its last part, or any of its marks there, written in this way."""
    for at in range(address.rstrip("/").rfind("/") + 1, len(address.rstrip("/"))):
        yield address[:at] + way.format(c=address[at], n=ord(address[at])) + address[at + 1 :]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("posts", "addresses"), [(PLAIN, ADDRESSES), (ACCENTED, ACCENTS)])
def test_no_text_that_tells_something_is_passed_over(
    posts: dict[str, str], addresses: list[str], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Tails.may_stand_in
    monkeypatch.setattr(Tails, "may_stand_in", lambda *_: True)
    few, many, auditor = Tails(posts), Tails([*posts, *MANY_MORE]), Auditor({}, posts, "https://me.example/base/")
    held = Held(frozenset(posts), frozenset(posts), "https://me.example/base/")
    told = 0
    for address, frame, place in product(addresses, FRAMES, PLACES):
        for text in map(frame.format, spellings(address, way)):
            found: list[object] = [*auditor.inspect(place, text.encode())]
            hit = partial(held.hits, source=place, url=place)
            found += [unlink for unlink in (unlink_html, unlink_markdown) if unlink(text, hit) != (text, 0)]
            told += bool(found)
            assert not found or look(few, text.encode(), place), (text, place)
            assert not found or look(many, text.encode(), place), (text, place)
    assert told


def test_no_sign_stands_for_a_plain_one_but_that_for_kelvins() -> None:
    plain = set(string.ascii_letters + string.digits + "-_.")
    signs = {sign: unicodedata.normalize("NFC", sign) for sign in map(chr, range(sys.maxunicode + 1))}
    assert {sign: of for sign, of in signs.items() if plain & set(of) and of != sign} == {"\u212a": "K"}


def test_a_text_without_a_word_of_it_is_passed_over() -> None:
    tails = Tails(PLAIN)
    assert not tails.may_stand_in("<p>x-2, a-b &#8217;100 %&amp; \\n über &quot;c&quot;</p>".encode(), "own/index.html")
    assert tails.may_stand_in(b"x-1", "own/index.html")
    assert tails.may_stand_in(b"..", "blog/x%2d1/own.html")
    assert Tails({"blog/K": "", "b": ""}).may_stand_in(b"", ""), "a kelvin sign is a K to everybody"
    assert Tails({"blog/\u4f60\u597d": ""}).may_stand_in(b"", ""), "no part of it is written in one way only"
    for slug in ("\u00fcber-uns", "u\u0308ber-uns"):
        assert Tails({f"blog/{slug}": ""}).may_stand_in(b"ber-uns", "")
        assert not Tails({f"blog/{slug}": ""}).may_stand_in("\u00fcber ihn".encode(), "")
    posts = [f"a/post-{number:03}" for number in range(MANY + 1)]
    assert not Tails(posts[1:]).may_stand_in(b"", "")
    assert Tails(posts).may_stand_in(b"", ""), "too many to get ready for"


@pytest.mark.parametrize(("harmless", "told"), [("&lt; ", "&#120;"), ("%zz ", "%78"), ("\\n ", "\\u0078")])
@pytest.mark.parametrize("many", [0, FEW - 1, FEW, FEW + 1, 10 * FEW])
def test_an_escape_is_seen_behind_any_number_of_harmless_signs(harmless: str, told: str, many: int) -> None:
    tails = Tails(PLAIN)
    assert not tails.may_stand_in((harmless * many).encode(), "own/index.html")
    assert tails.may_stand_in((harmless * many + told + harmless * many).encode(), "own/index.html")
