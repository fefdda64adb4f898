"""`schedule` and `explain`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.commands.common import Add, Arguments, agreed, day, open_config, print_json

if TYPE_CHECKING:
    from mkdocs_momentum.tasks.scheduling import Schedule


def register(add: Add, shared: argparse.ArgumentParser, data: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    explain = add("explain", _explain, "when a post goes live, and why", shared, data)
    explain.add_argument("post", metavar="POST", help="its file, its path in its site, or its title")
    schedule = add("schedule", _schedule, "write a day into a post's date: the first free one, or DAY", shared)
    schedule.add_argument("post", metavar="POST", help="its file, its path in its site, or its title")
    which = schedule.add_mutually_exclusive_group()
    which.add_argument("--on", type=day, metavar="DAY", help="this day, if it is free")
    which.add_argument("--insert", type=day, metavar="DAY", help="this day; waiting posts there take their next")
    schedule.add_argument("--yes", action="store_true", help="with --insert: write it without asking")


def _explain(args: Arguments) -> int:
    from mkdocs_momentum.tasks.explaining import explain_post
    from mkdocs_momentum.views.explaining import explanation_data, explanation_text

    config, today = open_config(args)
    facts = explain_post(config, today, args.post, Path.cwd())
    if args.json:
        return print_json(explanation_data(facts))
    print(explanation_text(facts))
    return 0


def _schedule(args: Arguments) -> int:
    from mkdocs_momentum.tasks import scheduling
    from mkdocs_momentum.views.schedules import schedule_line

    config, today = open_config(args)
    if args.insert:
        plan = scheduling.plan_insert(config, today, args.post, Path.cwd(), args.insert)
        _show(plan)
        if plan.changes and not args.yes and not agreed("--yes writes this."):
            print("Nothing was written.")
            return 0
    else:
        plan = scheduling.plan_schedule(config, today, args.post, Path.cwd(), args.on)
    scheduling.write(plan)
    others = sum(change.shift.post.key != plan.post.key for change in plan.changes)
    print(schedule_line(plan.post, plan.day, others))
    return 0


def _show(plan: Schedule) -> None:
    """What would change, as a diff."""
    from mkdocs_momentum.views.schedules import diff_lines

    for change in plan.changes:
        key = change.shift.post.key
        print("\n".join(diff_lines(f"{key.site}/{key.path}", change.before.decode(), change.after.decode())))
