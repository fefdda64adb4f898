"""What every ledger promises, held against each kind: embedded, a folder, a server over http."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from git_hubs import ALL_PROTOCOLS, Faults, bare, git, http_hub
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_momentum.core.posts import PostKey
from mkdocs_momentum.errors import ConfigError, LedgerUnreachableError
from mkdocs_momentum.stores.claims import UNKNOWN, Claim, decode, describe_claim, encode, new_claim, unreadable
from mkdocs_momentum.stores.gitaddress import checked_address
from mkdocs_momentum.stores.hubs import LocalHub, RemoteHub
from mkdocs_momentum.stores.ledger import RefLedger, open_ledger
from mkdocs_momentum.stores.probe import one_winner

DAY = date(2026, 11, 24)
NEXT = date(2026, 11, 25)
NOW = datetime(2026, 11, 24, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=-8)))
ONE = PostKey("momentumpath", "docs/blog/posts/one.md")
TWO = PostKey("healthyforge", "content/posts/two.md")
TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


@dataclass
class Place:
    """A kind of ledger, and the bare repository behind it."""

    open: Callable[[], RefLedger]
    folder: Path


@pytest.fixture(params=["embedded", "folder", "http"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)
    if request.param == "embedded":
        yield Place(lambda: open_ledger("", tmp_path), tmp_path / ".momentum" / "ledger.git")
        return
    hub = bare(tmp_path / "hub.git")
    if request.param == "folder":
        yield Place(lambda: open_ledger("hub.git", tmp_path), hub)
        return
    with http_hub(tmp_path) as address:
        yield Place(lambda: open_ledger(f"{address}/hub.git", tmp_path), hub)


def a_claim(key: PostKey = ONE, day: date = DAY) -> Claim:
    return new_claim(day, key, "2026-11-20 # wished", NOW)


def test_a_ledger_is_empty_at_first_and_reading_it_makes_nothing(place: Place, tmp_path: Path) -> None:
    ledger = place.open()
    assert (dict(ledger.claims()), ledger.record(DAY)) == ({}, None)
    assert not (tmp_path / ".momentum").exists()
    assert not ledger.withdraw(a_claim())


def test_the_first_claim_wins_and_the_second_hears_who_did(place: Place) -> None:
    first, second = a_claim(ONE), a_claim(TWO)
    assert place.open().claim(first) == first
    assert place.open().claim(second) == first
    assert place.open().record(DAY) == first
    assert place.open().claims() == {DAY: first}


def test_the_same_claim_again_is_the_same_claim(place: Place) -> None:
    claim = a_claim()
    assert place.open().claim(claim) == claim
    assert place.open().claim(claim) == claim
    assert place.open().claims() == {DAY: claim}


def test_equal_claims_of_two_runs_have_one_winner(place: Place) -> None:
    first = a_claim()
    second = first._replace(nonce="another")
    place.open().claim(first)
    assert place.open().claim(second).nonce == first.nonce


def test_days_do_not_touch_each_other(place: Place) -> None:
    claims = [a_claim(ONE, DAY + timedelta(days=number)) for number in (3, 0, 1)]
    for claim in claims:
        assert place.open().claim(claim) == claim
    assert place.open().claims() == {claim.day: claim for claim in claims}


def test_withdrawing_frees_the_day_once(place: Place) -> None:
    mine, other = a_claim(ONE), a_claim(TWO)
    ledger = place.open()
    ledger.claim(mine)
    assert not ledger.withdraw(other)
    assert not ledger.withdraw(mine._replace(nonce="another"))
    assert not ledger.withdraw(mine._replace(day=NEXT))
    assert ledger.withdraw(mine)
    assert ledger.record(DAY) is None
    assert not ledger.withdraw(mine)
    assert ledger.claim(other) == other


def test_what_is_read_back_can_be_withdrawn(place: Place) -> None:
    place.open().claim(a_claim())
    held = place.open().record(DAY)
    assert held
    assert held.wished == "2026-11-20 # wished"
    assert place.open().withdraw(held)


def test_odd_names_come_back_as_they_are(place: Place) -> None:
    claim = a_claim(PostKey("síte \u202e", "posts/näh\nme <a@b> 😀 \udcff.md"))
    odd = claim._replace(who="me <x@y>\n\n{}", wished="a: [\n\t'")
    place.open().claim(odd)
    assert place.open().record(DAY) == odd


def not_records(folder: Path) -> dict[str, str]:
    """Objects that are no record of `DAY`, by what they are."""
    blob = git(folder, "hash-object", "-w", "--stdin", stdin=b"hello")
    tree = git(folder, "hash-object", "-t", "tree", "-w", "--stdin", stdin=b"")
    person = {f"GIT_{role}_{part}": "x" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    commit = git(folder, "commit-tree", tree, stdin=b"a note", env=person)
    git(folder, "tag", "-a", "-m", "by hand", "by-hand", commit, env=person)
    other_day = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", stdin=encode(a_claim(ONE, NEXT), tree))
    return {
        "blob": blob, "tree": tree, "commit": commit, "other day": other_day,
        "annotated tag": git(folder, "rev-parse", "by-hand"),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["blob", "tree", "commit", "other day", "annotated tag"])
def test_a_ref_that_is_no_record_takes_its_day_all_the_same(place: Place, kind: str) -> None:
    ledger = place.open()
    ledger.claim(a_claim(ONE, NEXT))
    git(place.folder, "update-ref", f"refs/tags/momentum/{DAY}", not_records(place.folder)[kind])
    taken = ledger.claim(a_claim())
    assert (taken.key, taken.day, taken.readable) == (UNKNOWN, DAY, False)
    assert taken == ledger.record(DAY) == ledger.claims()[DAY]
    assert ledger.claims()[NEXT].key == ONE
    assert not ledger.withdraw(taken)
    assert not ledger.withdraw(a_claim())
    assert set(ledger.claims()) == {DAY, NEXT}


def test_refs_that_name_no_day_are_left_alone(place: Place) -> None:
    ledger = place.open()
    ledger.claim(a_claim())
    blob = git(place.folder, "hash-object", "-w", "--stdin", stdin=b"hello")
    for ref in (
        "momentum/notes",
        "momentum/2026-02-30",
        "momentumx/2026-11-25",
        "v1",
        "x/refs/tags/momentum/2026-11-26",
    ):
        git(place.folder, "update-ref", f"refs/tags/{ref}", blob)
    assert set(ledger.claims()) == set(ledger.claims()) == {DAY}


def test_a_day_that_cannot_be_taken_is_never_given_away(place: Place) -> None:
    """A ref below the day's name keeps git from making the day's own."""
    ledger = place.open()
    ledger.claim(a_claim(ONE, NEXT))
    git(place.folder, "update-ref", f"refs/tags/momentum/{DAY}/x", f"refs/tags/momentum/{NEXT}")
    with pytest.raises(LedgerUnreachableError, match="2026-11-24"):
        RefLedger(ledger.hub, patience=0.5).claim(a_claim())


def test_the_prefix_is_a_separate_ledger(tmp_path: Path) -> None:
    one, two = open_ledger("", tmp_path), open_ledger("", tmp_path, "refs/momentum")
    one.claim(a_claim())
    assert two.claim(a_claim(TWO)).key == TWO
    assert {claim.key for claim in (*one.claims().values(), *two.claims().values())} == {ONE, TWO}


def test_the_embedded_ledger_keeps_itself_out_of_the_repository_around_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    open_ledger("", tmp_path).claim(a_claim())
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=all") == ""
    assert sorted(path.name for path in (tmp_path / ".momentum").iterdir()) == [".gitignore", "ledger.git"]
    assert git(tmp_path / ".momentum" / "ledger.git", "config", "gc.auto") == "0"
    assert git(tmp_path / ".momentum" / "ledger.git", "fsck", "--strict") == ""


def test_the_record_reads_well_in_plain_git(place: Place) -> None:
    place.open().claim(a_claim())
    log = git(place.folder, "log", "--format=%P|%T|%an|%s", f"refs/tags/momentum/{DAY}")
    assert log == f"|{TREE}|momentum|2026-11-24: momentumpath, docs/blog/posts/one.md"


def test_a_hook_that_lends_its_git_dir_changes_nothing(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = bare(tmp_path / "trap.git")
    monkeypatch.setenv("GIT_DIR", str(trap))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(trap / "objects"))
    place.open().claim(a_claim())
    assert place.open().record(DAY)
    assert os.environ["GIT_DIR"] == str(trap)
    monkeypatch.undo()
    assert git(trap, "for-each-ref") == ""


def test_a_lost_request_or_reply_is_settled_by_looking_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)
    bare(tmp_path / "hub.git")
    for faults in (Faults(drop_request=2), Faults(drop_reply=1)):
        with http_hub(tmp_path, faults) as address:
            ledger = open_ledger(f"{address}/hub.git", tmp_path)
            for number in range(3):
                claim = a_claim(ONE, DAY + timedelta(days=number))
                assert ledger.claim(claim) == claim
                assert ledger.withdraw(claim)


@pytest.mark.parametrize("spec", ["nowhere.git", "http://127.0.0.1:9/hub.git"])
def test_a_ledger_that_does_not_answer_is_unreachable(
    tmp_path: Path, spec: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)
    ledger = open_ledger(spec, tmp_path)
    for ask in (ledger.claims, lambda: ledger.record(DAY), lambda: ledger.withdraw(a_claim())):
        with pytest.raises(LedgerUnreachableError) as caught:
            ask()
        assert spec in str(caught.value)
        assert "\n" not in str(caught.value)
    with pytest.raises(LedgerUnreachableError, match="no certain answer for 2026-11-24"):
        RefLedger(ledger.hub, patience=0.5).claim(a_claim())
    with pytest.raises(LedgerUnreachableError):
        one_winner(ledger.hub)


def test_a_broken_embedded_ledger_is_unreachable_not_empty(tmp_path: Path) -> None:
    (tmp_path / ".momentum" / "ledger.git").mkdir(parents=True)
    with pytest.raises(LedgerUnreachableError):
        open_ledger("", tmp_path).claims()


def test_a_lock_that_stands_in_the_way_is_named(place: Place) -> None:
    ledger = place.open()
    ledger.claim(a_claim())
    lock = place.folder / "refs/tags/momentum" / f"{NEXT}.lock"
    lock.touch()
    with pytest.raises(LedgerUnreachableError) as caught:
        RefLedger(ledger.hub, patience=0.5).claim(a_claim(ONE, NEXT))
    is_elsewhere = isinstance(ledger.hub, RemoteHub) and "http" in ledger.hub.url
    assert (lock.name if is_elsewhere else f"{lock} is left from an interrupted run") in str(caught.value)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("--upload-pack=touch marker", "begins with -"),
        ("-x:y", "begins with -"),
        ("ext::sh -c touch% marker", "names a transport that runs commands"),
        ("fd::3", "names a transport that runs commands"),
        ("http://example.com/hub.git", "uses http"),
        ("git://example.com/hub.git", "uses git"),
        ("https://me:canary@example.com/hub.git", "carries a name or password"),
        ("https://canary@example.com/hub.git", "carries a name or password"),
        ("ssh://git:canary@example.com/hub.git", "carries a name or password"),
        ("file://canary@example.com/hub.git", "carries a name or password"),
        ("ssh://-oProxyCommand=touch/marker", "begins with -"),
        ("git@-oProxyCommand=touch:marker", "begins with -"),
    ],
)
def test_an_address_that_may_not_be_used_is_refused_in_one_line(tmp_path: Path, spec: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        open_ledger(spec, tmp_path)
    assert said in str(caught.value)
    assert "ledger: git@example.com:me/momentum.git" in str(caught.value)
    assert "canary" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "spec", ["git@example.com:me/momentum.git", "example.com:hub", "ssh://git@example.com/x", "https://example.com/x"]
)
def test_addresses_of_remotes_stay_as_they_are(tmp_path: Path, spec: str) -> None:
    assert checked_address(spec, tmp_path) == spec


@pytest.mark.parametrize("spec", ["hub.git", "./hub.git", "../x/hub.git", "dir:with/colon/../hub.git"])
def test_folders_stand_beside_the_config(tmp_path: Path, spec: str) -> None:
    if ":" in spec:
        assert checked_address("./" + spec, tmp_path) == str((tmp_path / spec).resolve())
    else:
        assert checked_address(spec, tmp_path) == str((tmp_path / spec).resolve())


def test_no_option_reaches_git_even_unchecked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hub = RemoteHub(f"--upload-pack=touch {tmp_path}/marker")
    with pytest.raises(LedgerUnreachableError):
        RefLedger(hub, patience=0.2).claims()
    ext = RemoteHub(f"ext::touch {tmp_path}/marker")
    with pytest.raises(LedgerUnreachableError):
        RefLedger(ext, patience=0.2).claims()
    assert not (tmp_path / "marker").exists()


def test_two_first_claims_make_one_embedded_repository(tmp_path: Path) -> None:
    one, two = (RefLedger(LocalHub(tmp_path / "ledger.git")) for _ in range(2))
    ready: list[Claim] = []
    one.hub.offer("refs/x", lambda tree: encode(a_claim(), tree), lambda: ready.append(two.claim(a_claim(TWO))))
    assert ready[0].key == TWO
    assert one.record(DAY) == ready[0]


texts = st.text(max_size=60)


@given(texts, texts, texts, texts, texts, st.dates(date(1970, 1, 2)), st.datetimes(datetime(1970, 1, 2)))  # noqa: DTZ001
def test_any_record_comes_back(site: str, path: str, who: str, wished: str, run: str, day: date, at: datetime) -> None:
    claim = Claim(day, PostKey(site, path), "n", who, at.replace(tzinfo=UTC), wished, run)
    assert decode(day, encode(claim, TREE)) == claim
    assert "\n" not in describe_claim(claim)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_unreadable(rubbish: bytes) -> None:
    assert decode(DAY, rubbish) == unreadable(DAY)
    assert decode(DAY, encode(a_claim(), TREE)[:250] + rubbish).day == DAY


@pytest.mark.parametrize("rubbish", [b"[" * 60000, b"{}", b"null", b'{"day": "2026-11-24"}', b" " * 70000, b"1" * 9000])
def test_hostile_records_are_unreadable(rubbish: bytes) -> None:
    assert decode(DAY, b"tree x\n\nfirst\n" + rubbish) == unreadable(DAY)
    assert decode(DAY, None) == unreadable(DAY)


def test_a_claim_says_who_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "GITHUB_REPOSITORY",
        "GITHUB_ACTOR",
        "GITHUB_RUN_ID",
        "GITHUB_SERVER_URL",
        "CI_PROJECT_PATH",
        "CI_JOB_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    assert "@" in a_claim().who
    assert a_claim().run == ""
    assert a_claim().at == NOW
    assert a_claim().at.tzinfo is UTC
    assert a_claim().nonce != a_claim().nonce
    monkeypatch.setenv("CI_PROJECT_PATH", "group/site")
    monkeypatch.setenv("CI_JOB_URL", "https://ci.example/7")
    assert (a_claim().who, a_claim().run) == ("group/site", "https://ci.example/7")
    monkeypatch.setenv("GITHUB_REPOSITORY", "me/site")
    monkeypatch.setenv("GITHUB_ACTOR", "me")
    monkeypatch.setenv("GITHUB_RUN_ID", "42")
    assert a_claim().who == "me@me/site"
    assert a_claim().run == "https://github.com/me/site/actions/runs/42"


def test_claims_describe_themselves() -> None:
    assert describe_claim(a_claim()) == "2026-11-24: momentumpath, docs/blog/posts/one.md"
    assert describe_claim(unreadable(DAY)) == "2026-11-24: taken, by a record that cannot be read"
