"""What is kept between runs changes nothing but the time they take."""

from __future__ import annotations

import importlib.resources
import json
import os
import subprocess
import sys
import zoneinfo
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import pytest
from core_samples import examples
from hypothesis import given
from hypothesis import strategies as st
from support import World

from mkdocs_momentum.cli import main
from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.edit import set_mark
from mkdocs_momentum.core.extract import Extract, extract
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite
from mkdocs_momentum.core.generators.mkdocs_addresses import post_address
from mkdocs_momentum.core.packedmeta import PackedLines, PackedMeta
from mkdocs_momentum.core.packing import NormalMeta, has_head, pack, unpack
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import cache, extracts, heads
from mkdocs_momentum.stores.sitefiles import Stamp, WorkingFiles
from mkdocs_momentum.stores.sites import read_site

SINCE, TODAY = date(2026, 11, 23), date(2026, 11, 24)
CALENDAR = Calendar(ZoneInfo("America/Los_Angeles"))
MKDOCS = "site_name: Me\nsite_url: https://me.example/\nplugins: [blog, momentum]\n"
TOC = "markdown.extensions.toc"
OLD = 1_600_000_000

_HEADS = st.sampled_from(
    [
        "title: A\ndate: 2026-11-24\n",
        "title: 'B: c'\ndate: 2026-11-24 08:00:00 -08:00\ntags: [x, {y: 2026-01-01}]\n",
        "date: {created: 2020-01-01, updated: 2021-01-01}\n",
        "title: C\ndate: 2026-11-24\nreleased: 2026-11-24\nsyndication: [https://a.example/1]\n",
        "title: D\ndate: 2026-11-24\ndraft: true\n",
        "title: E\ndate: 2026-02-30\n",
        "title: F\n",
        "title: [unclosed\n",
        "title: G\ndate: 2026-11-24\nblob: !!binary aGk=\nset: !!set {a, b}\n",
        "title: H\ndate: 2020-01-01\n1: {2: 3}\nnan: .nan\n",
        'title: "\\0d2026-11-24"\ndate: 2026-11-24\n',
        "title: I\ntitle: J\ndate: 2026-11-24\n",
        "title: K\ndate: 2026-11-24\ncanonical_url: https://else.example/\n",
        "slug: own\ndate: 2026-11-24\n",
    ]
)
_TEXTS = st.builds(
    lambda head, body: f"---\n{head}---\n{body}", _HEADS, st.sampled_from(["", "\n# Head\n", "Words", "\n\n"])
)


def written(root: Path, posts: dict[str, str]) -> None:
    """Exactly these posts, as if they had lain there for years."""
    folder = root / "docs/blog/posts"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    for path in folder.glob("*.md"):
        if path.name not in posts:
            path.unlink()
    for name, text in posts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def report(root: Path, since: date = SINCE, today: date = TODAY, url: str = "", calendar: Calendar = CALENDAR) -> str:
    """All that a reading says, front matter included."""
    reading = read_site(
        SiteConfig("me", str(root), url=url), root, calendar, since, today, lambda *_: None, landed=lambda *_: {}
    )
    return repr((reading, [post.meta for post in reading.posts]))


def kept(place: Path) -> list[Path]:
    return sorted((place / "heads").glob("*.json"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache's folder, in a world where all files are old enough to be kept."""
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "cache"))
    monkeypatch.setattr("mkdocs_momentum.stores.sitefiles.TICK", -(10**18))
    return tmp_path / "cache"


_STEPS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(["a.md", "b.md", "c.md"]), _TEXTS, max_size=3),
        st.sampled_from(["keep", "lose", "cut", "flip", "foreign", "json", "older", "deny"]),
        st.integers(0, 10_000),
        st.fixed_dictionaries(
            {
                "since": st.sampled_from([SINCE, date(2019, 1, 1)]),
                "today": st.sampled_from([TODAY, date(2026, 11, 23)]),
                "url": st.sampled_from(["", "https://else.example/"]),
            }
        ),
    ),
    min_size=1,
    max_size=4,
)


@examples(60)
@given(_STEPS)
def test_cold_warm_damaged_and_without_are_one(tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    base = tmp_path_factory.mktemp("world")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.ENVIRONMENT, str(base / "cache"))
        patch.setattr("mkdocs_momentum.stores.sitefiles.TICK", -(10**18))
        for posts, harm, number, told in steps:
            written(base / "site", posts)
            said = [report(base / "site", **told), report(base / "site", **told)]
            damage(base / "cache", harm, number)
            said += [report(base / "site", **told), report(base / "site", **told)]
            with patch.context() as without:
                without.setenv(cache.OFF, "1")
                said.append(report(base / "site", **told))
            assert len(set(said)) == 1


def test_what_posts_came_to_counts_only_for_what_they_followed_from(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = {
        "a.md": "---\ntitle: A\ndate: 2020-01-01\n---\n",
        "b.md": "---\ntitle: B\ndate: 2026-11-24\nreleased: 2026-11-24\n---\n",
        "c.md": "---\ntitle: C\ndate: 2026-11-25\ncanonical_url: https://me.example/c\n---\n",
        "d.md": "---\ntitle: D\ndate: 2026-11-24 23:30:00\n---\n",
        "e.md": "---\ntitle: E\ndate: 2026-11-24 23:30:00.25 -08:00\nsyndication: [https://a.example/e]\n---\n",
        "f.md": "---\ndate: 2026-11-25\ndraft: true\nsyndication: {url: https://b.ex, date: 2026-11-26}\n---\n# F\n",
        "g.md": "---\ndate: tomorrow\n---\n",
    }
    written(tmp_path / "site", posts)
    for way in (0b000, 0b001, 0b011, 0b010, 0b110, 0b111, 0b101, 0b100, 0b000):  # one thing changes at a time
        since = date(2019, 1, 1) if way & 1 else SINCE
        today = TODAY if way & 2 else date(2026, 11, 23)
        url = "https://else.example/" if way & 4 else ""
        said = [report(tmp_path / "site", since, today, url) for _ in range(2)]
        with monkeypatch.context() as without:
            without.setenv(cache.OFF, "1")
            assert set(said) == {report(tmp_path / "site", since, today, url)}, (since, today, url)
    (entry,) = kept(place)
    head, *lines = entry.read_text(encoding="ascii").splitlines()[1:]
    told = json.loads(head)
    assert len(lines) == len(told["paths"]) == len(posts)
    unknown = [path[-4:] for path, state in zip(told["paths"], told["posts"][0], strict=True) if state is None]
    assert unknown == ["b.md", "g.md"], "all came to something, but for a mark from the future and a date that is none"


def test_other_rules_of_the_timezone_make_other_days(place: Path, tmp_path: Path) -> None:
    """Governments change them, and an update of the system brings them."""
    rules = tmp_path / "zones/Here"
    rules.parent.mkdir()
    written(tmp_path / "site", {"a.md": "---\ntitle: A\ndate: 2026-11-24 23:30:00 +00:00\n---\n"})
    known = {name: zone_file(name) for name in ("Europe/Berlin", "America/Los_Angeles")}
    try:
        zoneinfo.reset_tzpath(to=[str(rules.parent)])
        for name, day in (("Europe/Berlin", 25), ("America/Los_Angeles", 24), ("Europe/Berlin", 25)):
            rules.write_bytes(known[name])
            for _ in range(2):
                said = report(tmp_path / "site", calendar=Calendar(ZoneInfo.no_cache("Here")))
                assert f"Moment(day=datetime.date(2026, 11, {day})" in said
    finally:
        zoneinfo.reset_tzpath()
    assert kept(place)


def zone_file(name: str) -> bytes:
    """A timezone's rules, from the system or the package that stands in for it."""
    for folder in zoneinfo.TZPATH:
        if Path(folder, name).is_file():
            return Path(folder, name).read_bytes()
    return importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


_JUNK: tuple[Any, ...] = (None, [], [1], [1, 2], [[], [1, 2]], [1, 2, 3], "xy", "xyz", {}, {"a": 1, "b": 2}, 5)


def damage(place: Path, harm: str, number: int) -> None:
    for path in kept(place):
        if path.is_dir():
            continue
        raw = path.read_bytes()
        at = number % max(1, len(raw))
        if harm == "lose":
            path.unlink()
        elif harm == "cut":
            path.write_bytes(raw[:at])
        elif harm == "flip":
            path.write_bytes(raw[:at] + bytes([raw[at] ^ (1 + number % 255)]) + raw[at + 1 :])
        elif harm == "foreign":
            first, _, body = raw.partition(b"\n")
            at = len(body) - 1 - number % (len(body) // 2 + 1)
            body = body[:at] + b"\xff" + body[at + 1 :]
            path.write_bytes(cache.seal(body, path) + b"\n" + body)
        elif harm == "json":
            first, _, lines = raw.partition(b"\n")[2].partition(b"\n")
            head = json.loads(first)
            junk, part = _JUNK[number % len(_JUNK)], ("paths", "stamps", "posts")[number % 3]
            column = [junk] * len(head["paths"])
            head[part] = junk if number % 2 else [column] * len(head["posts"]) if part == "posts" else column
            body = json.dumps(head).encode() + b"\n" + lines
            path.write_bytes(cache.seal(body, path) + b"\n" + body)
        elif harm == "older":
            path.write_bytes(raw.replace(b"momentum %d " % cache.SCHEMA, b"momentum 0 ", 1))
        elif harm == "deny":
            path.unlink()
            path.mkdir()


def test_a_warm_reading_opens_no_file(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "site", {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"})
    before = report(tmp_path / "site")
    assert len(kept(place)) == 1
    opened: list[str] = []
    read = WorkingFiles.read_stamped

    def seen(files: WorkingFiles, path: str, limit: int) -> tuple[bytes, Stamp | None]:
        opened.append(path)
        return read(files, path, limit)

    monkeypatch.setattr(WorkingFiles, "read_stamped", seen)
    assert report(tmp_path / "site") == before
    assert opened == ["mkdocs.yml"]


def test_where_nothing_is_new_nothing_is_loaded_that_reads_files(tmp_path: Path) -> None:
    written(tmp_path / "site", {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"})
    path = tmp_path / "site/docs/blog/posts/a.md"
    program = (
        "import sys; from datetime import date; from pathlib import Path; from zoneinfo import ZoneInfo\n"
        "from mkdocs_momentum.config import SiteConfig; from mkdocs_momentum.core.days import Calendar\n"
        "from mkdocs_momentum.stores import sitefiles, sites\n"
        "sitefiles.TICK = -(10**18); day = date(2026, 11, 23)\n"
        "own = SiteConfig('me', sys.argv[1]), Path(), Calendar(ZoneInfo('UTC')), day, day\n"
        "print(len(sites.read_site(*own, lambda *_: None, landed=lambda *_: {}).posts))\n"
        "heavy = {'mkdocs_momentum.core.scanner', 'mkdocs_momentum.core.reading', 'hashlib', 'dataclasses'}\n"
        "print(*sorted(heavy & sys.modules.keys()))"
    )
    environ = {**os.environ, cache.ENVIRONMENT: str(tmp_path / "cache")}
    for is_new in (True, False, True):
        if is_new:
            path.write_text(path.read_text() + "Words.\n")
        command = [sys.executable, "-c", program, str(tmp_path / "site")]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        count, _, loaded = done.stdout.partition("\n")
        assert count == "1"
        assert ("mkdocs_momentum.core.scanner" in loaded) is is_new
        assert is_new or loaded == "\n", "beside it no OpenSSL, and nothing that makes classes slowly"


@pytest.mark.parametrize("posts", [{}, {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"}, {"a.md": "---\n---\n"}])
def test_where_nothing_is_new_nothing_is_written(tmp_path: Path, place: Path, posts: dict[str, str]) -> None:
    written(tmp_path / "site", posts)
    before = report(tmp_path / "site")
    (entry,) = kept(place)
    inode = entry.stat().st_ino
    assert report(tmp_path / "site") == before
    assert entry.stat().st_ino == inode


@pytest.mark.usefixtures("place")
def test_what_cannot_be_written_down_is_read_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content/posts").mkdir(parents=True)
    (site / "hugo.toml").write_text("baseURL = 'https://me.example/'\n")
    (site / "content/posts/long.md").write_text(f"+++\ndate = 2026-12-01\nn = 0x{'F' * 4000}\n+++\n")
    (site / "content/posts/deep.md").write_text(f"+++\ndate = 2026-12-02\n{'a.' * 400}a = 1\n+++\n")
    for _ in range(2):
        own = SiteConfig("me", str(site))
        read = read_site(own, site, CALENDAR, SINCE, TODAY, lambda *_: None, landed=lambda *_: {})
        assert [post.key.path for post in read.posts] == ["content/posts/deep.md", "content/posts/long.md"]


def test_a_change_of_the_same_size_in_the_same_second_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "cache"))
    for day in range(10, 30):
        written(tmp_path / "site", {"a.md": f"---\ntitle: A\ndate: 2026-11-{day}\n---\n"})
        assert f"datetime.date(2026, 11, {day})" in report(tmp_path / "site")


def test_a_change_with_the_old_time_put_back_is_seen(tmp_path: Path, place: Path) -> None:
    path = tmp_path / "site/docs/blog/posts/a.md"
    for day in (11, 12):
        written(tmp_path / "site", {"a.md": f"---\ntitle: A\ndate: 2026-11-{day}\n---\n"})
        os.utime(path, (OLD, OLD))
        assert f"datetime.date(2026, 11, {day})" in report(tmp_path / "site")
    assert kept(place)


def test_a_folder_that_is_swapped_while_it_is_read_is_not_taken_for_the_other(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    for folder, day in (("left", 11), ("right", 12)):
        written(root, {"a.md": f"---\ntitle: A\ndate: 2026-11-{day}\n---\n"})
        (root / "docs/blog/posts").rename(root / folder)
    link = root / "docs/blog/posts"

    def lead(folder: str) -> None:
        link.unlink(missing_ok=True)
        link.symlink_to(root / folder)

    lead("left")
    stamps = WorkingFiles.stamps

    def swapped(files: WorkingFiles, paths: Sequence[str]) -> list[Stamp | None]:
        found = stamps(files, paths)
        lead("right")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(WorkingFiles, "stamps", swapped)
        assert "datetime.date(2026, 11, 12)" in report(root)
    lead("left")
    assert "datetime.date(2026, 11, 11)" in report(root)
    assert "datetime.date(2026, 11, 11)" in report(root)
    assert kept(place)


@pytest.mark.usefixtures("place")
def test_what_another_library_made_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "site"
    written(root, {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"})
    blog = "{blog: {post_url_date_format: MMMM, post_slugify: !!python/name:markdown.extensions.toc.slugify }}"
    (root / "mkdocs.yml").write_text(MKDOCS.replace("blog", blog), encoding="utf-8")
    before = report(root)
    assert "https://me.example/blog/November/a/" in before
    for name, module, function in (("babel", "babel.dates", "format_datetime"), ("markdown", TOC, "slugify")):
        with monkeypatch.context() as patch:
            patch.setattr(f"{module}.{function}", lambda *_, **__: "other")
            assert report(root) == before
            patch.setattr(f"{name}.__version__", "of another kind")
            assert "/other/" in report(root)
        assert report(root) == before
    with monkeypatch.context() as patch:
        patch.setattr(extracts, "extract", lambda raw, reader: extract(raw.replace(b"A", b"Z"), reader))
        assert report(root) == before
        patch.setattr(heads, "READERS", "a PyYAML of another kind")
        assert "'Z'" in report(root)


def test_what_is_kept_of_one_site_says_nothing_about_another(tmp_path: Path, place: Path) -> None:
    for day in (11, 12):
        folder = tmp_path / f"site{day}"
        written(folder, {"a.md": f"---\ntitle: A\ndate: 2026-11-{day}\n---\n"})
        assert f"datetime.date(2026, 11, {day})" in report(folder)
        cache.save("days", str(day), day)
    assert (cache.load("days", "11"), cache.load("days", "12")) == (11, 12)
    for kind in ("heads", "days"):
        one, two = (place / kind).glob("*.json")
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)
    assert (cache.load("days", "11"), cache.load("days", "12")) == (None, None)
    for day in (11, 12):
        assert f"datetime.date(2026, 11, {day})" in report(tmp_path / f"site{day}")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_pipe_in_its_place_keeps_nobody_waiting(tmp_path: Path, place: Path) -> None:
    written(tmp_path / "site", {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"})
    said = report(tmp_path / "site")
    (entry,) = kept(place)
    entry.unlink()
    os.mkfifo(entry)
    program = "from mkdocs_momentum.stores import cache; cache.load('heads', 'mine')"
    (place / "heads").joinpath(sha256(b"mine").hexdigest()[:32] + ".json").hardlink_to(entry)
    subprocess.run([sys.executable, "-c", program], timeout=60, check=True)  # the environment names the place
    assert report(tmp_path / "site") == said


def test_a_folder_of_nobody_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, "~nobody-of-this-name/cache")
    written(tmp_path / "site", {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"})
    assert "datetime.date(2026, 11, 24)" in report(tmp_path / "site")


def test_addresses_follow_the_configuration(tmp_path: Path, place: Path) -> None:
    root = tmp_path / "site"
    written(root, {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"})
    assert "https://me.example/blog/2026/11/24/a/" in report(root)
    (root / "mkdocs.yml").write_text(MKDOCS.replace("me.example", "you.example"), encoding="utf-8")
    assert "https://you.example/blog/2026/11/24/a/" in report(root)
    assert "https://you.example/blog/2026/11/24/a/" in report(root)
    assert kept(place)


def test_what_is_kept_is_private(tmp_path: Path, place: Path) -> None:
    written(tmp_path / "site", {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"})
    report(tmp_path / "site")
    assert [oct(path.stat().st_mode & 0o777) for path in kept(place)] == ["0o600"]
    assert oct((place / "heads").stat().st_mode & 0o777) == "0o700"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_what_is_written_is_private_whatever_the_umask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache, a clone of a site, the page and the plan; all but the folders that a person made."""
    monkeypatch.setenv("MOMENTUM_CACHE", str(tmp_path / "cache"))
    world = World(tmp_path)
    world.site("alpha")
    world.write("alpha", "a", "2026-11-24")
    config = tmp_path / "momentum.yml"
    config.write_text(
        f"timezone: UTC\nsince: 2026-11-23\nsites: {{a: {{repo: 'file://{tmp_path}/alpha'}}, b: alpha}}\n"
    )
    (tmp_path / "out").mkdir()
    before = os.umask(0)
    try:
        for words in (["page", "--fetch"], ["calendar"]):
            assert main([*words, "-o", str(tmp_path / f"out/{words[0]}"), "--config", str(config)]) == 0
    finally:
        os.umask(before)
    tops = [*(tmp_path / "cache").iterdir(), *(tmp_path / "out").iterdir()]
    assert {path.name.partition("-")[0] for path in tops} >= {"alpha", "page", "calendar"}
    assert [path for path in tops if path.stat().st_mode & 0o077] == []


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "file/cache"))
    written(tmp_path / "site", {"a.md": "---\ntitle: A\ndate: 2026-11-24\n---\n"})
    assert report(tmp_path / "site") == report(tmp_path / "site")


def test_many_at_once_say_the_same(tmp_path: Path) -> None:
    written(tmp_path / "site", {f"{n}.md": f"---\ntitle: T{n}\ndate: 2026-11-24\n---\n" for n in range(60)})
    for path in (tmp_path / "site/docs/blog/posts").iterdir():
        os.utime(path, (OLD, OLD))
    program = (
        "import sys, test_cache, pathlib\n"
        "import mkdocs_momentum.stores.sitefiles as sitefiles\n"
        "sitefiles.TICK = -10**18\n"
        "print(len({test_cache.report(pathlib.Path(sys.argv[1])) for _ in range(6)}), hash(1))\n"
    )
    env = {
        **os.environ,
        cache.ENVIRONMENT: str(tmp_path / "cache"),
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
    }
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "site")],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    for process in started:
        out, err = process.communicate(timeout=60)
        assert (out.split()[:1], err) == ([b"1"], b"")
    assert len(kept(tmp_path / "cache")) == 1
    assert not list((tmp_path / "cache/heads").glob(".*"))


_WORDS = st.text(max_size=6) | st.text(st.characters(exclude_categories=()), max_size=3) | st.just("\ud83d\ude00")
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _WORDS | st.dates() | st.datetimes()
    | st.datetimes(timezones=st.just(timezone(timedelta(hours=-8)))) | st.binary(max_size=3)
    | st.sampled_from(["\0d", "\0mx"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS | st.integers(), inner, max_size=3)
    | st.tuples(inner),
    max_leaves=6,
)  # fmt: skip


@examples(300)
@given(st.dictionaries(st.text(max_size=4), _VALUES, max_size=4))
def test_what_is_packed_comes_back_as_it_was(data: dict[str, Any]) -> None:
    before = Extract(extract(b"---\na: b\n---\n").head)
    assert before.head is not None
    before = Extract(type(before.head)(data, {"a": 2}, ("a",), 4, 9, 13), None, "Heading", "Opening")
    line = pack(before)
    if line is None:
        return
    assert line.isascii()
    assert "\n" not in line
    assert has_head(line)
    assert repr(unpack(line)) == repr(before)
    assert repr(PackedMeta(PackedLines(["a.md"], memoryview(line.encode())), "a.md")) == repr(data)


def test_an_entry_that_nobody_used_for_long_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path))
    cache.save("heads", "old", 1)
    for path in kept(tmp_path):
        os.utime(path, (OLD, OLD))
    cache.save("heads", "new", 2)
    assert (cache.load("heads", "old"), cache.load("heads", "new")) == (None, 2)


_PARTS = st.sampled_from(["a", "b c", "ü", "..", ".", "x:y", "?", "#", "%", "a.md", "index.md", "//"])
_BASES = [
    "https://me.example/",
    "https://me.example/sub/",
    "http://a/b?c/",
    "https://a/./b/",
    "a/b/",
    "//x/",
    "https://u:p@h/",
]


@examples(300)
@given(st.lists(_PARTS, min_size=1, max_size=3), st.sampled_from(_BASES))
def test_addresses_are_joined_as_browsers_do(parts: list[str], base: str) -> None:
    path = "/".join(parts) + ".md"
    alone = post_address(MkdocsSite(), path, {}, "T")
    whole = post_address(MkdocsSite(site_url=base), path, {}, "T")
    assert whole == (None if alone is None else urljoin(base, alone))


def test_moments_keep_their_offset() -> None:
    moment = datetime(2026, 11, 24, 8, tzinfo=timezone(timedelta(hours=-8)))
    head = extract(b"---\ndate: 2026-11-24 08:00:00 -08:00\n---\n").head
    assert head is not None
    line = pack(Extract(head))
    assert line is not None
    again = unpack(line).head
    assert again is not None
    assert (again.data["date"], again.data["date"].utcoffset()) == (moment, moment.utcoffset())


OTHERS: dict[str, dict[str, str]] = {
    "hugo": {
        "hugo.toml": "baseURL = 'https://me.example/'\n",
        "content/posts/a.md": "+++\ntitle = 'A'\ndate = 2026-12-01T08:00:00-08:00\ntags = ['x']\n+++\n",
        "content/posts/b.md": "---\ntitle: B\npublishDate: 2026-12-02\nparams: {released: 2026-11-24}\n---\n",
        "content/posts/c.md": "---\ntitle: C\nDraft: true\n---\n",
        "content/posts/d.md": "---\ntitle: D\ndate: 2026-02-30\n---\n",
        "content/posts/e.org": "#+TITLE: E\n#+DATE: <2026-12-03 Thu>\n\nx\n",
        "content/about.md": "---\ntitle: About\n---\n",
    },
    "jekyll": {
        "_config.yml": "url: https://me.example\n",
        "_posts/2026-12-01-a.md": "No front matter at all.\n",
        "_posts/2026-12-02-b.md": "---\ntitle: B\ncategories: x y\n---\n",
        "_posts/2026-12-03-c.md": "---\npublished: false\n---\n",
    },
    "zola": {
        "config.toml": "base_url = 'https://me.example'\n",
        "content/blog/a.md": "+++\ntitle = 'A'\ndate = 2026-11-24\n[extra]\nreleased = 2026-11-24\n+++\n",
    },
    "pelican": {
        "pelicanconf.py": "SITEURL = 'https://me.example'\nPATH = 'content'\n",
        "content/a.md": "Title: A\nDate: 2026-12-01 08:00\nSyndicate: x\n\nx\n",
        "content/b.rst": "B\n#\n\n:date: 2026-12-02\n:status: draft\n\nx\n",
    },
    "nikola": {
        "conf.py": "# Nikola's\nSITE_URL = 'https://me.example/'\nPOSTS = (('posts/*.rst', 'posts', 'post.tmpl'),)\n",
        "posts/a.rst": ".. title: A\n.. date: 2026-12-01 08:00:00 UTC-08:00\n\nx\n",
    },
    "eleventy": {
        ".eleventy.js": "module.exports = {};\n",
        "posts/2026-12-01-a.md": "---\ntitle: A\ntags: [posts]\n---\n",
        "posts/b.md": '---json\n{"title": "B", "date": "2026-12-02"}\n---\n',
    },
    "astro": {
        "astro.config.mjs": "export default { site: 'https://me.example' };\n",
        "src/content/blog/a.md": "---\ntitle: A\npubDate: 'Dec 01 2026'\n---\n",
    },
}


def told(root: Path, **more: Any) -> list[Any]:
    """All that a reading of such a site says, and what would become of its files."""
    own = SiteConfig("me", str(root), url=more.get("url", ""))
    args = (root, more.get("calendar", CALENDAR), more.get("since", SINCE), more.get("today", TODAY), lambda *_: None)
    reading = read_site(own, *args, landed=lambda *_: {})
    rows: list[Any] = [reading.facts, reading.problems]
    for post in reading.posts:
        text = (root / post.key.path).read_text(encoding="utf-8")
        try:
            edited = set_mark(text, date(2026, 12, 30), CALENDAR, post.dialect).text
        except MomentumError as error:
            edited = str(error)
        rows.append((post[:-2], dict(post.meta), edited))
    return rows


@pytest.mark.parametrize("kind", OTHERS)
def test_posts_of_other_generators_are_kept_and_come_back_whole(
    tmp_path: Path, place: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    for name, text in OTHERS[kind].items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    changes: list[dict[str, Any]] = [
        {}, {}, {"url": "https://else.example/"}, {"since": date(2026, 12, 2)}, {"today": date(2026, 11, 20)},
        {"calendar": Calendar(ZoneInfo("Asia/Tokyo"))}, {},
    ]  # fmt: skip
    for change in changes:
        warm = told(root, **change)
        with monkeypatch.context() as patch:
            patch.setenv(cache.OFF, "1")
            assert warm == told(root, **change), change
    own = SiteConfig("me", str(root))
    again = read_site(own, root, CALENDAR, SINCE, TODAY, lambda *_: None, landed=lambda *_: {})
    assert any(isinstance(post.meta, NormalMeta) for post in again.posts), "or nothing was kept"
    assert kept(place)
    first = next(post for post in again.posts if post.wish)
    path = root / first.key.path
    text = path.read_text(encoding="utf-8").replace("2026", "2027").replace("Dec 01", "Dec 02")
    path.write_text(text, encoding="utf-8")
    warm = told(root)
    monkeypatch.setenv(cache.OFF, "1")
    assert warm == told(root)
