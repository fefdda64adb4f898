"""The model: what runs, deploys, crashes and midnights can do to two sites, three posts and three days.

What a run decides is asked of the real planning code (`core.cadence.report`, and with it `core.gate.plan`). The model
adds what that code cannot know: that others act between any two steps of a run, that a run may end anywhere, that
days pass, and that a build shows the tip as it was when the build began.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mkdocs_momentum.core.cadence import report
from mkdocs_momentum.core.days import Calendar, DateRange
from mkdocs_momentum.core.posts import Moment, Post, PostKey, SiteFacts, State

FIRST = date(2026, 11, 24)
DAYS = 3
SITE_OF = (0, 0, 1)
"""The first two posts are on one site, the third on the other."""
POSTS = tuple(PostKey(("alpha", "beta")[site], f"docs/blog/posts/{number}.md") for number, site in enumerate(SITE_OF))
SITES = (SiteFacts("alpha", "https://alpha.example/"), SiteFacts("beta", "https://beta.example/"))
NEVER = -1


class Deploys(Enum):
    """When what is marked becomes visible."""

    PROMPT = "on the day of the mark: no midnight passes before it"
    BY_RUNS = "by runs alone, each on the day that it took; what one left behind, by another that takes its own day"
    ANY = "at any time, by anybody's build"


@dataclass(frozen=True)
class Guards:
    """What protects; each one can be taken away, which is a mutant.

    Args:
        swap: a claim compares and swaps; without it, it looks first and writes then.
        reads_back: who has the day is read again; without it, the hub's yes counts.
        hub_says_yes: the hub answers yes to everybody, though the first one keeps the day.
        midnight: the day is asked again right before the mark.
        fence: a deploy contains everything that its site has marked.
        rests: rest days are heeded.
        forward: the plan begins today; without it, days that have passed are filled.
        verify: a run looks at the live sites; while a marked post is not visible yet, it brings that one out.
        takes: and takes today for it.
    """

    swap: bool = True
    reads_back: bool = True
    hub_says_yes: bool = False
    midnight: bool = True
    fence: bool = True
    rests: bool = True
    forward: bool = True
    verify: bool = False
    takes: bool = True


@dataclass(frozen=True)
class Setting:
    """One model to search.

    Args:
        wishes: the day number that each post's date names.
        rest: the day number that rests, or NEVER.
        deploys: when marks become visible.
        guards: what protects.
        runs: how many runs may be under way at once.
        arrives: the first post is a draft, until its author finishes it at any step.
        only_marks: two posts newly visible on one day are no fault here.
    """

    wishes: tuple[int, int, int] = (0, 0, 0)
    rest: int = NEVER
    deploys: Deploys = Deploys.PROMPT
    guards: Guards = Guards()
    runs: int = 3
    arrives: bool = False
    only_marks: bool = False


class Step(Enum):
    """What a run does next."""

    CLAIM = 0
    WRITE = 1  # only without compare and swap: it has looked, and will write
    MARK = 2
    BUILD = 3
    DEPLOY = 4


class Run(NamedTuple):
    """A run under way.

    Args:
        step: what it does next.
        post: the post that it lets out; for a build, any post of the site.
        day: the day that it read at its beginning.
        mine: whether the claim is its own.
        marks: whether it marks its post; False where the post is marked and only on its way.
        holds: the posts in its finished build.
    """

    step: int
    post: int
    day: int
    mine: bool = False
    marks: bool = True
    holds: tuple[int, ...] = ()


class World(NamedTuple):
    """Everything that lasts, and the runs under way."""

    day: int = 0
    marks: tuple[int, ...] = (NEVER,) * 3
    claims: tuple[int, ...] = (NEVER,) * DAYS
    seen: tuple[int, ...] = (NEVER,) * 3  # the day on which each post first was visible
    live: tuple[int, ...] = ()
    draft: bool = False  # whether the first post is one
    runs: tuple[Run, ...] = ()


class BrokenPromiseError(AssertionError):
    """A promise that a step broke."""


Next = tuple[str, World]


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number)


class Model:
    """All that can happen in one setting."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.guards = setting.guards
        rest = (DateRange(day_of(setting.rest), day_of(setting.rest)),) if setting.rest != NEVER else ()
        self.calendar = Calendar(ZoneInfo("UTC"), rest_weekdays=frozenset(), rest_ranges=rest)
        self.today_of = cache(self._todays_post)
        # A build's day matters only where deploys ask for it; elsewhere builds of all days are one state.
        self.dated = setting.deploys is Deploys.BY_RUNS

    def steps(self, world: World) -> Iterator[Next]:
        """Every step that can be taken from here, with its name and the world after it.

        Raises:
            BrokenPromiseError: a step breaks a promise.
        """
        if world.day < DAYS - 1 and self._may_end(world):
            yield "midnight", world._replace(day=world.day + 1)
        if world.draft:
            yield "post 0 is finished", world._replace(draft=False)
        for place, run in enumerate(world.runs):
            if place and world.runs[place - 1] == run:
                continue  # the same run twice does the same
            others = world.runs[:place] + world.runs[place + 1 :]
            yield f"{run} ends", world._replace(runs=others)
            yield from self._go_on(world._replace(runs=others), run)
        if len(world.runs) < self.setting.runs:
            yield from self._begin(world)

    def _may_end(self, world: World) -> bool:
        pending = any(mark != NEVER and post not in world.live for post, mark in enumerate(world.marks))
        return self.setting.deploys is not Deploys.PROMPT or not pending

    def _begin(self, world: World) -> Iterator[Next]:
        found = self._chosen(world)
        if found:
            yield f"a run looks at day {world.day}: {found}", _with(world, found)
        if self.setting.deploys is not Deploys.BY_RUNS:
            for post in (0, 2):
                if any(world.marks[other] != NEVER for other in _site(post)):
                    yield "a build begins", _with(world, Run(Step.BUILD.value, post, world.day, marks=False))

    def _chosen(self, world: World) -> Run | None:
        """What a run that looks now is going to do."""
        pending = [post for post, mark in enumerate(world.marks) if mark != NEVER and post not in world.live]
        if self.guards.verify and pending:
            first = Step.CLAIM if self.guards.takes else Step.BUILD
            return Run(first.value, pending[0], world.day, marks=False)
        post = self.today_of(world.day, world.marks, world.claims, world.draft)
        return None if post == NEVER else Run(Step.CLAIM.value, post, world.day)

    def _todays_post(self, day: int, marks: tuple[int, ...], claims: tuple[int, ...], draft: bool) -> int:
        """The post to which today belongs, asked of the real code; NEVER where nothing is to be done."""
        guards, today = self.guards, day_of(day)
        rest = self.calendar if guards.rests else Calendar(ZoneInfo("UTC"), rest_weekdays=frozenset())
        posts = [self._post(number, mark, draft and number == 0) for number, mark in enumerate(marks)]
        held = {day_of(number): POSTS[post] for number, post in enumerate(claims) if post != NEVER}
        found = report(posts, SITES, held, rest, FIRST, today if guards.forward else FIRST)
        newest = max([*held, *(post.released for post in posts if post.released)], default=FIRST)
        if newest > today:
            return NEVER
        if today in held:
            number = POSTS.index(held[today])
            return number if marks[number] in {NEVER, day} else NEVER
        if day in marks or not found.plan or (guards.forward and found.plan[0].day != today):
            return NEVER
        return POSTS.index(found.plan[0].post.key)

    def _post(self, number: int, mark: int, draft: bool) -> Post:
        day = day_of(self.setting.wishes[number] if mark == NEVER else mark)
        state = State.DRAFT if draft else State.WAITING if mark == NEVER else State.RELEASED
        return Post(POSTS[number], state, f"Post {number}", Moment(day), None if mark == NEVER else day)

    def _go_on(self, world: World, run: Run) -> Iterator[Next]:
        """One more step of `run`, which `world` does not hold any more."""
        if run.step == Step.CLAIM.value:
            yield from self._claim(world, run)
        elif run.step == Step.WRITE.value:
            taken = _put(world.claims, run.day, run.post)
            yield "claim written over", _with(world._replace(claims=taken), run._replace(step=2, mine=True))
        elif run.step == Step.MARK.value:
            yield self._mark(world, run)
        elif run.step == Step.BUILD.value:
            holds = tuple(post for post in _site(run.post) if world.marks[post] != NEVER)
            # What a build is for does not matter any more, so that like builds are one state.
            day = run.day if self.dated else NEVER
            built = Run(Step.DEPLOY.value, _site(run.post)[0], day, marks=False, holds=holds)
            yield f"built {holds}", _with(world, built)
        else:
            yield self._deploy(world, run)

    def _claim(self, world: World, run: Run) -> Iterator[Next]:
        day = self._claimed_day(world, run)
        holder = world.claims[day]
        after = run._replace(step=(Step.MARK if run.marks else Step.BUILD).value)
        if holder == NEVER and not self.guards.swap:
            yield "day seen free", _with(world, run._replace(step=Step.WRITE.value))
        elif holder == NEVER:
            taken = world._replace(claims=_put(world.claims, day, run.post))
            yield f"day {day} claimed", _with(taken, after._replace(mine=True))
        elif holder == run.post or (self.guards.hub_says_yes and not self.guards.reads_back):
            yield "day is this post's", _with(world, after)
        else:
            yield "day is another's", world

    def _claimed_day(self, world: World, run: Run) -> int:
        """Today; a plan that fills the past claims the first day that is free."""
        if self.guards.forward:
            return run.day
        free = (day for day in range(DAYS) if day not in world.marks and world.claims[day] in {NEVER, run.post})
        return next(free, run.day)

    def _mark(self, world: World, run: Run) -> Next:
        if self.guards.midnight and world.day != run.day:
            claims = _put(world.claims, run.day, NEVER) if run.mine else world.claims
            return "claim lapses", world._replace(claims=claims)
        build = run._replace(step=Step.BUILD.value, mine=False)
        if world.marks[run.post] != NEVER:  # another run has finished the same post
            return "marked already", _with(world, build)
        day = run.day if self.guards.forward else world.claims.index(run.post)
        if day in world.marks:
            raise BrokenPromiseError(f"two marks on day {day}")
        if day == self.setting.rest:
            raise BrokenPromiseError(f"a mark on day {day}, which rests")
        if day != world.day:
            raise BrokenPromiseError(f"a mark of day {day} made on day {world.day}")
        if day < self.setting.wishes[run.post]:
            raise BrokenPromiseError("a mark earlier than its post's date")
        return f"post {run.post} marked", _with(world._replace(marks=_put(world.marks, run.post, day)), build)

    def _deploy(self, world: World, run: Run) -> Next:
        marked = {post for post in _site(run.post) if world.marks[post] != NEVER}
        if self.setting.deploys is Deploys.BY_RUNS and self.guards.midnight and run.day != world.day:
            return "midnight has passed: not deployed", world
        if self.guards.fence and not marked <= set(run.holds):
            return "fence: build again", _with(world, run._replace(step=Step.BUILD.value, holds=()))
        site = set(_site(run.post))
        if (site & set(world.live)) - set(run.holds):
            raise BrokenPromiseError("a visible post is hidden again")
        seen = tuple(world.day if post in run.holds and day == NEVER else day for post, day in enumerate(world.seen))
        fresh = [day for day in seen if day != NEVER]
        if len(set(fresh)) != len(fresh) and not self.setting.only_marks:
            raise BrokenPromiseError(f"two posts newly visible on one day: {seen}")
        live = tuple(sorted(set(world.live) - site | set(run.holds)))
        return f"deployed {run.holds}", world._replace(seen=seen, live=live)


def search(setting: Setting) -> tuple[int, list[str]]:
    """Goes everywhere that can be gone to.

    Returns:
        How many different worlds there are, and the shortest way to a broken promise, empty where there is none.
    """
    model, start = Model(setting), World(draft=setting.arrives)
    came: dict[World, tuple[World, str] | None] = {start: None}
    row = [start]
    while row:
        following = []
        for world in row:
            try:
                for name, after in model.steps(world):
                    if after not in came:
                        came[after] = (world, name)
                        following.append(after)
            except BrokenPromiseError as broken:
                return len(came), [*_way(came, world), str(broken)]
        row = following
    return len(came), []


def _way(came: dict[World, tuple[World, str] | None], world: World) -> list[str]:
    names = []
    at = came[world]
    while at:
        names.append(at[1])
        at = came[at[0]]
    return names[::-1]


def _site(post: int) -> tuple[int, ...]:
    return tuple(other for other, site in enumerate(SITE_OF) if site == SITE_OF[post])


def _put(values: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*values[:place], value, *values[place + 1 :])


def _with(world: World, run: Run) -> World:
    return world._replace(runs=tuple(sorted((*world.runs, run))))
