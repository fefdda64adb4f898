"""Composition of `explain`: one post, its place in the plan, and what its own host makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_momentum.core.explain import Explanation, HostRules, explain
from mkdocs_momentum.core.generators.mkdocs import post_blog
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import repository, sites
from mkdocs_momentum.stores.othersites import other_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.tasks.naming import post_named
from mkdocs_momentum.tasks.scene import Scene, read

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.core.posts import Post


def explain_post(config: Config, today: date, named: str, here: Path) -> Explanation:
    """When a post goes live and why.

    Args:
        config: from `load`.
        today: the writer's day.
        named: the post, as it was typed.
        here: the folder that paths begin at.

    Raises:
        MomentumError: there is no such post.
    """
    scene = read(config, today)
    post = post_named(scene, named, here)
    root = scene.roots.get(post.key.site)
    uncommitted = bool(root and repository.is_repository(root) and repository.is_dirty(root, post.key.path))
    return explain(scene.report, post, _rules(scene, post), uncommitted=uncommitted)


def _rules(scene: Scene, post: Post) -> HostRules:
    root = scene.roots.get(post.key.site)
    if root is None:
        return HostRules()
    try:
        host = sites.load_mkdocs_site(WorkingFiles(root))
        other = None if host else other_site(WorkingFiles(root))
    except MomentumError:
        return HostRules()
    if host:
        blog = post_blog(host, host.docs_path(post.key.path) or "")
        # An explicit `draft: false` goes round the plugin's rule.
        hides = bool(blog and blog.draft_if_future_date and "draft" not in post.meta)
        return HostRules("draft_if_future_date" if hides else "", host.block is None, "the plugin momentum")
    if other:
        generator, own = other
        return HostRules(generator.future_rule if own.hides_future else "")
    return HostRules()
