"""Composition of `syndicate`: put on record where a post went, or print it ready to go there."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from mkdocs_momentum.core import edit
from mkdocs_momentum.core.addresses import same_address
from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode
from mkdocs_momentum.core.fronts import MKDOCS
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite
from mkdocs_momentum.core.generators.mkdocs_addresses import media_path, page_path
from mkdocs_momentum.core.portable import portable, without_first_heading
from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.core.words import shown
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import files, sites
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.tasks.naming import post_named
from mkdocs_momentum.tasks.scene import Scene, read
from mkdocs_momentum.views.exports import Exported, export
from mkdocs_momentum.views.news import day_in_words
from mkdocs_momentum.views.safe import clean, link, titled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mkdocs_momentum.config import Config

__all__ = ["export_post", "record"]

INCLUDE_BYTES = 1024 * 1024


def record(config: Config, today: date, named: str, here: Path, url: str, *, day: date, name: str = "") -> str:
    """Write into a post's front matter that it was syndicated.

    Args:
        config: from `load`.
        today: the writer's day.
        named: the post, as it was typed.
        here: the folder that paths begin at.
        url: where it went.
        day: when.
        name: what the place is called.

    Returns:
        What was done, in one line.

    Raises:
        MomentumError: there is no such post, it is not public, or its file cannot be edited.
    """
    if not link(url):
        raise MomentumError(f"{shown(url)} is no web address; write it in full, as in https://example.social/@me/1")
    if day > today:
        raise MomentumError(f"--date {day} is ahead; a syndication is put on record once it is done")
    scene = read(config, today)
    post = _public(scene, named, here)
    if any(place.url and same_address(place.url) == same_address(url) for place in post.syndications):
        return f'"{titled(post.title)}" has {url} on record already.'
    root = scene.roots[post.key.site]
    try:
        before = files.read_inside(root, post.key.path)
        after = edit.add_syndication(decode(before), url, day, name, post.dialect).encode()
    except (MomentumError, FrontMatterError) as error:
        raise MomentumError(f"{post.key}: {error}; nothing was written") from None
    files.replace_inside(root, post.key.path, before, after)
    place = clean(name) or urlsplit(url).hostname or url
    return f'"{titled(post.title)}" was syndicated at {place} on {day_in_words(day)}.'


def export_post(config: Config, today: date, named: str, here: Path, target: str) -> str:
    """A post ready to paste elsewhere.

    Args:
        config: from `load`.
        today: the writer's day.
        named: the post, as it was typed.
        here: the folder that paths begin at.
        target: one of `views.exports.FORMATS`.

    Raises:
        MomentumError: there is no such post, it is not public, or its address is not known.
    """
    scene = read(config, today)
    post = _public(scene, named, here)
    if not link(post.url):
        raise MomentumError(f"{post.key}: its public address is not known; set url: https://… for its site")
    facts = next(site for site in scene.report.sites if site.name == post.key.site)
    root = scene.roots[post.key.site]
    host = sites.load_mkdocs_site(WorkingFiles(root))
    addresses = _Addresses(
        post,
        host,
        facts.url or (host.site_url if host else ""),
        {other.key.path: other for other in scene.report.posts if other.key.site == post.key.site},
        frozenset(same_address(p.url) for p in scene.report.posts if p.url and not p.state.is_public),
    )
    text = decode(files.read_inside(root, post.key.path))
    words = text[(post.dialect or MKDOCS).head(text).body :]
    body = portable(words, addresses.resolve, lambda name: _snippet(root, host, name))
    image = post.meta.get("image") or post.meta.get("cover_image")
    return export(
        Exported(
            title=post.title,
            url=post.url or "",
            site=(host.site_name if host else "") or urlsplit(facts.url).hostname or facts.name,
            body=without_first_heading(body, post.title),
            meta=post.meta,
            image=addresses.resolve(image, True) or "" if isinstance(image, str) and image else "",
        ),
        target,
    )


def _public(scene: Scene, named: str, here: Path) -> Post:
    post = post_named(scene, named, here)
    if post.state is State.COPY:
        raise MomentumError(f"{post.key} is a copy of {post.canonical_url}; syndicate the canonical post instead")
    if post.state not in {State.RELEASED, State.HISTORY}:
        day = scene.report.plan_days.get(post.key)
        when = f"it goes live on {day_in_words(day)}" if day else "a draft or held post stays private"
        raise MomentumError(f"{post.key} is not public yet: {when}, and can be syndicated from then on")
    if post.key.site not in scene.roots:
        raise MomentumError(f"{post.key.site} has no working tree here; clone it, and name it by path:")
    return post


class _Addresses(NamedTuple):
    """Full addresses for what one post links to.

    Args:
        post: the one that links.
        host: its site, where MkDocs builds it.
        site_url: the site's public address.
        posts: those of its site, by their paths.
        held: addresses of posts that are not public, on any site.
    """

    post: Post
    host: MkdocsSite | None
    site_url: str
    posts: Mapping[str, Post]
    held: frozenset[str]

    def resolve(self, target: str, is_picture: bool) -> str | None:
        """See `portable`. A post that is not public is linked by nobody."""
        own = self.post.url or ""
        try:
            parts = urlsplit(target)
        except ValueError:
            return target
        if parts.scheme in {"mailto", "tel", "data"} or target.startswith("#"):
            return target if parts.scheme else own + target
        address = target if parts.scheme or parts.netloc else self._inside(parts.path, is_picture)
        if address is None or same_address(address.partition("#")[0]) in self.held:
            return None
        if parts.scheme or parts.netloc:
            return address if parts.scheme else f"https:{address}"
        query = f"?{parts.query}" if parts.query else ""
        return f"{address}{query}{'#' + parts.fragment if parts.fragment else ''}"

    def _inside(self, path: str, is_picture: bool) -> str | None:
        if path.startswith("/"):
            return urljoin(self.site_url or self.post.url or "", path)
        source = self.host.docs_path(self.post.key.path) if self.host else None
        if self.host is None or source is None or not self.site_url:
            return urljoin(self.post.url or "", path)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path)))
        if target.startswith(".."):
            return urljoin(self.post.url or "", path)
        if target.endswith(MARKDOWN) and not is_picture:
            return self._page(target)
        if not posixpath.splitext(target)[1]:  # an address, as raw HTML has it
            return urljoin(self.post.url or "", path)
        return urljoin(self.site_url, quote(media_path(self.host, target)))

    def _page(self, docs_path: str) -> str | None:
        host = self.host
        if host is None:
            return None
        prefix = "" if host.docs_dir == "." else f"{host.docs_dir}/"
        other = self.posts.get(prefix + docs_path)
        if other:
            return other.url if other.state.is_public else None
        place = page_path(host, docs_path, {}, "")
        if place is None:
            return None
        return urljoin(self.site_url, quote(place.removesuffix("index.html") if host.use_directory_urls else place))

def _snippet(root: Path, host: MkdocsSite | None, name: str) -> str | None:
    """A file that a snippet names, looked for where sites keep them; never outside the site."""
    folders = [root, *([root / host.docs_dir] if host else []), root / "includes", root / "snippets"]
    for folder in folders:
        place = files.real(folder / name)
        if place.is_relative_to(root) and place.is_file() and place.stat().st_size < INCLUDE_BYTES:
            return place.read_text(encoding="utf-8", errors="replace")
    return None
