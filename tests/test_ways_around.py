"""Ways on which a held post came into a public build, or a public one left it, each as a real build."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support import git

TODAY = datetime.now(UTC).date()
MARKER = b"Xyzzy"
MATERIAL = """\
site_name: S
site_url: https://s.example/
theme: {{name: material}}
plugins:
  - search
  - blog
  - momentum: {{since: 2026-11-02, timezone: UTC{block}}}
{more}"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main", "site")
    made = tmp_path / "site"
    configure(made)
    write(made, "docs/index.md", "# Home\n")
    write(made, ".gitignore", "site\n")
    return made


def configure(root: Path, block: str = "", more: str = "") -> None:
    write(root, "mkdocs.yml", MATERIAL.format(block=block, more=more))


def replace(root: Path, old: str, new: str) -> None:
    """Another text in the place of one in `mkdocs.yml`."""
    text = (root / "mkdocs.yml").read_text()
    assert old in text
    write(root, "mkdocs.yml", text.replace(old, new))


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def post(root: Path, name: str, head: str, body: str = "Xyzzy.") -> Path:
    return write(root, name, f"---\n{head}\n---\n# A post\n\n{body}\n")


def commit(root: Path, day: str) -> None:
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    git(root, "add", "-A", **when)
    git(root, "commit", "-q", "-m", "Write", **when)


def build(root: Path, *options: str, code: int = 0, **env: str) -> str:
    """What a strict build says. `options` come behind it."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", *options], cwd=root, capture_output=True, text=True,
        check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **env},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stderr


def shown(root: Path) -> list[str]:
    """Files of the built site in which the marker stands."""
    found = [path for path in (root / "site").rglob("*") if path.is_file() and MARKER in path.read_bytes()]
    return [path.relative_to(root / "site").as_posix() for path in sorted(found) if "search" not in path.parts]


def test_a_glob_names_further_posts_and_frees_none_of_the_blog(root: Path) -> None:
    configure(root, ", posts: docs/notes/*.md")
    post(root, "docs/blog/posts/a.md", "date: 2999-12-01")
    post(root, "docs/notes/b.md", "date: 2999-12-02")
    assert "2 posts wait" in build(root)
    assert shown(root) == []


def test_the_date_of_a_post_that_names_itself_as_canonical_may_move(root: Path) -> None:
    own = "https://s.example/blog/2999/12/01/zebra/"
    path = post(root, "docs/blog/posts/z.md", f"date: 2999-12-01\nslug: zebra\ncanonical_url: {own}")
    for text in (path.read_text(), path.read_text().replace("date: 2999-12-01", "date: 2999-12-02")):
        path.write_text(text)
        assert "1 post waits" in build(root)
        assert shown(root) == []


def test_a_preview_at_another_address_makes_no_copies(root: Path) -> None:
    replace(root, "https://s.example/", "!ENV [DEPLOY_URL, 'https://s.example/']")
    post(
        root, "docs/blog/posts/z.md",
        "date: 2999-12-01\nslug: zebra\ncanonical_url: https://s.example/blog/2999/12/01/zebra/",
    )  # fmt: skip
    assert "1 post waits" in build(root, DEPLOY_URL="https://preview.example/")
    assert shown(root) == []


def test_a_copy_elsewhere_stays_a_copy(root: Path) -> None:
    post(root, "docs/blog/posts/z.md", "date: 2999-12-01\ncanonical_url: https://else.example/blog/2999/12/01/a-post/")
    build(root)
    assert len(shown(root)) > 0


def test_a_mark_that_came_with_a_copied_file_is_none(root: Path) -> None:
    old, new = TODAY - timedelta(days=40), TODAY + timedelta(days=40)
    post(root, "docs/blog/posts/a.md", f"date: {old}\nreleased: {old}", "Words.")
    post(root, "docs/blog/posts/b.md", f"date: {new}\nreleased: {old}\nslug: copied")
    said = build(root, code=1)
    assert f"b.md: released: {old} is the mark of docs/blog/posts/a.md, and before its own date; take the line" in said
    assert shown(root) == []
    (root / "docs/blog/posts/a.md").rename(root / "docs/blog/posts/b.de.md")
    assert "is the mark of" not in build(root, code=1), "a translation has the mark of its post"
    (root / "docs/blog/posts/b.de.md").unlink()
    said = build(root, code=1)
    assert f"b.md:3: released: {old} is before its date, {new}; take the line out where it came with a copied" in said
    post(root, "docs/blog/posts/b.md", f"date: {TODAY}\nreleased: {old}\nslug: copied")
    assert "WARNING" not in build(root), "a post that went live keeps its mark, wherever its date goes"
    assert len(shown(root)) > 0


def test_old_posts_that_share_a_mark_by_hand_stay_public(root: Path) -> None:
    for name, day in {"a": "2024-01-01", "b": "2023-05-05", "c": "2024-06-06", "d": "2024-07-07"}.items():
        post(root, f"docs/blog/posts/{name}.md", f"date: {day}\nreleased: 2024-01-01\nslug: {name}")
    build(root)
    assert len(list((root / "site/blog").glob("202*/*/*/*"))) == 4


def test_defaults_of_a_folder_release_nothing(root: Path) -> None:
    replace(root, "  - blog\n", "  - meta\n  - blog\n")
    write(root, "docs/blog/posts/.meta.yml", "released: 2026-11-20\n")
    post(root, "docs/blog/posts/a.md", "date: 2999-12-01")
    assert "1 post waits" in build(root)
    assert shown(root) == []


def test_a_page_that_is_a_link_to_a_held_post_goes_with_it(root: Path) -> None:
    target = post(root, "docs/blog/posts/a.md", "date: 2999-12-01")
    write(root, "docs/index.md", "# Home\n\n[Latest](latest.md) and [in a folder](linked/a.md)\n")
    (root / "docs/latest.md").symlink_to("blog/posts/a.md")
    (root / "docs/linked").symlink_to(target.parent)
    build(root)
    assert shown(root) == []
    assert not (root / "site/latest").exists()
    page = (root / "site/index.html").read_text()
    assert "Latest" in page
    assert 'href="latest/"' not in page


def test_a_link_in_the_theme_is_taken_out_of_every_page(root: Path) -> None:
    configure(root, more='copyright: Next is <a href="/blog/2999/12/01/zebra/">this one</a>\n')
    post(root, "docs/blog/posts/z.md", "date: 2999-12-01\nslug: zebra")
    build(root)
    for name in ("index.html", "404.html"):
        page = (root / "site" / name).read_text()
        assert "Next is this one" in page
        assert "zebra" not in page


HISTORY = {
    "version": "date: 2026-09-02\nreleased: v1.2",
    "truth": "date: 2026-09-03\nreleased: true",
    "twice": "date: 2026-09-04\ndate: 2026-09-04",
    "long": f"date: 2026-09-05\nx: {'a' * 70000}",
}


def test_what_the_host_showed_before_stays_public(root: Path) -> None:
    for name, head in HISTORY.items():
        post(root, f"docs/blog/posts/{name}.md", f"slug: {name}\n{head}")
    commit(root, "2026-10-05")
    build(root)
    assert {path.name for path in (root / "site/blog").glob("2026/*/*/*")} == set(HISTORY)


def test_a_live_post_that_cannot_be_read_any_more_stops_a_strict_build(root: Path) -> None:
    path = post(root, "docs/blog/posts/a.md", "title: Live\ndate: 2026-11-10\nreleased: 2026-11-10")
    build(root)
    path.write_text(path.read_text().replace("title: Live", "title: Live: again"))
    assert "WARNING -  momentum: site: docs/blog/posts/a.md:2" in build(root, code=1)
    path.write_text(path.read_text().replace("released: 2026-11-10\n", ""))
    assert "INFO    -  momentum: site: docs/blog/posts/a.md:2" in build(root), "what never went live stops nothing"


def test_only_a_mark_in_the_front_matter_tells_of_a_live_post(root: Path) -> None:
    body = "An example:\n\nreleased: 2026-11-24\n"
    path = post(root, "docs/blog/posts/a.md", "title: Never: live\ndate: 2026-11-10", body)
    assert "INFO    -  momentum: site: docs/blog/posts/a.md:2" in build(root)
    twice = "released: 2026-11-10\nreleased: 2026-11-10"
    for mark in ("released: 2026-11-1O", twice, '"released": 2026-11-10\nx: [', "released: 2026-11-31"):
        path.write_text(f"---\ntitle: Live\ndate: 2026-11-10\n{mark}\n---\n{body}")
        assert "WARNING -  momentum: site: docs/blog/posts/a.md" in build(root, code=1), mark
    for mark in ("released: 2999-01-01", "released: v1.2", "released: true", "released:\ndraft: true"):
        path.write_text(f"---\ntitle: Never live\ndate: 2026-11-10\n{mark}\n---\n")
        assert "INFO    -  momentum: site: docs/blog/posts/a.md" in build(root), mark


def test_a_blog_that_is_off_leaves_no_waiting_pages(root: Path) -> None:
    replace(root, "  - blog\n", "  - blog: {blog_dir: news}\n  - blog: {enabled: false}\n")
    post(root, "docs/blog/posts/a.md", "date: 2999-12-01")
    post(root, "docs/news/posts/b.md", "date: 2999-12-02")
    assert "2 posts wait" in build(root)
    assert shown(root) == []


@pytest.mark.parametrize("is_on", ["true", "false"])
@pytest.mark.parametrize("form", ["[blog]", "[{blog: {}}]", "{blog: {}}"])
def test_a_blog_in_a_group_is_held(root: Path, form: str, is_on: str) -> None:
    group = f"  - group: {{enabled: {is_on}, plugins: {form}}}\n"
    replace(root, "  - blog\n", group)
    post(root, "docs/blog/posts/a.md", "date: 2999-12-01")
    post(root, "docs/blog/posts/b.md", "date: 2026-10-01", "Old words.")
    assert "1 post waits" in build(root)
    assert shown(root) == []


def test_a_copy_on_another_blog_of_the_same_host_stays_a_copy(root: Path) -> None:
    replace(root, "https://s.example/", "https://me.example/a/")
    post(root, "docs/blog/posts/z.md", "date: 2999-12-01\ncanonical_url: https://me.example/b/blog/2999/12/01/a-post/")
    build(root)
    assert len(shown(root)) > 0


def test_history_that_is_cut_off_is_said(root: Path, tmp_path: Path) -> None:
    post(root, "docs/blog/posts/old.md", "date: 2026-10-01\nslug: old")
    commit(root, "2026-10-05")
    post(root, "docs/blog/posts/new.md", "date: 2026-10-02\nslug: new")
    commit(root, "2026-11-20")
    assert "so it waits for a day of its own" in build(root)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{root}", str(clone))
    said = build(clone)
    assert "momentum: its history is cut off, so all posts dated before 2026-11-02 count as old ones;" in said
    git(clone, "fetch", "-q", "--unshallow")
    assert "its history" not in build(clone)


def test_posts_that_cannot_be_read_where_they_are_stop_the_build(root: Path) -> None:
    write(root, "conf/mkdocs.yml", (root / "mkdocs.yml").read_text() + "docs_dir: ../docs\n")
    post(root, "docs/blog/posts/a.md", "date: 2026-10-01")
    said = build(root, "-f", "conf/mkdocs.yml", code=1)
    assert "is not below the folder of mkdocs.yml, and posts are read only there" in said
