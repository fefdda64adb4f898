"""`stage`."""

from __future__ import annotations

import argparse
from pathlib import Path

from mkdocs_momentum.commands.common import Add, Arguments, open_config, print_json


def register(add: Add, shared: argparse.ArgumentParser, data: argparse.ArgumentParser) -> None:
    """Add the command of this module."""
    entry = add("stage", _stage, "copy a site without its held posts, for builders without the plugin", shared, data)
    entry.add_argument("folder", type=Path, metavar="DIR", help="the copy; a new folder, or an earlier copy")
    entry.add_argument("--site", metavar="NAME", help="which site (default: the one around this folder)")


def _stage(args: Arguments) -> int:
    from mkdocs_momentum.tasks.staging import stage
    from mkdocs_momentum.views.staging import staged_data, staged_lines

    config, today = open_config(args)
    staged = stage(config, today, args.folder, args.site, Path.cwd())
    if args.json:
        return print_json(staged_data(staged))
    print(*staged_lines(staged), sep="\n")
    return 0
