from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_momentum.core.audit import Auditor
from mkdocs_momentum.core.held import Held, Tails, address_of, prune
from mkdocs_momentum.core.links import unlink_html, unlink_markdown

HELD = Held(
    sources=frozenset({"blog/posts/held.md", "blog/posts/my (post).md", "blog/posts/bundle/a.png"}),
    addresses=frozenset({"blog/2026/11/24/held", "blog/posts/held", "blog/bundle/a.png"}),
    site_url="https://me.example/base/",
)


def hit(target: str) -> bool:
    return HELD.hits(target, "blog/posts/own.md", "blog/2026/11/20/own/")


@pytest.mark.parametrize(
    "target",
    [
        "held.md", "./held.md", "held.md#part", "../posts/held.md", "held.md?x=1", "my%20(post).md",
        "/blog/posts/held.md",
        "../../24/held/", "../../24/held", "../../24/held/index.html", "/base/blog/2026/11/24/held/",
        "/blog/2026/11/24/held", "https://me.example/base/blog/2026/11/24/held/",
        "HTTP://www.ME.example/base/blog/2026/11/24/held",
        "//me.example/base/blog/2026/11/24/held/#x", "https://me.example/base/blog/2026/11/24/h%65ld/", "bundle/a.png",
        "held/",
    ],
)  # fmt: skip
def test_these_lead_to_a_held_post(target: str) -> None:
    assert hit(target)


_PIECES = st.sampled_from(
    [
        "held", "h%65ld", "h&#101;ld", "bundle", "a.png", "..", ".", "", "blog", "posts", "2026", "11", "24", "base",
        "x", "index.html", "index.md", ".md", ".html", "/", "/", "/", "//", "?", "#", "%2F", "%252e", "&amp;", ";", ":",
        " ", "me.example", "https:", "\\",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=9).map("".join), st.sampled_from(["own/", "held/own/", ""]))
def test_the_first_look_leaves_out_nothing_that_a_second_would_find(target: str, below: str) -> None:
    place = f"blog/2026/11/24/{below}"
    page = {f"{place}index.html": f'<a href="{target}">x</a>', f"{place}a.json": f'{{"x": "{target}"}}'}

    def found() -> tuple[object, ...]:
        auditor = Auditor({}, dict.fromkeys(HELD.addresses, "a post"), HELD.site_url)
        traces = [list(auditor.inspect(path, text.encode())) for path, text in page.items()]
        return HELD.hits(target, "blog/posts/own.md", place), traces

    quick = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Tails, "may_be", lambda _self, _href: True)
        assert found() == quick


@pytest.mark.parametrize(
    "target",
    [
        "", "#held", "other.md", "held.md.txt", "https://else.example/base/blog/2026/11/24/held/", "mailto:held.md",
        "https://me.example/base/blog/2026/11/24/",
        "../../24/held-too/", "http://[bad", "tel:1", "../../../../../../../x",
    ],
)  # fmt: skip
def test_these_do_not(target: str) -> None:
    assert not hit(target)


def test_an_address_that_is_public_is_no_guess_at_a_held_file() -> None:
    held = Held(frozenset({"b.md"}), frozenset({"b"}), "", frozenset({"a/b"}))
    assert not held.hits("b/", "a.md", "a/")
    assert held.hits("c/../b/", "a.md", "x/y/")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a [word](held.md) b", "a word b"),
        ('[word](held.md "title")', "word"),
        ("[word](<my (post).md>)", "word"),
        ("[word](my%20(post).md)", "word"),
        ("[*word*](held.md){ .button target=_blank }", "*word*"),
        ("[![pic](bundle/a.png)](held.md)", "pic"),
        ("[![pic](open.png)](held.md)", "![pic](open.png)"),
        ("[a [nested] b](held.md)", "a [nested] b"),
        ("[word][ref] and [open][]\n\n[ref]: held.md\n[open]: open.md\n", "word and [open][]\n\n[open]: open.md\n"),
        ("[Ref]\n\n    [ref]: <held.md> 'title'\n", "Ref\n\n"),
        ("[ref][]\n\n[ref]:\n    held.md\n", "ref\n\n"),
        ("[Open][o]\n[Word][h]\n\n[h]: held.md\n[o]: open.md\n", "[Open][o]\nWord\n\n[o]: open.md\n"),
        ("- [x] [Word][h]\n- [ ] [h]\n\n[h]: held.md\n", "- [x] Word\n- [ ] h\n\n"),
        ("[Open][o] [h]\n\n[h]: held.md\n[o]: open.md\n", "[Open][o] h\n\n[o]: open.md\n"),
        ("[o] [h]\n\n[h]: held.md\n[o]: open.md\n", "[o] h\n\n[o]: open.md\n"),
        ("[h] [o]\n\n[h]: held.md\n[o]: open.md\n", "h [o]\n\n[o]: open.md\n"),
        ("[o][] [h][]\n\n[h]: held.md\n[o]: open.md\n", "[o][] h\n\n[o]: open.md\n"),
        ("[word] [h]\n\n[h]: held.md\n", "word\n\n"),
        ("[word]\n[h](open.md)\n\n[h]: held.md\n", "[word]\n[h](open.md)\n\n"),
        ("[h]\n[o]: open.md\n\n[h]: held.md\n", "h\n[o]: open.md\n\n"),
        ("[h][^1]\n\n[h]: held.md\n[^1]: Note\n", "h[^1]\n\n[^1]: Note\n"),
        ("[![i][h]][o]\n\n[h]: held.md\n[o]: open.md\n", "[i][o]\n\n[o]: open.md\n"),
        ("[![i][o]][h]\n\n[h]: held.md\n[o]: open.md\n", "![i][o]\n\n[o]: open.md\n"),
        ("<https://me.example/base/blog/2026/11/24/held/>", "…"),
        ("See https://me.example/base/blog/2026/11/24/held/.", "See …."),
        ("`https://me.example/base/blog/2026/11/24/held/`", "`…`"),
        ('<a class="x" href="../../24/held/"><b>word</b></a> <a href="x">y</a>', '<b>word</b> <a href="x">y</a>'),
        ("<a href='held.md'>one</a> <A HREF=held.md>two</A>", "one two"),
        ('<img alt="pic" src="bundle/a.png">', "pic"),
        ("<!-- [word](held.md) -->", "<!-- word -->"),
        ("> [word](held.md)\n> [w][r]\n>\n> [r]: held.md\n", "> word\n> w\n>\n"),
        ("line\n[two\nlines](held.md)", "line\ntwo\nlines"),
        ("- [ ] [word](held.md)[^1]\n\n[^1]: Note.", "- [ ] word[^1]\n\n[^1]: Note."),
    ],
)
def test_a_link_becomes_its_words(text: str, plain: str) -> None:
    assert unlink_markdown(text, hit)[0] == plain


@pytest.mark.parametrize(
    "text",
    [
        "`[word](held.md)`", "``[w](held.md) ` ``", "```\n[word](held.md)\n```", "~~~ md\n[w](held.md)\n~~~\n",
        "!!! note\n\n    ```\n    [word](held.md)\n    <a href='held.md'>x</a>\n    ```\n", r"\[word](held.md)",
        "[word](open.md)", "[word] (held.md)", "held.md", "word](held.md)", "[word\n\nmore](held.md)",
        "<script>x = '<a href=\"held.md\">'</script>", "// no address", "[word](", "<a href='held.md",
    ],
)  # fmt: skip
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert unlink_markdown(text, hit) == (text, 0)


def test_links_are_counted() -> None:
    assert unlink_markdown("[a](held.md) [b][] <a href='held.md'>c</a>\n\n[b]: held.md\n", hit)[1] == 3
    assert unlink_html('<a href="held.md">a</a><link rel="next" href="held.md"><a href="x">b</a>', hit) == (
        'a<a href="x">b</a>', 2,
    )  # fmt: skip


def test_a_navigation_loses_only_what_is_held() -> None:
    nav = [
        {"Home": "index.md"}, "blog/posts/held.md", {"Old": "blog/posts/held.md"},
        {"Part": [{"One": "blog/posts/held.md"}]}, {"Rest": ["a.md", {"X": "blog/posts/held.md"}]},
    ]  # fmt: skip
    assert prune(nav, lambda target: HELD.hits(target, "", "")) == [{"Home": "index.md"}, {"Rest": ["a.md"]}]


@pytest.mark.parametrize("path", ["/a/b/", "a/b", "a/b/index.html", "a/b.html", "a/%62"])
def test_one_address_has_one_form(path: str) -> None:
    assert address_of(path) == "a/b"


MARKS = st.sampled_from(
    ["[", "]", "(", ")", "held.md", "x.md", "`", "\n", "\n\n", "<a href='", "'>", "</a>", "!", "\\", "word "]
)


@given(st.lists(MARKS, max_size=40).map("".join))
def test_any_text_is_taken_and_a_text_without_held_names_is_untouched(text: str) -> None:
    plain, _ = unlink_markdown(text, hit)
    assert len(plain) <= len(text)
    if "held.md" not in text:
        assert plain == text


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "`", "<a ", "[a]: ", "```\n", "<a href='", "[a](held.md ", "(", "//", "![a"]
)
def test_long_texts_end(piece: str) -> None:
    """Quadratic work on these would take hours, so the bound needs no clock finer than minutes."""
    code = f"from mkdocs_momentum.core.links import unlink_markdown as u; u({piece!r} * 60_000, lambda *_: None)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[2. Running it](held.md)", "2\\. Running it"),
        ("- [# x](held.md)", "- \\# x"),
        ("> [- x](held.md)", "> \\- x"),
        ("Words\n[---](held.md)", "Words\n\\---"),
        ("x [# y](held.md)", "x # y"),
        ("[2024](held.md)", "2024"),
        ("[-x](held.md)", "-x"),
    ],
)
def test_words_that_stand_first_begin_nothing(text: str, after: str) -> None:
    assert unlink_markdown(text, lambda href: href == "held.md") == (after, 1)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            '{{ if .A }}<a class="on" href="/held/">{{ else }}<a href="/old/">{{ end }}Start</a>',
            '{{ if .A }}<a class="on">{{ else }}<a href="/old/">{{ end }}Start</a>',
        ),
        ('<a href="/held/">{% if a %}A</a>{% else %}B</a>{% endif %}', "<a>{% if a %}A</a>{% else %}B</a>{% endif %}"),
        ('<a href="/held/">{{ .Title }}</a>', "{{ .Title }}"),
    ],
)
def test_a_tag_that_a_template_chooses_loses_its_target_alone(text: str, after: str) -> None:
    assert unlink_html(text, lambda href: href == "/held/") == (after, 1)
