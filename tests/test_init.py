"""`momentum init`: from clones to a gated set-up, tried as a new user would, and twice."""

from __future__ import annotations

import os
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
from mkdocs_momentum.core.listing import list_plugin
from mkdocs_momentum.core.starter import CI_FILES, CiPlan, Clone, StarterSite, secret_names
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.checkout import forge_of
from mkdocs_momentum.stores.timezone import system_timezone
from mkdocs_momentum.tasks.setup import propose
from mkdocs_momentum.views.cifiles import ci_file
from mkdocs_momentum.views.starter import momentum_yml

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


@pytest.mark.parametrize(("typed", "writes"), [("n\n", False), ("\n", False), ("\x04", False), ("y\n", True)])
def test_a_terminal_is_asked(tmp_path: Path, typed: str, writes: bool) -> None:
    site(tmp_path, "alpha")
    near, far = os.openpty()
    command = [sys.executable, "-m", "mkdocs_momentum", "init"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=far, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        os.write(near, typed.encode())
        out, err = (text.decode() for text in process.communicate(timeout=60))
    os.close(near)
    os.close(far)
    assert (process.returncode, err) == (0, "")
    assert ("Written." in out) is ("Nothing was written." not in out) is writes
    assert (tmp_path / "momentum.yml").exists() is writes


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
    assert (root / ".github/workflows/momentum.yml").read_text() == ci_file("github", CiPlan(is_hub=False))
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
    (root / "mkdocs.yml").write_text("site_name: x\nplugins: &p [search]\nextra: *p\n")
    latin = site(tmp_path, "latin")
    (latin / "mkdocs.yml").write_bytes(b"site_name: caf\xe9\n")
    setup = propose(tmp_path, [], TODAY, ZONE)
    assert any(note.startswith("alpha/mkdocs.yml: its plugins cannot be edited safely; add") for note in setup.notes)
    assert any("is not UTF-8; save it as UTF-8" in note for note in setup.notes)
    assert [change.path.name for change in setup.changes] == ["momentum.yml"]


def test_the_plugin_goes_where_the_plugins_stand(tmp_path: Path) -> None:
    for name in ("alpha", "beta"):
        root = site(tmp_path, name)
        (root / "mkdocs.yml").write_text(f"INHERIT: ../base.yml\nsite_name: {name}\n")
    (tmp_path / "base.yml").write_text("# both\nplugins: [search]\n")
    root = site(tmp_path, "gamma")
    (root / "mkdocs.yml").write_text("INHERIT: ../theme.yml\nsite_name: gamma\n")
    (tmp_path / "theme.yml").write_text("theme: mkdocs\n")
    setup = propose(tmp_path, [], TODAY, ZONE)
    setup.apply()
    assert [change.path.name for change in setup.changes] == ["momentum.yml", "base.yml", "mkdocs.yml"]
    assert (tmp_path / "base.yml").read_text().startswith("# both\nplugins: [search, momentum: {since: 2026-11-02, ")
    assert "- search\n  - momentum:" in (root / "mkdocs.yml").read_text()
    assert propose(tmp_path, [], TODAY, ZONE).changes == []


def test_a_base_from_elsewhere_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("plugins: [search]\n")
    folder = tmp_path / "blogs"
    folder.mkdir()
    (site(folder, "alpha") / "mkdocs.yml").write_text("INHERIT: ../../base.yml\nsite_name: x\n")
    setup = propose(folder, [], TODAY, ZONE)
    assert any("base.yml is shared from elsewhere; add momentum" in note for note in setup.notes)
    assert [change.path.name for change in setup.changes] == ["momentum.yml"]


@pytest.mark.parametrize("head", ["plugins:\n", "plugins: # mine\ntheme: mkdocs\n", "plugins:\r\n"])
def test_an_empty_list_of_plugins_keeps_its_search(head: str) -> None:
    edited = list_plugin(head, {"since": "2026-11-02"})
    plugins = yaml.safe_load(edited)["plugins"]
    assert plugins == ["search", {"momentum": {"since": TODAY}}]
    assert ("\r\n" in edited) == ("\r\n" in head)


def test_sites_of_other_generators_and_sites_that_came_later_are_told(tmp_path: Path) -> None:
    site(tmp_path, "alpha")
    (tmp_path / "words").mkdir()
    (tmp_path / "words/hugo.toml").write_text('baseURL = "https://words.example/"\ntitle = "x"\n')
    setup = propose(tmp_path, [], TODAY, ZONE)
    setup.apply()
    assert "words is a site too (Hugo); momentum init --site words adds it." in setup.notes
    site(tmp_path, "beta")
    setup = propose(tmp_path, ["words"], TODAY, ZONE)
    assert "beta is a site too (MkDocs); momentum init --site beta adds it." in setup.notes
    assert "words: Hugo runs no plugin, so build the copy that momentum stage makes." in setup.notes
    assert not any("words is not on this machine" in note for note in setup.notes)


def test_a_site_whose_builds_lack_the_package_is_told(tmp_path: Path) -> None:
    root = site(tmp_path, "alpha", remote="git@github.com:me/alpha.git")
    (root / "requirements.txt").write_text("mkdocs-material\n")
    (root / ".github/workflows").mkdir(parents=True)
    (root / ".github/workflows/ci.yml").write_text("on: push\njobs: {x: {steps: [{run: mkdocs gh-deploy}]}}\n")
    notes = propose(root, [], TODAY, ZONE).notes
    assert any("its requirements.txt does not name mkdocs-momentum yet" in note for note in notes)
    (root / "requirements.txt").write_text("mkdocs-material\n", encoding="utf-16")
    notes = propose(root, [], TODAY, ZONE).notes
    assert any("its requirements.txt does not name mkdocs-momentum yet" in note for note in notes)
    (root / "pyproject.toml").write_text('dependencies = ["mkdocs-momentum"]\n')
    notes = propose(root, [], TODAY, ZONE).notes
    assert not any("does not name" in note for note in notes)
    assert any("ci.yml builds this site too" in note for note in notes)


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


def remote_hub(folder: Path, remote: str = "git@github.com:me/hub.git") -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "remote", "add", "origin", remote)


def test_sites_that_are_folders_of_one_repository(tmp_path: Path) -> None:
    remote_hub(tmp_path)
    for name in ("alpha", "beta"):
        (tmp_path / name / "docs/posts").mkdir(parents=True)
        (tmp_path / name / "mkdocs.yml").write_text(PLAIN.format(name))
        (tmp_path / name / "docs/posts/one.md").write_text("---\ndate: 2026-11-03\n---\n")
    setup = propose(tmp_path, [], TODAY, ZONE)
    setup.apply()
    assert not (tmp_path / ".gitignore").exists()
    sites = momentum.load(None, tmp_path).sites
    assert [(entry.name, entry.repo) for entry in sites] == [("alpha", ""), ("beta", "")]
    workflow = yaml.safe_load((tmp_path / CI_FILES["github"]).read_text())
    (checkout,) = (step for step in workflow["jobs"]["release"]["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"] == {"path": ".", "ref": "main", "fetch-depth": 0}
    assert not any("deploy keys" in note for note in setup.notes)


def test_a_site_below_the_top_of_its_repository(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    remote_hub(project, "git@github.com:me/project.git")
    git(project, "checkout", "-q", "-b", "trunk")
    root = project / "website"
    (root / "docs/posts").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(PLAIN.format("x"))
    propose(root, [], TODAY, ZONE).apply()
    workflow = yaml.safe_load((project / CI_FILES["github"]).read_text())
    jobs = workflow["jobs"]
    assert workflow[True]["push"]["branches"] == ["trunk"]  # YAML reads `on` as true
    assert jobs["release"]["defaults"] == jobs["deploy"]["defaults"] == {"run": {"working-directory": "website"}}
    assert next(s for s in jobs["deploy"]["steps"] if "upload" in s.get("uses", ""))["with"] == {"path": "website/site"}
    assert "git@github.com" in (root / "momentum.yml").read_text(), "its ledger"
    hub = tmp_path / "hub"
    hub.mkdir()
    remote_hub(hub)
    propose(hub, ["words=../project/website"], TODAY, ZONE).apply()
    (entry,) = momentum.load(None, hub).sites
    assert (entry.repo, entry.branch, entry.folder) == ("git@github.com:me/project.git", "trunk", "website")
    yaml_text = (hub / CI_FILES["github"]).read_text()
    steps = yaml.safe_load(yaml_text)["jobs"]["release"]["steps"]
    assert [s["with"]["path"] for s in steps if "checkout" in s.get("uses", "")] == ["hub", "project"]
    assert next(s for s in steps if s.get("id"))["working-directory"] == "hub"
    project.rename(tmp_path / "gone")
    (hub / CI_FILES["github"]).unlink()
    (change,) = propose(hub, [], TODAY, ZONE).changes
    assert change.after == yaml_text, "where the site is not on this machine"


def test_the_branch_is_the_one_that_is_checked_out(tmp_path: Path) -> None:
    root = site(tmp_path, "alpha", remote="git@github.com:me/alpha.git")
    git(root, "branch", "-m", "master")
    propose(root, [], TODAY, ZONE).apply()
    text = (root / CI_FILES["github"]).read_text()
    assert "branches: [master]" in text
    assert re.findall(r"ref: (\w+)", text) == ["master", "master"]


def test_sites_that_ci_cannot_reach_are_told_and_left_out(tmp_path: Path) -> None:
    remote_hub(tmp_path)
    site(tmp_path, "alpha")
    site(tmp_path, "beta", remote="git@gitlab.com:me/beta.git")
    site(tmp_path, "gamma", remote="https://github.com/me/gamma")
    setup = propose(tmp_path, [], TODAY, ZONE)
    text = next(change.after for change in setup.changes if change.path.name == "momentum.yml" and ".github" in
                str(change.path))  # fmt: skip
    assert re.findall(r"repository: (.*)", text) == ["me/gamma"]
    assert any(note.startswith("alpha has no remote") for note in setup.notes)
    assert any(note.startswith("beta is not on the same forge") for note in setup.notes)
    assert any(note.endswith("secrets: KEY_GAMMA (gamma).") for note in setup.notes)
    assert next(c.after for c in setup.changes if c.path.name == ".gitignore") == "/alpha/\n/beta/\n/gamma/\n"


def test_every_site_has_a_secret_of_its_own() -> None:
    names = secret_names(["my-blog", "my.blog", "日本", "中国", "KEY", "my blog"])
    assert list(names.values()) == [
        "KEY_MY_BLOG",
        "KEY_MY_BLOG_2",
        "KEY_SITE",
        "KEY_SITE_2",
        "KEY_KEY",
        "KEY_MY_BLOG_3",
    ]
    assert all(re.fullmatch(r"[A-Z_][A-Z0-9_]*", name) for name in names.values())


@pytest.mark.parametrize(
    ("remote", "mark", "forge"),
    [
        ("git@codeberg.org:me/hub.git", ".github", "forgejo"),
        ("git@git.example.org:me/hub.git", ".gitea", "gitea"),
        ("https://gitea.example.org/me/hub.git", "", "gitea"),
        ("ssh://git@git.example.org:2222/me/hub.git", ".forgejo", "forgejo"),
        ("/srv/git/hub.git", "", ""),
    ],
)
def test_the_remote_tells_before_files_do(tmp_path: Path, remote: str, mark: str, forge: str) -> None:
    if mark:
        (tmp_path / mark).mkdir()
    assert forge_of(tmp_path, remote) == forge


def test_a_name_cannot_break_a_workflow() -> None:
    clone = Clone('a: b #"${{ x }}', "x", "git@github.com:me/x.git", secret="KEY_X")  # noqa: S106 - its name alone
    steps = yaml.safe_load(ci_file("github", CiPlan((clone,))))["jobs"]["release"]["steps"]
    assert "Check out a: b #\"${{ '${{' }} x }}" in [step.get("name") for step in steps]


def test_a_hub_that_gets_its_remote_later_gets_its_ledger_too(tmp_path: Path) -> None:
    for name in ("alpha", "beta"):
        site(tmp_path, name, remote=f"git@github.com:me/{name}.git")
    propose(tmp_path, [], TODAY, ZONE).apply()
    assert "\n# ledger:" in (tmp_path / "momentum.yml").read_text()
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "remote", "add", "origin", "git@github.com:me/hub.git")
    again = propose(tmp_path, [], TODAY, ZONE)
    again.apply()
    assert "\nledger: git@github.com:me/hub.git\n" in (tmp_path / "momentum.yml").read_text()
    assert any("Days are taken in the ledger at the remote from now on" in note for note in again.notes)
    third = propose(tmp_path, [], TODAY, ZONE)
    assert not any("Days are taken" in note for note in third.notes)


def test_a_blog_that_no_plugin_can_gate_is_left_to_staged_copies(tmp_path: Path) -> None:
    site(tmp_path, "alpha", "site_name: x\nplugins: [search, pub-blog]\n", posts="docs/blog")
    setup = propose(tmp_path, [], TODAY, ZONE)
    setup.apply()
    assert any(note.startswith("alpha: pub-blog reads posts before any other plugin") for note in setup.notes)
    assert "momentum" not in (tmp_path / "alpha/mkdocs.yml").read_text()
    assert "posts:" not in (tmp_path / "momentum.yml").read_text()
