"""The `momentum` command: options in, one call each, text out.

Everything heavy is imported inside the command that needs it, so that small commands start at once.
"""

from __future__ import annotations

import argparse
import codecs
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum import __version__
from mkdocs_momentum.commands import accounting, checking, common, runner, scheduling, setup, staging, syndicating
from mkdocs_momentum.commands.options import Options, add_first, untaken
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.views.safe import likeness

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.momentum import Outcome
    from mkdocs_momentum.stores.commands import Watch

Arguments = common.Arguments
_QUIET = frozenset({"would-release", "rests", "taken", "nothing", "elsewhere", "lapsed", "withdrawn", "not-released"})
"""Outcomes of which `-q` says nothing."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments, without the program's name; those of the process by default.

    Returns:
        0 fine, 1 a fault that the user can mend (one line on standard error), 2 usage.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    words, command = _split(words)
    codecs.register_error("likeness", likeness)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a code page that lacks a character shows its likeness, no traceback
            stream.reconfigure(errors="likeness")
    args = _parser().parse_args(words)
    args.command_after = command
    if command and args.run is not _release:
        _parser().error("only release takes a command after --")
    if refusal := untaken(args):
        print(f"momentum: {refusal}", file=sys.stderr)
        return 2
    try:
        return int(args.run(args))
    except MomentumError as error:
        print(f"momentum: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    place = words.index("--") if "--" in words else len(words)
    return words[:place], words[place + 1 :]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momentum", description="One canonical post a day, over all your blogs. Without a command: status."
    )
    add_first(parser)
    parser.add_argument("--version", action="version", version=f"momentum {__version__}")
    parser.set_defaults(run=_status)
    options = Options()
    add = partial(options.add, parser.add_subparsers(metavar="COMMAND", title="commands"))
    shared, data = options.shared, options.data
    common.fetch_option(add("status", _status, "today, the last seven days and the days ahead", shared, data))
    common.fetch_option(add("plan", _plan, "the days ahead", shared, data))
    _release_options(add("release", _release, "let today's post out, if today has one", shared, data))
    _commit_options(add("withdraw", _withdraw, "take today's release back", shared, data))
    page = add("page", _page, "write the private page, self-contained", shared)
    page.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="an .html file, for you alone")
    common.fetch_option(page)
    demo = add("demo", _demo, "build the example sites through a simulated week")
    demo.add_argument("folder", type=Path, nargs="?", default=Path("momentum-demo"), metavar="FOLDER",
                      help="a new folder (default: momentum-demo)")  # fmt: skip
    demo.add_argument("--open", action="store_true", help="open the result in the browser")
    setup.register(add, shared)
    scheduling.register(add, shared, data)
    syndicating.register(add, shared)
    checking.register(add, options)
    staging.register(add, shared, data)
    accounting.register(add, shared, data)
    return parser


def _release_options(entry: argparse.ArgumentParser) -> None:
    entry.usage = "momentum release [options] [-- COMMAND ...]"
    entry.add_argument("--site", metavar="NAME", help="only if today's post is on this site")
    entry.add_argument("--dry-run", action="store_true", help="change nothing, say what would happen")
    entry.add_argument("--strict", action="store_true", help="exit 1 when the ledger gives no answer")
    entry.add_argument("-q", "--quiet", action="store_true", help="say nothing unless a post goes live")
    entry.add_argument("--ci", action="store_true", help="tell the CI runner: outputs for later steps, a job summary")
    _commit_options(entry)


def _commit_options(entry: argparse.ArgumentParser) -> None:
    entry.add_argument("--commit", action="store_true", help="commit the file, and only it")
    entry.add_argument("--push", action="store_true", help="commit and push it")


def _status(args: Arguments) -> int:
    report = common.look(args)
    if args.json:
        from mkdocs_momentum.views.data import as_data

        return common.print_json(as_data(report))
    from mkdocs_momentum.stores import tty
    from mkdocs_momentum.views import terminal

    print(terminal.status_screen(report, *tty.traits(sys.stdout)))
    return 0


def _plan(args: Arguments) -> int:
    report = common.look(args)
    if args.json:
        from mkdocs_momentum.views.data import as_data

        return common.print_json(as_data(report)["plan"])
    from mkdocs_momentum.stores import tty
    from mkdocs_momentum.views import terminal

    print(terminal.plan_screen(report, *tty.traits(sys.stdout)))
    return 0


def _release(args: Arguments) -> int:
    from mkdocs_momentum import momentum
    from mkdocs_momentum.stores.commands import Watch

    config, today = common.open_config(args)
    if args.site and args.site not in {site.name for site in config.sites}:
        from mkdocs_momentum.core.words import nearest

        names = [site.name for site in config.sites]
        raise MomentumError(f"--site {args.site}: {config.where} has no such site{nearest(args.site, names)}")
    with Watch() if args.command_after else nullcontext() as watch:
        outcome = momentum.release(
            config,
            today,
            site=args.site,
            commit=args.commit or args.push,
            push=args.push,
            dry_run=args.dry_run,
            day_now=None if args.today else lambda: common.clock(config),
        )
        with runner.plain_log(is_ci=args.ci):
            code = _say(outcome, args)
        is_due = runner.is_due(outcome, is_ci=args.ci) and args.site in {None, outcome.post and outcome.post.key.site}
        if watch and is_due:
            outcome, code = _run_after(args, config, today, outcome, watch)
    if args.ci:
        runner.tell(config, today, outcome, went_out=is_due and not code)
    return 1 if args.strict and outcome.kind is momentum.OutcomeKind.UNREACHABLE else code


def _run_after(args: Arguments, config: Config, today: date, outcome: Outcome, watch: Watch) -> tuple[Outcome, int]:
    """Run the command; the release is taken back where it does not end well, or a signal ends it."""
    from mkdocs_momentum import momentum

    code = watch.run(args.command_after)
    if code == 0:
        return outcome, 0
    how = "was stopped" if watch.stopped else f"ended with {code}"
    print(f"momentum: {args.command_after[0]} {how}, so the release is taken back.", file=sys.stderr)
    outcome = momentum.withdraw(config, today, commit=args.commit or args.push, push=args.push)
    with runner.plain_log(is_ci=args.ci):
        _say(outcome, args)
    return outcome, code if watch.stopped else 1


def _withdraw(args: Arguments) -> int:
    from mkdocs_momentum import momentum

    config, today = common.open_config(args)
    outcome = momentum.withdraw(config, today, commit=args.commit or args.push, push=args.push)
    return _say(outcome, args) or int(outcome.kind is momentum.OutcomeKind.UNREACHABLE)


def _say(outcome: Outcome, args: Arguments) -> int:
    if args.json:
        from mkdocs_momentum.views.outcomes import outcome_data

        return common.print_json(outcome_data(outcome.kind, outcome.day, outcome.post, outcome.next, outcome.line))
    if not getattr(args, "quiet", False) or outcome.kind not in _QUIET:
        print(outcome.line)
    return 0


def _page(args: Arguments) -> int:
    from mkdocs_momentum.stores.files import private_place, write_private
    from mkdocs_momentum.views.page import render_page

    report = common.look(args)
    page = render_page(report)
    write_private(private_place(args.output, [Path(site.root) for site in report.sites if site.root]), page)
    return 0


def _demo(args: Arguments) -> int:
    from mkdocs_momentum.demo import run_demo

    run_demo(args.folder, say=print, open_browser=args.open)
    return 0
