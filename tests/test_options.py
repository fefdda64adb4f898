"""The options that commands share: each takes what its documentation says, and ignores none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_momentum.cli import main

PAGE = (Path(__file__).parent.parent / "docs/commands.md").read_text(encoding="utf-8")
OPTIONS = {"--config": ["--config", "momentum.yml"], "--today": ["--today", "2026-11-24"], "--json": ["--json"]}
NEEDED = {
    "status": [], "plan": [], "release": [], "withdraw": [], "page": ["-o", "page.html"], "demo": ["nowhere"],
    "init": [], "calendar": ["-o", "plan.ics"], "explain": ["mine"], "schedule": ["mine"], "syndicate": ["mine"],
    "check": [], "hook install": [], "hook uninstall": [], "stage": ["copy"], "doctor": [], "ledger": [],
}  # fmt: skip
"""Every command, with the words that it cannot do without."""
REFUSED = r"momentum: {} takes no {}(, as it prints no data)?\n"


def documented() -> dict[str, set[str]]:
    """The commands, with the shared options that the page says they take."""
    found = {}
    for section in PAGE.split("\n## momentum ")[1:]:
        line = re.search(r"^- (.*): as above$", section, re.MULTILINE)
        found[section.partition("\n")[0]] = set(re.findall(r"`(.*?)`", line[1])) if line else set()
    return found


def test_the_page_has_every_command() -> None:
    assert set(documented()) == set(NEEDED)
    assert documented()["schedule"] == {"--config", "--today"}
    assert documented()["hook install"] == {"--config"}
    assert documented()["hook uninstall"] == documented()["demo"] == set()


@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("command", NEEDED)
def test_a_command_takes_what_the_page_says_and_refuses_the_rest(
    command: str,
    option: str,
    is_before: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nowhere").write_text("")  # where a demo would begin, if it took the option
    words = [*command.split(), *NEEDED[command]]
    code = main([*OPTIONS[option], *words] if is_before else [*words, *OPTIONS[option]])
    said = capsys.readouterr()
    if option in documented()[command]:
        assert code < 2, said.err  # as there is no configuration here
    else:
        assert code == 2
        assert re.fullmatch(REFUSED.format(command, option), said.err), said.err
        assert said.out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["nowhere"]
