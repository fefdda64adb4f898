"""A month over three sites with a bare remote each: runs doubled, late, left out, broken and repeated.

Each day what the public sites show, as they were last built and deployed, is compared with a plan that this file works
out by itself, from the words in which the plan is described.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from runner_world import Forge, command_env, read_outputs

from mkdocs_momentum import momentum
from mkdocs_momentum.momentum import OutcomeKind
from mkdocs_momentum.stores import ledger

FIRST = date(2026, 10, 5)  # a Monday; clocks go back on the first of November
DAYS = [FIRST + timedelta(days=step) for step in range(30)]
SITES = ("alpha", "beta", "gamma")
HOME = ZoneInfo("America/Los_Angeles")
HOUR = timedelta(hours=1)

DOUBLED = {date(2026, 10, 7), date(2026, 10, 21)}
SKIPPED = {date(2026, 10, 12), date(2026, 10, 13), date(2026, 10, 14)}
AN_HOUR_LATE = {date(2026, 10, 8), date(2026, 10, 31)}
LATE_INTO_THE_NEXT = date(2026, 10, 28)  # its one run is an hour late, and begins after midnight
PAST_MIDNIGHT = date(2026, 10, 16)  # its one run begins in time, and midnight comes before its mark
BROKEN = {date(2026, 10, 19), date(2026, 10, 27)}  # the deploy is part of the run, and ends badly
UNDEPLOYED = date(2026, 10, 22)  # the deploy is a job of its own, and ends badly
HALFWAY = date(2026, 10, 23)  # the machine goes off after the claim
QUIET = SKIPPED | {PAST_MIDNIGHT, LATE_INTO_THE_NEXT} | {day for day in DAYS if day.weekday() == 6}

Wishes = Mapping[str, tuple[date, int]]
"""By a post's file: the day it wishes for, and the place of its site."""


def wishes() -> Wishes:
    """Some days are wished for by all three sites, some by none, Sundays among them."""
    return {
        f"{name}-{day:%m%d}.md": (day, place)
        for place, name in enumerate(SITES)
        for day in (FIRST + timedelta(days=step) for step in range(place, 30, 2 + place))
    }


def due(waiting: Wishes, today: date) -> str | None:
    """Whose day it is: a post whose day is open keeps it, and the others take what no post keeps, in order."""
    order = sorted(waiting, key=lambda name: (*waiting[name], name))
    kept: dict[date, str] = {}
    for name in order:
        day = waiting[name][0]
        if day >= today and day.weekday() != 6:
            kept.setdefault(day, name)
    for name in order:
        if name not in kept.values():
            day = max(today, waiting[name][0])
            while day in kept or day.weekday() == 6:
                day += timedelta(days=1)
            kept[day] = name
    return kept.get(today)


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "A Writer")
            patch.setenv(f"GIT_{role}_EMAIL", "writer@example.com")
        made = Forge.make(tmp_path_factory.mktemp("forge"), SITES, FIRST.isoformat())
        for place, name in enumerate(SITES):
            days = {path: day for path, (day, site) in wishes().items() if site == place}
            made.write(name, {path: f"---\ndate: {d}\n---\n\n# {name} {d}\n\nW{d}.\n" for path, d in days.items()})
    return made


class Public:
    """The public sites: each shows what it was last deployed with."""

    def __init__(self, forge: Forge) -> None:
        self.forge = forge
        for name in SITES:
            self.deploy(name)

    def deploy(self, name: str) -> None:
        """A build of the remote's tip."""
        root = self.forge.machine("deploys") / name
        build(load_config(str(root / "mkdocs.yml"), site_dir=str(self.forge.folder / "public" / name)))

    def shows(self) -> set[str]:
        return {f"{page.parent.name}.md" for page in (self.forge.folder / "public").glob("*/posts/*/index.html")}


def process(machine: Path, day: date, *words: str, **env: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mkdocs_momentum", "release", "--push", "--json", "--today", day.isoformat()]
    return subprocess.Popen(
        [*command, *words], cwd=machine, env=command_env(machine, **env),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    out, _ = process.communicate(timeout=60)
    decoder, kinds, rest = json.JSONDecoder(), [], "\n".join(x for x in out.splitlines() if not x.startswith("::"))
    while rest.strip():
        data, end = decoder.raw_decode(rest.strip())
        kinds.append(data["outcome"])
        rest = rest.strip()[end:]
    return process.returncode, kinds


class Month:
    """What happens on each day. A run reads the time as the commands do, and deploys the site that it changed."""

    def __init__(self, forge: Forge) -> None:
        self.forge = forge
        self.public = Public(forge)

    def run(self, begins: datetime, machine: str = "one") -> OutcomeKind:
        config = self.forge.config(self.forge.machine(machine))
        done = momentum.release(config, config.calendar.day_of(begins.astimezone(UTC)), push=True)
        if done.kind in {OutcomeKind.RELEASED, OutcomeKind.FINISHED} and done.post:
            self.public.deploy(done.post.key.site)
        return done.kind

    def live_through(self, day: date) -> None:
        morning, evening = (datetime.combine(day, time(hour, 17), HOME) for hour in (9, 23))
        if day in SKIPPED:
            return
        if day in DOUBLED:
            self.twice_at_once(day)
        elif day in BROKEN:
            self.deploy_ends_badly(day)
        elif day == UNDEPLOYED:
            self.deploy_job_ends_badly(day)
        elif day == HALFWAY:
            self.goes_off_halfway(day, morning)
        elif day == PAST_MIDNIGHT:
            one = self.forge.config(self.forge.machine("one"))
            late = momentum.release(one, day, push=True, day_now=lambda: day + timedelta(days=1))
            assert late.kind is OutcomeKind.LAPSED
        elif day == LATE_INTO_THE_NEXT:
            assert self.run(evening + HOUR) is OutcomeKind.RELEASED  # which is the next day's
        else:
            kind = self.run(morning + HOUR * (day in AN_HOUR_LATE))
            is_taken = day - timedelta(days=1) == LATE_INTO_THE_NEXT
            expected = OutcomeKind.TAKEN if is_taken else OutcomeKind.RESTS
            assert kind is (expected if is_taken or day.weekday() == 6 else OutcomeKind.RELEASED), day
        if day in DOUBLED | BROKEN | AN_HOUR_LATE | {UNDEPLOYED, HALFWAY}:
            assert self.run(evening) is OutcomeKind.TAKEN, day

    def twice_at_once(self, day: date) -> None:
        both = [process(self.forge.machine(name), day) for name in ("one", "two")]
        codes, kinds = zip(*(ended(one) for one in both), strict=True)
        assert codes == (0, 0)
        assert sum(kind == ["released"] for kind in kinds) >= 1
        for name in SITES:  # each of the two deploys, whichever was first
            self.public.deploy(name)

    def deploy_ends_badly(self, day: date) -> None:
        before = self.public.shows()
        assert ended(process(self.forge.machine("one"), day, "--", "false")) == (1, ["released", "withdrawn"])
        assert not any(post.released == day for post in self.forge.posts(day))
        assert self.public.shows() == before
        code, kinds = ended(process(self.forge.machine("two"), day, "--", "true"))
        assert (code, kinds) == (0, ["released"])
        for name in SITES:
            self.public.deploy(name)

    def deploy_job_ends_badly(self, day: date) -> None:
        """The mark is there and the page is not; a person starts the run again."""
        for attempt in "123":
            machine = self.forge.machine("one")
            out = Path(command_env(machine)["GITHUB_OUTPUT"])
            out.unlink(missing_ok=True)
            assert ended(process(machine, day, "--ci", GITHUB_RUN_ATTEMPT=attempt))[0] == 0
            told = read_outputs(out)
            assert (told["released"], told["day"]) == ("true", day.isoformat())
            if attempt != "1":
                self.public.deploy(told["site"])

    def goes_off_halfway(self, day: date, morning: datetime) -> None:
        config = self.forge.config(self.forge.machine("one"))
        post = momentum.look(config, day).plan[0].post
        book = ledger.open_ledger(config.ledger, self.forge.folder / "one")
        book.claim(ledger.new_claim(day, post.key, "", datetime.now(UTC)))  # and there the machine went off
        assert self.run(morning, "two") is OutcomeKind.FINISHED


def test_a_month_goes_by_the_plan(forge: Forge) -> None:
    month = Month(forge)
    waiting, live = dict(wishes()), set[str]()
    for day in DAYS:
        month.live_through(day)
        named = None if day in QUIET else due(waiting, day)
        if day == LATE_INTO_THE_NEXT:  # the night's run took the next day, for the post whose day that is
            named = due(waiting, day + timedelta(days=1))
        if day - timedelta(days=1) == LATE_INTO_THE_NEXT:
            named = None
        if named:
            live.add(named)
            del waiting[named]
        assert month.public.shows() == live, day
    posts = forge.posts(DAYS[-1])
    marks = {post.released: post for post in posts if post.released}
    assert sorted(marks) == sorted(set(DAYS) - QUIET)
    assert len(marks) == len(live) == sum(post.released is not None for post in posts)
    assert all(post.wish and post.wish.day == day for day, post in marks.items())
    assert set(ledger.open_ledger("../ledger.git", forge.folder / "reader").claims()) == set(marks)
