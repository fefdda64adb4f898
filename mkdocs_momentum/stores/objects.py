"""Many git objects at once, through one `cat-file --batch`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from mkdocs_momentum.stores.git import Git

_BATCH = ("cat-file", "--batch", "--buffer")
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def read_objects(
    git: Git, oids: Iterable[str], env: Mapping[str, str] | None = None
) -> dict[str, tuple[str, bytes]]:
    """The type and the bytes of each object that is there.

    Args:
        git: the repository.
        oids: ids; whatever is none is left out.
        env: variables that count beside the usual ones.

    Raises:
        GitError: git does not answer.
    """
    asked = _asked(oids)
    return _parsed(git.read(*_BATCH, stdin=asked, env=env)) if asked else {}


def read_later(git: Git, oids: Iterable[str]) -> Callable[[], dict[str, tuple[str, bytes]]]:
    """The same as a promise: git works on them at once, and the call waits for it. Both raise likewise."""
    asked = _asked(oids)
    if not asked:
        return dict
    answer = git.later(*_BATCH, stdin=asked)
    return lambda: _parsed(answer())


def _asked(oids: Iterable[str]) -> str:
    # In the order of their paths, as packs have them, so that git need not go to and fro.
    return "".join(f"{oid}\n" for oid in dict.fromkeys(oids) if _OID.fullmatch(oid))


def _parsed(out: bytes) -> dict[str, tuple[str, bytes]]:
    found: dict[str, tuple[str, bytes]] = {}
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        head = out[at:end].decode("ascii", "replace").split()
        at = end + 1
        if len(head) == 3 and head[2].isdigit():  # else: `OID missing`
            found[head[0]] = (head[1], out[at : at + int(head[2])])
            at += int(head[2]) + 1
    return found
