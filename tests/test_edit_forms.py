"""Edits in every form of front matter that generators have: only the intended lines differ, and the host reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import git

from mkdocs_momentum import momentum
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.edit import add_syndication, move_date, remove_mark, set_date, set_mark
from mkdocs_momentum.core.fronts import Dialect
from mkdocs_momentum.core.generators import astro, hugo, jekyll, nikola, pelican, zola
from mkdocs_momentum.core.generators.kinds import Generator
from mkdocs_momentum.core.moments import read_moment
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.core.syndication import read_syndications
from mkdocs_momentum.core.worddates import moved
from mkdocs_momentum.errors import EditRefusedError

DAY = date(2026, 11, 24)
HERE = Calendar(ZoneInfo("America/Los_Angeles"))


def dialect(generator: Generator, path: str = "content/posts/x.md", table: str = "") -> Dialect:
    site = generator.site_of({})
    return Dialect(generator.reader, lambda head: generator.normal(site, path, head), table)


HUGO, ASTRO = dialect(hugo.GENERATOR), dialect(astro.GENERATOR, "src/content/blog/x.md")
ZOLA = dialect(zola.GENERATOR, table="extra")
PELICAN, NIKOLA = dialect(pelican.GENERATOR), dialect(nikola.GENERATOR)
NAMED = dialect(pelican.GENERATOR, "content/2026-11-20-x.rst")
JEKYLL = dialect(jekyll.GENERATOR, "_posts/2026-11-20-x.md")

FORMS: dict[str, tuple[Dialect, str, str]] = {
    "toml": (
        HUGO,
        '+++\ntitle = "a"  # t\ndate = 2026-11-20T10:00:00-08:00  # c\ntags = [\n  "x",\n]\n[params]\nx = 1\n+++\nx\n',
        '+++\ntitle = "a"  # t\ndate = 2026-11-24T10:00:00-08:00  # c\nreleased = 2026-11-24\ntags = [\n  "x",\n]\n[params]\nx = 1\n+++\nx\n',  # noqa: E501
    ),
    "toml, quoted, crlf, bom, no final newline": (
        HUGO,
        "\ufeff+++\r\ndate = '2026-11-20'\r\n+++",
        "\ufeff+++\r\ndate = '2026-11-24'\r\nreleased = 2026-11-24\r\n+++",
    ),
    "another key says when it shows": (
        HUGO,
        "---\ndate: 2020-01-01\npublishDate: 2026-11-20 # c\n---\n",
        "---\ndate: 2020-01-01\npublishDate: 2026-11-24 # c\nreleased: 2026-11-24\n---\n",
    ),
    "zola keeps what is ours in extra": (
        ZOLA,
        '+++\ndate = 2026-11-20\n\n[taxonomies]\ntags = ["a"]\n[extra]\nx = 1\n+++\n',
        '+++\ndate = 2026-11-24\n\n[taxonomies]\ntags = ["a"]\n[extra]\nreleased = 2026-11-24\nx = 1\n+++\n',
    ),
    "zola without extra": (
        ZOLA,
        '+++\ndate = 2026-11-20\n[taxonomies]\ntags = ["a"]\n+++\n',
        '+++\ndate = 2026-11-24\n[taxonomies]\ntags = ["a"]\n\n[extra]\nreleased = 2026-11-24\n+++\n',
    ),
    "a date in words": (
        ASTRO,
        "---\ntitle: 'a'\npubDate: 'Nov 20 2026'\n---\n",
        "---\ntitle: 'a'\npubDate: 'Nov 24 2026'\nreleased: 2026-11-24\n---\n",
    ),
    "a date in the file's name": (
        JEKYLL,
        "---\ntitle: a\nlayout: post\n---\nx\n",
        "---\ntitle: a\ndate: 2026-11-24\nreleased: 2026-11-24\nlayout: post\n---\nx\n",
    ),
    "metadata lines": (
        PELICAN,
        "Title: a\nDate: 2026-11-20 10:20\nCategory: b\n\nx\n",
        "Title: a\nDate: 2026-11-24 10:20\nReleased: 2026-11-24\nCategory: b\n\nx\n",
    ),
    "metadata lines between dashes": (
        PELICAN,
        "---\nTitle: a\nDate: 2026-11-20\nSlug: b\n---\n\nx\n",
        "---\nTitle: a\nDate: 2026-11-24\nReleased: 2026-11-24\nSlug: b\n---\n\nx\n",
    ),
    "reStructuredText": (
        PELICAN,
        "abc\n###\n\n:date: 2026-11-20 10:20\n:tags: b\n\nx\n",
        "abc\n###\n\n:date: 2026-11-24 10:20\n:released: 2026-11-24\n:tags: b\n\nx\n",
    ),
    "metadata that goes on in further lines": (
        PELICAN,
        "\ufeffTitle: a\nTags: b,\n    c\nDate: 2026-11-20\n    x\nSlug: d\n\nx\n",
        "\ufeffTitle: a\nTags: b,\n    c\nDate: 2026-11-24\n    x\nReleased: 2026-11-24\nSlug: d\n\nx\n",
    ),
    "the first of two dates": (
        PELICAN,
        "Date: 2026-11-20\nTitle: a\nDate: 2019-01-01\n\nx\n",
        "Date: 2026-11-24\nReleased: 2026-11-24\nTitle: a\nDate: 2019-01-01\n\nx\n",
    ),
    "the last of two fields": (
        PELICAN,
        "a\n=\n\n:date: 2019-01-01\n:date: 2026-11-20\n   10:20\n:x: a\n\n   b\n:tags: b\n\nx\n",
        "a\n=\n\n:date: 2019-01-01\n:date: 2026-11-24\n   10:20\n:released: 2026-11-24\n:x: a\n\n   b\n:tags: b\n\nx\n",
    ),
    "a title and a date in the file's name": (
        NAMED,
        ".. c\n\nAb\n==\n\nx\n",
        ".. c\n\nAb\n==\n\n:date: 2026-11-24\n:released: 2026-11-24\n\nx\n",
    ),
    "items between dashes": (
        PELICAN,
        "---\r\ntags:\r\n- a\r\n-\r\ndate: '2026-11-20'\r\n---\r\nx",
        "---\r\ntags:\r\n- a\r\n-\r\ndate: '2026-11-24'\r\nreleased: 2026-11-24\r\n---\r\nx",
    ),
    "american with a time": (
        PELICAN,
        "Title: a\nDate: 11/20/2026 08:00:00 PM\n\nx\n",
        "Title: a\nDate: 11/24/2026 08:00:00 PM\nReleased: 2026-11-24\n\nx\n",
    ),
    "words with an offset": (
        NIKOLA,
        ".. title: a\n.. date: Fri, 20 Nov 2026 23:30:00 +0100\n\nx\n",
        ".. title: a\n.. date: Tue, 24 Nov 2026 23:30:00 +0100\n.. released: 2026-11-24\n\nx\n",
    ),
    "dotted lines": (
        NIKOLA,
        "<!--\n.. title: a\n.. date: 2026-11-20 10:20:00 UTC-08:00\n-->\nx\n",
        "<!--\n.. title: a\n.. date: 2026-11-24 10:20:00 UTC-08:00\n.. released: 2026-11-24\n-->\nx\n",
    ),
    "org": (
        HUGO,
        "#+TITLE: a\n#+DATE: <2026-11-20 Fri 10:20>\n#+tags[]: b c\n\nx\n",
        "#+TITLE: a\n#+DATE: <2026-11-24 Tue 10:20>\n#+Released: 2026-11-24\n#+tags[]: b c\n\nx\n",
    ),
    "org in a moment": (
        HUGO,
        "\ufeff\r\n#+date: 2026-11-20T22:00:00-08:00\r\n#+x: y\r\n* x\r\n#+released: 2020-01-01\r\n",
        "\ufeff\r\n#+date: 2026-11-24T22:00:00-08:00\r\n#+released: 2026-11-24\r\n#+x: y\r\n* x\r\n#+released: 2020-01-01\r\n",  # noqa: E501
    ),
    "slashes": (
        PELICAN,
        "Title: a\nDate: 2026/11/20\n\nx\n",
        "Title: a\nDate: 2026/11/24\nReleased: 2026-11-24\n\nx\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_mark_changes_only_its_lines(form: str) -> None:
    host, before, after = FORMS[form]
    edit = set_mark(before, DAY, HERE, host)
    assert edit.text == after
    head = host.normal(host.head(edit.text))
    for value in (head.data["released"], head.data["date"]):
        moment = read_moment(value, HERE)
        assert moment
        assert moment.day == DAY
    if form not in {"a date in the file's name", "a title and a date in the file's name", "zola without extra"}:
        assert remove_mark(edit.text, edit.wished, host) == before
    again = set_mark(before, DAY, HERE, host)
    assert again == edit


@pytest.mark.parametrize("form", FORMS)
def test_a_syndication_is_read_back(form: str) -> None:
    host, before, _ = FORMS[form]
    once = add_syndication(before, "https://a.example/1", DAY, dialect=host)
    has_lists = host not in {PELICAN, NIKOLA, NAMED} and "#+" not in before
    twice = add_syndication(once, "https://b.example/x,y#z", DAY, "place", host) if has_lists else once
    assert twice.count("https://") == 1 + has_lists
    if not has_lists:
        lines = add_syndication(once, "https://b.example/2", DAY, "place", host)
        places = read_syndications(host.head(lines).data)
        assert [place.url for place in places] == ["https://a.example/1", "https://b.example/2"]
    assert move_date(twice, DAY, HERE, host).text != twice


def test_a_title_without_an_empty_line_below_is_left_with_a_reason() -> None:
    with pytest.raises(EditRefusedError, match="write an empty line below its title"):
        set_mark("Ab\n==\nx\n", DAY, HERE, NAMED)


def test_json_is_left_with_a_reason() -> None:
    with pytest.raises(EditRefusedError, match="JSON, which is not edited"):
        set_mark('{\n"date": "2026-11-20"\n}\nx\n', DAY, HERE, HUGO)


KEYS = st.sampled_from(["title", "tags", "draft", "weight", "a-b", "categories"])
VALUES = st.sampled_from(
    ['"a # b"', "'c'", "1", "true", "[1, 2]", '[\n  "x", # c\n  "y",\n]', '"""\nlong\n"""', "{ a = 1 }", "1979-05-27"]
)
DATES = st.sampled_from(["{d}", "{d}T07:32:00Z", "{d} 07:32:00", "{d}T00:32:00.5-07:00", '"{d}"', "'{d}'"])


@settings(deadline=None)
@given(
    pairs=st.lists(st.tuples(KEYS, VALUES), max_size=5, unique_by=lambda pair: pair[0]),
    place=st.integers(0, 5),
    form=DATES,
    wish=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    comment=st.sampled_from(["", "  # date = 1"]),
    indent=st.sampled_from(["", "  "]),
    tables=st.sampled_from(["", "\n[extra]\nx = 1\n", "[params.deep]\ndate = 2000-01-01\n", "[[list]]\na = 1\n"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    host=st.sampled_from([HUGO, ZOLA]),
)
def test_toml_of_any_shape(  # noqa: PLR0917
    pairs: list[tuple[str, str]],
    place: int,
    form: str,
    wish: date,
    comment: str,
    indent: str,
    tables: str,
    newline: str,
    host: Dialect,
) -> None:
    lines = [f"{key} = {value}" for key, value in pairs]
    lines.insert(place, f"{indent}date = {form.format(d=wish)}{comment}")
    text = "\n".join(["+++", *lines, tables + "+++", "body\n"]).replace("\n", newline)
    if tables and newline == "\r\n" and '"""' in text:
        return
    edit = set_mark(text, DAY, HERE, host)
    moment = read_moment(host.normal(host.head(edit.text)).data["date"], HERE)
    assert moment
    assert moment.day == DAY
    kept = [line for line in text.splitlines() if str(wish) not in line]
    assert [line for line in edit.text.splitlines() if line in kept][: len(kept)] == kept or tables
    new = set(edit.text.splitlines()) - set(text.splitlines())
    assert len(new - {""}) <= 3
    if "[extra]" in text or host is HUGO:
        assert remove_mark(edit.text, edit.wished, host) == text
    later = set_date(edit.text, date(2026, 12, 1), HERE, host)
    assert str(DAY) in later.text


SITES: dict[str, tuple[dict[str, str], str, Callable[[str], str]]] = {
    "hugo": (
        {"hugo.toml": 'baseURL = "https://h.example/"\ntheme = "x"\n'},
        "content/posts/a.md",
        lambda day: f'+++\ntitle = "A"\ndate = {day}\n+++\nx\n',
    ),
    "jekyll": ({"_config.yml": "url: https://j.example\npermalink: pretty\nplugins: [jekyll-feed]\n"}, "_posts/{day}-a.md",  # noqa: E501
               lambda _day: "---\nlayout: post\ntitle: A\n---\nx\n"),
    "zola": ({"config.toml": 'base_url = "https://z.example"\n'}, "content/blog/a.md",
             lambda day: f'+++\ntitle = "A"\ndate = {day}\n+++\nx\n'),
    "astro": ({"astro.config.mjs": "export default { site: 'https://s.example' };\n"}, "src/content/blog/a.md",
              lambda day: f"---\ntitle: 'A'\npubDate: '{day}'\n---\nx\n"),
    "pelican": ({"pelicanconf.py": "SITEURL = 'https://p.example'\nPATH = 'content'\n"}, "content/a.md",
                lambda day: f"Title: A\nDate: {day}\n\nx\n"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SITES)
def test_a_release_and_its_withdrawal_on_every_generator(tmp_path: Path, kind: str) -> None:
    files, place, text = SITES[kind]
    root = tmp_path / "site"
    wish, today = "2026-11-27", date(2026, 11, 30)
    path = root / place.format(day=wish)
    path.parent.mkdir(parents=True)
    for name, content in files.items():
        (root / name).write_text(content)
    path.write_text(text(wish))
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Write")
    (tmp_path / "momentum.yml").write_text("timezone: UTC\nsince: 2026-11-23\nsites: {one: site}\n")
    config = momentum.load(tmp_path / "momentum.yml", tmp_path)
    outcome = momentum.release(config, today, commit=True)
    assert outcome.kind is momentum.OutcomeKind.RELEASED, outcome.line
    report = momentum.look(config, today)
    assert [(post.state, post.released, post.wish and post.wish.day) for post in report.posts] == [
        (State.RELEASED, today, today)
    ]
    assert git(root, "status", "--porcelain") == ""
    momentum.withdraw(config, today, commit=True)
    assert [post.state for post in momentum.look(config, today).posts] == [State.WAITING]
    if kind not in {"jekyll", "zola"}:
        assert path.read_text() == text(wish)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Dec 01 2026", "Jan 02 2027"),
        ("Nov 25, 2026 11:30 PM", "Jan 2, 2027 11:30 PM"),
        ("Wed, 25 Nov 2026 23:30:00 +0100", "Sat, 2 Jan 2027 23:30:00 +0100"),
        ("Wednesday 3rd December, 2026", "Saturday 2nd January, 2027"),
        ("11/25/2026", "01/02/2027"),
        ("12/5/2026 08:00:00 PM", "01/2/2027 08:00:00 PM"),
        ("'Sept 5 2026'", "'Jan 2 2027'"),
        ("July 11th, 2026", "January 2nd, 2027"),
        ("25-NOV-2026", "2-JAN-2027"),
        ("2026-11-25", None),
        ("in May", None),
    ],
)
def test_dates_in_words_stay_in_words(text: str, after: str | None) -> None:
    assert moved(text, date(2027, 1, 2)) == after
