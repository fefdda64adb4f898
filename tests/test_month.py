"""A month over three sites with a bare remote each: runs doubled, delayed, left out, broken and repeated."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from runner_world import Forge, command_env

from mkdocs_momentum import momentum
from mkdocs_momentum.momentum import OutcomeKind
from mkdocs_momentum.stores import ledger

FIRST = date(2026, 10, 5)  # a Monday; clocks go back on the first of November
DAYS = [FIRST + timedelta(days=step) for step in range(30)]
SITES = ("alpha", "beta", "gamma")
DOUBLED = {date(2026, 10, 7), date(2026, 10, 21)}
SKIPPED = {date(2026, 10, 12), date(2026, 10, 13), date(2026, 10, 14)}
PAST_MIDNIGHT = date(2026, 10, 16)
BROKEN = {date(2026, 10, 19), date(2026, 10, 27)}
HALFWAY = date(2026, 10, 23)
BUILT = {date(2026, 10, 21), DAYS[-1]}


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "A Writer")
            patch.setenv(f"GIT_{role}_EMAIL", "writer@example.com")
        made = Forge.make(tmp_path_factory.mktemp("forge"), SITES, FIRST.isoformat())
        for place, name in enumerate(SITES):
            # Some days are wished for by all three sites, some by none, Sundays among them.
            wishes = [FIRST + timedelta(days=step) for step in range(place, 30, 2 + place)]
            made.write(name, {f"{name}-{d:%m%d}.md": f"---\ndate: {d}\n---\n\n# {name} {d}\n\nW{d}.\n" for d in wishes})
    return made


def run(machine: Path, day: date, *after: str, **env: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mkdocs_momentum", "release", "--push", "--json", "--today", day.isoformat()]
    command += ["--", *after] if after else []
    return subprocess.Popen(
        command, cwd=machine, env=command_env(machine, **env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    out, _ = process.communicate(timeout=60)
    decoder, kinds, rest = json.JSONDecoder(), [], out.strip()
    while rest:
        data, end = decoder.raw_decode(rest)
        kinds.append(data["outcome"])
        rest = rest[end:].strip()
    return process.returncode, kinds


def live_through(forge: Forge, day: date) -> None:
    if day in SKIPPED:
        return
    one = forge.machine("one")
    if day in DOUBLED:
        two = forge.machine("two")
        both = [run(machine, day) for machine in (one, two)]
        codes = [ended(process)[0] for process in both]
        assert codes == [0, 0]
    elif day == PAST_MIDNIGHT:
        late = momentum.release(forge.config(one), day, push=True, day_now=lambda: day + timedelta(days=1))
        assert late.kind is OutcomeKind.LAPSED
    elif day in BROKEN:
        code, kinds = ended(run(one, day, "false"))
        assert (code, kinds) == (1, ["released", "withdrawn"])
        assert not any(post.released == day for post in forge.posts(day))
        code, kinds = ended(run(forge.machine("two"), day, "true"))
        assert (code, kinds) == (0, ["released"])
    elif day == HALFWAY:
        config = forge.config(one)
        post = momentum.look(config, day).plan[0].post
        book = ledger.open_ledger(config.ledger, one)
        book.claim(ledger.new_claim(day, post.key, "", datetime.now(UTC)))  # and there the machine went off
        assert momentum.release(forge.config(forge.machine("two")), day, push=True).kind is OutcomeKind.FINISHED
    else:
        momentum.release(forge.config(one), day, push=True)
    if day in DOUBLED | BROKEN | {HALFWAY}:
        again = momentum.release(forge.config(forge.machine("one")), day, push=True)
        assert again.kind is OutcomeKind.TAKEN


def built(forge: Forge, into: Path) -> set[str]:
    """The posts that real builds of the remotes' tips show."""
    shown = set()
    reader = forge.machine("reader")
    for name in SITES:
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(into / name)],
            cwd=reader / name, check=True, capture_output=True, env=command_env(reader, NO_MKDOCS_2_WARNING="1"),
        )  # fmt: skip
        shown |= {f"docs/posts/{page.parent.name}.md" for page in (into / name).glob("posts/*/index.html")}
    return shown


def test_a_month_goes_by_the_plan(forge: Forge, tmp_path: Path) -> None:
    before: set[str] = set()
    reader = forge.machine("reader")
    for day in DAYS:
        report = momentum.look(forge.config(reader), day)
        planned = {line.post.key.path for line in report.plan if line.day == day}
        live_through(forge, day)
        posts = forge.posts(day)
        public = {post.key.path for post in posts if post.state.is_public}
        assert public == before | (set() if day in SKIPPED | {PAST_MIDNIGHT} else planned), day
        marks = [post.released for post in posts if post.released]
        assert len(marks) == len(set(marks))
        assert all(post.wish and post.wish.day == post.released for post in posts if post.released)
        if day in BUILT:
            assert built(forge, tmp_path / day.isoformat()) == public
        before = public
    quiet = {day for day in DAYS if day.weekday() == 6} | SKIPPED | {PAST_MIDNIGHT}
    assert set(ledger.open_ledger("../ledger.git", reader).claims()) == set(DAYS) - quiet
    assert {post.released for post in forge.posts(DAYS[-1]) if post.released} == set(DAYS) - quiet
