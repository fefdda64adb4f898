"""The options that may stand before or after a command: who takes which, and a word where one is not taken."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs_momentum.commands.common import Arguments, day

_OPTIONS: dict[str, dict[str, Any]] = {
    "config": {"type": Path, "metavar": "PATH", "help": "momentum.yml (default: found above this folder)"},
    "today": {"type": day, "metavar": "DATE", "help": "act as on this day, as in 2026-11-24"},
    "json": {"action": "store_true", "help": "print data instead of text"},
}


class Options:
    """The shared options as parents of commands: `where` and `when` to look, the two as `shared`, and `data`.

    After a command they have no default, so that one given before it keeps its value.
    """

    def __init__(self) -> None:
        told = {name: _parent(name) for name in _OPTIONS}
        self.where, self.data = told["config"], told["json"]
        self.shared = argparse.ArgumentParser(add_help=False, parents=[told["config"], told["today"]])
        # What a command has no use for is read all the same, so that `untaken` can name it.
        self._hidden = {name: _parent(name, help=argparse.SUPPRESS) for name in _OPTIONS}
        self._brought = {self.where: {"config"}, self.shared: {"config", "today"}, self.data: {"json"}}

    def add(
        self,
        commands: Any,
        name: str,
        run: Callable[[Arguments], int] | None,
        text: str,
        *parents: argparse.ArgumentParser,
    ) -> argparse.ArgumentParser:
        """Add a command.

        Args:
            commands: what argparse's `add_subparsers` gave.
            name: the command's name.
            run: what runs it; None where commands of its own do.
            text: its help.
            parents: those of these options that it takes.

        Returns:
            Its parser, for options of its own.
        """
        taken = set[str]().union(*(self._brought[parent] for parent in parents))
        untaken = [option for option in _OPTIONS if option not in taken]
        hidden = [self._hidden[option] for option in untaken]
        entry = commands.add_parser(name, help=text, description=text, parents=[*parents, *hidden])
        entry.set_defaults(run=run, command=entry.prog.partition(" ")[2], untaken=untaken)
        return entry  # type: ignore[no-any-return] # argparse has no public name for `commands`


def add_first(parser: argparse.ArgumentParser) -> None:
    """Add them all to the parser of what stands before a command."""
    for name, words in _OPTIONS.items():
        parser.add_argument(f"--{name}", **words)
    parser.set_defaults(untaken=[])


def untaken(args: Arguments) -> str:
    """What is to be said of an option that the command does not take; empty where there is none."""
    for name in args.untaken:
        if getattr(args, name):
            return f"{args.command} takes no --{name}" + (", as it prints no data" if name == "json" else "")
    return ""


def _parent(name: str, **more: str) -> argparse.ArgumentParser:
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(f"--{name}", default=argparse.SUPPRESS, **(_OPTIONS[name] | more))
    return parent
