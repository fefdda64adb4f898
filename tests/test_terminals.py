"""The screens on terminals that are old, narrow or none: code pages, pipes, scripts without spaces."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from preview import write_post

from mkdocs_momentum.cli import main

TITLES = (
    "Café, “crème” … naïve",
    "今日の一歩、明日の一歩、ゆっくり続けるための小さな習慣",
    "A walk 🚶 in the rain",
)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "momentum.yml").write_text("timezone: Europe/Berlin\nsince: 2026-05-04\nsites: {notes: notes}\n")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/mkdocs.yml").write_text(
        "site_name: Notes\nplugins: [momentum: {posts: docs/blog/posts/*.md, since: 2026-05-04}]\n"
    )
    for number, title in enumerate(TITLES):
        write_post(tmp_path / "notes", f"{number}", f"title: '{title}'\ndate: 2026-05-1{2 + number}")
    write_post(tmp_path / "notes", "out", "title: Out\ndate: 2026-05-11\nreleased: 2026-05-11")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TERM", raising=False)
    return tmp_path


def said(monkeypatch: pytest.MonkeyPatch, encoding: str, *words: str, width: int = 80) -> str:
    """What a command writes into a pipe with that code page."""
    held = BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", TextIOWrapper(held, encoding=encoding, write_through=True))
        patch.setenv("COLUMNS", str(width))
        assert main([*words, "--today", "2026-05-12"]) == 0
        return held.getvalue().decode(encoding).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("encoding", "kept", "ribbon"),
    [
        ("utf-8", TITLES, "· · · · · · ● [○]"),
        ("cp1252", ("Café,",), ". . . . . . A [a]"),
        ("cp437", ("Café,", "naïve"), ". . . . . . A [a]"),
        ("cp932", ("Cafe,", TITLES[1][:20]), ". . . . . . A [a]"),
        ("ascii", ("Cafe,", '"creme" ... naive', "A walk ? in the rain"), ". . . . . . A [a]"),
    ],
)
@pytest.mark.usefixtures("hub")
def test_a_code_page_shows_all_that_it_can(
    monkeypatch: pytest.MonkeyPatch, encoding: str, kept: tuple[str, ...], ribbon: str
) -> None:
    screen = said(monkeypatch, encoding, "status")
    assert ribbon in " ".join(screen.split())
    assert all(text in screen for text in kept), screen
    assert "?" not in screen.split("open")[0], "the picture is whole"


@pytest.mark.usefixtures("hub")
def test_bare_is_the_status_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, "utf-8") == said(monkeypatch, "utf-8", "status")


@pytest.mark.usefixtures("hub")
def test_data_is_whole_in_any_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding in ("utf-8", "cp437", "ascii"):
        data = json.loads(said(monkeypatch, encoding, "status", "--json"))
        assert [line["title"] for line in data["plan"]] == list(TITLES), encoding


@pytest.mark.usefixtures("hub")
def test_a_title_without_spaces_goes_on_below_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = said(monkeypatch, "utf-8", "plan", width=40)
    assert TITLES[1] in "".join(screen.split()), "nothing of it is cut"
