"""`check` and `hook`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.commands.common import Add, Arguments, open_config, print_json
from mkdocs_momentum.errors import MomentumError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_momentum.commands.options import Options
    from mkdocs_momentum.core.findings import Finding
    from mkdocs_momentum.tasks.scene import Scene


def register(add: Add, options: Options) -> None:
    """Add the commands of this module."""
    text = "when posts go live, dates that are taken or have passed, problems"
    check = add("check", _check, text, options.shared, options.data)
    check.add_argument("paths", type=Path, nargs="*", metavar="PATH", help="posts or folders (default: everything)")
    check.add_argument("--staged", action="store_true", help="what is staged for the next commit, as it is staged")
    check.add_argument("--fix", action="store_true", help="write the planned day into dates that move")
    check.add_argument("--strict", action="store_true", help="exit 1 for problems and dates that are left to move")
    check.add_argument("--format", choices=("text", "github"), default="text", help="lines, or annotations for CI")
    hook = add("hook", None, "the git hook that says when a post goes live")
    kinds = hook.add_subparsers(metavar="install|uninstall", required=True)
    install = options.add(kinds, "install", _install, "add a pre-commit hook to this repository", options.where)
    install.add_argument("--strict", action="store_true", help="let the hook stop a commit that has a problem")
    install.add_argument("--no-fix", action="store_true", help="say when a date moves, and leave it as it is")
    options.add(kinds, "uninstall", _uninstall, "take it out again")


def _check(args: Arguments) -> int:
    from mkdocs_momentum.stores.index import index_around
    from mkdocs_momentum.tasks import checking

    if args.staged and args.paths:
        raise MomentumError(f"--staged looks at all that is staged; leave out {args.paths[0]}")
    config, today = open_config(args)
    if not args.staged:
        return _say(args, *checking.check(config, today, args.paths, fix=args.fix))
    index = index_around(Path.cwd())
    if index is None:
        raise MomentumError(f"{Path.cwd()} is in no git repository, so nothing is staged; name posts instead")
    return _say(args, *checking.check_index(config, today, index, fix=args.fix))


def _say(args: Arguments, scene: Scene | None, found: Sequence[Finding]) -> int:
    from mkdocs_momentum.views import findings

    if args.json:
        print_json([findings.finding_data(finding) for finding in found])
    elif args.format == "github":
        for finding in found:
            print(findings.finding_annotation(finding, _place(scene, finding), strict=args.strict))
    else:
        for finding in found:
            print(findings.finding_line(finding))
    return int(args.strict and any(finding.holds or finding.moves for finding in found))


def _place(scene: Scene | None, finding: Finding) -> str:
    """The file of a finding from this folder, as CI names it."""
    from mkdocs_momentum.tasks.checking import file_of

    path = file_of(scene, finding) if scene else None
    here = Path.cwd().resolve()
    if path is None:
        return ""
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _install(args: Arguments) -> int:
    from mkdocs_momentum.stores.configfile import find_above, find_config
    from mkdocs_momentum.stores.githooks import install

    here = Path.cwd()
    config = find_config(args.config, here)
    options = ["--strict"] * args.strict + ["--no-fix"] * args.no_fix
    if find_above(here) != config:  # a hook has neither this command's options nor its environment
        options += ["--config", str(config)]
    print(install(here, sys.executable, options))
    return 0


def _uninstall(_args: Arguments) -> int:
    from mkdocs_momentum.stores.githooks import uninstall

    print(uninstall(Path.cwd()))
    return 0
