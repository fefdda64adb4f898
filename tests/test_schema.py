"""The JSON Schema says what the parser says: the same files are taken, the same are turned down."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_momentum.config import KEYS, SITE_KEYS, parse_config
from mkdocs_momentum.errors import ConfigError

SCHEMA = json.loads((files("mkdocs_momentum") / "momentum.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (1.2): days and times of day are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":int", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for first in "tTfF":
    EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), [first])


def by_schema(text: str) -> bool:
    data = yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a safe loader underneath
    return bool(VALIDATOR.is_valid(data))


def by_parser(text: str) -> bool:
    try:
        parse_config(text, "momentum.yml")
    except ConfigError:
        return False
    return True


BASE = {"timezone": "UTC", "since": "2026-11-23", "sites": {"a": "../a"}}
TABLE: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"timezone": None}, False),
    ({"timezone": ""}, False),
    ({"timezone": "America/Argentina/Ushuaia"}, True),
    ({"timezone": "Etc/GMT+5"}, True),
    ({"timezone": "../etc/passwd"}, False),
    ({"timezone": ["UTC"]}, False),
    ({"since": "2026-1-5"}, False),
    ({"since": "2026-02-30"}, False),
    ({"since": "2026-11-23 10:00"}, False),
    ({"since": "9999-01-01"}, False),
    ({"rest": None}, True),
    ({"rest": []}, True),
    ({"rest": "sunday"}, True),
    ({"rest": ["Sun", "MONDAY"]}, True),
    ({"rest": ["su"]}, False),
    ({"rest": ["2026-12-24..2026-12-26", "2026-12-31"]}, True),
    ({"rest": ["2026-12-24.."]}, False),
    ({"rest": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, False),
    ({"rest": {"sunday": True}}, False),
    ({"day_starts": "03:00"}, True),
    ({"day_starts": "3:00"}, True),
    ({"day_starts": "24:00"}, False),
    ({"day_starts": None}, True),
    ({"ledger": "git@example.com:me/momentum.git"}, True),
    ({"ledger": "--upload-pack=x"}, False),
    ({"ledger": "ext::sh -c x"}, False),
    ({"ledger": "https://me:secret@example.com/x"}, False),
    ({"ledger": "ssh://git@example.com/x.git"}, True),
    ({"ledger": ["x"]}, False),
    ({"ledger": {"repo": "git@example.com:me/momentum.git", "refs": "refs/heads/momentum/"}}, True),
    ({"ledger": {"refs": "refs/momentum"}}, True),
    ({"ledger": {}}, True),
    ({"ledger": {"repo": "-x"}}, False),
    ({"ledger": {"url": "x"}}, False),
    ({"ledger": {"refs": "refs/heads/"}}, False),
    ({"ledger": {"refs": "refs/tags"}}, False),
    ({"ledger": {"refs": "momentum/"}}, False),
    ({"ledger": {"refs": "refs/tags/../x"}}, False),
    ({"ledger": {"refs": "refs/tags/-x"}}, False),
    ({"verify": "live"}, True),
    ({"verify": "dead"}, False),
    ({"verify": False}, True),
    ({"sites": {}}, False),
    ({"sites": ["a"]}, False),
    ({"sites": {"-a": "x"}}, False),
    ({"sites": {"a b": "x"}}, True),
    ({"sites": {"a": ""}}, False),
    ({"sites": {"a": None}}, False),
    ({"sites": {"a": {}}}, False),
    ({"sites": {"a": {"path": ""}}}, False),
    ({"sites": {"a": {"path": None, "repo": "git@example.com:a.git"}}}, True),
    ({"sites": {"a": {"path": "https://example.com/a"}}}, False),
    ({"sites": {"a": {"repo": "-x"}}}, False),
    ({"sites": {"a": {"path": "x", "branch": "-b"}}}, False),
    ({"sites": {"a": {"path": "x", "branch": "dev"}}}, True),
    ({"sites": {"a": {"path": "x", "url": "example.com"}}}, False),
    ({"sites": {"a": {"path": "x", "url": "https://a.example"}}}, True),
    ({"sites": {"a": {"path": "x", "posts": ["y"]}}}, False),
    ({"sites": {"a": {"path": "x", "post": "y"}}}, False),
    ({"sites": {"a": {"repo": "x", "folder": "blog/site"}}}, True),
    ({"sites": {"a": {"repo": "x", "folder": "../blog"}}}, False),
    ({"site": {}}, False),
]


def written(change: dict[str, Any]) -> str:
    return yaml.safe_dump({**BASE, **change}, default_style='"' if not change else None, allow_unicode=True)


def test_the_schema_is_one_and_knows_every_key() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert tuple(SCHEMA["properties"]) == KEYS
    assert tuple(SCHEMA["definitions"]["site"]["oneOf"][1]["properties"]) == SITE_KEYS
    known = [*SCHEMA["properties"].values(), *SCHEMA["definitions"]["site"]["oneOf"][1]["properties"].values()]
    assert all(entry["description"].endswith(".") for entry in known)


@pytest.mark.parametrize(("change", "is_good"), TABLE, ids=[json.dumps(change)[:60] for change, _ in TABLE])
def test_the_table(change: dict[str, Any], is_good: bool) -> None:
    text = written(change)
    assert (by_parser(text), by_schema(text)) == (is_good, is_good)


@pytest.mark.parametrize("text", ["", "x", "- a\n", "timezone: UTC\n"])
def test_what_is_no_configuration(text: str) -> None:
    assert not by_parser(text)
    assert not by_schema(text)


# What only the parser knows: which zones there are, that a range ends after it begins and on a day there is, and
# that `http://[` is no address.
DAYS = ["2026-11-23", "2026-02-30", "2026-1-5", "0001-01-01", "2999-12-31", "3000-01-01", "x"]
day = st.sampled_from(DAYS)
rest = st.sampled_from([*DAYS, "sunday", "SUN", "sun day", "2026-12-24..2026-12-26", "a..b", "2026-12-24...", "", "m"])
address = st.one_of(
    st.sampled_from(["../a", "git@example.com:a.git", "https://example.com/a", "-a", "ext::a", "https://a@b/c", " ", "",
                     "ssh://-a", "ssh://git@-x/a", "ssh://git:pw@x/a", "C:/a", "a@-b:c", "https://example.com/@-x",
                     "file:///a", "x::y", "/a b", "~/a", "a/b::c"]),
    st.text("ab-:/@.", max_size=8),
)  # fmt: skip
optional = st.one_of(st.none(), address)
place = st.fixed_dictionaries(
    {},
    optional={"path": optional, "repo": optional, "branch": st.sampled_from(["main", "-x", None, ""]), "url": optional,
              "posts": st.sampled_from(["docs/*.md", None, 3, ""]), "x": st.none(),
              "folder": st.sampled_from([None, 3, "a/..b", "a/.git", ".github", ""]) | st.text("a./\\", max_size=5)},
)  # fmt: skip
refs = st.sampled_from([None, "", "refs/x", "refs/tags/x/", "refs/tags/", "refs/heads", "refs/x.lock", "x", 3])
ledger = st.fixed_dictionaries({}, optional={"repo": optional, "refs": refs, "x": st.none()})
names = st.sampled_from(["a", "b-c", "-a", "a/b", ".", "d.e"])
config = st.fixed_dictionaries(
    {"timezone": st.sampled_from(["UTC", "Europe/Paris", "", None, 3, "Etc/GMT-14"]), "since": day},
    optional={
        "rest": st.one_of(st.none(), rest, st.lists(rest, max_size=8), st.just(3)),
        "day_starts": st.sampled_from(["00:00", "3:0", "03:00", "23:59", "24:00", None, "x", ""]),
        "ledger": st.one_of(optional, ledger),
        "verify": st.sampled_from(["live", "", None, "no"]),
        "commit": st.sampled_from([None, {}, "", {"author": "Ann <a@b.c>"}, {"message": ""}, {"x": 1}]),
        "sites": st.dictionaries(names, st.one_of(address, place, st.none())),
    },
)


@settings(max_examples=600, deadline=None)
@example({**BASE, "commit": {}})
@given(config)
def test_any_configuration_is_judged_alike(data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    if by_parser(text) != by_schema(text):
        with pytest.raises(ConfigError, match="name it once"):  # two names for one place: no schema can say that
            parse_config(text, "momentum.yml")
