"""git: the one place that talks to it, only with argument lists, never through a shell.

Hooks hand their `GIT_DIR` and `GIT_INDEX_FILE` to everything they start, and a trace variable prints credentials. So
every `GIT_*` is dropped, save the few by which a person says how to log in, who they are and which settings count.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_momentum.errors import GitError
from mkdocs_momentum.stores.redaction import first_line, redact

if TYPE_CHECKING:
    from git import Git as GitPython

PROTOCOLS = "https:ssh:file"
PROTOCOLS_VARIABLE = "MOMENTUM_GIT_PROTOCOLS"
KEPT = frozenset(
    {
        "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
        "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
        "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH",
    }
)  # fmt: skip
QUICK = frozenset(
    {
        "cat-file", "check-ref-format", "config", "diff", "diff-tree", "for-each-ref", "log", "ls-files", "ls-tree",
        "merge-base", "rev-list", "rev-parse", "show", "status", "symbolic-ref",
    }
)  # fmt: skip
"""Commands that only read what is here. They are started directly: to load GitPython takes longer than a whole hook."""

# Nobody is asked anything: git not at the terminal, ssh (for a passphrase, or whether a host is the right one) neither
# there nor in a window. A program that always says no answers for whoever sits there.
SILENCE = {
    "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": ":", "GCM_INTERACTIVE": "never",
    "SSH_ASKPASS": "false", "SSH_ASKPASS_REQUIRE": "force",
}  # fmt: skip
# History is what the ids of its commits say, here as in every clone: nobody clones replacements and grafts.
AS_CLONED = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": ""}
# What a repository made elsewhere could start, and what a personal setting could add to a push.
GUARDS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "safe.bareRepository=explicit",
    "gc.auto=0",
    "push.gpgSign=false",
    "push.followTags=false",
    "push.pushOption=",
    "push.recurseSubmodules=no",
    "fetch.recurseSubmodules=no",
)
_spawning = threading.Lock()


def protocols() -> str:
    """The transports that git may use, in the form of `GIT_ALLOW_PROTOCOL`."""
    return os.environ.get(PROTOCOLS_VARIABLE) or PROTOCOLS


def _kept(env: Mapping[str, str]) -> dict[str, str]:
    """An environment without inherited `GIT_*`."""
    return {name: value for name, value in env.items() if not name.startswith("GIT_") or name in KEPT}


@contextlib.contextmanager
def _scrubbed() -> Iterator[None]:
    """Without inherited `GIT_*` for as long as a process is being started; GitPython copies the whole environment."""
    with _spawning:
        kept = _kept(os.environ)
        dropped = {name: value for name, value in os.environ.items() if name not in kept}
        for name in dropped:
            del os.environ[name]
        try:
            yield
        finally:
            os.environ.update(dropped)


class Git:
    """git in one folder.

    Args:
        root: the working tree or bare repository; need not be its top.
        trusted: False for anything made elsewhere: its hooks and monitors do not run, and no system settings count.
        timeout: seconds that one command may take.
        bare: `root` itself is the repository; nothing is looked for above it.
        settings: further `name=value` settings.
        env: further variables for git.
        scratch: `root` is there for the moment alone, so that messages do not name it.
    """

    def __init__(
        self,
        root: Path,
        *,
        trusted: bool = True,
        timeout: float = 60.0,
        bare: bool = False,
        settings: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        scratch: bool = False,
    ) -> None:
        self.root = root
        self.timeout = timeout
        self._where = "" if scratch else f" in {root}"
        self._options = ["-C", str(root), "--literal-pathspecs"]
        self._env = {**SILENCE, **AS_CLONED, "GIT_OPTIONAL_LOCKS": "0", **(env or {})}
        if bare:
            self._options.append("--git-dir=.")
        if not trusted:
            self._env["GIT_CONFIG_NOSYSTEM"] = "1"
        for setting in (*(() if trusted else GUARDS), *settings):
            self._options += ["-c", setting]

    def run(self, *args: str, stdin: bytes | str | None = None, env: Mapping[str, str] | None = None) -> str:
        """What git prints, without the last line's end; bytes that are not UTF-8 come as surrogates.

        Raises:
            GitError: git is not there, took longer than the timeout or said no. One line, without credentials.
        """
        return self.read(*args, stdin=stdin, env=env).decode("utf-8", "surrogateescape").removesuffix("\n")

    def knows(self, part: str) -> bool:
        """Whether the environment says who makes commits: `NAME` or `EMAIL`."""
        return f"GIT_COMMITTER_{part}" in os.environ

    def ok(self, *args: str) -> bool:
        """Whether git says yes."""
        try:
            self.read(*args)
        except GitError:
            return False
        return True

    def read(self, *args: str, stdin: bytes | str | None = None, env: Mapping[str, str] | None = None) -> bytes:
        """What git prints, byte for byte. Raises like `run`."""
        fed = stdin.encode("utf-8", "surrogateescape") if isinstance(stdin, str) else stdin
        return self._answer(self._start(args, fed is not None, env or {}), args, fed)

    def later(self, *args: str, stdin: str) -> Callable[[], bytes]:
        """The same for a command in `QUICK`, which works on while its caller does something else.

        Returns:
            What waits for it and gives its answer. Both raise like `run`.
        """
        from tempfile import TemporaryFile

        with contextlib.ExitStack() as closing:
            # A pipe holds little, and whoever empties it has no time for anything else.
            out = closing.enter_context(TemporaryFile())
            process = self._start(args, True, {}, out)
            closing.callback(_stop, process)
            with contextlib.suppress(BrokenPipeError), process.stdin:
                process.stdin.write(stdin.encode("ascii"))
            process.stdin = None
            left = closing.pop_all()

        def answer() -> bytes:
            with left:
                self._answer(process, args, None)
                out.seek(0)
                return out.read()

        weakref.finalize(answer, left.close)  # nobody wanted to know after all
        return answer

    def _answer(self, process: Any, args: Sequence[str], fed: bytes | None) -> bytes:
        try:
            out, err = process.communicate(input=fed, timeout=self.timeout)
        except subprocess.TimeoutExpired:
            _stop(process)
            raise GitError(f"git {_named(args)}{self._where}: no answer within {self.timeout:g} s") from None
        except BaseException:
            _stop(process)
            raise
        if process.returncode:
            raise GitError(f"git {_named(args)}{self._where}: {first_line(err)}")
        return bytes(out or b"")

    # GitPython's AutoInterrupt passes everything on to the subprocess.Popen that it holds.
    def _start(self, args: tuple[str, ...], feeds: bool, env: Mapping[str, str], out: Any = subprocess.PIPE) -> Any:
        pipe: Any = subprocess.PIPE if feeds else None
        argv = ["git", *self._options, *args]
        own = {"GIT_ALLOW_PROTOCOL": protocols(), **self._env, **env}
        try:
            if args[0] in QUICK:
                return subprocess.Popen(  # noqa: S603 - no shell, and our own words
                    argv, stdin=pipe or subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE,
                    env={**_kept(os.environ), "LANGUAGE": "C", "LC_ALL": "C", **own},
                )  # fmt: skip
            execute: Any = _gitpython(self.root).execute  # its overloads know none of the keywords below
            with _scrubbed():
                return execute(argv, istream=pipe, as_process=True, shell=False, env=own)
        except (ImportError, OSError, ValueError) as error:
            raise GitError(f"git {_named(args)}{self._where}: git cannot be started ({redact(str(error))})") from None


def _named(args: Sequence[str]) -> str:
    """The command among git's arguments, for a message; what stands before it are settings."""
    at = 0
    while args[at : at + 1] == ("-c",):
        at += 2
    return args[at]


def _gitpython(root: Path) -> GitPython:
    from git import Git as GitPython

    return GitPython(root)


def _stop(process: Any) -> None:
    """Ends git: first so that it can remove its locks and its helpers, then for good."""
    process.terminate()
    patience = time.monotonic() + 2
    while process.poll() is None and time.monotonic() < patience:
        time.sleep(0.02)
    if process.poll() is None:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()
