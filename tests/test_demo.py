"""The demo, played for real: git, builds, the whole week. Played once; every test looks at the same week."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from mkdocs_momentum import demo
from mkdocs_momentum.errors import MomentumError

UNWELCOME = re.compile(r"!|\b(missed|behind|late|overdue|failed|streak|debt|catch up|should|must)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Played:
    folder: Path
    page: Path
    lines: list[str]

    def day(self, name: str) -> str:
        """What was said on one day."""
        return "\n".join(self.lines).partition(f"\n{name}\n")[2].partition("\n\n")[0]

    def text(self, place: str) -> str:
        return (self.folder / place).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("PYTHONPATH", os.pathsep.join(_plugin_path(home)))
        lines: list[str] = []
        folder = tmp_path_factory.mktemp("play") / "momentum-demo"
        page = demo.run_demo(folder, lines.append, open_browser=False)
    return Played(folder, page, lines)


def _plugin_path(home: Path) -> list[str]:
    """What builds need on their path: nothing where the package is installed, else the checkout and its entry point."""
    before = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    if importlib.metadata.entry_points(group="mkdocs.plugins", name="momentum"):
        return before
    info = home / "mkdocs_momentum-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mkdocs-momentum\nVersion: 0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[mkdocs.plugins]\nmomentum = mkdocs_momentum.plugin:MomentumPlugin\n", encoding="utf-8"
    )
    return [str(home), str(Path(demo.__file__).parents[1]), *before]


def test_the_week_goes_as_planned(played: Played) -> None:
    marks = {}
    for path in played.folder.glob("*/docs/**/*.md"):
        found = re.search(r"^released: (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            marks[found[1]] = path.stem
    assert marks == {
        "2026-11-02": "first-sentence-tonight",
        "2026-11-03": "one-good-question",
        "2026-11-05": "carry-something-heavy",
        "2026-11-06": "usable-strength",
        "2026-11-07": "frost-on-the-gate",
        "2026-11-09": "list-of-done",
    }


def test_every_day_says_what_happened(played: Played) -> None:
    assert '"Usable strength after forty" moves to Friday 6 November by itself' in played.day("Monday 2 November")
    assert "One good question per meeting" in played.day("Tuesday 3 November")
    assert "No machine runs today" in played.day("Wednesday 4 November")
    assert '"Frost on the gate" moves to Saturday 7 November by itself' in played.day("Thursday 5 November")
    assert "Built" not in played.day("Sunday 8 November")
    assert "Keep a list of what is done" in played.day("Monday 9 November")


def test_what_is_said_keeps_the_tone(played: Played) -> None:
    said = "\n".join(line.replace(str(played.folder), "") for line in played.lines)
    assert not UNWELCOME.search(said), UNWELCOME.search(said)


def test_readers_see_no_held_post(played: Played) -> None:
    held = ["Practise the small no", "Count sleep as training", "Mornings without meetings"]
    assert list(demo.find_titles(played.folder / "public", held)) == []
    slugs = ["practise-the-small-no", "count-sleep-as-training", "mornings-without-meetings"]
    assert list(demo.find_titles(played.folder / "public", slugs)) == []


def test_a_link_to_a_held_post_is_text_until_the_post_is_there(played: Played) -> None:
    first = played.text("public/momentumpath/2026/11/02/write-the-first-sentence-tonight/index.html")
    assert "which is a skill of its own." in first
    carry = played.text("public/healthyforge/blog/2026/11/05/carry-something-heavy/index.html")
    assert re.search(r'<a href="[^"]*06/usable-strength-after-forty/">small set of movements</a>', carry)


def test_history_and_copies_are_public(played: Played) -> None:
    for place in (
        "public/momentumpath/2026/10/22/leave-the-desk-ready/index.html",
        "public/healthyforge/blog/2026/10/30/leave-the-desk-ready/index.html",
        "public/fieldnotes/notes/the-heron/index.html",
        "public/fieldnotes/notes/frost-on-the-gate/index.html",
    ):
        assert (played.folder / place).is_file()


def test_each_release_is_one_commit_of_one_file(played: Played) -> None:
    log = subprocess.run(
        ["git", "-C", str(played.folder / "momentumpath"), "log", "--format=commit %s", "--name-only", "-3"],
        capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    assert [line for line in log if line and not line.startswith("commit ")] == [
        "docs/posts/list-of-done.md",
        "docs/posts/one-good-question.md",
        "docs/posts/first-sentence-tonight.md",
    ]


def test_the_private_page_stands_apart_from_the_sites(played: Played) -> None:
    assert played.page == played.folder / "momentum.html"
    assert "Practise the small no" in played.page.read_text(encoding="utf-8")
    assert not [path for path in (played.folder / "public").rglob("*") if path.name in {"momentum", "momentum.html"}]


def test_an_earlier_demo_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))  # as a hook has it
    folder = Path("again")
    demo.lay_out(folder)
    (folder / "fieldnotes/docs/index.md").write_text("changed\n", encoding="utf-8")
    demo.lay_out(folder)
    assert (folder / "fieldnotes/docs/index.md").read_text(encoding="utf-8").startswith("# Field Notes")
    assert all((folder / site / ".git/HEAD").is_file() for site in ("fieldnotes", "healthyforge", "momentumpath"))


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(MomentumError, match="holds other files; name a new folder, as in momentum demo"):
        demo.run_demo(tmp_path, print, open_browser=False)
    assert kept.read_text(encoding="utf-8") == "mine"
    with pytest.raises(MomentumError, match="is not a folder"):
        demo.lay_out(kept)


def test_titles_are_found_in_packed_and_escaped_form(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(b"<loc>Salt & light</loc>"))
    (tmp_path / "index.html").write_text("<h1>Salt &amp; light</h1>", encoding="utf-8")
    found = demo.find_titles(tmp_path, ["Salt & light"])
    assert sorted(path.name for path, _title in found) == ["index.html", "sitemap.xml.gz"]
