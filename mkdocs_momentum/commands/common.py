"""What every command needs: the configuration, the writer's day, and how data is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.core.cadence import Report

__all__ = ["Add", "Arguments", "agreed", "clock", "day", "fetch_option", "look", "open_config", "print_json"]

Arguments = argparse.Namespace
Add = Callable[..., argparse.ArgumentParser]
"""Adds a command: its name, what runs it, its help, and the parsers whose options it shares."""


def day(text: str) -> date:
    """An option's value as a day."""
    from mkdocs_momentum.core.days import parse_day

    try:
        return parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def clock(config: Config) -> date:
    """The writer's day now, by the machine's clock."""
    from datetime import UTC, datetime

    return config.calendar.day_of(datetime.now(UTC))


def agreed(alone: str) -> bool:
    """Ask whether what was shown is to be written.

    Args:
        alone: what is said where nobody is there to answer.
    """
    if not sys.stdin.isatty():
        print(alone)
        return False
    try:
        return input("Write this? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:  # Ctrl-D
        print()
        return False


def open_config(args: Arguments) -> tuple[Config, date]:
    """The configuration and the day that a command acts on. Raises ConfigError."""
    from mkdocs_momentum.stores.configfile import load_config

    config = load_config(args.config, Path.cwd())
    return config, args.today or clock(config)


def look(args: Arguments) -> Report:
    """How the cadence stands. Raises ConfigError."""
    from mkdocs_momentum.tasks import scene

    return scene.look(*open_config(args), fetch=getattr(args, "fetch", False))


def fetch_option(entry: argparse.ArgumentParser) -> None:
    """Add `--fetch`; without it no site's remote is asked for anything."""
    entry.add_argument("--fetch", action="store_true", help="first fetch the sites that are read from a repository")


def print_json(data: object) -> int:
    """Print data; the exit code comes back."""
    import json

    # Programs read this: what a code page lacks is escaped, and nothing is lost.
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(json.dumps(data, indent=2, ensure_ascii=not is_unicode))
    return 0
