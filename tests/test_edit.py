"""Edits change only the lines they must."""

from __future__ import annotations

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.edit import add_syndication, move_date, remove_mark, set_date, set_mark
from mkdocs_momentum.core.frontmatter import read_head
from mkdocs_momentum.core.moments import read_moment
from mkdocs_momentum.core.syndication import Syndication, read_syndications
from mkdocs_momentum.errors import EditRefusedError

DAY = date(2026, 11, 24)
HERE = Calendar(ZoneInfo("America/Los_Angeles"))

FORMS = {
    "plain": ("---\ndate: 2026-11-20\n---\nx\n", "---\ndate: 2026-11-24\nreleased: 2026-11-24\n---\nx\n"),
    "own day": ("---\ndate: 2026-11-24\n---\nx\n", "---\ndate: 2026-11-24\nreleased: 2026-11-24\n---\nx\n"),
    "comment": (
        "---\ndate:   2026-11-20   # soon\ntitle: 'a'\n---\n",
        "---\ndate:   2026-11-24   # soon\nreleased: 2026-11-24\ntitle: 'a'\n---\n",
    ),
    "crlf and bom": (
        "\ufeff---\r\ndate: 2026-11-20\r\ntitle: a\r\n---\r\nx",
        "\ufeff---\r\ndate: 2026-11-24\r\nreleased: 2026-11-24\r\ntitle: a\r\n---\r\nx",
    ),
    "nested": (
        "---\ndate:\n  created: 2026-11-20\n  updated: 2026-11-21\n# next\ntitle: a\n---\n",
        "---\ndate:\n  created: 2026-11-24\n  updated: 2026-11-21\nreleased: 2026-11-24\n# next\ntitle: a\n---\n",
    ),
    "nested flow": (
        "---\ndate: {created: 2026-11-20, updated: 2026-11-20} # c\n---\n",
        "---\ndate: {created: 2026-11-24, updated: 2026-11-20} # c\nreleased: 2026-11-24\n---\n",
    ),
    "flow": (
        "---\n{title: a, date: 2026-11-20}\n---\n", "---\n{title: a, date: 2026-11-24, released: 2026-11-24}\n---\n",
    ),
    "time": (
        "---\ndate: 2026-11-20 07:30:00\n---\n",
        "---\ndate: 2026-11-24 07:30:00\nreleased: 2026-11-24\n---\n",
    ),
    "offset names another day": (
        "---\ndate: 2026-11-20T02:30:00+00:00\n---\n",
        "---\ndate: 2026-11-25T02:30:00+00:00\nreleased: 2026-11-24\n---\n",
    ),
    "quoted": ("---\ndate: '2026-11-20'\n---\n", "---\ndate: '2026-11-24'\nreleased: 2026-11-24\n---\n"),
    "anchor": ("---\ndate: &d 2026-11-20\n---\n", "---\ndate: &d 2026-11-24\nreleased: 2026-11-24\n---\n"),
    "alias": (
        "---\nwritten: &d 2026-11-20\ndate: *d\n---\n",
        "---\nwritten: &d 2026-11-20\ndate: 2026-11-24\nreleased: 2026-11-24\n---\n",
    ),
    "indented": (
        "---\n  date: 2026-11-20\n  title: a\n---\n",
        "---\n  date: 2026-11-24\n  released: 2026-11-24\n  title: a\n---\n"),
    "tabs at the ends of lines": (
        "---\ntags:\n- a\t\t\ndate: 2026-11-20\t# c\n---\nx\n",
        "---\ntags:\n- a\t\t\ndate: 2026-11-24\t# c\nreleased: 2026-11-24\n---\nx\n",
    ),
    "lone carriage returns": (
        "---\rdate: 2026-11-20\rtitle: a\r---\rx\r",
        "---\rdate: 2026-11-24\rreleased: 2026-11-24\rtitle: a\r---\rx\r",
    ),
    "wrapped": (
        '---\ntitle: a\n  long one\ndate: "2026-11-20\n  07:30:00"\n---\nx\n',
        '---\ntitle: a\n  long one\ndate: "2026-11-24\n  07:30:00"\nreleased: 2026-11-24\n---\nx\n',
    ),
    "a tag": (
        "---\ndate: !!timestamp '2026-11-20'\n---\nx\n",
        "---\ndate: !!timestamp '2026-11-24'\nreleased: 2026-11-24\n---\nx\n",
    ),
    "a block": (
        "---\ndate: >-\n  2026-11-20\ntitle: a\n---\nx\n",
        "---\ndate: >-\n  2026-11-24\nreleased: 2026-11-24\ntitle: a\n---\nx\n",
    ),
    "emoji before it": (
        '---\n{title: "\U0001f600 né", date: 2026-11-20} # \U0001f600\n---\n\U0001f600\n',
        '---\n{title: "\U0001f600 né", date: 2026-11-24, released: 2026-11-24} # \U0001f600\n---\n\U0001f600\n',
    ),
    "flow over lines": (
        "---\n{\n  title: a,\n  date: 2026-11-20,\n}\n---\nx\n",
        "---\n{\n  title: a,\n  date: 2026-11-24, released: 2026-11-24,\n}\n---\nx\n",
    ),
    "a key that stands twice": (
        "---\ntags: a\ndate: 2026-11-20\ntags: b\n---\nx\n",
        "---\ntags: a\ndate: 2026-11-24\nreleased: 2026-11-24\ntags: b\n---\nx\n",
    ),
    "merged": (
        "---\nbase: &b {tags: [x]}\n<<: *b\ndate: 2026-11-20\n---\nx\n",
        "---\nbase: &b {tags: [x]}\n<<: *b\ndate: 2026-11-24\nreleased: 2026-11-24\n---\nx\n",
    ),
    "end mark of dots": ("---\ndate: 2026-11-20\n...\nx", "---\ndate: 2026-11-24\nreleased: 2026-11-24\n...\nx"),
}  # fmt: skip


REFUSED = {
    "an anchor that others follow": ("---\ndate: &d 2026-11-20\nupdated: *d\n---\n", "would change more than date"),
    "an alias for a mapping": ("---\nd: &d {created: 2026-11-20}\ndate: *d\n---\n", "would change more than date"),
    "a mapping merged in": ("---\nb: &b {created: 2026-11-20}\ndate:\n  <<: *b\n---\n", "would change more than date"),
    "nothing in it": ("---\n---\nx\n", "does not end"),
    "comments alone": ("---\n# c\n---\nx\n", "not a list of key: value lines"),
}


@pytest.mark.parametrize("form", REFUSED)
def test_what_cannot_be_edited_alone_is_left_with_a_reason(form: str) -> None:
    text, why = REFUSED[form]
    with pytest.raises(EditRefusedError, match=why):
        set_mark(text, DAY, HERE)


@pytest.mark.parametrize("form", FORMS)
def test_the_mark_changes_only_its_lines(form: str) -> None:
    before, after = FORMS[form]
    edit = set_mark(before, DAY, HERE)
    assert edit.text == after
    assert remove_mark(edit.text, edit.wished) == before


def test_a_date_that_keeps_its_day_is_not_touched() -> None:
    text = "---\ndate: 2026-11-24T23:59:00-08:00\n---\n"
    assert move_date(text, DAY, HERE).text == text


VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(repr),
    st.sampled_from(
        [
            "yes",
            "010",
            "12:30",
            "~",
            "[a, b]",
            "{a: 1}",
            "|\n    wrapped\n    text",
            ">-\n    a\n    b",
            ".nan",
            "a\t",
            "\n  - a\t\n  - b",
            "plain\n  and wrapped",
            "&x {y: 1}",
            "\U0001f600",
            "!!str 1",
            "|+\n    kept\n\n",
        ]
    ),
)
DATES = st.sampled_from(
    [
        "{d}",
        "{d} 09:15:00",
        "{d}T09:15:00Z",
        "{d}T23:15:00-08:00",
        "{{created: {d}}}",
        "\n  created: {d}",
        "&a {d}",
        "!!str {d}",
        "!!timestamp '{d}'",
        "{d}\t",
        ">-\n  {d}",
        "|\n  {d}\n",
        "\n  {d}",
        "'{d}\n  09:15:00'",
        "\n  updated: 2020-01-01 # u\n  created: {d} # c\n  # end",
        "{{updated: 2020-01-01, created: {d}}} # c",
    ]
)


@given(
    heads=st.lists(st.tuples(st.sampled_from("abcdefg"), VALUES), max_size=6, unique_by=lambda pair: pair[0]),
    place=st.integers(0, 6),
    form=DATES,
    wish=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    close=st.sampled_from(["---", "...", "--- \t"]),
    bom=st.sampled_from(["", "\ufeff"]),
    body=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40),
)
def test_only_date_and_released_ever_differ(
    heads: list[tuple[str, str]], place: int, form: str, wish: date, newline: str, close: str, bom: str, body: str
) -> None:
    lines = [f"{key}: {value}  # {key}" if "\n" not in value else f"{key}: {value}" for key, value in heads]
    lines.insert(place, "date: " + form.format(d=wish.isoformat()))
    text = bom + "\n".join(["---", *lines, close, ""]).replace("\n", newline) + body
    try:
        old = read_head(text)
    except ValueError:
        return
    edit = set_mark(text, DAY, HERE)
    new = read_head(edit.text)
    assert new.data["released"] == DAY
    value = new.data["date"]
    moment = read_moment(value["created"] if isinstance(value, dict) else value, HERE)
    assert moment is not None
    assert moment.day == DAY
    assert edit.text[new.body :] == text[old.body :]
    kept = [line for line in re.split("[\r\n]+", text) if str(wish) not in line]
    assert [line for line in re.split("[\r\n]+", edit.text) if line in kept] == kept
    assert len(edit.text) - len(text) <= len("\r\nreleased: 2026-11-24") + len(wish.isoformat())
    assert remove_mark(edit.text, edit.wished) == text


@given(days=st.integers(-400, 400), hour=st.integers(0, 23))
def test_a_date_with_an_offset_lands_on_the_writers_day(days: int, hour: int) -> None:
    day = DAY + timedelta(days=days)
    edit = move_date(f"---\ndate: 2026-10-31T{hour:02}:30:00+05:30\n---\n", day, HERE)
    value = read_moment(read_head(edit.text).data["date"], HERE)
    assert value is not None
    assert value.day == day


ADDED = "syndication:\n  - url: https://a.example/1\n    date: 2026-11-24\n"
SYNDICATED = {
    "none yet": (
        "---\ntitle: a\ndate: 2026-11-20 # c\ntags: [x]\n---\n",
        "---\ntitle: a\ndate: 2026-11-20 # c\n" + ADDED + "tags: [x]\n---\n",
    ),
    "block list": (
        "---\r\nsyndication:\r\n- https://b.example # one\r\ndate: 1\r\n---\r\n",
        "---\r\nsyndication:\r\n- https://b.example # one\r\n"
        + ADDED.replace("  -", "-").replace("    ", "  ").replace("\n", "\r\n").partition("\n")[2]
        + "date: 1\r\n---\r\n",
    ),
    "block list of mappings": (
        "---\nsyndication:\n  -   url: https://b.example\n      date: 2026-11-21\ntitle: a\n---\n",
        "---\n" + ADDED.replace("  -", "  -   url: https://b.example\n      date: 2026-11-21\n  -") + "title: a\n---\n",
    ),
    "flow list": (
        "---\nsyndication: [https://b.example]  # c\n---\n",
        "---\nsyndication: [https://b.example, {url: https://a.example/1, date: 2026-11-24}]  # c\n---\n",
    ),
    "one address": (
        "---\nsyndication: https://b.example  # c\n---\n",
        "---\nsyndication: [https://b.example, {url: https://a.example/1, date: 2026-11-24}]  # c\n---\n",
    ),
    "empty": (
        "---\nsyndication: []\ntitle: a\n---\n",
        "---\nsyndication: [{url: https://a.example/1, date: 2026-11-24}]\ntitle: a\n---\n",
    ),
    "flow front matter": (
        "---\n{title: a, date: 2026-11-20}\n---\n",
        "---\n{title: a, date: 2026-11-20, syndication: [{url: https://a.example/1, date: 2026-11-24}]}\n---\n",
    ),
    "nothing": (
        "---\nsyndication:\ntitle: a\n---\n",
        "---\nsyndication: [{url: https://a.example/1, date: 2026-11-24}]\ntitle: a\n---\n",
    ),
}


@pytest.mark.parametrize("form", SYNDICATED)
def test_a_syndication_changes_only_its_lines(form: str) -> None:
    before, after = SYNDICATED[form]
    assert add_syndication(before, "https://a.example/1", DAY) == after


@pytest.mark.parametrize(
    "url", ["https://a.example/x,y", "https://a.example/{a}", "https://a.example/#b: c", "https://a/'"]
)
def test_any_address_is_read_back(url: str) -> None:
    for text in (before for before, _ in SYNDICATED.values()):
        entries = read_syndications(read_head(add_syndication(text, url, DAY, "a place: here")).data)
        assert entries[-1] == Syndication(url, DAY, "a place: here")


DATES_TO_SET = {
    "missing": ("---\ntitle: a # c\ntags: []\n---\n", "---\ntitle: a # c\ndate: 2026-11-24\ntags: []\n---\n"),
    "missing, no title": ("---\r\ntags: []\r\n---\r\n", "---\r\ndate: 2026-11-24\r\ntags: []\r\n---\r\n"),
    "missing, flow": ("---\n{tags: []}\n---\n", "---\n{date: 2026-11-24, tags: []}\n---\n"),
    "empty": ("---\ndate:\ntitle: a\n---\n", "---\ndate: 2026-11-24\ntitle: a\n---\n"),
    "words": ("---\ndate: soon # c\n---\n", "---\ndate: 2026-11-24 # c\n---\n"),
    "there": ("---\ndate: 2026-11-20 10:00:00\n---\n", "---\ndate: 2026-11-24 10:00:00\n---\n"),
}


@pytest.mark.parametrize("form", DATES_TO_SET)
def test_a_date_is_written_where_there_is_none(form: str) -> None:
    before, after = DATES_TO_SET[form]
    assert set_date(before, DAY, HERE).text == after
