"""The pre-commit hook: written beside a foreign one, which keeps its bytes and runs first, and taken out again."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

import mkdocs_momentum
from mkdocs_momentum.core.endings import POSTS
from mkdocs_momentum.errors import GitError, MomentumError
from mkdocs_momentum.stores.git import Git

NAME = "pre-commit"
KEPT = "pre-commit.before-momentum"
MARK = "# The hook of momentum:"
BY_HAND = "momentum check --staged --fix || true"

# -S: the site module is started only where it is needed. It and -m are most of what an interpreter takes to begin.
_START = "import sys; sys.path.append(sys.argv.pop(1)); from mkdocs_momentum.hook import run; run()"
_GONE = "momentum: it is not installed where it was; momentum hook install, from where it is now, mends this"
_SCRIPT = """\
#!/bin/sh
{mark} says when a post goes live, and moves its date where its day is taken.
# Take it out with: momentum hook uninstall
kept="${{0%/*}}/{kept}"
if [ -x "$kept" ]; then "$kept" "$@" || exit $?; fi
staged="$(git -c core.quotePath=false diff --cached --raw --no-abbrev -M --no-relative --no-ext-diff --no-color \\
  --diff-filter=ACMR -- {patterns})"
[ -n "$staged" ] || exit 0
python={python} home={home}
if [ ! -x "$python" ] || [ ! -f "$home/mkdocs_momentum/hook.py" ]; then
  echo '{gone}' >&2
  exit 0
fi
printf '%s\\n' "$staged" | "$python" -P -S -c '{start}' "$home" --listed{options}
"""


def install(folder: Path, python: str, options: Sequence[str]) -> str:
    """Install the hook for the repository around `folder`. Installing it again replaces it.

    Args:
        folder: where the repository is.
        python: the interpreter that has this package.
        options: for the hook, each time it runs.

    Returns:
        What was done, in one line.

    Raises:
        MomentumError: there is no repository, or its hooks are shared with others.
    """
    hooks = _hooks_folder(folder)
    hook, kept = hooks / NAME, hooks / KEPT
    hooks.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(hook) and not _is_ours(hook):
        if os.path.lexists(kept):
            raise MomentumError(f"{hook} and {kept} both are there and neither is momentum's; put them together first")
        hook.rename(kept)
    hook.unlink(missing_ok=True)
    hook.write_text(_script(python, options), encoding="utf-8", newline="\n")
    hook.chmod(0o755)
    also = f" {kept.name} keeps the hook that was there, and runs first." if os.path.lexists(kept) else ""
    return f"{hook} says at each commit when its posts go live.{also}"


def uninstall(folder: Path) -> str:
    """Take the hook out, and put back the one that was there before.

    Returns:
        What was done, in one line.

    Raises:
        MomentumError: there is no repository, or its hooks are shared with others.
    """
    hooks = _hooks_folder(folder)
    hook, kept = hooks / NAME, hooks / KEPT
    if not _is_ours(hook):
        other = next((path for path in sorted(hooks.glob(f"{NAME}*")) if _is_ours(path)), None)
        if other:
            raise MomentumError(f"another tool keeps momentum's hook as {other}; take it out there")
        return f"There is no hook of momentum in {hooks}."
    hook.unlink()
    if not os.path.lexists(kept):
        return f"{hook} is taken out."
    kept.rename(hook)
    return f"{hook} is again the hook that was there before."


def _hooks_folder(folder: Path) -> Path:
    """The folder from which git runs hooks here, in worktrees and submodules as well."""
    git = Git(folder)
    try:
        hooks = folder / git.run("rev-parse", "--git-path", "hooks")
        common = folder / git.run("rev-parse", "--git-common-dir")
        top = git.run("rev-parse", "--show-toplevel")
    except GitError:
        raise MomentumError(f"{folder} is in no git repository; run this inside a site, as in cd ../myblog") from None
    hooks = Path(os.path.normpath(hooks))
    if hooks.resolve().is_relative_to(common.resolve()):
        return hooks
    if ".husky" in hooks.parts:
        raise MomentumError(f"husky owns {hooks}; add this line to .husky/{NAME}: {BY_HAND}")
    if not hooks.resolve().is_relative_to(Path(top).resolve()):
        raise MomentumError(f"core.hooksPath is {hooks}, for other repositories too; add to its {NAME}: {BY_HAND}")
    return hooks


def _script(python: str, options: Sequence[str]) -> str:
    return _SCRIPT.format(
        mark=MARK,
        kept=KEPT,
        patterns=" ".join(f"'*{ending}'" for ending in POSTS),
        python=shlex.quote(python.replace("\\", "/")),
        home=shlex.quote(Path(mkdocs_momentum.__file__).parent.parent.as_posix()),
        gone=_GONE,
        start=_START,
        options="".join(f" {shlex.quote(option)}" for option in options),
    )


def _is_ours(hook: Path) -> bool:
    try:
        return MARK.encode() in hook.read_bytes()[:1000]
    except OSError:
        return False
