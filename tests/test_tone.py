"""The tone is a contract: no string that a person meets blames, counts or urges."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_views import Reading
from view_states import SITES, TODAY, make, post, states

from mkdocs_momentum.cli import main
from mkdocs_momentum.core.cadence import Report
from mkdocs_momentum.core.posts import Post, PostKey, State
from mkdocs_momentum.core.syndication import Syndication
from mkdocs_momentum.views.data import as_data
from mkdocs_momentum.views.page import render_page
from mkdocs_momentum.views.terminal import plan_screen, status_screen

UNWANTED = re.compile(
    r"\b(missed|behind|late|overdue|failed|failure|streaks?|scores?|debts?|catch(ing)? up|should|must|lost|lazy|gaps?"
    r"|goals?|targets?|remaining|only \d+|\d+ (days?|posts?))\b|!",
    re.IGNORECASE,
)
WORDS = re.compile(
    r"\b(missed|behind|late|overdue|failed|failure|streaks?|scores?|debts?|catch(ing)? up|should|must|lazy|goals?)\b"
    r"|\w!(?![=\w])",
    re.IGNORECASE,
)
"""Wherever else people read: an error may say a number, but it blames no more than the page does."""
STATES = dict(states())
HERE = Path(__file__).parent.parent


def shown(report: Report) -> list[str]:
    """All that the page, the terminal and the sentences of the JSON say."""
    page = Reading(render_page(report))
    names = [value for name, value in page.attributes if name in {"title", "alt", "placeholder"} or "aria" in name]
    screens = [status_screen(report, width, color=False) for width in (40, 80)] + [plan_screen(report, 80, color=False)]
    return [page.text, *names, *screens, *as_data(report)["words"].values()]


def assert_calm(report: Report) -> None:
    for text in shown(report):
        found = UNWANTED.search(text)
        assert not found, text[max(0, found.start() - 60) : found.end() + 20]


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_calm(name: str) -> None:
    assert_calm(STATES[name])


@st.composite
def posts(draw: st.DrawFn) -> list[Post]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        state = draw(st.sampled_from(State))
        reach = 0 if state in {State.RELEASED, State.HISTORY} else 60
        day = TODAY + timedelta(days=draw(st.integers(-60, reach)))
        place = Syndication(draw(st.sampled_from(["", "https://dev.to/x"])), TODAY, "dev.to")
        found.append(post(number, state, day, syndications=draw(st.sampled_from([(), (), (place,)]))))
    return found


@settings(max_examples=60, deadline=None)
@given(posts(), st.integers(-3, 10), st.integers(-80, 20), st.integers(0, 3), st.booleans())
def test_any_report_is_calm(found: list[Post], step: int, since: int, sites: int, has_claim: bool) -> None:
    today = TODAY + timedelta(days=step)
    claims = {today: PostKey(SITES[0].name, "docs/posts/00000.md")} if has_claim else {}
    assert_calm(make(found, today, SITES[:sites], since=TODAY + timedelta(days=since), claims=claims))


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts of a module that can be shown: its strings, without docstrings; gaps of f-strings are spaces."""
    quiet: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else " " for part in node.values]
            quiet.update(id(part) for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node.lineno, node.value


def prose(text: str) -> bool:
    """Whether a text of the code is one for people: words with spaces between them, and no pattern or style sheet."""
    return bool(re.search(r"[a-z]{2,} +[a-z]{2,}", text, re.IGNORECASE)) and not re.search(r"\\[bswd.]|\(\?|\|\|", text)


def test_no_string_of_the_package_blames_or_urges() -> None:
    read = 0
    for path in sorted((HERE / "mkdocs_momentum").rglob("*.py")):
        for line, text in literals(ast.parse(path.read_text(encoding="utf-8"))):
            if prose(text):
                read += 1
                found = WORDS.search(text)
                assert not found, f"{path.name}:{line}: {text}"
    assert read > 500, "or nothing was read"


@pytest.mark.parametrize("name", [
    "README.md", "CHANGELOG.md", "action.yml", ".pre-commit-hooks.yaml",
    *sorted(path.relative_to(HERE).as_posix() for folder in ("docs", "mkdocs_momentum/starters")
            for path in (HERE / folder).rglob("*")
            if path.suffix in {".md", ".yml", ".sh"} and path.name != "decisions.md"),
])  # fmt: skip
def test_no_page_of_the_documentation_blames_or_urges(name: str) -> None:
    text = (HERE / name).read_text(encoding="utf-8")
    # Code, the marks of Markdown and shell (`!` before pictures, `[!NOTE]`, `!ENV`, `#!`) and names are no prose.
    text = re.sub(r"```.*?```|`[^`]*`|!\[|\[!|<!--.*?-->|^#!.*$|![A-Z]{2,}", " ", text, flags=re.DOTALL | re.MULTILINE)
    for line in text.splitlines():
        found = WORDS.search(line)
        assert not found, line


def test_the_help_of_every_command_is_calm(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    names = re.findall(r"^    (\w+)", capsys.readouterr().out, re.MULTILINE)
    assert len(names) >= 15
    for name in names:
        with pytest.raises(SystemExit):
            main([name, "--help"])
        said = capsys.readouterr().out
        assert not WORDS.search(said), said
