"""Material's Markdown made plain: what goes in and what comes out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_momentum.core.portable import portable, without_first_heading
from mkdocs_momentum.views.exports import FORMATS, Exported, export


def resolve(target: str, _is_picture: bool) -> str | None:
    if target.startswith("held"):
        return None
    return target if "://" in target else f"https://a.example/{target}"


FILES = {"part.md": "One\n\n## Two\n", "code.py": "a = 1\n# --8<-- [start:b]\nb = 2\n# --8<-- [end:b]\nc = 3\n"}

CASES = {
    "admonition": ('!!! note "Mind *this*"\n\n    One.\n\n    Two.\n\nAfter.', "> **Mind *this***\n>\n> One.\n>\n> Two.\n\nAfter."),  # noqa: E501
    "admonition without a title": ("!!! warning\n    Hot.", "> **Warning**\n>\n> Hot."),
    "admonition with an empty title": ('!!! tip ""\n    Quiet.', "> Quiet."),
    "details, inline, nested": (
        '??? note inline end "A"\n    ???+ tip "B"\n        Deep.\n\n    Less.',
        "> **A**\n>\n> > **B**\n> >\n> > Deep.\n>\n> Less.",
    ),
    "admonition in a list": ('- One\n\n    !!! note "N"\n        In.\n', "- One\n\n    > **N**\n    >\n    > In."),
    "code in an admonition": (
        '!!! note "N"\n    ```py title="a.py" hl_lines="1"\n    x = "[y](z)"\n    ```',
        '> **N**\n>\n> `a.py`:\n>\n> ```py\n> x = "[y](z)"\n> ```',
    ),
    "tabs": ('=== "Linux"\n\n    Run it.\n\n=== "Mac"\n    Click it.\n\nEnd.', "**Linux**\n\nRun it.\n\n**Mac**\n\nClick it.\n\nEnd."),  # noqa: E501
    "blocks": ("/// warning | Careful\n    type: x\n\nWords.\n///\n\nEnd.", "> **Careful**\n>\n> Words.\n\nEnd."),
    "block tab": ("/// tab | One\nWords.\n///\n", "**One**\n\nWords."),
    "attribute lists": (
        "# Title { #top .big }\n\n![a](b.png){ width=300 .left } and [c](d){:target=_blank}\n{ .center }\n\n`x`{.py} *e*{.y}",  # noqa: E501
        "# Title\n\n![a](https://a.example/b.png) and [c](https://a.example/d)\n\n`x` *e*",
    ),
    "icons": (":material-heart: Love :fontawesome-brands-github:", "Love "),
    "emoji stays": ("Well :smile: and 12:30:45", "Well :smile: and 12:30:45"),
    "keys, marks": ("++ctrl+alt+del++, ==so== and ^^so^^", "`Ctrl+Alt+Del`, **so** and so"),
    "c++ stays": ("C++ and D++ or a++ + b++", "C++ and D++ or a++ + b++"),
    "links": (
        '[a](b.md "T") [c](<d e.md>) [f](held.md) <https://x.example> [g](h_(i)) [![p](q.png)](r)',
        '[a](https://a.example/b.md "T") [c](<https://a.example/d e.md>) f <https://x.example> '  # noqa: ISC004
        "[g](<https://a.example/h_(i)>) [![p](https://a.example/q.png)](https://a.example/r)",
    ),
    "reference links": ("[a][b]\n\n[b]: c.md 'T'\n[^1]: note.md stays", "[a][b]\n\n[b]: https://a.example/c.md 'T'\n[^1]: note.md stays"),  # noqa: E501
    "html": (
        '<img alt="x" src="y.png"> <a class="z" href=\'w\'>w</a>',
        '<img alt="x" src="https://a.example/y.png"> <a class="z" href=\'https://a.example/w\'>w</a>',
    ),
    "pictures for light and dark": ("![a](b.png#only-light)", "![a](https://a.example/b.png)"),
    "code stays": ("`[a](b)` and ``c ` [d](e)``", "`[a](b)` and ``c ` [d](e)``"),
    "fences stay": ("~~~\n!!! note\n    [a](b) :material-x:\n~~~", "~~~\n!!! note\n    [a](b) :material-x:\n~~~"),
    "fence options": ('```{.python linenums="1"}\nx\n```', "```python\nx\n```"),
    "a longer fence": ("````md\n```\n[a](b)\n```\n````", "````md\n```\n[a](b)\n```\n````"),
    "indented code stays": ("Words:\n\n    [a](b) { .x }\n\nEnd.", "Words:\n\n    [a](b) { .x }\n\nEnd."),
    "indented text in a list": ("- x\n\n    [a](b)", "- x\n\n    [a](https://a.example/b)"),
    "more": ("A\n\n<!-- more -->\n\nB", "A\n\nB"),
    "cards": ('<div class="grid cards" markdown>\n\n- One\n\n</div>\n\n<p markdown="1">x</p>', "- One\n\n<p>x</p>"),
    "abbreviations": ("The HTML.\n\n*[HTML]: Hyper Text", "The HTML."),
    "snippet": ('--8<-- "part.md"\n\nEnd', "One\n\n## Two\n\nEnd"),
    "snippet block": ("--8<--\npart.md\n; gone.md\n--8<--", "One\n\n## Two"),
    "snippet of a section": ('```py\n--8<-- "code.py:b"\n```', "```py\nb = 2\n```"),
    "snippet of lines": ('--8<-- "part.md:3:3"', "## Two"),
    "snippet that is not there": ('A\n\n--8<-- "gone.md"\n\nB', "A\n\nB"),
    "snippet that is told of": (';--8<-- "part.md"', '--8<-- "part.md"'),
    "windows line ends": ("!!! note\r\n    One.\r\n", "> **Note**\n>\n> One."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_plain_markdown(case: str) -> None:
    before, after = CASES[case]
    assert portable(before, resolve, FILES.get).rstrip("\n") == after.rstrip("\n")


def test_a_snippet_that_includes_itself_ends() -> None:
    assert len(portable('--8<-- "a"', resolve, lambda _: 'x\n--8<-- "a"\n--8<-- "a"')) < 1000


@given(
    st.lists(
        st.sampled_from(["!!! note", '=== "T"', "    in", "        deep", "```", "text [a](b)", "", "- x", "/// note", "///", "> q", "\tt"]),  # noqa: E501
        max_size=14,
    )
)  # fmt: skip
def test_plain_is_plain(lines: list[str]) -> None:
    once = portable("\n".join(lines), resolve)
    assert once.endswith("\n")
    words = [word for line in lines for word in line.split() if word in {"in", "deep", "text", "x", "q", "t"}]
    assert [word for word in once.replace(">", " ").split() if word in {"in", "deep", "text", "x", "q", "t"}] == words


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "![a](" * 20_000,
        "==a" * 30_000,
        "++a+" * 30_000,
        "`" * 50_000,
        "{ .x " * 20_000,
        "<a href=" * 20_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    portable(text, resolve)
    assert time.perf_counter() - started < 5


POST = Exported(
    title='A "quoted": title',
    url="https://a.example/blog/a-post/",
    site="A site",
    body="Words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    meta={"description": "On\n  words", "tags": ["Web Dev", "c++", "Web Dev", "x", "y", "z", "q"]},
    image="https://a.example/i.png",
)

EXPORTED = {
    "markdown": '# A "quoted": title\n\nWords.\n',
    "html": '<link rel="canonical" href="https://a.example/blog/a-post/">\n<h1>A "quoted": title</h1>\n<p>Words.</p>\n<table>',  # noqa: E501
    "devto": '---\ntitle: "A \\"quoted\\": title"\npublished: false\ndescription: "On words"\ntags: "webdev, c, x, y"\n'
    'canonical_url: "https://a.example/blog/a-post/"\ncover_image: "https://a.example/i.png"\n---\n\nWords.\n',
    "hashnode": '---\ntitle: "A \\"quoted\\": title"\nsubtitle: "On words"\nslug: "a-post"\ntags: "web-dev, c, x, y, z"\n'  # noqa: E501
    'canonical: "https://a.example/blog/a-post/"\nsaveAsDraft: true\n---\n\nWords.\n',
    "medium": '<h1>A "quoted": title</h1>\n<p>Words.</p>\n<pre><code>| a | b |',
}  # fmt: skip


@pytest.mark.parametrize("target", FORMATS)
def test_every_target_gets_its_form_and_the_canonical_notice(target: str) -> None:
    text = export(POST, target)
    assert text.startswith(EXPORTED[target])
    notice = "First published on [A site](https://a.example/blog/a-post/)."
    html = 'First published on <a href="https://a.example/blog/a-post/">A site</a>.'
    assert (html if target in {"html", "medium"} else notice) in text.splitlines()[-1]


def test_a_heading_that_repeats_the_title_goes() -> None:
    assert without_first_heading("# T\n\nx\n", "T") == "x\n"
    assert without_first_heading("# Other\n\nx\n", "T") == "# Other\n\nx\n"
