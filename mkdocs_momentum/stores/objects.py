"""Many git objects at once, through one `cat-file --batch`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs_momentum.stores.git import Git

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def read_objects(git: Git, oids: Iterable[str]) -> dict[str, tuple[str, bytes]]:
    """The type and the bytes of each object that is there.

    Args:
        git: the repository.
        oids: ids; whatever is none is left out.

    Raises:
        GitError: git does not answer.
    """
    # In the order of their paths, as packs have them, so that git need not go to and fro.
    wanted = dict.fromkeys(oid for oid in oids if _OID.fullmatch(oid))
    if not wanted:
        return {}
    out = git.read("cat-file", "--batch", "--buffer", stdin="\n".join(wanted) + "\n")
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
