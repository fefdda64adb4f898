"""A site as `momentum init` finds it, before there is a configuration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StarterSite:
    """One site for a new configuration.

    Args:
        name: as it will be called.
        path: its working tree, from the configuration's folder.
        repo: its remote; empty where it has none.
        branch: its branch.
        posts: a glob, where no blog plugin says where posts are.
    """

    name: str
    path: str = ""
    repo: str = ""
    branch: str = "main"
    posts: str = ""
