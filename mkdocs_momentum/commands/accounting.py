"""`doctor` and `ledger`."""

from __future__ import annotations

import argparse

from mkdocs_momentum.commands.common import Add, Arguments, fetch_option, open_config, print_json


def register(add: Add, shared: argparse.ArgumentParser, data: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    doctor = add("doctor", _doctor, "everything that could go wrong, each with its mend", shared, data)
    doctor.add_argument("--probe", action="store_true", help="let trial claims race in the ledger, and remove them")
    fetch_option(doctor)
    add("ledger", _ledger, "which post has which day, who claimed it and when", shared, data)


def _doctor(args: Arguments) -> int:
    from mkdocs_momentum.tasks.doctor import examine
    from mkdocs_momentum.views import accounts

    config, today = open_config(args)
    found = examine(config, today, fetch=args.fetch, probe=args.probe)
    if args.json:
        print_json([accounts.problem_data(problem) for problem in found])
    else:
        print("\n".join(accounts.problem_text(problem) for problem in found) or accounts.IN_ORDER)
    return int(any(problem.holds for problem in found))


def _ledger(args: Arguments) -> int:
    from mkdocs_momentum.tasks.doctor import claims
    from mkdocs_momentum.tasks.scene import look
    from mkdocs_momentum.views import accounts

    config, today = open_config(args)
    held = claims(config)
    if args.json:
        return print_json(accounts.claims_data(held))
    titles = {post.key: post.title for post in look(config, today).posts} if held else {}
    for claim in held:
        at = claim.at.astimezone(config.calendar.timezone)
        title = titles.get(claim.key, "")
        print(accounts.claim_line(claim.day, claim.key, title, claim.who, at, readable=claim.readable))
    return 0
