"""The hook's first look: it says what the whole reading says, or leaves it to the whole reading."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import World, git

from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.extract import extract
from mkdocs_momentum.core.glance import PLAIN_KEYS, plain_post
from mkdocs_momentum.core.posts import PostKey, State
from mkdocs_momentum.core.reading import Reading, post_from
from mkdocs_momentum.stores import githooks, glances
from mkdocs_momentum.stores.configfile import load_config
from mkdocs_momentum.stores.index import Index
from mkdocs_momentum.tasks import checking, glancing
from mkdocs_momentum.views.findings import finding_line
from mkdocs_momentum.views.news import news_line
from mkdocs_momentum.views.safe import titled

TUESDAY, WEDNESDAY, SUNDAY = "2031-03-04", "2031-03-05", "2031-03-09"
LISTING = ("-c", "core.quotePath=false", "diff", "--cached", "--raw", "--no-abbrev", "-M", "--no-relative")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two sites, of which one was read as a whole by a commit before."""
    made = World(tmp_path)
    for name in ("alpha", "beta"):
        made.site(name)
        made.write(name, "first", "2031-03-03" if name == "alpha" else WEDNESDAY)
        made.write(name, "old", "2020-02-02")
    made.site("gamma")
    made.write("gamma", "first", SUNDAY)
    (tmp_path / "linked").symlink_to(tmp_path / "gamma")
    in_beta("docs/blog/posts/notes", "No post.\n")(made)
    made.configure("alpha", "beta", "linked", more="ledger: {refs: refs/heads/days/}")
    monkeypatch.chdir(tmp_path / "alpha")
    monkeypatch.setattr(glancing, "TICK", 0)
    stage(made, "before", "2031-06-06")
    whole()
    made.commit("alpha", "Before")
    return made


def stage(world: World, slug: str, wish: str, extra: str = "") -> Path:
    path = world.folder / f"alpha/docs/blog/posts/{slug}.md"
    path.write_text(f"---\ntitle: Title of {slug}\ndate: {wish}\n{extra}---\n\nWords.\n")
    git(path.parent, "add", path.name)
    return path


def whole() -> list[str]:
    began = time.time_ns()
    config = load_config(None, Path.cwd())
    scene, found = checking.check_index(config, config.calendar.day_of(datetime.now(UTC)), Index(Path.cwd()))
    if scene:
        glancing.keep(scene, "", began)
    return [finding_line(finding) for finding in found]


def glance() -> list[str] | None:
    found = glances.recall(git(Path.cwd(), *LISTING), "")
    return None if found is None else [news_line(post.title, post.day) for post in found if post.day]


def test_a_plain_post_needs_no_more_than_a_look(world: World) -> None:
    for number, day in enumerate((TUESDAY, "2031-03-06 09:00:00")):
        stage(world, f"new{number}", day)
        said = glance()
        assert said == whole()
        assert said
        assert said[0].startswith(f'"Title of new{number}" goes live on T')
        world.commit("alpha", "New")
    stage(world, "draft", TUESDAY, "draft: true\n")
    assert glance() == []
    world.commit("alpha", "Draft")
    (world.folder / "alpha/docs/index.md").write_text("# Home, again\n")
    git(Path.cwd(), "add", "-A")
    assert glance() == []
    world.commit("alpha", "Home")


def in_beta(name: str, text: str) -> Callable[[World], object]:
    def write(world: World) -> None:
        path = world.folder / "beta" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return write


def remove(name: str) -> Callable[[World], object]:
    return lambda world: (world.folder / name).unlink()


def add_site(world: World) -> None:
    world.site("delta")
    world.configure("alpha", "beta", "linked", "delta")


def file_to_folder(world: World) -> None:
    remove("beta/docs/blog/posts/notes")(world)
    in_beta("docs/blog/posts/notes/b.md", f"---\ntitle: B\ndate: {TUESDAY}\n---\n\nx\n")(world)


def lead_elsewhere(world: World) -> None:
    """To a copy of the site in which one post has another day."""
    shutil.copytree(world.folder / "gamma", world.folder / "other")
    path = world.folder / "other/docs/blog/posts/first.md"
    path.write_text(path.read_text().replace(SUNDAY, TUESDAY))
    remove("linked")(world)
    (world.folder / "linked").symlink_to(world.folder / "other")


def post_to_link(world: World) -> None:
    path = world.folder / "beta/docs/blog/posts/first.md"
    path.rename(world.folder / "away.md")
    path.symlink_to(world.folder / "away.md")


CHANGES: dict[str, Callable[[World], object]] = {
    "nothing": lambda _: None,
    "a plain post elsewhere": in_beta("docs/blog/posts/b.md", "---\ntitle: B\ndate: 2031-03-07\n---\n\nx\n"),
    "a post elsewhere on that day": in_beta("docs/blog/posts/b.md", f"---\ntitle: B\ndate: {TUESDAY}\n---\n\nx\n"),
    "a draft elsewhere": in_beta("docs/blog/posts/b.md", f"---\ntitle: B\ndate: {TUESDAY}\ndraft: true\n---\n\nx\n"),
    "a mark elsewhere": in_beta(
        "docs/blog/posts/first.md", "---\ntitle: B\ndate: 2026-11-24\nreleased: 2026-11-24\n---\n"
    ),
    "a post elsewhere changes its day": in_beta(
        "docs/blog/posts/first.md", f"---\ntitle: B\ndate: {TUESDAY}\n---\n\nx\n"
    ),
    "a post elsewhere goes": remove("beta/docs/blog/posts/first.md"),
    "a broken post elsewhere": in_beta("docs/blog/posts/b.md", "---\ntitle: [\n---\n"),
    "an old post elsewhere": in_beta("docs/blog/posts/b.md", "---\ntitle: B\ndate: 2021-01-01\n---\n\nx\n"),
    "a picture elsewhere": in_beta("docs/blog/posts/b.png", "x"),
    "a folder of posts elsewhere": in_beta("docs/blog/posts/more/b.md", f"---\ntitle: B\ndate: {TUESDAY}\n---\n\nx\n"),
    "another posts folder": in_beta("docs/blog/posts-two/b.md", f"---\ntitle: B\ndate: {TUESDAY}\n---\n\nx\n"),
    "the writer rests that day": lambda world: world.configure("alpha", "beta", more=f"rest: [{TUESDAY}]"),
    "a day begins later": lambda world: world.configure("alpha", "beta", more='day_starts: "05:00"'),
    "a site more": add_site,
    "a nearer configuration": lambda world: (world.folder / "alpha/momentum.yml").write_text(
        f"timezone: UTC\nsince: {SUNDAY}\nsites: {{alpha: .}}\n"
    ),
    "defaults for a folder": lambda world: (world.folder / "alpha/mkdocs.yml").write_text(
        (world.folder / "alpha/mkdocs.yml").read_text().replace("  - search\n", "  - search\n  - meta\n")
    ),
    "the day is claimed": lambda world: world.release(TUESDAY),
    "a file becomes a folder": file_to_folder,
    "a link leads elsewhere": lead_elsewhere,
    "a post becomes a link": post_to_link,
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_since_is_seen(world: World, change: str) -> None:
    CHANGES[change](world)
    seen = []
    for wish, extra in (
        (TUESDAY, ""),
        (TUESDAY, "draft: true\n"),
        (f"{TUESDAY} 04:30:00", ""),
        (WEDNESDAY, ""),
        (SUNDAY, ""),
        ("2026-11-23", ""),
        ("2020-01-01", ""),
        ("soon", ""),
        (TUESDAY, "canonical_url: https://else.example/\n"),
        (TUESDAY, "released: 2026-11-24\n"),
        (TUESDAY, "tags: [a, b\n"),
        (TUESDAY, "date: 2031-03-06\n"),
    ):
        path = stage(world, "new", wish, extra)
        said = glance()
        kept = glances.place()
        assert kept
        before = Path(kept).read_bytes()
        assert said is None or said == whole(), (change, wish, extra)
        Path(kept).write_bytes(before)
        seen.append(said)
        git(path.parent, "rm", "-q", "--cached", path.name)
    if change in {"nothing", "a plain post elsewhere", "a picture elsewhere"}:
        assert seen[0] == ['"Title of new" goes live on Tuesday 4 March.']
        assert seen[1] == []


def stage_moved(world: World, text: str) -> None:
    path = world.folder / "alpha/docs/moved.md"
    path.write_text(text)
    world.commit("alpha", "Beside")
    git(path.parent, "mv", "moved.md", "blog/posts/new.md")


def stage_as(name: str) -> Callable[[World, str], object]:
    def write(world: World, text: str) -> None:
        path = world.folder / "alpha/docs/blog/posts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        git(path.parent, "add", path.name)

    return write


@pytest.mark.parametrize(
    "put",
    [stage_moved, *map(stage_as, (".new.md", ".trash/new.md", "new.html", "README.md", "index.md", "sub/index.md"))],
)
@pytest.mark.parametrize("wish", [TUESDAY, "2031-03-03"])
def test_a_post_that_comes_in_another_way(world: World, put: Callable[[World, str], object], wish: str) -> None:
    put(world, f"---\ntitle: Title of new\ndate: {wish}\n---\n\nWords.\n")
    said = glance()
    assert said is None or said == whole()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
@pytest.mark.parametrize("name", ["beta/docs/blog/posts/pipe.md", "alpha/docs/blog/posts/new.md"])
def test_a_pipe_is_left_to_the_whole_reading(world: World, name: str) -> None:
    stage(world, "new", TUESDAY)
    pipe = world.folder / name
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    program = (
        "import sys; from mkdocs_momentum.stores import glances; "
        "sys.exit(glances.recall(sys.stdin.read(), '') is not None)"
    )
    listing = git(Path.cwd(), *LISTING)
    subprocess.run([sys.executable, "-c", program], input=listing, text=True, timeout=60, check=True)


def test_a_configuration_that_comes_before_the_one_that_counted(world: World) -> None:
    text = (world.folder / "momentum.yml").read_text()
    (world.folder / "momentum.yml").rename(world.folder / "momentum.yaml")
    stage(world, "new", TUESDAY)
    whole()
    assert glance()
    (world.folder / "momentum.yml").write_text(f"{text}rest: [{TUESDAY}]\n")
    said = glance()
    assert said is None or said == whole()


def test_a_claim_in_a_namespace_of_its_own(world: World) -> None:
    world.release("2031-03-03")
    world.commit("alpha", "Release")
    stage(world, "new", TUESDAY)
    whole()
    assert glance()
    hub = world.folder / ".momentum/ledger.git"
    git(hub, "update-ref", f"refs/heads/days/{TUESDAY}", "refs/heads/days/2031-03-03")
    said = glance()
    assert said is None or said == whole()


def test_a_folder_that_becomes_a_copy_of_a_site(world: World) -> None:
    stage_as("deep/first.md")(world, "---\ntitle: C\ndate: 2031-07-07\n---\n\nx\n")
    whole()
    stage_as("deep/new.md")(world, f"---\ntitle: C\ndate: {TUESDAY}\n---\n\nx\n")
    assert glance()
    (world.folder / "alpha/docs/blog/posts/deep/.momentum-staged").touch()
    said = glance()
    assert said is None or said == whole()


def test_a_home_of_another_kind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(world, "new", TUESDAY)
    assert glance()
    monkeypatch.setenv("HOME", str(world.folder))
    monkeypatch.setenv("USERPROFILE", str(world.folder))
    assert glance() is None


def test_the_file_has_to_be_what_is_staged(world: World) -> None:
    path = stage(world, "new", TUESDAY)
    assert glance()
    path.write_text(path.read_text() + "more\n")
    assert glance() is None
    git(path.parent, "add", "-A")
    assert glance()
    stage(world, "second", TUESDAY)
    assert glance() is None, "two wish for the same day"
    stage(world, "second", "2031-03-07")
    stage(world, "third", TUESDAY, "draft: true\n")
    said = glance()
    assert said == ['"Title of new" goes live on Tuesday 4 March.', '"Title of second" goes live on Friday 7 March.']
    assert said == whole(), "each has a day that nobody else wishes for"
    world.commit("alpha", "All")
    path.write_text(path.read_text().replace(TUESDAY, WEDNESDAY))
    git(path.parent, "add", "-A")
    assert glance() is None, "what it said before is not known"


def test_a_post_that_is_written_while_all_is_read_is_read_again(world: World) -> None:
    stage(world, "new", TUESDAY)
    other = world.folder / "alpha/docs/blog/posts/first.md"
    began, config = time.time_ns(), world.config()
    scene, _ = checking.check_index(config, config.calendar.day_of(datetime.now(UTC)), Index(Path.cwd()))
    assert scene
    time.sleep(0.05)
    other.write_text(other.read_text().replace("2031-03-03", TUESDAY))
    time.sleep(0.05)
    glancing.keep(scene, "", began)
    said = glance()
    assert said is None or said == whole()


def test_what_is_kept_may_be_damaged_or_unwanted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(world, "new", TUESDAY)
    kept = Path(".git", glances.NAME)
    assert kept.stat().st_mode & 0o077 == 0, "drafts are private"
    good = kept.read_bytes()
    for bad in (b"", good[: len(good) // 2], good.replace(b"clock\t", b"clock\tx"), b"\xff" + good, good[:-200]):
        kept.write_bytes(bad)
        assert glance() is None
    kept.write_bytes(good)
    assert glance()
    monkeypatch.setenv("MOMENTUM_NO_CACHE", "1")
    assert glance() is None


def test_the_next_day_everything_is_read_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(world, "new", TUESDAY)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 24 * 3600)
    assert glance() is None


def test_the_hook_loads_next_to_nothing_for_it(world: World) -> None:
    githooks.install(Path.cwd(), sys.executable, [])
    path = stage(world, "new", TUESDAY)
    run = subprocess.run(
        [".git/hooks/pre-commit"], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONVERBOSE": "1"}
    )
    assert 'momentum: "Title of new" goes live on Tuesday 4 March.\n' in run.stderr
    for module in ("site", "git", "yaml", "ruamel", "dataclasses", "pathlib", "subprocess", "argparse", "typing"):
        assert f"import '{module}'" not in run.stderr, module
    assert "import 'mkdocs_momentum.core.scanner'" in run.stderr
    assert path.exists()


HERE = Calendar(ZoneInfo("America/Los_Angeles"))
VALUES = [
    "2031-03-04",
    "2031-03-04 10:00:00",
    "2031-03-04 01:00:00",
    "2020-01-01",
    "2999-12-31",
    "9999-01-01",
    "true",
    "false",
    "yes",
    '"a"',
    "'a  b'",
    "[a, b]",
    "",
    "a: b",
    "Über uns",
    "12",
    "~",
    "a # b",
]
LINES = st.one_of(
    st.tuples(
        st.sampled_from([*sorted(PLAIN_KEYS), "released", "canonical", "canonical_url", "syndication"]),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(VALUES),
        ),
    ).map(lambda pair: f"{pair[0]}: {pair[1]}"),
    st.sampled_from(["# note", "  - a", "---", "...", "", "title: Words", "date: 2031-03-04", "date: 2031-03-05"]),
)


@given(lines=st.lists(LINES, max_size=6), body=st.sampled_from(["", "\nWords\n", "\n---\nx\n"]))
def test_a_plain_post_is_what_the_whole_reading_says_it_is(lines: list[str], body: str) -> None:
    text = "\n".join(["---", *lines, "---", ""]) + body
    plain = plain_post(text, hours=True)
    if plain is None:
        return
    since = date(2000, 1, 1)
    reading = Reading(HERE, since, date(2031, 1, 1), native_dates=lambda _path: True)
    post = post_from(PostKey("a", "x.md"), extract(text.encode()), reading)
    assert (post.title, post.problems) == (plain.title, ())
    assert titled(post.title) == post.title
    assert post.state is (State.WAITING if plain.day else State.DRAFT)
    assert plain.day is None or (post.wish and post.wish.day == plain.day)
