"""Everywhere that two sites, three posts, three runs and three days can get to, whoever dies when; and every mutant."""

from __future__ import annotations

import pytest
from model.gate_model import NEVER, Deploys, Guards, Setting, search

VERIFY = Guards(verify=True)
SOUND = {
    "deploys on the day": (Setting(arrives=True), 200_000),
    "a rest day between": (Setting(wishes=(0, 1, 0), rest=1, arrives=True), 20_000),
    "each post has its own day": (Setting(wishes=(0, 1, 2), runs=2), 1_000),
    "nothing is due at first": (Setting(wishes=(1, 1, 2), runs=2), 500),
    "deploys whenever, with a look at the live sites": (Setting(deploys=Deploys.BY_RUNS, guards=VERIFY), 45_000),
    "the same over a rest day": (Setting((0, 1, 0), 1, Deploys.BY_RUNS, VERIFY, runs=2, arrives=True), 5_000),
    "a hub that says yes to everybody": (Setting(guards=Guards(hub_says_yes=True), runs=2, arrives=True), 10_000),
}


@pytest.mark.parametrize(("setting", "worlds"), SOUND.values(), ids=SOUND)
def test_no_way_leads_to_a_broken_promise(setting: Setting, worlds: int) -> None:
    found, way = search(setting)
    assert way == []
    assert found > worlds, "the search went everywhere"


MUTANTS = {
    "no lease, or a + that switches it off": (Setting(guards=Guards(swap=False), arrives=True), "two marks on day 0"),
    "the hub's yes is believed": (
        Setting(guards=Guards(reads_back=False, hub_says_yes=True), arrives=True),
        "two marks on day 0",
    ),
    "days that have passed are filled": (Setting(guards=Guards(forward=False)), "a mark of day 0 made on day 1"),
    "rest days are not heeded": (
        Setting(wishes=(0, 1, 0), rest=1, guards=Guards(rests=False)),
        "a mark on day 1, which rests",
    ),
    "midnight is not looked for": (Setting(guards=Guards(midnight=False)), "a mark of day 0 made on day 1"),
    "no fence": (Setting(guards=Guards(fence=False)), "a visible post is hidden again"),
    "a post that is on its way does not take the day": (
        Setting(deploys=Deploys.BY_RUNS, guards=Guards(verify=True, takes=False)),
        "two posts newly visible on one day: (1, 1, -1)",
    ),
    "no look at the live sites": (
        Setting(deploys=Deploys.BY_RUNS),
        "two posts newly visible on one day: (1, 1, -1)",
    ),
}


@pytest.mark.parametrize(("setting", "promise"), MUTANTS.values(), ids=MUTANTS)
def test_without_any_one_guard_a_promise_breaks(setting: Setting, promise: str) -> None:
    _, way = search(setting)
    assert way[-1] == promise, way


def test_a_build_by_anybody_on_a_later_day_can_show_two_posts_on_it() -> None:
    """Why the promise says so exactly: a mark a day is absolute, a newly visible post a day needs its deploy's day."""
    for guards in (Guards(), VERIFY):
        _, way = search(Setting(deploys=Deploys.ANY, guards=guards))
        assert way[-1].startswith("two posts newly visible on one day"), way
        assert "midnight" in way


def test_whatever_is_late_a_day_has_one_mark() -> None:
    """The absolute promise, apart from what is visible when."""
    for rest in (NEVER, 1):
        found, way = search(Setting(rest=rest, deploys=Deploys.ANY, runs=2, arrives=True, only_marks=True))
        assert way == []
        assert found > 5_000
