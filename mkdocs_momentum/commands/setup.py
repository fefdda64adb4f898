"""`init` and `calendar`: once at the beginning, and what leaves momentum for other programs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from mkdocs_momentum.commands.common import Add, Arguments, agreed, look
from mkdocs_momentum.core.starter import CI_FILES
from mkdocs_momentum.errors import MomentumError


def register(add: Add, shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    init = add("init", _init, "set up momentum.yml, the plugin in each site, and CI; shows the diff first", shared)
    init.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER", help="of clones, or a site")
    init.add_argument("--site", action="append", default=[], metavar="NAME=PLACE", help="a site: path or git address")
    init.add_argument("--ci", choices=("auto", *CI_FILES, "none"), default="auto",
                      help="whose CI file to write (default: what the remote tells)")  # fmt: skip
    init.add_argument("--yes", action="store_true", help="write without asking")
    calendar = add("calendar", _calendar, "write the plan as iCalendar", shared)
    calendar.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="an .ics file")


def _init(args: Arguments) -> int:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from mkdocs_momentum.stores.timezone import system_timezone
    from mkdocs_momentum.tasks.setup import propose

    if not args.folder.is_dir():
        raise MomentumError(f"{args.folder} is not a folder; name one, as in momentum init ~/blogs")
    zone = system_timezone(os.environ)
    today = args.today or datetime.now(UTC).astimezone(ZoneInfo(zone[0])).date()
    setup = propose(args.folder, args.site, today, zone, args.ci)
    for note in setup.notes:
        print(note)
    if not setup.changes:
        print("Everything is set up; nothing changes.")
        return 0
    print(f"\n{setup.diff()}\n")
    if not args.yes and not agreed("Write this with: momentum init --yes"):
        print("Nothing was written.")
        return 0
    setup.apply()
    print("Written. Commit it in each repository; momentum status shows how it stands.")
    print("momentum hook install, in a site, says at each commit when a post goes live.")
    return 0


def _calendar(args: Arguments) -> int:
    from mkdocs_momentum.stores.files import private_place, write_private
    from mkdocs_momentum.views.ical import calendar_text

    report = look(args)
    roots = [Path(site.root) for site in report.sites if site.root]
    write_private(private_place(args.output, roots), calendar_text(report))
    return 0
