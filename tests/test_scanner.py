"""The line scanner against the parser that it spares: where it answers at all, it answers the same."""

from __future__ import annotations

import pytest
from core_samples import examples
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_momentum.core import frontmatter
from mkdocs_momentum.core.frontmatter import FrontMatterError, read_head
from mkdocs_momentum.core.scanner import scan
from mkdocs_momentum.core.yaml_cost import refuse_bombs

_KEYS = st.sampled_from(
    ["title", "date", "draft", "tags", "released", "no", "On", "x-y", "_", "a1", "Date", "null", "é"]
)
_BITS = st.sampled_from(
    [
        "2026-11-24", "2026-02-30", "2026-11-24 08:00:00", "2026-11-24T08:00:00", "2026-11-24 08:00", "true",
        "True", "no", "yes", "null", "~", "0", "007", "12", "1_000", "1e3", "0x1F", "1:30", "0o7", "-", "- ", "?",
        "? ", ":", ": ", " :", "#", " #", "&a ", "*a", "!!str ", "|", ">", "%", "@", "`", '"', "'", "''", "\\n",
        "[", "]", "[a, b]", "[]", "[a, 'b']", "{}", "{a: b}", ",", ", ", " ", "  ", "\t", "\n", "\n\n", "\n  - ",
        "\n- ", "\n ", "\r\n", "a", "Word", "\u00fcmlaut", "\u65e5\u672c", "\u00a0", "\u2028", "\u0085", "\ufeff",
        "\U0001f600", "a:b", "a: b", "http://x.example/?a#b", "---", "...", "=", "<<", ".inf", "y", "n",
    ]
)  # fmt: skip
_VALUES = st.lists(_BITS | st.text(max_size=5), max_size=4).map("".join)
_LINES = st.builds(
    lambda key, colon, value: f"{key}{colon}{value}\n", _KEYS, st.sampled_from([": ", ":", ":  ", " : "]), _VALUES
)
_ITEMS = st.builds(lambda indent, value: f"{indent}- {value}\n", st.sampled_from(["", "  ", "    "]), _VALUES)
_SOURCES = st.lists(_LINES | _ITEMS | st.sampled_from(["\n", "# note\n", "  more\n"]), min_size=1, max_size=5).map(
    "".join
)


@examples(2000)
@given(_SOURCES)
@example("title: a\ntags: [a, b c, d/e]\ndate: 2026-11-24\n")
@example("title: a #b\n")
@example("title: a\n# note\n")
def test_the_scanner_agrees_with_the_parser(source: str) -> None:
    scanned = scan(source)
    if scanned is None:
        return
    refuse_bombs(source)
    assert repr(frontmatter.parse_yaml(source)) == repr(scanned)


@pytest.mark.parametrize(
    "source",
    [
        "title: Usable strength after 40\ndate: 2026-11-24\n",
        'title: "A: note"\ndate: 2026-11-24 08:00:00\ndraft: false\ntags: [a, b]\n',
        "title: 'It is'\ncategories:\n  - One\n  - two words\nslug: a-b\nreleased: 2026-11-24\nempty:\n",
        "url: https://x.example/a?b=c#d\ncount: 12\n",
    ],
)
def test_what_most_posts_have_needs_no_parser(source: str) -> None:
    scanned = scan(source)
    assert scanned is not None
    assert repr(scanned) == repr(frontmatter.parse_yaml(source))


@examples(400)
@given(_SOURCES, st.sampled_from(["\n", "\r\n"]))
def test_a_head_is_the_same_with_and_without_the_scanner(source: str, end: str) -> None:
    text = f"---\n{source}---\nBody\n".replace("\n", end)

    def told() -> str:
        try:
            head = read_head(text)
        except FrontMatterError as error:
            return f"{error.message} {error.mend} {error.line}"
        return repr(head)

    with_scanner = told()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontmatter, "scan", lambda _source: None)
        assert told() == with_scanner
