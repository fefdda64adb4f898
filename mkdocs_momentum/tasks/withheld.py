"""What a staged copy leaves out, and what it must not name: all that follows from the held posts of a site."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mkdocs_momentum.core.generators.values import stem, texts
from mkdocs_momentum.core.gone import Gone, names_of, tails_of
from mkdocs_momentum.core.held import Held, address_of
from mkdocs_momentum.stores.sitefiles import SiteFiles, inside

if TYPE_CHECKING:
    from mkdocs_momentum.core.posts import Post
    from mkdocs_momentum.tasks.layouts import Layout

_ENDINGS = (".md", ".html", ".njk", ".liquid", ".astro")
_PAGES = ("", "/_index.md", *(f"{at}{end}" for at in ("", "/index") for end in _ENDINGS))
_OWN = ("slug", "url", "save_as", "permalink", "path")
"""Keys in which posts say a part of their address."""
_ALIASES = ("aliases", "redirect_from")
"""Keys under which posts have further addresses: of Hugo, Zola and Quarto, and of Jekyll's plugin."""


class Withheld:
    """Of one site.

    Args:
        root: its folder.
        files: its files.
        layout: how it is laid out.
        posts: all its posts.
        site_url: its public address; empty where unknown.

    Attributes:
        held: the posts that are not public.
        skipped: files and folders that are not copied, from the site's root.
        gone: what the copy must not name.
        urls: where each post stands or would stand, below the site's root; without those that only a build can tell.
    """

    def __init__(self, root: Path, files: SiteFiles, layout: Layout, posts: Sequence[Post], site_url: str) -> None:
        self._root, self._layout, self._site_url = root, layout, site_url
        self.held = tuple(post for post in posts if not post.state.is_public)
        self._shown = tuple(post for post in posts if post.state.is_public)
        known = ((post.key.path, post.url or layout.address(post)) for post in posts)
        self.urls: Mapping[str, str] = {
            path: place for path, url in known if url and (place := self._from_root(url))
        }  # fmt: skip
        self._paths = _all_paths(self.held, files, layout)
        self._public = _all_paths(self._shown, files, layout)
        self.skipped = {*layout.built, *(file for path in self._paths for file in self._files_of(path))}
        self.gone = self._gone()

    def _gone(self) -> Gone:
        sources, addresses = set(self._paths), set[str]()
        for post in self.held:
            own = self._addresses(post)
            beside = self._bundle(post.key.path)
            sources |= {path for path, _ in beside}
            addresses |= {*own, *(f"{address}/{name}" for address in own[:1] for _, name in beside)}
        # An alias may be what a page has.
        addresses -= {address for post in self._shown for address in self._addresses(post)}
        addresses -= {"", *filter(self._stands, addresses)}
        held = Held(frozenset(map(self._layout.below, sources)), frozenset(addresses), self._site_url)
        return Gone(held, self._names(), self._stands, self._unsure())

    def _files_of(self, path: str) -> list[str]:
        """What is left out with a held post: itself, its bundle, and the text beside its front matter."""
        folder, name = posixpath.split(path)
        found = [path]
        if name.startswith("index.") and folder and not self._is_shared(folder):
            found.append(folder)
        return [*found, *self._layout.parts(path)]

    def _is_shared(self, folder: str) -> bool:
        """Whether a folder holds more than one held post and its files: another post, or pages of their own."""
        paths = self._all_below(folder)
        if any(path in self._public for path in paths) or f"{folder}/" in self._layout.folders:
            return True
        pages = [path for path in paths if path.lower().endswith(self._layout.endings) and path not in self._paths]
        indexes = ("index.", "_index.")
        return any(not self._layout.bundles or posixpath.basename(path).startswith(indexes) for path in pages)

    def _all_below(self, folder: str) -> list[str]:
        return [file.relative_to(self._root).as_posix() for file in (self._root / folder).rglob("*") if file.is_file()]

    def _bundle(self, path: str) -> list[tuple[str, str]]:
        """The other files of a held post's bundle: each path, and what it is called in there."""
        folder = posixpath.dirname(path)
        if folder not in self.skipped:
            return []
        return [(file, file.removeprefix(f"{folder}/")) for file in self._all_below(folder) if file != path]

    def _names(self) -> frozenset[str]:
        """What templates call the held posts, which may be the last part of an address, and posts may say that."""
        names = names_of(self._paths, self._layout.below)
        if not self._layout.by_slug:
            return names
        own = {str(post.meta["slug"]).lower(): post.key.path for post in self.held if post.meta.get("slug")}
        lost = {stem(path).lower() for path in own.values()} - set(own)
        translated = {slug.lower() for post in self.held for slug in self._layout.slugs(post.key.path)}
        return names - lost | frozenset(own) | translated

    def _stands(self, place: str) -> bool:
        """Whether a page that is not held stands at an address, or at a path in the content."""
        names = (f"{folder}{place}{end}" for folder in self._layout.folders for end in _PAGES)
        with suppress(OSError):  # a name that is too long for a file is none
            return any(name not in self._paths and (self._root / name).is_file() for name in names)
        return False

    def _addresses(self, post: Post) -> list[str]:
        """A held post's addresses below the site's root; a problem post has one as well, if nobody can say when."""
        own = self.urls.get(post.key.path, "")
        further = [other for key in _ALIASES for other in texts(post.meta.get(key))]
        # Hugo has one without a slash in front beside the post.
        further += [posixpath.join(posixpath.dirname(own.rstrip("/")), one) for one in further if own]
        return [address_of(self._from_root(url)) for url in (own, *self._layout.others(post), *further) if url]

    def _from_root(self, url: str) -> str:
        path, base = unquote(urlsplit(url).path).lstrip("/"), urlsplit(self._site_url).path.lstrip("/")
        return path.removeprefix(base) if "://" in url else path

    def _unsure(self) -> frozenset[str]:
        """What else addresses of held posts may end in, and none of a post that is shown does: series share a name."""
        found: set[str] = set()
        for post in self.held:
            is_known = post.key.path in self.urls
            if not is_known or not self._layout.is_exact:
                # One word says too little where the address is most likely another.
                found |= {tail for tail in self._tails(post) if not is_known or not tail.isalnum()}
        return frozenset(found.difference(*map(self._tails, self._shown)) if found else found)

    def _tails(self, post: Post) -> set[str]:
        own = (value for key in _OWN if isinstance(value := post.meta.get(key), str))
        return tails_of(post.key.path, (post.title, self.urls.get(post.key.path, ""), *own))


def _all_paths(posts: Sequence[Post], files: SiteFiles, layout: Layout) -> set[str]:
    """The paths of posts as they were found and as they really are, and of their further files."""
    paths = {post.key.path for post in posts}
    paths |= {real for path in paths if (real := inside(files, path))}  # a link may lead to a post, or its folder
    return paths.union(*map(layout.parts, paths))
