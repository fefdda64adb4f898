"""How the site of a staged copy is laid out: where its posts stand, in its content and once it is built."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.generators.mkdocs_addresses import post_address
from mkdocs_momentum.stores.mkdocsyml import load_mkdocs_config, load_mkdocs_site
from mkdocs_momentum.stores.othersites import other_site
from mkdocs_momentum.stores.sitefiles import SiteFiles
from mkdocs_momentum.stores.slugs import addresses_of, own_slugs

if TYPE_CHECKING:
    from mkdocs_momentum.core.generators.kinds import Generator, OtherSite
    from mkdocs_momentum.core.generators.mkdocs import MkdocsSite
    from mkdocs_momentum.core.posts import Post


class Layout:
    """A site of which nobody knows what builds it; the others differ from it.

    Attributes:
        folders: where its content is, as prefixes from the site's root.
        endings: how the names of its pages end.
        built: what builds fill, from the site's root.
        bundles: an index takes the other pages of its folder with it.
        by_slug: its templates call a post by the last part of its address.
        yaml_heads: front matter between lines of dashes is YAML.
        is_exact: addresses that can be worked out before a build are the ones.
        config: the name of the file that a copy gets whole, and its settings.
    """

    folders: tuple[str, ...] = ("",)
    endings: tuple[str, ...] = MARKDOWN
    built: frozenset[str] = frozenset()
    bundles = False
    by_slug = False
    yaml_heads = True
    is_exact = False
    config: tuple[str, Mapping[str, Any]] | None = None

    def below(self, path: str) -> str:
        """A file's path in the content, from the one below the site's root."""
        return path

    def address(self, post: Post) -> str | None:  # noqa: ARG002 - others know
        """Where a post stands or would stand; None where only a build can tell."""
        return None

    def others(self, post: Post) -> list[str]:  # noqa: ARG002 - others know
        """Further addresses that a post may have."""
        return []

    def parts(self, path: str) -> list[str]:  # noqa: ARG002 - others know
        """The further files of the post at `path`."""
        return []

    def slugs(self, path: str) -> list[str]:  # noqa: ARG002 - others know
        """What those files say of their own address."""
        return []


class MkdocsLayout(Layout):
    """A site that MkDocs would build, and Zensical does."""

    is_exact = True

    def __init__(self, host: MkdocsSite, config: tuple[str, Mapping[str, Any]] | None) -> None:
        self.host, self.config = host, config
        self.folders = ("" if host.docs_dir == "." else f"{host.docs_dir}/",)
        output = config[1].get("site_dir") if config else None
        self.built = frozenset({posixpath.normpath(output) if isinstance(output, str) else "site", ".cache"})

    def below(self, path: str) -> str:
        """See `Layout`."""
        return self.host.docs_path(path) or path

    def address(self, post: Post) -> str | None:
        """See `Layout`."""
        docs_path = self.host.docs_path(post.key.path)
        return post_address(self.host, docs_path, post.meta, post.title) if docs_path else None


class OtherLayout(Layout):
    """A site of another generator."""

    def __init__(self, root: Path, generator: Generator, site: OtherSite) -> None:
        self.root, self.generator, self.site = root, generator, site
        self.folders, self.endings, self.built = site.folders, site.endings, frozenset(site.all_built)
        self.bundles, self.by_slug, self.yaml_heads = generator.bundles, generator.by_slug, generator.yaml_heads
        self._names = cache(self._names_in)
        self._parts = cache(self._parts_of)
        self._slugs = cache(lambda path: own_slugs(root, generator, site, self._parts(path)))

    def below(self, path: str) -> str:
        """See `Layout`."""
        return self.site.below(path)

    def address(self, post: Post) -> str | None:
        """See `Layout`."""
        return self.generator.address(self.site, post.key.path, post.meta, post.title)

    def others(self, post: Post) -> list[str]:
        """See `Layout`."""
        return addresses_of(self.generator, self.site, post, self.slugs(post.key.path))

    def parts(self, path: str) -> list[str]:
        """See `Layout`."""
        return self._parts(path)

    def slugs(self, path: str) -> list[str]:
        """See `Layout`."""
        return self._slugs(path)

    def _parts_of(self, path: str) -> list[str]:
        return self.generator.parts(self.site, path, self._names(posixpath.dirname(path)))

    def _names_in(self, folder: str) -> list[str]:
        place = self.root / folder
        return [file.name for file in place.iterdir()] if place.is_dir() else []


def layout_of(root: Path, files: SiteFiles) -> Layout:
    """How a site is laid out.

    Args:
        root: its folder.
        files: its files.

    Raises:
        SiteError: a configuration cannot be read.
    """
    host = load_mkdocs_site(files)
    if host:
        return MkdocsLayout(host, load_mkdocs_config(files))
    other = other_site(files)
    return OtherLayout(root, *other) if other else Layout()
