"""`syndicate`."""

from __future__ import annotations

import argparse
from pathlib import Path

from mkdocs_momentum.commands.common import Add, Arguments, day, open_config
from mkdocs_momentum.errors import MomentumError

FORMATS = ("markdown", "html", "devto", "hashnode", "medium")


def register(add: Add, shared: argparse.ArgumentParser) -> None:
    """Add the command."""
    entry = add(
        "syndicate", _syndicate, "put on record where a post went; without URL, print it ready to paste", shared
    )
    entry.add_argument("post", metavar="POST", help="its file, its path in its site, or its title")
    entry.add_argument("url", nargs="?", metavar="URL", help="where it went")
    entry.add_argument("--to", metavar="NAME", default="", help="what the place is called")
    entry.add_argument("--date", type=day, metavar="DAY", help="when (default: today)")
    entry.add_argument("--format", choices=FORMATS, help="what to print (default: markdown)")


def _syndicate(args: Arguments) -> int:
    from mkdocs_momentum.tasks import syndicating

    if args.url and args.format:
        raise MomentumError("--format prints the post, and a URL puts it on record; leave one of them out")
    if not args.url and (args.to or args.date):
        raise MomentumError("--to and --date need the URL, as in momentum syndicate POST https://example.social/@me/1")
    config, today = open_config(args)
    here = Path.cwd()
    if args.url:
        when = args.date or today
        print(syndicating.record(config, today, args.post, here, args.url, day=when, name=args.to))
    else:
        print(syndicating.export_post(config, today, args.post, here, args.format or "markdown"), end="")
    return 0
