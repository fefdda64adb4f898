"""What a preview watches beside its own site, so that an edit anywhere shows on the private page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.core.generators.mkdocs import CONFIG_NAMES
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.mkdocsyml import load_mkdocs_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles

if TYPE_CHECKING:
    from mkdocs_momentum.config import Config, SiteConfig


def watched(hub: Config, own: Path) -> list[str]:
    """Files and folders to watch: the configuration, and the posts of the other sites.

    Never a whole repository: git itself writes there, and a host looks at every file below several times a second. Only
    what exists, as a host stops at a path that is not there.

    Args:
        hub: the configuration.
        own: the folder of the site that is shown, which its host watches already.
    """
    base = Path(hub.where).resolve()
    found = [base] if base.suffix in {".yml", ".yaml"} else []
    for root, entry in others(hub, own):
        found += _of_site(root, entry)
    return [str(path) for path in dict.fromkeys(found) if path.exists()]


def others(hub: Config, own: Path) -> Iterator[tuple[Path, SiteConfig]]:
    """The folders of the other sites that are on this machine, with their entries."""
    for entry in hub.sites:
        root = entry.place(Path(hub.where).resolve().parent).resolve() if entry.path else None
        if root and root != own and root.is_dir():
            yield root, entry


def _of_site(root: Path, entry: SiteConfig) -> Iterator[Path]:
    yield from (root / name for name in CONFIG_NAMES)
    globs = [entry.posts] if entry.posts else []
    try:
        site = load_mkdocs_site(WorkingFiles(root))
    except MomentumError:
        site = None  # the page says what is the matter; its posts are watched where momentum.yml names them
    if site:
        yield from (root / posixpath.join(site.docs_dir, blog.posts_dir) for blog in site.blogs)
        block = (site.block or {}).get("posts") or []
        globs += [glob for glob in ([block] if isinstance(block, str) else block) if isinstance(glob, str)]
    for glob in globs:
        folder = (root / posixpath.dirname(re.split(r"[*?\[]", glob, maxsplit=1)[0])).resolve()
        if folder.is_relative_to(root) and folder != root:
            yield folder
