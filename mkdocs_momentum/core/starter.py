"""A site as `momentum init` finds it, before there is a configuration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

CI_FILES = {
    "github": ".github/workflows/momentum.yml",
    "forgejo": ".forgejo/workflows/momentum.yml",
    "gitea": ".gitea/workflows/momentum.yml",
    "gitlab": ".gitlab/momentum.yml",
    "script": "momentum-release.sh",
}
"""Each forge's CI file, from the top of the repository that holds `momentum.yml`."""


class StarterSite(NamedTuple):
    """One site for a new configuration.

    Args:
        name: as it will be called.
        path: its working tree, from the configuration's folder.
        repo: its remote; empty where it has none, or where it is a part of the configuration's own repository.
        branch: its branch.
        folder: where in its repository the site stands; empty for the top.
        posts: a glob, where no blog plugin says where posts are.
    """

    name: str
    path: str = ""
    repo: str = ""
    branch: str = "main"
    folder: str = ""
    posts: str = ""


class Clone(NamedTuple):
    """One repository that CI brings along.

    Args:
        name: the site that stands in it.
        path: where it is put.
        remote: its address.
        branch: its branch.
        secret: the name of the secret that holds its deploy key.
    """

    name: str
    path: str
    remote: str
    branch: str = "main"
    secret: str = ""


class CiPlan(NamedTuple):
    """What a CI file says. Paths are from the folder in which CI begins, with `/`.

    Args:
        clones: the sites' repositories, apart from the one that holds the configuration.
        hub: where the repository that holds the configuration is put.
        folder: the configuration's folder.
        branch: the branch of that repository.
        is_hub: False where the configuration stands in its only site.
        marks_hub: that repository holds posts as well, so marks are pushed to it.
    """

    clones: tuple[Clone, ...] = ()
    hub: str = "."
    folder: str = "."
    branch: str = "main"
    is_hub: bool = True
    marks_hub: bool = False


def secret_names(sites: Sequence[str]) -> dict[str, str]:
    """The name of the secret for each site's deploy key, each of its own."""
    found: dict[str, str] = {}
    for site in sites:
        name = "KEY_" + (re.sub(r"[^A-Z0-9]+", "_", site.upper()).strip("_") or "SITE")
        number = 2
        while name in found.values():
            name = f"{name.rstrip('0123456789').removesuffix('_')}_{number}"
            number += 1
        found[site] = name
    return found


def host_of(address: str) -> str:
    """The host in a git address, in small letters; empty for a path."""
    found = re.match(r"(?:[a-z+]+://(?:[^/@]*@)?|[\w.-]+@)([^/:]+)", address)
    return found[1].lower() if found and not address.startswith("file:") else ""


def repository_of(address: str) -> str:
    """`owner/name` in a git address of a forge; empty where there is none."""
    path = re.sub(r"^[a-z+]+://[^/]*/|^[\w.-]+@[^:]*:", "", address)
    found = re.fullmatch(r"/?([\w.-]+/[\w.-]+?)(?:\.git)?/?", path)
    return found[1] if found and path != address else ""
