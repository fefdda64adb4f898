"""One insertion in mkdocs.yml: everything else stays byte for byte, and the site's host reads the block."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_momentum.core.generators.mkdocs import parse_mkdocs_yml, site_from_config
from mkdocs_momentum.core.listing import add_ledger, add_site, list_plugin
from mkdocs_momentum.errors import EditRefusedError

BLOCK = {"since": "2026-11-23", "timezone": "Europe/Paris"}
PLUGINS = {
    "block": "plugins:\n  - search  # find\n  - blog:\n      blog_dir: .   # at the top\n",
    "unindented": "plugins:\n- search\n- blog:\n    blog_dir: .\n",
    "ends with a comment": "plugins:\n  - search\n  # - off\n",
    "flow": "plugins: [search, blog]  # short\n",
    "flow over lines": "plugins: [\n  search, # one\n  blog: {blog_dir: .},\n]\n",
    "empty flow": "plugins: []\n",
    "mapping": "plugins:\n  search: {}\n  blog:\n    blog_dir: .\n",
    "flow mapping": "plugins: {search: {}, blog: {blog_dir: .}}\n",
    "flow mapping of names": "plugins: {search: , blog: }\n",
    "bare": "plugins:\n  - momentum\n  - search\n",
    "bare with a comment": "plugins:\n  - search\n  - momentum   # quiet\n",
    "bare in flow": "plugins: [search, momentum, blog]\n",
    "null": "plugins:\n  - momentum:\n  - search\n",
    "null in a mapping": "plugins:\n  momentum:\n  search:\n",
    "half": "plugins:\n  - momentum:\n      since: 2026-11-23 # begun\n  - search\n",
    "half in flow": "plugins: [momentum: {since: 2026-11-23}]\n",
    "none": "",
    "folded value": "plugins:\n  - search:\n      separator: >-\n        a\n        b\n",
    "quoted": 'plugins:\n  - "search"\n  - \'tags\'\n',
}
BEFORE = "site_name: A  blog   # spaces\ntheme:\n  name: material\n  custom: !ENV [DIR, over]\n"
AFTER = (
    "markdown_extensions:\n"
    "  - pymdownx.emoji:\n"
    "      emoji_index: !!python/name:material.extensions.emoji.twemoji   # a tag\n"
    "extra: {a: &x 1, b: *x}\n"
)


def lines_out(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(True), new.splitlines(True)) if line.startswith("- ")]


@pytest.mark.parametrize("name", PLUGINS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("order", ["middle", "last", "unfinished"])
def test_every_form_of_plugins(name: str, newline: str, order: str) -> None:
    text = {
        "middle": BEFORE + PLUGINS[name] + AFTER,
        "last": BEFORE + AFTER + PLUGINS[name],
        "unfinished": (BEFORE + AFTER + PLUGINS[name])[:-1],
    }[order].replace("\n", newline)
    new = list_plugin(text, BLOCK)
    site = site_from_config(parse_mkdocs_yml(new, {}))
    assert site.block is not None
    assert {key: str(value) for key, value in site.block.items()} == BLOCK
    assert list_plugin(new, BLOCK) == new
    start = next((i for i, (a, b) in enumerate(zip(text, new, strict=False)) if a != b), len(text))
    size = len(new) - len(text)
    assert text[:start] + new[start : start + size] + text[start:] == new
    assert newline == "\n" or new.count("\n") == new.count("\r\n")
    if "flow" not in name and "bare" not in name and order != "unfinished":
        assert lines_out(text, new) == []


def test_what_is_said_already_stays() -> None:
    text = "plugins:\n  - momentum: {since: 2020-01-01, timezone: Asia/Tokyo, page: ../p.html}\n"
    assert list_plugin(text, BLOCK) == text


@pytest.mark.parametrize(
    "text",
    [
        "plugins: word\n",
        "plugins:\n  - momentum: yes\n",
        "- a list\n",
        "plugins: [search\n",
        "a: &x [search, blog]\nplugins: *x\n",
        "",
        "{site_name: x}\n",
    ],
)
def test_what_cannot_be_edited_is_left_alone_with_one_line(text: str) -> None:
    with pytest.raises(EditRefusedError) as caught:
        list_plugin(text, BLOCK, "blog/mkdocs.yml")
    message = str(caught.value)
    assert message.startswith("blog/mkdocs.yml: ")
    assert message.endswith("add among them - momentum: {since: 2026-11-23, timezone: Europe/Paris}")
    assert "\n" not in message


def test_a_site_is_added_to_both_forms_of_sites() -> None:
    text = "sites:\n  a: ../a # one\nrest: []\n"
    assert add_site(text, "b", "../b") == "sites:\n  a: ../a # one\n  b: ../b\nrest: []\n"
    assert add_site("sites: {a: ../a}\n", "b", "../b") == "sites: {a: ../a, b: ../b}\n"
    assert add_site("sites: {a: ../a}\n", "a", "../b") == "sites: {a: ../a}\n"
    with pytest.raises(EditRefusedError, match="below sites:"):
        add_site("timezone: UTC\n", "b", "../b")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["search", "blog:\n      blog_dir: .", "rss: {}", "social:", "# a comment", '"meta"', "a: |\n      x\n"]
        ),
        max_size=6,
    ),
    st.sampled_from(["", "\n", "# end", "\n# end\n\n", "extra:\n  - 1\n"]),
)
def test_any_block_of_plugins(items: list[str], tail: str) -> None:
    rows = [item if item.startswith("#") else f"- {item}" for item in items]
    text = "site_name: x\nplugins:\n" + "".join(f"  {row}\n" for row in rows) + tail
    new = list_plugin(text, BLOCK)
    assert list_plugin(new, BLOCK) == new
    names = parse_mkdocs_yml(text, {})["plugins"] or ["search"]  # which MkDocs has where nothing is listed
    assert parse_mkdocs_yml(new, {})["plugins"][: len(names)] == names


def test_it_stands_before_what_wants_to_be_last_and_what_moves_the_pages() -> None:
    text = "plugins:\n  - search\n  - blog: {}  # ours\n\n  # the last one\n  - print-site:\n      add_cover: true\n"
    edited = list_plugin(text, {"since": "2026-11-23"})
    assert list(parse_mkdocs_yml(edited, {})["plugins"][2]) == ["momentum"]
    assert "  - blog: {}  # ours\n  - momentum:\n      since: 2026-11-23\n\n  # the last one\n" in edited
    assert list_plugin("plugins:\n  - monorepo  # x\n  - search\n", {"since": "2026-11-23"}) == (
        "plugins:\n  - momentum:\n      since: 2026-11-23\n  - monorepo  # x\n  - search\n"
    )
    apart = "plugins:\n  -\n    print-site:\n      a: 1\n  - blog\n"
    assert list_plugin(apart, {"since": "2026-11-23"}) == f"{apart}  - momentum:\n      since: 2026-11-23\n"
    assert list_plugin("plugins: [search, 'print-site']\n", {"since": "2026-11-23"}) == (
        "plugins: [search, momentum: {since: 2026-11-23}, 'print-site']\n"
    )
    assert list_plugin("plugins: {search: {}, print-site: {}}\n", {"since": "2026-11-23"}) == (
        "plugins: {search: {}, momentum: {since: 2026-11-23}, print-site: {}}\n"
    )
    assert list_plugin("plugins:\n  print-site: {}\n  search: {}\n", {"since": "2026-11-23"}) == (
        "plugins:\n  momentum:\n    since: 2026-11-23\n  print-site: {}\n  search: {}\n"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: 1\n# ledger: git@example.com:me/momentum.git\nsites: {}\n", "a: 1\nledger: git@me:hub.git\nsites: {}\n"),
        ("a: 1\r\n# ledger: git@example.com:me/momentum.git\r\nb: 2\r\n", "a: 1\r\nledger: git@me:hub.git\r\nb: 2\r\n"),
        ("a: 1", "a: 1\nledger: git@me:hub.git\n"),
        ("# ledger: said Ann\na: 1\n", "# ledger: said Ann\na: 1\nledger: git@me:hub.git\n"),
        ("ledger:\na: 1\n", "ledger:\na: 1\n"),
        ("ledger: {refs: refs/x/}\n", "ledger: {refs: refs/x/}\n"),
    ],
)
def test_the_ledger_goes_where_its_example_stands(text: str, after: str) -> None:
    assert add_ledger(text, "git@me:hub.git") == after


def test_a_ledger_that_cannot_be_added_is_left_to_the_writer() -> None:
    with pytest.raises(EditRefusedError, match="write ledger: x into it"):
        add_ledger("{a: 1}\n", "x")
