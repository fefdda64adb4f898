"""`momentum.yml`: what it says, and for every fault one line with its place, the input and a right example."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time

import pytest
from core_samples import examples
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_momentum.config import Config, SiteConfig, parse_config
from mkdocs_momentum.core.days import DateRange, parse_timezone
from mkdocs_momentum.core.words import nearest
from mkdocs_momentum.errors import ConfigError

GOOD = """\
timezone: America/Los_Angeles       # IANA
since: 2026-11-23
rest: [sunday, 2026-12-24..2026-12-26]
day_starts: "03:00"
ledger: git@example.com:me/momentum.git
verify: live
sites:
  momentumpath:
    path: ../momentumpath
    repo: git@example.com:me/momentumpath.git
    branch: main
    url: https://momentumpath.example
  healthyforge: ../healthyforge
  faraway: https://git.example.com/me/faraway.git
"""


def read(text: str) -> Config:
    return parse_config(text, "momentum.yml")


def small(**changes: str) -> str:
    """A small right configuration with some of its lines changed; an empty text takes a line away."""
    lines = {"timezone": "UTC", "since": "2026-11-23", "sites": "{blog: ../blog}"} | changes
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value)


def fault_of(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("momentum.yml")
    return message


def test_a_whole_configuration() -> None:
    config = read(GOOD)
    assert config.calendar.timezone.key == "America/Los_Angeles"
    assert config.calendar.day_starts == time(3)
    assert config.calendar.rest_weekdays == {6}
    assert config.calendar.rest_ranges == (DateRange(date(2026, 12, 24), date(2026, 12, 26)),)
    assert config.since == date(2026, 11, 23)
    assert config.ledger == "git@example.com:me/momentum.git"
    assert config.verify_live
    assert config.sites[1:] == (
        SiteConfig("healthyforge", path="../healthyforge"),
        SiteConfig("faraway", repo="https://git.example.com/me/faraway.git"),
    )
    assert [site.name for site in config.sites] == ["momentumpath", "healthyforge", "faraway"]


def test_what_is_not_said() -> None:
    config = read(small())
    assert config.calendar.rest_weekdays == {6}
    assert config.calendar.day_starts == time(0)
    assert (config.ledger, config.verify_live) == ("", False)
    assert config.sites == (SiteConfig("blog", path="../blog"),)


@pytest.mark.parametrize(
    ("rest", "weekdays"), [("", {6}), ("~", {6}), ("[]", set()), ("sunday", {6}), ("[mon, Tuesday]", {0, 1})]
)
def test_rest_that_says_nothing_is_sunday_and_an_empty_list_is_none(rest: str, weekdays: set[int]) -> None:
    assert read(small(rest=rest)).calendar.rest_weekdays == weekdays


@pytest.mark.parametrize(
    ("text", "expected"),
    [("03:00", time(3)), ("3:00", time(3)), ('"3:00"', time(3)), ("10:30", time(10, 30)), ("0:05", time(0, 5))],
)
def test_a_start_of_day_without_quotes(text: str, expected: time) -> None:
    """YAML 1.1 reads 3:00 as 180."""
    assert read(small(day_starts=text)).calendar.day_starts == expected


def test_a_quoted_date_and_numbers_as_names() -> None:
    config = read('timezone: UTC\nsince: "2026-11-23"\nsites: {2026: ../blog, .dots: ../dots}\n')
    assert config.since == date(2026, 11, 23)
    assert [site.name for site in config.sites] == ["2026", ".dots"]


FAULTS = [
    # what is written, where it stands, what the line shows, the right example
    (small(timezone="America/Los_Angles"), 1, "'America/Los_Angeles'", "timezone: America/Los_Angeles"),
    (small(timezone="pst"), 1, "pst is no timezone", "timezone: America/Los_Angeles"),
    (small(timezone="../../etc/passwd"), 1, "../../etc/passwd is no timezone", "timezone: America/Los_Angeles"),
    (small(timezone="America"), 1, "America is no timezone", "timezone: America/Los_Angeles"),
    (small(timezone="[UTC]"), 1, "['UTC'] is no timezone", "timezone: America/Los_Angeles"),
    (small(timezone=""), 0, "timezone is missing", "timezone: America/Los_Angeles"),
    (small(since=""), 0, "since is missing", "since: 2026-11-23"),
    (small(since="next monday"), 2, "next monday is not a date", "since: 2026-11-23"),
    (small(since='"2026-02-30"'), 2, "2026-02-30", "since: 2026-11-23"),
    (small(since="2026-11-23T10:00:00"), 2, "2026-11-23 10:00:00", "since: 2026-11-23"),
    (small(since="9999-12-31"), 2, "9999-12-31", "since: 2026-11-23"),
    (small(sites=""), 0, "sites is missing", "sites: {myblog: ../myblog}"),
    (small(sites="[blog]"), 3, "['blog'] names no site", "sites: {myblog: ../myblog}"),
    (small(sites="{}"), 3, "{} names no site", "sites: {myblog: ../myblog}"),
    (small(rest="[sonday]"), 4, "sonday is neither", "rest: [sunday, 2026-12-24..2026-12-26]"),
    (small(rest="[2026-12-26..2026-12-24]"), 4, "ends before it begins", "rest: [sunday"),
    (small(rest="no"), 4, "False is neither", "rest: [sunday"),
    (small(rest="[mon, tue, wed, thu, fri, sat, sun]"), 4, "no day is left", "rest: [sunday"),
    (small(day_starts="3"), 4, "3 is not a time", 'day_starts: "03:00"'),
    (small(day_starts="24:00"), 4, "24:00 is not a time", 'day_starts: "03:00"'),
    (small(day_starts="[3]"), 4, "[3] is not a time", 'day_starts: "03:00"'),
    (small(verify="yes"), 4, "verify: True", "verify: live"),
    (small(sinse="2026-11-23"), 4, "unknown key sinse", "did you mean 'since'"),
    (small(colour="blue"), 4, "unknown key colour", "known are timezone"),
    (small(yes="blue"), 4, "unknown key True", "known are timezone"),
    (small(ledger="--upload-pack=touch x"), 4, "begins with -", "ledger: git@example.com"),
    (small(ledger="ssh://-oProxyCommand=x/y"), 4, "begins with -", "ledger: git@example.com"),
    (small(ledger="me@-oProxyCommand=x:y"), 4, "begins with -", "ledger: git@example.com"),
    (small(ledger="'ext::sh -c touch% x'"), 4, "runs commands", "ledger: git@example.com"),
    (small(ledger="https://[x"), 4, "is not an address", "ledger: git@example.com"),
    (small(ledger="{url: x}"), 4, "unknown key url; known are repo, refs", ""),
    (small(ledger="{repo: --upload-pack=x}"), 4, "begins with -", "repo: git@example.com"),
    (small(ledger="{refs: refs/tags/}"), 4, "refs/tags/ is no prefix of refs", "refs: refs/heads/momentum/"),
    (small(ledger="{refs: 'refs/tags/a b'}"), 4, "is no prefix of refs", "refs: refs/heads/momentum/"),
    (small(ledger="{refs: 3}"), 4, "3 is not text", "quotes"),
    (small(ledger='"a\\u0007b"'), 4, "'a\\x07b' is not text", "quotes"),
    (small(sites="\n  blog: ../blog\n  shop:\n    paht: ../shop"), 6, "unknown key paht", "did you mean 'path'"),
    (small(sites="\n  blog: ../a\n  shop: ../b\n  blog: ../c"), 6, "blog stands twice, here and in line 4", "keep one"),
    (small(sites="\n  blog:\n    path: a\n    path: b"), 6, "path stands twice", "keep one"),
    ("since: 2026-01-01\n" + small(), 3, "since stands twice, here and in line 1", "keep one"),
    (small(sites="\n  blog:"), 4, "None is no place", "blog: ../blog"),
    (small(sites="\n  blog: 7"), 4, "7 is no place", "blog: ../blog"),
    (small(sites="\n  blog: {branch: main}"), 4, "says no place", "path: ../blog"),
    (small(sites="\n  blog:\n    path: [x]"), 5, "['x'] is not text", "quotes"),
    (small(sites="\n  blog:\n    repo: -x"), 5, "begins with -", "repo: git@example.com"),
    (small(sites="\n  blog:\n    repo: ext::sh"), 5, "runs commands", "repo: git@example.com"),
    (small(sites="\n  blog:\n    path: https://x.example/y"), 5, "not a folder", "repo: https://x.example/y"),
    (small(sites="\n  blog:\n    path: x\n    branch: --all"), 6, "branch: --all", "branch: main"),
    (small(sites="\n  blog:\n    path: x\n    url: blog.example"), 6, "no web address", "url: https://blog.example"),
    (small(sites="\n  no: ../no"), 4, "site name False", "in quotes"),
    (small(sites="\n  ../up: x"), 4, "site name ../up", "my-blog"),
    (small(sites='\n  "..": x'), 4, "site name ..", "my-blog"),
    ("timezone: UTC\n\tsince: 2026-11-23\n", 2, "not YAML", "key: value"),
    ("timezone: UTC\nsince: 2026-02-30\n", 0, "not YAML", "key: value"),
    ("timezone: UTC\nsince: !!python/name:os.system x\n", 2, "not YAML", "key: value"),
    ("timezone: UTC\nsince: \x00\n", 2, "character #x0000", "take it out"),
    ("timezone: UTC\n---\nsince: 2026-11-23\n", 2, "not YAML", "key: value"),
    ("- timezone\n", 1, "no key: value lines", "timezone: America/Los_Angeles"),
    ("just words", 1, "no key: value lines", "timezone: America/Los_Angeles"),
    ("", 0, "it is empty", "timezone: America/Los_Angeles"),
    ("# only a comment\n", 0, "it is empty", "sites: {myblog: ../myblog}"),
    ("a: " + "[" * 60, 1, "nested too deep", "keep it flat"),
]


@pytest.mark.parametrize(("text", "line", "shows", "right"), FAULTS, ids=lambda value: repr(value)[-30:])
def test_a_fault_is_one_line(text: str, line: int, shows: str, right: str) -> None:
    message = fault_of(text)
    assert message.startswith(f"momentum.yml:{line}: " if line else "momentum.yml: ")
    assert shows in message
    assert right in message


@pytest.mark.parametrize(
    "place",
    [
        "ledger: https://me:s3cret@git.example.com/x.git",
        "ledger: ssh://me:s3cret@git.example.com/x.git",
        "ledger: https://s3cret@git.example.com/x.git",
        "ledger: ext::https://me:s3cret@git.example.com/x",
        "ledger: https://me:s3cret@[x",
        "ledger: -https://me:s3cret@git.example.com",
        "sites: {blog: 'https://me:s3cret@git.example.com/x.git'}",
        "sites: {blog: {repo: 'https://me:s3cret@git.example.com/x.git'}}",
        "sites: {blog: {path: 'https://me:s3cret@git.example.com/x.git'}}",
        "sites: {blog: {path: x, url: 'https://me:s3cret@blog.example'}}",
        'ledger: "https://me:s3cret@git.example.com/\\u0007"',
        "ledger: [https://me:s3cret@git.example.com/x.git]",
        "https://me:s3cret@git.example.com: x",
    ],
)
def test_a_secret_is_refused_and_never_shown(place: str) -> None:
    key = place.partition(":")[0]
    message = fault_of(small(**{key: ""}) + place + "\n")
    assert "s3cret" not in message


def test_addresses_that_are_fine() -> None:
    scp, ssh = "git@example.com:me/hub.git", "ssh://git@example.com:22/hub"
    for address in ("../hub.git", scp, ssh, "https://x.example/a::b"):
        assert read(small(ledger=address)).ledger == address


def test_nearest() -> None:
    assert nearest("los_angelos", ["America/Los_Angeles"]) == "; did you mean 'America/Los_Angeles'?"
    assert nearest("zzz", ["since"]) == ""
    assert parse_timezone("Europe/Berlin").key == "Europe/Berlin"


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.dates().map(str), st.text(max_size=12),
    st.sampled_from(["UTC", "sunday", "03:00", "2026-11-23", "../x", "https://u:p@x/y", "{a: b}", "[1, 2]", "!!int ''",
                     "!!bool x", "!!timestamp x", "&a [*a]", "<<: 1", "-x", "| \n x"]),
)  # fmt: skip
keys = st.sampled_from(["timezone", "since", "rest", "day_starts", "ledger", "verify", "sites", "x", "? a"])
settings_like = st.lists(st.tuples(keys, values)).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)


@given(st.one_of(st.text(max_size=80), settings_like, settings_like.map(lambda text: small() + text)))
@example("sites: &a {x: *a}")
@example("a: !!int ''")
@example("? [a]\n: b")
@example("\ud800")
@examples(600)
def test_any_text_is_a_configuration_or_one_line(text: str) -> None:
    said = ""
    try:
        read(text)
    except ConfigError as error:
        said = str(error)
    assert "\n" not in said
    assert len(said) < 500


def test_a_bomb_costs_nothing() -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    code = f"from mkdocs_momentum.config import *\ntry: parse_config({'a0: &a0 x' + chr(10) + levels!r}, 'm')\n"
    code += "except ConfigError as e: print(e)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10, check=True)
    assert "keep it flat" in run.stdout


def test_one_site_under_two_names_is_told() -> None:
    text = "timezone: UTC\nsince: 2026-11-23\nsites:\n  a: ../a\n  b: ../x/../a/\n"
    with pytest.raises(ConfigError, match=r"momentum\.yml:5: site b: \.\./x/\.\./a/ is a already"):
        parse_config(text, "momentum.yml")
