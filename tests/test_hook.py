"""The git hook, at real commits in real repositories."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import World, git

from mkdocs_momentum.cli import main
from mkdocs_momentum.core.endings import POSTS, RARE
from mkdocs_momentum.core.generators.detect import GENERATORS
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import githooks
from mkdocs_momentum.stores.trees import is_text

# Far ahead, so that the clock of the machine does not matter: a Tuesday, a Wednesday, a Sunday.
TUESDAY, WEDNESDAY, SUNDAY = "2031-03-04", "2031-03-05", "2031-03-09"
NEWS = '"Title of {}" goes live on {}.'


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.site("alpha")
    made.site("beta")
    made.configure("alpha", "beta")
    install(tmp_path / "alpha")
    return made


def install(root: Path, *options: str) -> str:
    return githooks.install(root, sys.executable, options)


def commit(root: Path, *args: str, code: int = 0, env: dict[str, str] | None = None) -> list[str]:
    """What momentum says at a commit."""
    run = subprocess.run(
        ["git", "commit", "-q", *(args or ("-m", "Write"))],
        cwd=root, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
    )  # fmt: skip
    assert run.returncode == code, run.stderr
    said = [line for line in run.stderr.splitlines() if line]
    assert all(line.startswith("momentum: ") for line in said), run.stderr
    return [line.removeprefix("momentum: ") for line in said]


def draft(world: World, slug: str, wish: str, site: str = "alpha", extra: str = "", body: str = "Words.\n") -> Path:
    path = world.folder / site / f"docs/blog/posts/{slug}.md"
    path.write_text(f"---\ntitle: Title of {slug}\ndate: {wish}\n{extra}---\n\n{body}")
    return path


def stage(path: Path) -> Path:
    git(path.parent, "add", path.name)
    return path


def committed(path: Path, ref: str = "HEAD") -> str:
    return git(path.parent, "show", f"{ref}:./{path.name}") + "\n"


def test_a_post_that_keeps_its_day_gets_one_line_and_stays_as_it_is(world: World) -> None:
    path = stage(draft(world, "a", TUESDAY))
    before = path.read_bytes()
    assert commit(path.parent) == [NEWS.format("a", "Tuesday 4 March")]
    assert path.read_bytes() == before
    assert git(path.parent, "status", "--porcelain") == ""


def test_a_day_that_another_site_has_moves_forward_by_itself(world: World) -> None:
    world.write("alpha", "first", f"{TUESDAY} 08:00:00")
    world.write("beta", "other", WEDNESDAY)
    path = stage(draft(world, "a", f"{TUESDAY} 09:00:00  # the day I like"))
    assert commit(path.parent) == [
        '"Title of a" goes live on Thursday 6 March, and its date now says so: Tuesday 4 March has "Title of first".'
    ]
    assert "date: 2031-03-06 09:00:00  # the day I like\n" in path.read_text()
    assert committed(path) == path.read_text()
    assert git(path.parent, "status", "--porcelain") == ""
    path = stage(draft(world, "b", WEDNESDAY))
    said = commit(path.parent)
    assert said == [NEWS.format("b", "Wednesday 5 March")], "alpha stands before beta in the config"
    install(world.folder / "beta")
    path = stage(draft(world, "c", WEDNESDAY, site="beta"))
    assert commit(path.parent)[0].endswith('Wednesday 5 March has "Title of b" on alpha.')


@pytest.mark.parametrize(
    ("wish", "why"), [(SUNDAY, "Sunday 9 March is a rest day"), ("2026-11-23", "Monday 23 November 2026 has passed")]
)
def test_rest_days_and_days_that_have_passed(world: World, wish: str, why: str) -> None:
    path = stage(draft(world, "a", wish))
    said = commit(path.parent)
    if "goes live on Monday 23 November." in said[0]:
        return  # this runs on that very day
    assert said[0].endswith(f", and its date now says so: {why}.") or wish != SUNDAY
    assert wish not in committed(path)


def test_nothing_is_said_where_there_is_nothing_to_say(world: World) -> None:
    path = world.write("alpha", "a", TUESDAY)
    path.write_text(path.read_text() + "\nMore words.\n")
    stage(path)
    assert commit(path.parent) == []
    stage(draft(world, "d", TUESDAY, extra="draft: true\n"))
    assert commit(path.parent) == []
    (world.folder / "alpha/docs/index.md").write_text("# Home again\n")
    assert commit(path.parent, "-am", "Home") == []
    assert commit(path.parent, "--allow-empty", "-m", "Nothing") == []


FORMS = {
    "TOML": ("hugo.toml", "content/posts/a.md", '+++\ntitle = "Title of a"\ndate = 2031-03-04\n+++\n\nWords.\n'),
    "fields": ("pelicanconf.py", "content/a.rst", "Title of a\n##########\n\n:date: 2031-03-04\n\nWords.\n"),
    "lines": ("pelicanconf.py", "content/a.md", "Title: Title of a\nDate: 2031-03-04\n\nWords.\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_body_alone_says_nothing_in_any_form(tmp_path: Path, form: str) -> None:
    settings, name, text = FORMS[form]
    (tmp_path / "momentum.yml").write_text("timezone: UTC\nsince: 2026-11-23\nsites: {blog: blog}\n")
    path = tmp_path / "blog" / name
    path.parent.mkdir(parents=True)
    (tmp_path / "blog" / settings).write_text("")
    git(tmp_path, "init", "-q", "-b", "main", "blog")
    install(tmp_path / "blog")
    path.write_text(text)
    assert commit(stage(path).parent) == [NEWS.format("a", "Tuesday 4 March")]
    path.write_text(text + "\nMore words.\n")
    assert commit(stage(path).parent) == []
    path.write_text(text.replace("2031-03-04", "2031-03-05"))
    assert commit(stage(path).parent) == [NEWS.format("a", "Wednesday 5 March")]


def test_half_a_post_staged_keeps_both_halves_apart(world: World) -> None:
    world.write("alpha", "first", TUESDAY)
    path = draft(world, "z", TUESDAY, extra="draft: true\n", body="One.\n\nTwo.\n\nThree.\n\nFour.\n")
    world.commit("alpha", "Draft")
    text = path.read_text()
    path.write_text(text.replace("draft: true\n", "").replace("Four.", "Four, unfinished."))
    answers = "s\ny\nn\n"
    subprocess.run(
        ["git", "add", "-p", path.name], cwd=path.parent, input=answers, text=True, check=True, capture_output=True
    )
    wanted = git(path.parent, "diff", "--unified=0", "--", path.name).splitlines()[-2:]
    assert commit(path.parent)[0].startswith('"Title of z" goes live on Wednesday 5 March')
    assert "date: 2031-03-05\n" in committed(path)
    assert "unfinished" not in committed(path)
    assert "date: 2031-03-05\n" in path.read_text()
    assert git(path.parent, "diff", "--unified=0", "--", path.name).splitlines()[-2:] == wanted
    assert git(path.parent, "diff", "--numstat") == f"1\t1\t{path.relative_to(world.folder / 'alpha').as_posix()}"


def test_a_date_that_is_being_rewritten_stays_the_writers(world: World) -> None:
    world.write("alpha", "first", TUESDAY)
    path = stage(draft(world, "z", TUESDAY))
    path.write_text(path.read_text().replace(TUESDAY, "2031-04-01"))
    commit(path.parent)
    assert "date: 2031-03-05\n" in committed(path)
    assert "date: 2031-04-01\n" in path.read_text()


def test_the_index_counts_and_not_the_working_tree(world: World) -> None:
    path = stage(draft(world, "a", TUESDAY))
    path.write_text("not a post any more")
    assert commit(path.parent) == [NEWS.format("a", "Tuesday 4 March")]
    assert path.read_text() == "not a post any more"


def test_a_post_that_is_staged_and_gone_from_the_working_tree_counts(world: World) -> None:
    path = stage(draft(world, "a", TUESDAY))
    path.unlink()
    assert commit(path.parent) == [NEWS.format("a", "Tuesday 4 March")]
    assert not path.exists()


@pytest.mark.parametrize("how", ["-am", "path", "only"])
def test_commits_that_bypass_the_index_leave_nothing_behind(world: World, how: str) -> None:
    world.write("alpha", "first", TUESDAY)
    path = draft(world, "z", TUESDAY, extra="draft: true\n")
    world.commit("alpha", "Draft")
    other = stage(draft(world, "y", "2031-05-05"))
    path.write_text(path.read_text().replace("draft: true\n", ""))
    args = {"-am": ["-am", "W"], "path": ["-m", "W", path.name], "only": ["-m", "W", "--only", "--", path.name]}[how]
    said = commit(path.parent, *args)
    assert sum("Wednesday 5 March" in line for line in said) == 1
    assert "date: 2031-03-05\n" in committed(path)
    assert "date: 2031-03-05\n" in path.read_text()
    left = git(path.parent, "status", "--porcelain")
    assert left == ("" if how == "-am" else "A  docs/blog/posts/y.md"), how
    assert other.exists()


def test_a_rename_is_no_news_and_a_rename_with_a_new_date_is(world: World) -> None:
    path = world.write("alpha", "a", TUESDAY, body="Some words.\n" * 20)
    git(path.parent, "mv", "a.md", "b.md")
    assert commit(path.parent) == []
    path = path.with_name("b.md")
    path.write_text(path.read_text().replace(TUESDAY, WEDNESDAY))
    git(path.parent, "mv", "b.md", "c.md")
    stage(path.with_name("c.md"))
    assert commit(path.parent) == [NEWS.format("a", "Wednesday 5 March")]


def test_amend(world: World) -> None:
    world.write("alpha", "first", TUESDAY)
    path = stage(draft(world, "z", TUESDAY))
    commit(path.parent)
    assert commit(path.parent, "--amend", "-m", "Better words") == []
    path.write_text(path.read_text().replace("2031-03-05", SUNDAY))
    stage(path)
    assert commit(path.parent, "--amend", "--no-edit")[0].startswith('"Title of z" goes live on Monday 10 March')
    assert "date: 2031-03-10\n" in committed(path)


def test_the_first_commit_of_a_repository(world: World) -> None:
    root = world.folder / "gamma"
    (root / "docs/blog/posts").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: gamma\nplugins: [blog]\n")
    git(world.folder, "init", "-q", "-b", "main", "gamma")
    world.configure("alpha", "gamma")
    install(root)
    world.write("alpha", "first", TUESDAY)
    path = draft(world, "g", TUESDAY, site="gamma")
    git(root, "add", "-A")
    assert commit(root)[0].startswith('"Title of g" goes live on Wednesday 5 March')
    assert "date: 2031-03-05\n" in committed(path)
    assert git(root, "status", "--porcelain") == ""


def test_a_rebase_with_a_conflict(world: World) -> None:
    path = world.write("alpha", "a", TUESDAY)
    root = path.parent
    git(root, "switch", "-q", "-c", "side")
    path.write_text(path.read_text().replace(TUESDAY, "2031-03-06"))
    commit(root, "-am", "Side")
    git(root, "switch", "-q", "main")
    path.write_text(path.read_text().replace(TUESDAY, "2031-03-07"))
    commit(root, "-am", "Main")
    git(root, "switch", "-q", "side")
    assert subprocess.run(["git", "rebase", "main"], cwd=root, capture_output=True, check=False).returncode
    path.write_text(f"---\ntitle: Title of a\ndate: {SUNDAY}\n---\n\nWords.\n")
    stage(path)
    assert commit(root, "-m", "Both")[0].startswith('"Title of a" goes live on Monday 10 March')
    git(root, "-c", "core.editor=true", "rebase", "--continue")
    assert "date: 2031-03-10\n" in committed(path)
    assert git(root, "status", "--porcelain") == ""


def test_a_commit_from_a_gui_without_a_terminal_or_path(world: World) -> None:
    world.write("alpha", "first", TUESDAY)
    path = stage(draft(world, "z", TUESDAY))
    where = Path(shutil.which("git") or "").parent
    said = commit(path.parent, env={"PATH": f"{where}:/usr/bin:/bin", "LANG": "C", "LC_ALL": "C", "TERM": "dumb"})
    assert said[0].startswith('"Title of z" goes live on Wednesday 5 March')
    assert "date: 2031-03-05\n" in committed(path)


def test_modules_in_the_repository_are_not_imported(world: World) -> None:
    for name in ("yaml.py", "datetime.py", "mkdocs_momentum.py"):
        (world.folder / "alpha" / name).write_text("raise SystemExit('imported')\n")
    path = stage(draft(world, "a", TUESDAY))
    assert commit(world.folder / "alpha") == [NEWS.format("a", "Tuesday 4 March")]
    assert path.exists()


def test_a_problem_is_said_and_stops_nothing_unless_asked(world: World) -> None:
    path = stage(draft(world, "a", "soon"))
    line = "docs/blog/posts/a.md:3: date: soon is not a date; write date: 2026-11-24"
    assert commit(path.parent) == [line]
    install(world.folder / "alpha", "--strict")
    path.write_text(path.read_text().replace("soon", "later"))
    stage(path)
    assert commit(path.parent, code=1) == [line.replace("soon", "later")]


def test_without_its_configuration_a_commit_goes_on(world: World) -> None:
    (world.folder / "momentum.yml").unlink()
    path = stage(draft(world, "a", TUESDAY))
    said = commit(path.parent)
    assert len(said) == 1
    assert "no momentum.yml" in said[0]


def test_a_commit_goes_on_where_the_package_or_its_interpreter_is_gone(world: World) -> None:
    hook = world.folder / "alpha/.git/hooks/pre-commit"
    whole = hook.read_text()
    home = next(line for line in whole.splitlines() if line.startswith("python=")).partition("home=")[2]
    for number, gone in enumerate((sys.executable, home)):
        hook.write_text(whole.replace(gone, "/nowhere"))
        stage(draft(world, f"a{number}", SUNDAY))
        assert commit(world.folder / "alpha") == [
            "it is not installed where it was; momentum hook install, from where it is now, mends this"
        ]


def test_posts_of_every_ending_are_looked_at() -> None:
    offered = Path(__file__).parent.parent.joinpath(".pre-commit-hooks.yaml").read_text()
    patterns = {line.partition("files: ")[2] for line in offered.splitlines() if "files: " in line}
    (pattern,) = patterns
    assert all(re.search(pattern, f"posts/a{ending}") for ending in POSTS)
    for generator in GENERATORS:
        endings = set(generator.site_of({}).endings)
        assert endings, generator.name
        assert endings - set(RARE) <= set(POSTS), generator.name
        assert all(is_text(f"posts/a{ending}") for ending in endings)  # a site that is read from a commit has them too


@pytest.mark.parametrize("number", [0, 1])
def test_what_pre_commit_runs_stops_nothing_either(world: World, number: int) -> None:
    offered = Path(__file__).parent.parent.joinpath(".pre-commit-hooks.yaml").read_text()
    entry = [line.partition("entry: ")[2] for line in offered.splitlines() if "entry: " in line][number]
    argv = [sys.executable, *entry.split()[1:]]
    root = world.folder / "alpha"
    (root / "yaml.py").write_text("raise SystemExit('imported')\n")

    def run() -> tuple[int, str]:
        done = subprocess.run(argv, cwd=root, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        return done.returncode, done.stderr

    path = stage(draft(world, "a", SUNDAY))
    code, said = run()
    assert code == 0
    assert said.startswith('momentum: "Title of a" goes live on Monday 10 March, and its date now says so')
    assert git(root, "diff", "--", path.name) == "", "pre-commit takes an unstaged change for a reason to stop"
    stage(draft(world, "a", "soon"))
    assert run()[0] == number
    (world.folder / "momentum.yml").unlink()
    mend = "momentum init writes one, and --config PATH names another"
    assert run() == (0, f"momentum: no momentum.yml in {root} or above it; {mend}\n")


def test_a_quarto_post_is_looked_at_too(world: World) -> None:
    root = world.folder / "gamma"
    (root / "posts/a").mkdir(parents=True)
    (root / "_quarto.yml").write_text("project: {type: website}\n")
    (root / "posts/index.qmd").write_text("---\ntitle: All\nlisting: {contents: .}\n---\n")
    path = root / "posts/a/index.qmd"
    path.write_text(f"---\ntitle: Title of q\ndate: {SUNDAY}\n---\n\nx\n")
    git(world.folder, "init", "-q", "-b", "main", "gamma")
    world.configure("alpha", "gamma")
    install(root)
    git(root, "add", "-A")
    assert commit(root)[0].startswith('"Title of q" goes live on Monday 10 March, and its date now says so')
    assert "date: 2031-03-10" in committed(path)


def test_no_fix_leaves_the_date(world: World) -> None:
    install(world.folder / "alpha", "--no-fix")
    path = stage(draft(world, "a", SUNDAY))
    assert commit(path.parent) == ['"Title of a" goes live on Monday 10 March: Sunday 9 March is a rest day.']
    assert SUNDAY in committed(path)


def test_windows_line_ends_in_the_working_tree(world: World) -> None:
    git(world.folder / "alpha", "config", "core.autocrlf", "true")
    path = draft(world, "a", SUNDAY)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    git(path.parent, "-c", "core.safecrlf=false", "add", path.name)
    commit(path.parent)
    assert b"date: 2031-03-10\r\n" in path.read_bytes()
    assert "date: 2031-03-10\n" in committed(path)
    assert git(path.parent, "status", "--porcelain") == ""


def test_worktrees_and_submodules(world: World) -> None:
    alpha = world.folder / "alpha"
    world.write("alpha", "first", TUESDAY)
    git(alpha, "worktree", "add", "-q", "-b", "side", str(world.folder / "tree"))
    world.configure("tree")
    path = stage(draft(world, "z", TUESDAY, site="tree"))
    assert commit(path.parent)[0].startswith('"Title of z" goes live on Wednesday 5 March'), "hooks are shared"
    assert "date: 2031-03-05\n" in committed(path)
    git(world.folder, "init", "-q", "-b", "main", "hub")
    git(world.folder / "hub", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(alpha), "blog")
    world.configure("hub/blog")
    config = world.folder / "momentum.yml"
    config.write_text(config.read_text().replace("  hub/blog: hub/blog", "  blog: hub/blog"))
    blog = world.folder / "hub/blog"
    install(blog)
    path = stage(draft(world, "y", SUNDAY, site="hub/blog"))
    assert commit(blog)[0].startswith('"Title of y" goes live on Monday 10 March')
    assert (world.folder / "hub/.git/modules/blog/hooks/pre-commit").is_file()


def test_a_foreign_hook_keeps_its_bytes_and_its_say(world: World) -> None:
    hooks = world.folder / "beta/.git/hooks"
    foreign = b"#!/bin/sh\necho momentum: foreign >&2\n[ ! -e stop ]\n"
    (hooks / "pre-commit").write_bytes(foreign)
    (hooks / "pre-commit").chmod(0o755)
    assert "keeps the hook that was there" in install(world.folder / "beta")
    install(world.folder / "beta")  # a second time
    path = stage(draft(world, "b", TUESDAY, site="beta"))
    assert commit(world.folder / "beta") == ["foreign", NEWS.format("b", "Tuesday 4 March")]
    (world.folder / "beta/stop").touch()
    path.write_text(path.read_text() + "more\n")
    stage(path)
    assert commit(world.folder / "beta", code=1) == ["foreign"]
    assert "again the hook" in githooks.uninstall(world.folder / "beta")
    assert (hooks / "pre-commit").read_bytes() == foreign
    assert "no hook of momentum" in githooks.uninstall(world.folder / "beta")
    assert (hooks / "pre-commit").read_bytes() == foreign


def test_hooks_path(world: World) -> None:
    beta = world.folder / "beta"
    git(beta, "config", "core.hooksPath", "tools/hooks")
    install(beta)
    path = stage(draft(world, "b", TUESDAY, site="beta"))
    assert (beta / "tools/hooks/pre-commit").is_file()
    assert commit(path.parent) == [NEWS.format("b", "Tuesday 4 March")]
    assert "taken out" in githooks.uninstall(beta)
    git(beta, "config", "core.hooksPath", str(world.folder / "shared"))
    with pytest.raises(MomentumError, match="for other repositories too; add to its pre-commit: momentum check"):
        install(beta)
    git(beta, "config", "core.hooksPath", ".husky/_")
    with pytest.raises(MomentumError, match=r"add this line to \.husky/pre-commit: momentum check --staged --fix"):
        install(beta)


def test_install_by_command(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(world.folder / "beta")
    elsewhere = world.folder / "hub of mine/momentum.yml"
    elsewhere.parent.mkdir()
    elsewhere.write_text((world.folder / "momentum.yml").read_text().replace(": beta", ": ../beta"))
    assert main(["hook", "install", "--config", str(elsewhere)]) == 0
    assert f"--config '{elsewhere}'" in (world.folder / "beta/.git/hooks/pre-commit").read_text()
    path = stage(draft(world, "b", TUESDAY, site="beta"))
    assert commit(path.parent) == [NEWS.format("b", "Tuesday 4 March")]
    assert main(["hook", "uninstall"]) == 0
    monkeypatch.chdir(world.folder)
    assert main(["hook", "install"]) == 1
    assert "no git repository" in capsys.readouterr().err
