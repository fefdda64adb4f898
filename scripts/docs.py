"""Writes the pages of docs/ that follow from the code: the commands, and the configuration.

python scripts/docs.py           writes them
python scripts/docs.py --check   says which differ, and exits 1 then
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTE = "<!-- Written by scripts/docs.py from the code; change it there. -->\n"

PLUGIN_KEYS = {
    "enabled": "`false` turns the plugin off, and then a build shows every post.",
    "config": "A `momentum.yml`, from this file's folder. Where it is not there, the keys below are enough.",
    "since": "The first day that the gate governs. It wins over `momentum.yml`.",
    "posts": "Where posts are, as a glob (or several) from the site's root, beside those of its blog plugins.",
    "timezone": "The writer's timezone, by its IANA name.",
    "page": "Write the private page to this file after each build. It is refused inside anything that becomes public.",
}


def commands_page(parser: argparse.ArgumentParser) -> str:
    """Every command and option of the parser."""
    shared = [action for action in parser._actions if action.option_strings and action.dest not in {"help", "version"}]  # noqa: SLF001
    lines = [
        "# Commands",
        "",
        NOTE,
        "`momentum` (also `python -m mkdocs_momentum`). Without a command: `status`. Every command exits with 0 when",
        "all is fine, 1 with one line about something you can mend, and 2 when its words are not known.",
        "",
        "Each command says below which of these it takes, before its name or after it:",
        "",
        *(_option(action) for action in shared),
    ]
    known = {option for action in shared for option in action.option_strings}
    for name, help_text, entry in _commands(parser):
        lines += ["", f"## momentum {name}", "", f"{help_text[:1].upper()}{help_text[1:]}.", "", "```text"]
        lines += [_usage(name, entry, known), "```", ""]
        own = [a for a in entry._actions if not set(a.option_strings) & known and a.dest != "help"]  # noqa: SLF001
        lines += [_option(action) for action in own if not _has_commands(action)]
        taken = [f"`{a.option_strings[0]}`" for a in entry._actions if set(a.option_strings) & known and _is_told(a)]  # noqa: SLF001
        lines += [f"- {', '.join(taken)}: as above"] if taken else []
    return "\n".join(lines).rstrip() + "\n"


def _commands(parser: argparse.ArgumentParser, prefix: str = "") -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other list
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
        for name, entry in action.choices.items():
            inner = list(_commands(entry, f"{prefix}{name} "))
            yield from inner or [(f"{prefix}{name}", helps[name], entry)]


def _is_told(action: argparse.Action) -> bool:
    """Whether a command takes this option, and does not know it only to say that it takes it not."""
    return action.help != argparse.SUPPRESS


def _has_commands(action: argparse.Action) -> bool:
    return isinstance(action, argparse._SubParsersAction)  # noqa: SLF001


def _usage(name: str, entry: argparse.ArgumentParser, known: set[str]) -> str:
    words = [f"momentum {name}"]
    for action in entry._actions:  # noqa: SLF001
        if set(action.option_strings) & known or action.dest == "help":
            continue
        value = _value(action)
        word = " ".join(filter(None, [action.option_strings[0] if action.option_strings else "", value]))
        is_optional = not action.required if action.option_strings else action.nargs in {"?", "*"}
        words.append(f"[{word}]" if is_optional else word)
    if entry.usage and "--" in entry.usage.partition("[options]")[2]:
        words.append(entry.usage.partition("[options]")[2].strip())
    return " ".join(words)


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices is not None:
        return "|".join(str(choice) for choice in action.choices)
    name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    return f"{name} …" if action.nargs in {"*", "+"} else name


def _option(action: argparse.Action) -> str:
    value = _value(action)
    names = [f"{name} {value}".rstrip() for name in action.option_strings] or [value]
    return f"- {', '.join(f'`{name}`' for name in names)}: {(action.help or '').replace('%%', '%')}"


def configuration_page(schema: dict[str, Any], plugin_keys: list[str]) -> str:
    """Every key of `momentum.yml` and of the plugin's block."""
    site = schema["definitions"]["site"]["oneOf"][1]["properties"]
    ledger = schema["properties"]["ledger"]["oneOf"][3]["properties"]
    commit = schema["properties"]["commit"]["oneOf"][1]["properties"]
    lines = [
        "# Configuration",
        "",
        NOTE,
        "## momentum.yml",
        "",
        "One file, in a repository of its own beside your sites or in a single site. Commands look for it in the",
        "folder they run in and above it; `--config` or `MOMENTUM_CONFIG` name another. An unknown key is an",
        "error that names the nearest right one.",
        "",
        "```yaml",
        "timezone: America/Los_Angeles",
        "since: 2026-11-23",
        "rest: [sunday, 2026-12-24..2026-12-26]",
        'day_starts: "03:00"',
        "ledger: git@example.com:me/momentum.git",
        "sites:",
        "  momentumpath:",
        "    path: ../momentumpath",
        "    repo: git@example.com:me/momentumpath.git",
        "  healthyforge: ../healthyforge",
        "```",
        "",
        *_keys(schema["properties"], schema["required"]),
        "",
        "### Below a site's name",
        "",
        "Either a path or a git address alone, or:",
        "",
        *_keys(site, []),
        "",
        "### Below ledger",
        "",
        "Either an address or a path alone, or:",
        "",
        *_keys(ledger, []),
        "",
        "### Below commit",
        "",
        *_keys(commit, []),
        "",
        "Editors complete and check the file with the JSON Schema that comes with the package:",
        "",
        "```sh",
        "python -c 'import importlib.resources as r; print(r.files(\"mkdocs_momentum\") / \"momentum.schema.json\")'",
        "```",
        "",
        "The schema cannot know which timezones there are, nor that a range of dates ends before it begins; the",
        "commands say so.",
        "",
        "## The plugin's block in mkdocs.yml",
        "",
        "```yaml",
        "plugins:",
        "  - search",
        "  - blog",
        "  - momentum:",
        "      since: 2026-11-23",
        "      timezone: America/Los_Angeles",
        "```",
        "",
        *(f"- `{key}`: {PLUGIN_KEYS[key]}" for key in plugin_keys),
        "",
        "What a build needs stands in the block, so that CI builds a site from nothing but its own checkout.",
        "",
        "## Front matter",
        "",
        "```yaml",
        "title: Usable Strength After 40",
        "date: 2026-11-24            # the day you wish for; never earlier does the post go live",
        "released: 2026-11-24        # written by momentum release alone",
        "canonical_url: https://…    # makes the post a copy, where it is not its own address",
        "syndication:",
        "  - {url: https://dev.to/me/usable-strength, date: 2026-11-25}",
        "```",
    ]
    return "\n".join(lines) + "\n"


def _keys(properties: dict[str, Any], required: list[str]) -> Iterator[str]:
    for key, entry in properties.items():
        needed = " Required." if key in required else ""
        usual = entry.get("default")
        shown = f" Usually `{json.dumps(usual)}`." if usual is not None else ""
        examples = [text if isinstance(text, str) else json.dumps(text) for text in entry.get("examples", [])]
        example = f" As in `{examples[0]}`." if examples and key != "sites" else ""
        yield f"- `{key}`: {entry['description']}{needed}{shown}{example}"


def pages() -> dict[str, str]:
    """File names in docs/ and what they are to hold."""
    from mkdocs_momentum.cli import _parser
    from mkdocs_momentum.plugin import MomentumConfig

    schema = json.loads((files("mkdocs_momentum") / "momentum.schema.json").read_text(encoding="utf-8"))
    plugin_keys = list(dict(MomentumConfig._schema))  # noqa: SLF001 - MkDocs has no other list of a block's keys
    return {
        "commands.md": commands_page(_parser()),
        "configuration.md": configuration_page(schema, plugin_keys),
    }


def main(argv: list[str]) -> int:
    """Write the pages, or look whether they are as they would be written."""
    code = 0
    for name, text in pages().items():
        path = DOCS / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in argv:
            print(f"docs/{name} differs from the code; run python scripts/docs.py")
            code = 1
        else:
            path.write_text(text, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
