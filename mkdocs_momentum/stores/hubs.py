"""Where a ledger's refs live: a bare repository on this machine, or any git remote. Both compare and swap one ref.

A hub answers in two ways only: with what it holds, or with `GitError`. What git says about a refusal is never read,
for its words differ from server to server; whoever offers a ref looks again and sees what became of it.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from mkdocs_momentum.errors import GitError
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.gitaddress import checked_address, login_helpers
from mkdocs_momentum.stores.locks import left_locks
from mkdocs_momentum.stores.objects import read_objects
from mkdocs_momentum.stores.redaction import redact

TIMEOUT = 20.0
"""Seconds that one question to a ledger may take."""
DURABLE = ("-c", "core.fsync=loose-object,reference")
Maker = Callable[[str], bytes]


class Offer(NamedTuple):
    """What became of an offered ref, as far as one side can tell; only a look at the hub decides.

    Args:
        oid: the object that was offered; empty where it could not even be made.
        accepted: whether the hub said yes.
        reason: what it said instead, for a person.
    """

    oid: str = ""
    accepted: bool = False
    reason: str = ""


class Hub(Protocol):
    """Refs that can be created where there is none, and deleted while they are what one thinks."""

    name: str

    def refs(self, prefix: str) -> Mapping[str, str]:
        """The refs that are `prefix` or begin with it, each with its object. Raises GitError."""

    def texts(self, refs: Mapping[str, str]) -> Mapping[str, bytes]:
        """The commits behind `refs`, as far as they can be read. Raises GitError."""

    def offer(self, ref: str, make: Maker, before: Callable[[], object] | None = None) -> Offer:
        """Creates `ref`, unless it exists, with the commit that `make` writes for the empty tree's id.

        Args:
            ref: the full name.
            make: id of the empty tree in, bytes of a commit object out.
            before: called when everything is ready, right before the ref is created.
        """

    def drop(self, ref: str, oid: str) -> bool:
        """Deletes `ref` while it is `oid`; whether the hub said yes."""

    def may_write(self, ref: str) -> bool:
        """Whether `ref` could be created, as far as one can tell without doing it."""

    def locks(self, ref: str) -> list[Path]:
        """Lock files that stand in the way of `ref`, where they can be seen: left over from a killed run."""


class LocalHub:
    """A bare repository on this machine, made by the first offer.

    Args:
        folder: where the bare repository is or will be.
        timeout: seconds that one command may take.
    """

    def __init__(self, folder: Path, timeout: float = TIMEOUT) -> None:
        self.folder = folder
        self.name = str(folder)
        self._git = Git(folder, trusted=False, timeout=timeout, bare=True)

    def refs(self, prefix: str) -> Mapping[str, str]:
        """See `Hub`. A repository that is not there yet holds nothing."""
        if not self.folder.exists():
            return {}
        listing = self._git.run("for-each-ref", "--format=%(objectname)\t%(refname)", prefix.rstrip("/"))
        return _listed(listing, prefix)

    def texts(self, refs: Mapping[str, str]) -> Mapping[str, bytes]:
        """See `Hub`."""
        return _commits(self._git, refs)

    def offer(self, ref: str, make: Maker, before: Callable[[], object] | None = None) -> Offer:
        """See `Hub`."""
        oid = ""
        try:
            self._create()
            oid = _write(self._git, make)
            if before:
                before()
            self._git.run(*DURABLE, "update-ref", ref, oid, "0" * len(oid))
        except (GitError, OSError) as error:
            return Offer(oid, reason=str(error))
        return Offer(oid, accepted=True)

    def drop(self, ref: str, oid: str) -> bool:
        """See `Hub`."""
        return self._git.ok(*DURABLE, "update-ref", "-d", ref, oid)

    def may_write(self, ref: str) -> bool:  # noqa: ARG002 - all refs are alike here
        """See `Hub`."""
        places = [place for place in (self.folder, *self.folder.parents) if place.exists()]
        return os.access(places[0], os.W_OK | os.X_OK)

    def locks(self, ref: str) -> list[Path]:
        """See `Hub`."""
        return left_locks(self.folder, ref)

    def _create(self) -> None:
        """Makes the repository elsewhere and moves it into place whole; whoever comes second uses the first one."""
        if self.folder.exists():
            return
        home = self.folder.parent
        home.mkdir(parents=True, exist_ok=True)
        ignore = home / ".gitignore"
        if home.name == ".momentum" and not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        with tempfile.TemporaryDirectory(prefix="ledger-", dir=home, ignore_cleanup_errors=True) as place:
            made = Path(place, "ledger.git")
            made.mkdir()
            _init(made, self._git.timeout)
            bare = Git(made, trusted=False, timeout=self._git.timeout, bare=True)
            for key, value in (("gc.auto", "0"), ("receive.autogc", "false"), ("gc.packRefs", "false")):
                bare.run("config", key, value)
            # Someone else's repository stands there already, and is not empty: that one counts.
            with contextlib.suppress(OSError):
                made.rename(self.folder)


class RemoteHub:
    """Any git remote, reached through a fresh scratch repository each time: a killed run leaves nothing in the way.

    Args:
        url: as git takes it, already checked by `checked_address`.
        timeout: seconds that one command may take.
    """

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self.url = url
        self.name = redact(url)
        self._timeout = timeout

    def refs(self, prefix: str) -> Mapping[str, str]:
        """See `Hub`."""
        with self._scratch(empty=True) as git:
            patterns = [prefix + "*"] if prefix.endswith("/") else [prefix]
            return _listed(git.run("ls-remote", "--quiet", "--", self.url, *patterns), prefix)

    def texts(self, refs: Mapping[str, str]) -> Mapping[str, bytes]:
        """See `Hub`."""
        names = list(refs)
        if len(names) > 1:  # thousands of names would not fit on a command line
            names = [names[0].rpartition("/")[0] + "/*"]
        with self._scratch() as git:
            wanted = [f"{name}:{name}" for name in names]
            git.run("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1", "--", self.url, *wanted)
            return _commits(git, refs)

    def offer(self, ref: str, make: Maker, before: Callable[[], object] | None = None) -> Offer:
        """See `Hub`."""
        oid = ""
        try:
            with self._scratch() as git:
                oid = _write(git, make)
                if before:
                    before()
                git.run("push", "--porcelain", *self._lease(ref, oid))
        except (GitError, OSError) as error:
            return Offer(oid, reason=str(error))
        return Offer(oid, accepted=True)

    def drop(self, ref: str, oid: str) -> bool:
        """See `Hub`."""
        with self._scratch() as git:
            return git.ok("push", "--porcelain", f"--force-with-lease={ref}:{oid}", "--", self.url, f":{ref}")

    def may_write(self, ref: str) -> bool:
        """See `Hub`. A dry run asks the server for leave to push, and sends nothing."""
        with self._scratch() as git:
            oid = _write(git, lambda tree: f"tree {tree}\nauthor m <m> 0 +0000\ncommitter m <m> 0 +0000\n\n".encode())
            return git.ok("push", "--dry-run", "--porcelain", *self._lease(ref, oid))

    def locks(self, ref: str) -> list[Path]:
        """See `Hub`."""
        return left_locks(self.url, ref)

    def _lease(self, ref: str, oid: str) -> list[str]:
        # The empty lease says: only where there is no such ref. A `+` before the refspec would switch it off.
        return [f"--force-with-lease={ref}:", "--", self.url, f"{oid}:{ref}"]

    @contextlib.contextmanager
    def _scratch(self, empty: bool = False) -> Iterator[Git]:
        """Git in a new folder: a bare repository, or nothing at all, which is enough for a look and costs less."""
        with tempfile.TemporaryDirectory(prefix="momentum-", ignore_cleanup_errors=True) as place:
            if not empty:
                _init(Path(place), self._timeout)
            helpers = login_helpers() if self.url.startswith("https:") else ()
            yield Git(Path(place), trusted=False, timeout=self._timeout, bare=True, settings=helpers, scratch=True)


def open_hub(spec: str, base: Path) -> Hub:
    """The hub that `spec` names: empty for the one in `base/.momentum`, else a folder or an address for git.

    Raises:
        ConfigError: `spec` is no address that may be used.
    """
    if not spec:
        return LocalHub(base / ".momentum" / "ledger.git")
    return RemoteHub(checked_address(spec, base), TIMEOUT)


def _init(folder: Path, timeout: float) -> None:
    Git(folder, trusted=False, timeout=timeout).run(
        "init", "--quiet", "--bare", "--template=", "--object-format=sha1", "--initial-branch=main", "."
    )


def _write(git: Git, make: Maker) -> str:
    tree = git.run("hash-object", "-t", "tree", "-w", "--stdin", stdin=b"")
    return git.run(*DURABLE, "hash-object", "-t", "commit", "-w", "--stdin", stdin=make(tree))


def _listed(listing: str, prefix: str) -> dict[str, str]:
    """`OID<tab>REF` lines as a mapping; peeled tags (`REF^{}`) and what does not belong are left out."""
    pairs = (line.split("\t", 1) for line in listing.splitlines() if "\t" in line)
    whole = not prefix.endswith("/")
    return {ref: oid for oid, ref in pairs if (ref == prefix if whole else ref.startswith(prefix)) and "^" not in ref}


def _commits(git: Git, refs: Mapping[str, str]) -> dict[str, bytes]:
    """The commits behind `refs`, all in one call."""
    found = read_objects(git, refs.values())
    return {ref: found[oid][1] for ref, oid in refs.items() if found.get(oid, ("", b""))[0] == "commit"}
