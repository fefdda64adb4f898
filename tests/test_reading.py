"""Reading posts: the table of states, every form of a date, and what is held rather than guessed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from core_samples import examples
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from mkdocs_momentum.core.addresses import is_copy, same_address
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.extract import extract
from mkdocs_momentum.core.frontmatter import LIMIT, FrontMatterError, decode, read_head
from mkdocs_momentum.core.moments import read_moment
from mkdocs_momentum.core.posts import Moment, Post, PostKey, State
from mkdocs_momentum.core.reading import Reading, post_from
from mkdocs_momentum.core.syndication import Syndication, read_syndications
from mkdocs_momentum.core.titles import title_from_path

KEY = PostKey("alpha", "docs/blog/posts/usable-strength.md")
LOS_ANGELES = Calendar(ZoneInfo("America/Los_Angeles"))
READING = Reading(
    calendar=LOS_ANGELES,
    since=date(2026, 11, 23),
    latest_mark=date(2026, 11, 25),
    address=lambda _path, _meta, _title, _opening: "https://alpha.example/blog/usable-strength/",
    site_url="https://alpha.example/",
)


def post(head: str, body: str = "Words.\n", reading: Reading = READING) -> Post:
    return of_bytes(f"---\n{head}\n---\n\n{body}".encode(), reading)


def of_bytes(raw: bytes, reading: Reading = READING, defaults: Mapping[str, object] | None = None) -> Post:
    return post_from(KEY, extract(raw), reading, defaults)


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("date: 2026-11-24", State.WAITING),
        ("date: 2026-11-23", State.WAITING),
        ("date: 2026-11-22", State.HISTORY),
        ("date: 2026-11-24\ndraft: true", State.DRAFT),
        ("date: 2026-11-24\ndraft: yes", State.DRAFT),
        ("date: 2026-11-24\ndraft: false", State.WAITING),
        ("date: 2026-11-24\ndraft:", State.WAITING),
        ("date: 2026-11-22\ndraft: true", State.DRAFT),
        ("date: 2026-11-24\nreleased: 2026-11-24", State.RELEASED),
        ("date: 2026-11-24\nreleased: 2026-11-25", State.RELEASED),
        ("date: 2026-11-24\nreleased: 2026-11-26", State.PROBLEM),
        ("date: 2026-11-24\nreleased: soon", State.PROBLEM),
        ("date: 2026-11-24\nreleased:", State.PROBLEM),
        ("date: 2026-11-24\nreleased: true", State.PROBLEM),
        ("date: 2026-11-24\nreleased: 2026-11-24\ndraft: true", State.DRAFT),
        ("date: 2026-11-24\ncanonical_url: https://elsewhere.example/x/", State.COPY),
        ("date: 2026-11-24\ncanonical: https://elsewhere.example/x/", State.COPY),
        ("date: 2026-11-24\ncanonical_url: https://alpha.example/blog/usable-strength/", State.WAITING),
        ("date: 2026-11-24\ncanonical_url: http://www.ALPHA.example/blog/usable-strength/index.html", State.WAITING),
        ("date: 2026-11-24\ncanonical_url: /blog/usable-strength/", State.WAITING),
        ("date: 2026-11-24\ncanonical_url: /blog/other/", State.COPY),
        ("date: 2026-11-24\ncanonical_url:", State.WAITING),
        ("date: 2026-11-24\ncanonical_url: 7", State.WAITING),
        ("date: 2026-11-22\ncanonical_url: https://elsewhere.example/x/", State.COPY),
        ("date: 2026-11-24\nreleased: 2026-11-24\ncanonical_url: https://elsewhere.example/x/", State.RELEASED),
        ("date: 2026-11-24\ndraft: true\ncanonical_url: https://elsewhere.example/x/", State.DRAFT),
        ("title: No date", State.PROBLEM),
        ("title: No date\ndraft: true", State.PROBLEM),
    ],
)
def test_the_table_of_states(head: str, state: State) -> None:
    assert post(head).state is state


@pytest.mark.parametrize(
    ("value", "day", "clock"),
    [
        ("2026-11-24", "2026-11-24", None),
        ("2026-11-24 09:30:00", "2026-11-24", time(9, 30)),
        ("2026-11-24T09:30:00", "2026-11-24", time(9, 30)),
        ("2026-11-24T09:30:00Z", "2026-11-24", time(1, 30)),
        ("2026-11-24T07:30:00Z", "2026-11-23", time(23, 30)),
        ("2026-11-24 23:30:00 -05:00", "2026-11-24", time(20, 30)),
        ("2026-11-25T01:30:00+09:00", "2026-11-24", time(8, 30)),
        ("2026-11-24 09:30", "2026-11-24", time(9, 30)),
        ("2026-1-5 10:00:00", "2026-01-05", time(10)),
        ("'2026-11-24'", "2026-11-24", None),
        ("'2026-11-24T09:30:00-08:00'", "2026-11-24", time(9, 30)),
        ("'2026-11-24 09:30:00.5 +00:00'", "2026-11-24", time(1, 30, 0, 500000)),
        ("{created: 2026-11-24}", "2026-11-24", None),
        ("{created: 2026-11-24 09:30:00, updated: 2026-11-30}", "2026-11-24", time(9, 30)),
        ("\n  created: 2026-11-24\n  updated: 2026-12-01", "2026-11-24", None),
        ("!!timestamp '2026-11-24'", "2026-11-24", None),
        ("2026-11-24 # Tuesday", "2026-11-24", None),
    ],
)
def test_forms_of_a_date(value: str, day: str, clock: time | None) -> None:
    wish = post(f"date: {value}").wish
    assert wish is not None
    assert (wish.day.isoformat(), wish.time) == (day, clock)


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30", "2026-13-01", "tomorrow", "today", "2026-1-5", "20261124", "2026", "24.11.2026",
        "2026-11-24x10:00",
        "2026-11-24T25:00:00", "'2026-11-24T25:00'", "'2026-11-24+05:00'", "2026-11-24T10:00:00+99:00", "9999-12-31",
        "0001-01-01", "0001-01-01 00:00:00", "[2026-11-24]", "{updated: 2026-11-24}", "{created: }", "", "~", "true",
        "1.5", ".inf", "''", "!!timestamp x", "!!int ''", "!!bool x", "{created: 2026-02-30}", "'२०२६-११-२४'",
        "0x" + "f" * 4000, "1" * 5000, "'" + "x" * 5000 + "'", "&a [*a]", "'2026-W48-2'", "!!binary MjAyNg==",
        "{created: 2026-11-24, created: 2026-11-25}", "'2026-11-24\n  2026-11-25'",
    ],
)  # fmt: skip
def test_what_is_no_date_is_held_and_says_so_in_one_line(value: str) -> None:
    held = post(f"title: A post\ndate: {value}")
    assert (held.state, held.state.is_public) == (State.PROBLEM, False)
    problem = held.problems[0]
    assert problem.line == 3
    assert "\n" not in problem.message + problem.mend
    assert len(problem.message) < 250
    assert problem.mend


def test_a_time_ranks_by_how_far_into_the_day_it_is() -> None:
    night_owl = Calendar(ZoneInfo("America/Los_Angeles"), day_starts=time(3))
    assert read_moment("2026-11-24 04:00", night_owl) == Moment(date(2026, 11, 24), 3600, time(4))
    assert read_moment("2026-11-25 01:00", night_owl) == Moment(date(2026, 11, 24), 22 * 3600, time(1))
    assert read_moment("2026-03-08 12:00", LOS_ANGELES) == Moment(date(2026, 3, 8), 11 * 3600, time(12))
    assert read_moment("2026-11-24", night_owl) == Moment(date(2026, 11, 24))


def test_a_quoted_date_where_the_host_wants_none() -> None:
    native = Reading(LOS_ANGELES, date(2026, 11, 23), date(2026, 11, 25), native_dates=lambda _path: True)
    assert post("date: '2026-11-24'", reading=native).state is State.PROBLEM
    assert post("date: 2026-11-24 09:30", reading=native).state is State.PROBLEM
    assert post("date: 2026-11-24", reading=native).state is State.WAITING


@pytest.mark.parametrize("value", ["'no'", "'false'", "nope", "0", "1", "[]", "{}", "2026-11-24", "''"])
def test_a_draft_that_is_neither_true_nor_false_is_held(value: str) -> None:
    held = post(f"date: 2026-11-24\ndraft: {value}")
    assert held.state is State.PROBLEM
    assert held.problems[0].line == 3


@pytest.mark.parametrize(
    "line",
    ["date: 2026-11-25", "draft: false", "released: 2026-11-24", "canonical: x", "canonical_url: https://x.example"],
)
def test_an_own_key_that_stands_twice_is_held(line: str) -> None:
    held = post(f"date: 2026-11-24\n{line}\n{line}")
    assert held.state is State.PROBLEM
    assert held.problems[0].line == 4
    assert "more than once" in held.problems[0].message


def test_a_foreign_key_that_stands_twice_is_a_notice() -> None:
    seen = post("date: 2026-11-24\ntags: [a]\ntags: [b]")
    assert seen.state is State.WAITING
    assert [(one.holds, one.line) for one in seen.problems] == [(False, 4)]
    assert seen.meta["tags"] == ["b"]


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        (b"", 1, "no front matter"),
        (b"Just words.\n", 1, "no front matter"),
        (b"title: MultiMarkdown\ndate: 2026-11-24\n\nWords.\n", 1, "no front matter"),
        (b"\n---\ndate: 2026-11-24\n---\nWords.\n", 1, "no front matter"),
        (b"--- \nno end\n", 1, "does not end"),
        (b"---\ndate: 2026-11-24\n---", 1, "nothing follows"),
        (b"---\ndate: 2026-11-24\n...", 1, "nothing follows"),
        (b"---\n---\nWords.\n", 1, "does not end"),
        (b"---\n\n---\nWords.\n", 1, "not a list of key: value"),
        (b"---\njust words\n---\nWords.\n", 1, "not a list of key: value"),
        (b"---\n- a\n---\nWords.\n", 1, "not a list of key: value"),
        (b"---\ntitle: a: b\ndate: 2026-11-24\n---\nWords.\n", 2, "not YAML"),
        (b"---\ntitle: x\n\tdate: 2026-11-24\n---\nWords.\n", 3, "not YAML"),
        (b"---\ntitle: x\ndate: 2026-11-24\nx: \x00\n---\nWords.\n", 4, "NUL"),
        (b"---\ntitle: caf\xe9\ndate: 2026-11-24\n---\nWords.\n", 2, "0xe9 is not UTF-8"),
        (b"---\ndate: 2026-11-24\n---\nWords.\n\xff\n", 5, "0xff is not UTF-8"),
        ("---\ndate: 2026-11-24\n---\nWords.\n".encode("utf-16"), 1, "not UTF-8"),
        (b"---\n? [a]\n: b\ndate: 2026-11-24\n---\nWords.\n", 2, "a key of its front matter"),
        (b"---\ndate: 2026-11-24\nx: !!python/name:os.system y\n---\nWords.\n", 3, "not YAML"),
        (b"---\ndate: 2026-11-24\nx:\n  - y: 2026-02-30\n---\nWords.\n", 4, "2026-02-30 is not a value"),
        (b"---\ndate: 2026-11-24\nx: " + b"1" * 5000 + b"\n---\nWords.\n", 3, "number of 5000 digits"),
        (b"---\ndate: 2026-11-24\n--- \nx: 1\n---\n" + b"\xc3", 6, "not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_held_with_its_line(raw: bytes, line: int, says: str) -> None:
    held = of_bytes(raw)
    assert held.state is State.PROBLEM
    assert held.problems[0].line == line
    assert says in held.problems[0].message
    assert held.problems[0].mend


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf---\ndate: 2026-11-24\n---\nWords.\n",
        b"---\r\ndate: 2026-11-24\r\n---\r\nWords.\r\n",
        b"---\rdate: 2026-11-24\r---\rWords.\r",
        b"---  \ndate: 2026-11-24\n...\t\nWords.\n",
        b"---\ndate: 2026-11-24\n---\n",
        b"---\n---\ndate: 2026-11-24\n---\nWords.\n",
        b"---\ndate: &d 2026-11-24\nother: *d\n---\nWords.\n",
        b"---\n<<: {date: 2026-11-24}\n---\nWords.\n",
        b"---\ndate: 2026-11-24\n=: x\n1: y\nyes: z\n---\nWords.\n",
    ],
)
def test_forms_of_a_head(raw: bytes) -> None:
    seen = of_bytes(raw)
    assert seen.state is State.WAITING, seen.problems
    assert seen.wish == Moment(date(2026, 11, 24))


def test_the_head_knows_where_it_stands() -> None:
    text = "\ufeff---\r\ntitle: x\r\ndate: 2026-11-24\r\n---\r\nWords.\r\n"
    head = read_head(text)
    assert text[head.start : head.end] == "title: x\r\ndate: 2026-11-24\r\n"
    assert text[head.body :] == "Words.\r\n"
    assert head.lines == {"title": 2, "date": 3}


def test_64_kib_and_no_more() -> None:
    head = "date: 2026-11-24\nx: "
    full = head + "y" * (LIMIT - len(head))
    assert post(full[:-1]).state is State.WAITING
    assert "64 KiB" in post(full).problems[0].message
    assert "64 KiB" in post(full + "y" * LIMIT).problems[0].message
    assert "64 KiB" in post(head + "é" * (LIMIT // 2)).problems[0].message


def test_a_mark_takes_its_day_even_if_the_date_is_broken() -> None:
    held = post("date: 2026-02-31x\nreleased: 2026-11-24")
    assert (held.state, held.released) == (State.PROBLEM, date(2026, 11, 24))


def test_defaults_of_a_folder() -> None:
    raw = b"---\ndate: 2026-11-24\n---\nWords.\n"
    assert of_bytes(raw, defaults={"draft": True}).state is State.DRAFT
    assert of_bytes(b"---\nx: 1\n---\nW\n", defaults={"date": date(2026, 11, 24)}).state is State.WAITING
    assert of_bytes(raw.replace(b"date", b"draft: false\ndate"), defaults={"draft": True}).state is State.WAITING


BOMBS = {
    "aliases": "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)),
    "merges": "a0: &a0 {x: 1}\n"
    + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 40)),
    "brackets": "x: " + "[" * 60_000,
    "braces": "x: " + "{a: " * 15_000,
    "dashes": "- " * 30_000,
    "question marks": "? " * 30_000,
    "indentation": "".join(" " * n + "a:\n" for n in range(340)),
    "itself": "x: &x [*x]",
    "base 60": "x: 1" + ":1" * 30_000,
    "hexadecimal title": "title: 0x" + "f" * 60_000,
    "hexadecimal key": "0x" + "f" * 900 + ": 1\n? !!int 0x" + "f" * 50_000 + "\n: 1",
    "many keys": "".join(f"k{n}: 1\n" for n in range(7_000)),
    "fences": "date: 2026-11-24\n---\n" + "``` x\n" * 10_000,
}


def test_no_file_costs_much() -> None:
    """All of them in one process, with room for a slow machine: unbounded, several of them take minutes or memory."""
    code = (
        "import sys\nfrom test_reading import BOMBS, post\n"
        "for name in BOMBS:\n    print(name, post(BOMBS[name]).state.value, flush=True)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    public = [line for line in run.stdout.splitlines() if not line.endswith(("problem", "waiting"))]
    assert len(run.stdout.splitlines()) == len(BOMBS)
    assert public == []


# Against MkDocs' own reader, over heads made from the pieces that heads are made of.

words = st.sampled_from(
    ["x", "yes", "no", "010", "12:30", "1_000", "0x1f", "1e3", "~", "null", ".nan", "2026-11-24", "2026-1-5",
     "true",
     "'it''s'", '"a\\tb"', '"\\u00e9"', "a # b", "a: b", "[a, b]", "{a: 1}", "[", "*a", "&a x", "!!str 7", "!!int ''",
     "|", ">", "- a", "@x", "%x", "`x", "é", "\u2028", "\x85", "\u00a0", "'", '"', "", "<<", "=", "? a",
     "!!binary eA==",
     "2026-02-30", "2026-11-24T10:00:00Z", "2026-11-24 10:00:00 +01:00", "\t", "...", "---"]
)  # fmt: skip
keys = st.sampled_from(
    ["title", "date", "draft", "released", "canonical_url", "tags", "<<", "1", "yes", "? a", "=", "- a"]
)
plain = st.tuples(st.integers(0, 10**6), words).map(lambda it: f"key{it[0]}: {it[1]}")
strange = st.one_of(
    st.tuples(keys, words).map(": ".join),
    st.tuples(st.sampled_from(["  ", " ", "\t", "    "]), keys, words).map(lambda it: f"{it[0]}{it[1]}: {it[2]}"),
    words,
    st.sampled_from(["---", "...", "--- ", "...x", "# note", "", "----"]),
)
lines = st.one_of(plain, plain, plain, st.just("date: 2026-11-24"), strange)
ends = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def heads(draw: st.DrawFn) -> str:
    """A file: perhaps a byte order mark, an opening line, lines, a closing line, a body; line ends may be mixed."""
    parts = [draw(st.sampled_from(["---"] * 7 + ["--- ", "----", " ---"]))]
    parts += draw(st.lists(lines, max_size=4))
    parts += [draw(st.sampled_from(["---"] * 6 + ["...", "--- ", "---x"])), "Words."]
    end = draw(ends)
    joined = "".join(part + (draw(ends) if draw(st.integers(0, 9)) == 0 else end) for part in parts)
    return draw(st.sampled_from(["", "", "\ufeff"])) + joined


def as_mkdocs_reads(raw: bytes) -> tuple[str, dict[Any, Any]]:
    """What MkDocs makes of a file's bytes: `utf-8-sig`, universal line ends, then its own reader."""
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return get_data(text)


@given(heads())
@example("---\r\n---\r\nx: 1\r\n---\r\n")
@example("---\n=: x\n---\n")
@example("---\n<<: {a: 1}\na: 2\n---\n")
@examples(1500)
def test_what_is_accepted_is_what_mkdocs_reads(text: str) -> None:
    try:
        head = read_head(decode(text.encode()))
    except FrontMatterError:
        return
    body, data = as_mkdocs_reads(text.encode())
    assert repr(head.data) == repr({str(key): value for key, value in data.items()})  # repr: nan is not itself
    ours = text[head.body :].replace("\r\n", "\n").replace("\r", "\n")
    assert body == ours.lstrip("\n")


def is_safe(seen: Post) -> bool:
    """Held wherever something is the matter, and one line for every problem."""
    held = any(problem.holds for problem in seen.problems)
    texts = [problem.message + problem.mend for problem in seen.problems]
    return held == (seen.state is State.PROBLEM) and bool(seen.title) and not any("\n" in text for text in texts)


@given(st.binary(max_size=300))
@example(b"---\ntitle: 0x" + b"f" * 5000 + b"\n---\n\n")
@example(b"---\ndate: 2026-11-24\ncanonical_url: http://[x\n---\n\n")
@example(b"---\ndate: 2026-11-24\nsyndication: &a [http://[x, {url: http://[y}]\n---\n\n")
@examples(400)
def test_no_bytes_raise(raw: bytes) -> None:
    assert is_safe(of_bytes(raw))
    assert is_safe(of_bytes(b"---\n" + raw + b"\n---\nWords.\n"))


@given(heads(), st.lists(st.tuples(st.integers(0, 200), st.binary(max_size=3)), max_size=3))
@examples(600)
def test_no_mutated_head_raises_or_becomes_public_by_a_fault(text: str, cuts: list[tuple[int, bytes]]) -> None:
    raw = text.encode()
    for place, new in cuts:
        raw = raw[:place] + new + raw[place + 1 :]
    seen = of_bytes(raw)
    assert is_safe(seen)
    if seen.state.is_public:
        _, data = as_mkdocs_reads(raw)
        assert not data.get("draft")
        assert seen.wish is not None


@given(heads())
@examples(300)
def test_a_draft_for_mkdocs_is_never_public(text: str) -> None:
    _, data = as_mkdocs_reads(text.encode())
    if data.get("draft"):
        assert not of_bytes(text.encode()).state.is_public


# Titles, addresses, syndications.


@pytest.mark.parametrize(
    ("meta", "body", "title"),
    [
        ({"title": " Usable Strength "}, "# Other\n", "Usable Strength"),
        ({"title": 2026}, "", "2026"),
        ({"title": ""}, "# From the text\n", "From the text"),
        ({}, "Words.\n\n# Strong # \n", "Strong"),
        ({}, "# Named {#anchor}\n", "Named"),
        ({}, "```sh\n# a comment\n```\n\n# After code\n", "After code"),
        ({}, "````\n```\n# inside\n````\n# After\n", "After"),
        ({}, "```\n# never closed\n", "Usable strength"),
        ({}, "#hashtag\n", "Usable strength"),
    ],
)
def test_titles(meta: dict[str, Any], body: str, title: str) -> None:
    assert post(yaml.safe_dump({"date": date(2026, 11, 24), **meta}), body).title == title


def test_titles_from_paths() -> None:
    assert title_from_path("docs/blog/posts/usable-strength/index.md") == "Usable strength"
    assert title_from_path("posts/My_Week.md") == "My Week"
    assert title_from_path(".md") == ".md"


@pytest.mark.parametrize(
    ("canonical", "own", "site", "copy"),
    [
        ("https://x.example/a/", "https://x.example/a", "", False),
        ("HTTP://www.X.example/a/index.html", "https://x.example/a/", "", False),
        ("https://x.example/a%20b/", "https://x.example/a b/", "", False),
        ("https://x.example/b/", "https://x.example/a/", "", True),
        ("https://y.example/a/", "https://x.example/a/", "", True),
        ("/a/", "/a/", "https://x.example/", False),
        ("https://x.example/anything/", None, "https://x.example/", False),
        ("https://y.example/a/", None, "https://x.example/", True),
        ("/a/", None, "", False),
        ("", "https://x.example/a/", "", False),
        ("http://[x", "https://x.example/a/", "https://x.example/", True),
        ("https://x.example/2026/11/24/a/", "https://x.example/2026/12/01/a/", "https://x.example/", False),
        ("https://x.example/2026-11-24-a/", "https://x.example/2026-12-01-a/", "https://x.example/", False),
        ("https://x.example:443/B/A.html", "https://x.example/b/a/", "https://x.example/", False),
        ("https://x.example/de/p/c/", "https://x.example/p/c.de/", "https://x.example/", False),
        ("https://x.example/b/a/", "https://x.example/a/a/", "https://x.example/a/", True),
        ("https://x.example/en/stable/a/", "https://x.example/en/latest/a/", "https://x.example/en/latest/", False),
        ("https://x.example/v1.3/a/", "https://x.example/v1.2/a/", "https://x.example/v1.2/", False),
        ("https://x.example/blog/a/", "https://x.example/Blog/a/", "https://x.example/Blog/", False),
        ("https://x.example/sub/2026/11/24/a/", "/2026/12/01/a/", "", False),
        ("https://x.example/ab/a/", "https://x.example/a/a/", "https://x.example/a/", True),
        ("https://x.example/2026/11/24/a/", "/2026/12/01/a/", "", False),
        ("https://y.example/me/a/", "/2026/12/01/a/", "", True),
    ],
)
def test_what_is_a_copy(canonical: str, own: str | None, site: str, *, copy: bool) -> None:
    assert is_copy(canonical, own, site) is copy


def test_spellings_of_one_address_are_equal() -> None:
    assert same_address("https://www.X.example/a/") == same_address("http://x.example/a/index.html")


def test_the_day_of_a_syndication_is_the_writers() -> None:
    head = "date: 2026-11-22\nsyndication:\n  - {url: https://x.example/1, date: 2026-11-25T05:00:00Z}"
    assert post(head).syndications[0].day == date(2026, 11, 24)
    assert post(head.replace("2026-11-25", "0001-01-01")).syndications[0].day is None


def test_syndications_in_all_the_forms_found() -> None:
    day = date(2026, 11, 25)
    meta = {
        "syndication": ["https://a.example/1", {"url": "https://dev.to/me/x", "date": day}, 7, "https://a.example/1"],
        "mf2_syndication": "https://b.example/1",
        "syndicated_to": {"dev.to": "https://dev.to/me/x", "medium": "https://medium.com/x"},
        "published_to": ["Medium"],
        "devto_url": "https://dev.to/me/y",
        "syndication_urls": [{"url": "https://c.example/1", "date": "2026-11-25"}],
    }
    assert read_syndications(meta) == (
        Syndication("https://a.example/1", None, "a.example"),
        Syndication("https://dev.to/me/x", day, "dev.to"),
        Syndication("https://b.example/1", None, "b.example"),
        Syndication("https://c.example/1", day, "c.example"),
        Syndication("https://medium.com/x", None, "medium"),
        Syndication("", None, "Medium"),
        Syndication("https://dev.to/me/y", None, "dev.to"),
    )
