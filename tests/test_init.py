"""`momentum init`: from clones to a gated set-up, tried as a new user would, and twice."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from support import git

from mkdocs_momentum import momentum
from mkdocs_momentum.cli import main
from mkdocs_momentum.config import parse_config
from mkdocs_momentum.core.starter import StarterSite
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.timezone import system_timezone
from mkdocs_momentum.tasks.setup import propose
from mkdocs_momentum.views.starter import CI_FILES, ci_file, momentum_yml

TODAY = date(2026, 11, 2)
ZONE = ("Europe/Paris", "/etc/localtime")
BLOG = "# my site\nsite_name: {0}\nplugins:\n  - search   # first\n  - blog\nextra:\n  x: !!python/name:os.path\n"
PLAIN = "site_name: {0}\nplugins: [search]\n"


def site(folder: Path, name: str, text: str = PLAIN, remote: str = "", posts: str = "docs/posts") -> Path:
    root = folder / name
    git(folder, "init", "-q", "-b", "main", str(root))
    if remote:
        git(root, "remote", "add", "origin", remote)
    (root / posts).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(text.format(name))
    (root / "docs/index.md").write_text("# Home\n")
    (root / posts / "one.md").write_text("---\ndate: 2026-11-03\n---\n\n# One of " + name + "\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    return root


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs_momentum", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, input="")


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_two_sites_from_nothing_to_a_gated_build(tmp_path: Path) -> None:
    for name in ("alpha", "beta"):
        site(tmp_path, name)
    done = run(tmp_path, "--today", TODAY.isoformat(), "init", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "history and stay public" in done.stdout
    built = run(tmp_path, "--today", "2026-11-03", "release")
    assert "goes live on alpha today" in built.stdout
    for name, shows in (("alpha", True), ("beta", False)):
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"],
            cwd=tmp_path / name, check=True, capture_output=True,
        )  # fmt: skip
        assert (tmp_path / name / "site/posts/one/index.html").exists() is shows
    again = run(tmp_path, "init", "--yes")
    assert "nothing changes" in again.stdout


def test_it_asks_first_and_shows_the_whole_diff(tmp_path: Path) -> None:
    site(tmp_path, "alpha", BLOG, posts="docs/blog/posts")
    before = tree(tmp_path)
    done = run(tmp_path, "init")
    assert done.returncode == 0
    assert "momentum init --yes" in done.stdout
    assert "+  - momentum:" in done.stdout
    assert "+++ b/momentum.yml" in done.stdout
    assert tree(tmp_path) == before


def test_twice_changes_nothing_and_only_lines_are_added(tmp_path: Path) -> None:
    site(tmp_path, "alpha", BLOG, posts="docs/blog/posts")
    site(tmp_path, "beta")
    before = tree(tmp_path)
    propose(tmp_path, [], TODAY, ZONE).apply()
    after = tree(tmp_path)
    assert propose(tmp_path, [], date(2027, 1, 1), ("Asia/Tokyo", "TZ")).changes == []
    for name, raw in before.items():
        kept = after[name].decode().splitlines()
        assert [line for line in raw.decode().splitlines() if line not in kept and "[search]" not in line] == []
    assert "!!python/name:os.path" in after["alpha/mkdocs.yml"].decode()
    assert 'posts: "docs/posts/**/*.md"' in after["beta/mkdocs.yml"].decode()
    config = momentum.load(None, tmp_path)
    assert (config.since, config.calendar.timezone.key) == (TODAY, "Europe/Paris")


@pytest.mark.parametrize(
    ("remote", "forge"),
    [
        ("git@github.com:me/hub.git", "github"),
        ("https://github.com/me/hub", "github"),
        ("ssh://git@gitlab.example.org/me/hub.git", "gitlab"),
        ("https://codeberg.org/me/hub.git", "forgejo"),
    ],
)
def test_the_ci_file_is_the_one_that_the_remote_tells(tmp_path: Path, remote: str, forge: str) -> None:
    site(tmp_path, "alpha", remote="git@github.com:me/alpha.git")
    site(tmp_path, "my-blog", remote="git@github.com:me/my-blog.git")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "remote", "add", "origin", remote)
    setup = propose(tmp_path, [], TODAY, ZONE)
    setup.apply()
    text = (tmp_path / CI_FILES[forge]).read_text()
    assert yaml.safe_load(text)
    assert "@@" not in text
    assert (tmp_path / ".gitignore").read_text() == "/alpha/\n/my-blog/\n"
    assert f"ledger: {remote}" in (tmp_path / "momentum.yml").read_text()
    if forge == "github":
        assert "secrets.KEY_MY_BLOG }}" in text
        assert re.findall(r"repository: (.*)", text) == ["me/alpha", "me/my-blog"]
    else:
        script = (tmp_path / "momentum-release.sh").read_text()
        assert "fetch my-blog git@github.com:me/my-blog.git main\n" in script
        assert (tmp_path / "momentum-release.sh").stat().st_mode & 0o111
        subprocess.run(["sh", "-n", "momentum-release.sh"], cwd=tmp_path, check=True)
    assert propose(tmp_path, [], TODAY, ZONE).changes == []


def test_one_site_with_its_own_configuration(tmp_path: Path) -> None:
    root = site(tmp_path, "alpha", remote="git@github.com:me/alpha.git")
    setup = propose(root, [], TODAY, ZONE)
    setup.apply()
    assert (root / ".github/workflows/momentum.yml").read_text() == ci_file("github", [], is_hub=False)
    config = momentum.load(None, root)
    assert [(entry.name, entry.path) for entry in config.sites] == [("alpha", ".")]
    assert not (root / ".gitignore").exists()


def test_named_sites_by_path_and_by_address(tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    place.mkdir()
    site(place, "blog")
    hub = tmp_path / "hub"
    hub.mkdir()
    setup = propose(hub, ["mine=../elsewhere/blog", "far=git@example.com:me/far.git"], TODAY, ZONE)
    assert any("far is not on this machine; add to its plugins: momentum: {since: 2026-11-02" in n for n in setup.notes)
    setup.apply()
    config = momentum.load(None, hub)
    assert [(entry.name, entry.path, entry.repo) for entry in config.sites] == [
        ("mine", "../elsewhere/blog", ""),
        ("far", "far", "git@example.com:me/far.git"),
    ]
    more = propose(hub, ["third=../elsewhere"], TODAY, ZONE)
    assert more.changes[0].after.endswith("  third: ../elsewhere\n")


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (["x=../nothing"], "is not a folder; write --site myblog=../myblog"),
        (["x=https://me:secret@example.com/x.git"], "carries a name or password"),
        ([], "no folder with a mkdocs.yml is in it"),
    ],
)
def test_faults_are_one_line(tmp_path: Path, named: list[str], told: str) -> None:
    with pytest.raises(MomentumError, match=re.escape(told)) as caught:
        propose(tmp_path, named, TODAY, ZONE)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_site_that_cannot_be_edited_is_told_and_left(tmp_path: Path) -> None:
    root = site(tmp_path, "alpha")
    (root / "base.yml").write_text("plugins: [search]\n")
    (root / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: x\n")
    setup = propose(tmp_path, [], TODAY, ZONE)
    assert any("the file that INHERIT names" in note for note in setup.notes)
    assert [change.path.name for change in setup.changes] == ["momentum.yml"]


def test_a_file_that_changed_meanwhile_is_left(tmp_path: Path) -> None:
    root = site(tmp_path, "alpha")
    setup = propose(tmp_path, [], TODAY, ZONE)
    (root / "mkdocs.yml").write_text("site_name: another\n")
    with pytest.raises(MomentumError, match="changed while"):
        setup.apply()
    assert (root / "mkdocs.yml").read_text() == "site_name: another\n"


@pytest.mark.parametrize("name", ["no", "on", "123", "null", "Ünï", "a.b", "a b", "1e3"])
def test_any_name_survives_the_configuration(name: str) -> None:
    text = momentum_yml([StarterSite(name, path="../a: b #c")], "UTC", "", TODAY)
    assert [(entry.name, entry.path) for entry in parse_config(text, "x").sites] == [(name, "../a: b #c")]


def test_the_timezone_of_a_machine(tmp_path: Path) -> None:
    assert system_timezone({"TZ": ":Asia/Tokyo"}, tmp_path) == ("Asia/Tokyo", "TZ")
    assert system_timezone({"TZ": "PST8PDT7,M3.2.0"}, tmp_path) == ("UTC", "")
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/timezone").write_text("Europe/Rome\n")
    assert system_timezone({}, tmp_path) == ("Europe/Rome", "/etc/timezone")
    (tmp_path / "etc/localtime").symlink_to("/usr/share/zoneinfo/America/Argentina/Ushuaia")
    assert system_timezone({"TZ": "../../etc/passwd"}, tmp_path) == ("America/Argentina/Ushuaia", "/etc/localtime")


def test_a_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "x")]) == 1
    assert "is not a folder; name one" in capsys.readouterr().err
