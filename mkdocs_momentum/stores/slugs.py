"""What the further files of a post say of their own address, as Nikola's translations may."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs_momentum.core.frontmatter import FrontMatterError
from mkdocs_momentum.core.generators.kinds import Generator, OtherSite
from mkdocs_momentum.core.posts import Post


def own_slugs(root: Path, generator: Generator, site: OtherSite, paths: Iterable[str]) -> list[str]:
    """The slugs in these files; what cannot be read says none.

    Args:
        root: the site's folder.
        generator: what builds it.
        site: how.
        paths: the further files of one post, from `root`.
    """
    found = []
    for path in (path for path in paths if path.lower().endswith(site.endings)):
        try:
            slug = generator.reader((root / path).read_text(encoding="utf-8-sig")).data.get("slug")
        except (OSError, ValueError, FrontMatterError):
            continue
        found += [slug] if slug and isinstance(slug, str) else []
    return found


def addresses_of(generator: Generator, site: OtherSite, post: Post, slugs: Iterable[str]) -> list[str]:
    """All addresses that a post may have beside its own, with its own slug and with further ones."""
    metas = [post.meta, *({**post.meta, "slug": slug} for slug in slugs)]
    found = [address for meta in metas for address in generator.others(site, post.key.path, meta, post.title)]
    own = (generator.address(site, post.key.path, meta, post.title) for meta in metas[1:])
    return [*found, *filter(None, own)]
