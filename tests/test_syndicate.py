"""`momentum syndicate`: on record in the canonical post, and ready to paste, held against a real build."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urljoin

import pytest
from support import World

from mkdocs_momentum.cli import main

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
URL = "https://social.example/@me/1"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    return World.of(tmp_path, "alpha")


def run(*args: str, code: int = 0) -> None:
    assert main(["syndicate", "--today", TUESDAY, *args]) == code


def test_a_syndication_is_put_on_record(world: World, capsys: Said) -> None:
    path = world.write("alpha", "a", MONDAY)
    world.release(MONDAY)
    run("a", URL)
    assert capsys.readouterr().out == '"Title of a" was syndicated at social.example on Tuesday 24 November.\n'
    mark = f"released: {MONDAY}\nsyndication:\n  - url: {URL}\n    date: {TUESDAY}\n---\n"
    assert path.read_text().startswith(f"---\ntitle: Title of a\ndate: {MONDAY}\n{mark}")
    run("a", URL.replace("https", "http") + "/")
    assert "on record already" in capsys.readouterr().out
    run("a", "https://dev.to/me/a", "--to", "dev.to", "--date", MONDAY)
    assert capsys.readouterr().out.endswith("at dev.to on Monday 23 November.\n")
    assert main(["status", "--today", TUESDAY]) == 0
    assert "has its syndication" in capsys.readouterr().out


def test_the_suggestion_is_the_one_that_waits_longest(world: World, capsys: Said) -> None:
    for slug, day in (("a", MONDAY), ("b", TUESDAY)):
        world.write("alpha", slug, day)
        world.release(day)
    assert main(["status", "--today", "2026-11-25"]) == 0
    said = capsys.readouterr().out
    assert "“Title of a” would be a good one to syndicate" in said
    assert "Title of b” would" not in said
    run("a", URL)
    assert main(["status", "--today", "2026-11-25"]) == 0
    assert "“Title of b” would be a good one to syndicate" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ("", "is not public yet: it goes live on Tuesday 24 November"),
        ("draft: true\n", "is not public yet: a draft or held post stays private"),
        ("canonical_url: https://else.example/\n", "syndicate the canonical post instead"),
    ],
)
def test_what_is_not_public_is_not_given_away(world: World, capsys: Said, extra: str, why: str) -> None:
    path = world.write("alpha", "a", TUESDAY, extra=extra)
    before = path.read_bytes()
    for args in (["a"], ["a", URL]):
        run(*args, code=1)
        assert why in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["a", "social.example/@me/1"], "is no web address; write it in full"),
        (["a", "javascript:alert(1)"], "is no web address"),
        (["a", URL, "--date", "2026-12-24"], "is ahead"),
        (["a", URL, "--format", "html"], "leave one of them out"),
        (["a", "--to", "x"], "need the URL"),
    ],
)
def test_what_cannot_be_meant(world: World, capsys: Said, args: list[str], why: str) -> None:
    world.write("alpha", "a", MONDAY)
    world.release(MONDAY)
    run(*args, code=1)
    assert why in capsys.readouterr().err


BODY = """\
# Title of a

![one](one.png) ![two](../../img/two.png "T") [public](b.md#words) [page](../../about.md) [top](../../index.md)
![beside](../posts-images/three.png) [data](five.json)
[held](c.md), [elsewhere](https://else.example/x?y=1#z), [here](#words), [mail](mailto:me@example.com), [root](/about/)

## Words

!!! note "Mind"
    [again](b.md)

--8<-- "docs/part.md"
"""


def test_every_address_is_the_one_of_the_built_page(world: World, capsys: Said) -> None:
    docs = world.folder / "alpha/docs"
    (docs / "about.md").write_text("# About\n")
    (docs / "part.md").write_text("Part of it: [about](../../about.md).\n")
    (docs / "img").mkdir()
    (docs / "blog/posts-images").mkdir()
    for place in ("img/two.png", "blog/posts/one.png", "blog/posts-images/three.png", "blog/posts/five.json"):
        (docs / place).write_bytes(b"\x89PNG")
    world.write("alpha", "b", MONDAY)
    world.release(MONDAY)
    world.write("alpha", "a", TUESDAY, body=BODY)
    world.release(TUESDAY)
    world.write("alpha", "c", "2026-12-24")
    config = world.folder / "alpha/mkdocs.yml"
    config.write_text(
        config.read_text() + "markdown_extensions:\n  - admonition\n  - pymdownx.snippets\n"
        "validation: {links: {absolute_links: ignore}}\n"
    )
    site = world.folder / "built"
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)],
        cwd=config.parent,
        check=True,
        capture_output=True,
    )
    run("a", "--format", "html")
    exported = capsys.readouterr().out
    page = next(site.rglob("title-of-a/index.html"))
    own = f"https://alpha.example/{page.parent.relative_to(site).as_posix()}/"
    article = re.search(r"<article.*?</article>", page.read_text(), re.DOTALL)
    assert article

    def addresses(html: str) -> set[str]:
        found = {urljoin(own, match[1]) for match in re.finditer(r'(?:href|src)="([^"]*)"', html)}
        return {address for address in found if "#__" not in address}

    shown = addresses(
        re.sub(r'<a class="headerlink".*?</a>|<(nav|form|footer).*?</\1>', "", article[0], flags=re.DOTALL)
    )
    assert addresses(exported) - {own} == shown - {own}
    assert "held, " in exported
    assert "title-of-c" not in exported
    assert exported.count("<h1>") == 1
    assert f'<link rel="canonical" href="{own}">' in exported
    assert "<blockquote>" in exported
    assert "Part of it" in exported


def test_many_links_and_many_held_posts_take_no_time_for_each_of_both(world: World, capsys: Said) -> None:
    posts = world.folder / "alpha/docs/blog/posts"
    for number in range(2000):
        (posts / f"held-{number}.md").write_text(f"---\ntitle: H{number}\ndate: 2027-01-04\n---\n")
    links = "\n\n".join(f"[{number}](https://else.example/{number})" for number in range(2000))
    world.write("alpha", "a", MONDAY, body=links)
    world.release(MONDAY)
    began = time.process_time()
    run("a", "--format", "markdown")
    assert time.process_time() - began < 6
    assert "(https://else.example/1999)" in capsys.readouterr().out


def test_formats(world: World, capsys: Said) -> None:
    world.write("alpha", "a", MONDAY, extra="description: On words\ntags: [Web Dev]\n")
    world.release(MONDAY)
    run("a", "--format", "devto")
    own = "https://alpha.example/blog/2026/11/23/title-of-a/"
    said = capsys.readouterr().out
    assert f'canonical_url: "{own}"\n' in said
    assert said.endswith(f"*First published on [alpha]({own}).*\n")
    run("a")
    assert capsys.readouterr().out.startswith("# Title of a\n\nWords.\n")
