"""A copy of a site without its held posts and without links to them, for builders that run no MkDocs plugin."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from mkdocs_momentum.config import nearest
from mkdocs_momentum.core.audit import DUMB_TYPES
from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.generators.address import post_address
from mkdocs_momentum.core.generators.kinds import stem, texts
from mkdocs_momentum.core.gone import Gone, names_of, tails_of
from mkdocs_momentum.core.held import Held, address_of, prune
from mkdocs_momentum.core.staging import Staged, is_html, is_markdown, staged_text
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.heads import TICKED
from mkdocs_momentum.stores.leftovers import telling
from mkdocs_momentum.stores.mkdocsyml import ZENSICAL, load_mkdocs_config, load_mkdocs_site
from mkdocs_momentum.stores.othersites import other_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles, inside
from mkdocs_momentum.stores.sites import read_site
from mkdocs_momentum.stores.slugs import addresses_of, own_slugs
from mkdocs_momentum.stores.staging import copy_site, dump_mkdocs
from mkdocs_momentum.stores.waiting import waiting

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.config import Config, SiteConfig
    from mkdocs_momentum.core.generators.kinds import Generator, OtherSite
    from mkdocs_momentum.core.generators.mkdocs import MkdocsSite
    from mkdocs_momentum.core.posts import Post

_ENDINGS = (".md", ".html", ".njk", ".liquid", ".astro")
_PAGES = ("", "/_index.md", *(f"{at}{end}" for at in ("", "/index") for end in _ENDINGS))
_OWN = ("slug", "url", "save_as", "permalink", "path")
"""Keys in which posts say a part of their address."""
_SEARCHED = 2 * 1024 * 1024
_ALIASES = ("aliases", "redirect_from")
"""Keys under which posts have further addresses: of Hugo, Zola and Quarto, and of Jekyll's plugin."""


def stage(config: Config, today: date, target: Path, name: str | None, here: Path) -> Staged:
    """Copy a site without what it holds back.

    Args:
        config: from `load`.
        today: the writer's day.
        target: the copy's folder.
        name: the site; by default the one that `here` lies in, or the only one.
        here: the working folder.

    Raises:
        MomentumError: no such site, it cannot be read, or the copy not be written.
    """
    base = Path(config.where).parent
    site = _site(config, base, name, here)
    with waiting():
        reading = read_site(site, base, config.calendar, config.since, today)
    # Where no post is seen, there may be some at a place that nobody told of, and the copy would show them all.
    fault = next((problem for problem in reading.problems if problem.holds or not reading.posts), None)
    if reading.root is None or fault:
        raise MomentumError(
            f"{fault.where}: {fault.message}; {fault.mend}" if fault else f"{site.name}: it has no working tree here"
        )
    copy = _Copy(reading.root, reading.posts, reading.facts.url)
    copy.prepare()
    with waiting("Copying files"):
        if copy.held:
            copy.skipped |= telling(reading.root, copy.gone.is_named_in)
        copy_site(reading.root, target, copy.skipped, copy.change)
    return Staged(site.name, str(target), copy.held, copy.links, copy.named)


def _site(config: Config, base: Path, name: str | None, here: Path) -> SiteConfig:
    if name:
        found = next((site for site in config.sites if site.name == name), None)
        if found is None:
            names = [site.name for site in config.sites]
            raise MomentumError(f"--site {name}: {config.where} has no such site{nearest(name, names)}")
        return found
    around = [
        s
        for s in config.sites
        if s.path and here.resolve().is_relative_to((base / Path(s.path).expanduser()).resolve())
    ]
    if around:
        return max(around, key=lambda site: len(str((base / site.path).resolve())))
    if len(config.sites) == 1:
        return config.sites[0]
    raise MomentumError(
        f"which site? name one of {', '.join(s.name for s in config.sites)}, as in --site {config.sites[0].name}"
    )


class _Copy:
    """Decides about each file of one copy."""

    def __init__(self, root: Path, posts: Sequence[Post], site_url: str) -> None:
        self.root = root
        self.held = tuple(post for post in posts if not post.state.is_public)
        self.shown = tuple(post for post in posts if post.state.is_public)
        self.links, self.named = 0, list[str]()
        self.skipped: set[str] = set()
        self.folders: tuple[str, ...] = ("",)
        self.below: Callable[[str], str] = str
        self.gone = Gone(Held())
        self.paths = {post.key.path for post in self.held}
        self.public = {post.key.path for post in self.shown}
        self.site_url = site_url
        self.config: tuple[str, dict[str, Any]] | None = None
        # Where each post stands or would stand, below the site's root; without those that only a build can tell.
        self.urls: Mapping[str, str] = {}
        self.guess: Callable[[Post], str | None] = lambda _post: None
        self.generator, self.bundles = "mkdocs", False
        self.endings: tuple[str, ...] = MARKDOWN
        self.parts: Callable[[str], list[str]] = lambda _path: []
        self.slugs: Callable[[str], list[str]] = lambda _path: []
        self.others: Callable[[Post], list[str]] = lambda _post: []

    def prepare(self) -> None:
        files = WorkingFiles(self.root)
        host = load_mkdocs_site(files)
        other = None if host else other_site(files)
        if host:
            self._as_mkdocs(host, files)
        elif other:
            self._as_other(*other)
        known = ((post.key.path, post.url or self.guess(post)) for post in (*self.held, *self.shown))
        self.urls = {path: place for path, url in known if url and (place := self._from_root(url))}
        # A link may lead to a post, or to the folder in which it is.
        self.paths |= {real for path in self.paths if (real := inside(files, path))}
        self.public |= {real for path in self.public if (real := inside(files, path))}
        self.paths.update(*map(self.parts, self.paths))
        self.public.update(*map(self.parts, self.public))
        sources, addresses = set(self.paths), set[str]()
        for path in self.paths:
            self.skipped.update(self._files_of(path))
        for post in self.held:
            own = self._addresses(post)
            beside = self._bundle(post.key.path)
            sources |= {path for path, _ in beside}
            addresses |= {*own, *(f"{address}/{name}" for address in own[:1] for _, name in beside)}
        # An alias may be what a page has.
        addresses -= {address for post in self.shown for address in self._addresses(post)}
        addresses -= {"", *filter(self._stands, addresses)}
        self.gone = Gone(
            Held(frozenset(map(self.below, sources)), frozenset(addresses), self.site_url),
            self._names(),
            self._stands,
            self._unsure(is_exact=host is not None),
        )

    def _as_mkdocs(self, host: MkdocsSite, files: WorkingFiles) -> None:
        self.guess = lambda post: _mkdocs_address(host, post)
        self.config = load_mkdocs_config(files)
        self.folders = ("" if host.docs_dir == "." else f"{host.docs_dir}/",)
        self.below = lambda path: host.docs_path(path) or path
        output = self.config[1].get("site_dir") if self.config else None
        self.skipped = {posixpath.normpath(output) if isinstance(output, str) else "site", ".cache"}

    def _as_other(self, generator: Generator, layout: OtherSite) -> None:
        self.generator, self.bundles, self.endings = generator.name, generator.bundles, layout.endings
        self.guess = lambda post: generator.address(layout, post.key.path, post.meta, post.title)
        names = cache(lambda folder: [file.name for file in folder.iterdir()] if folder.is_dir() else [])
        self.parts = cache(lambda path: generator.parts(layout, path, names(self.root / posixpath.dirname(path))))
        self.slugs = cache(lambda path: own_slugs(self.root, generator, layout, self.parts(path)))
        self.others = lambda post: addresses_of(generator, layout, post, self.slugs(post.key.path))
        self.folders, self.below = layout.folders, layout.below
        self.skipped = layout.all_built

    def change(self, path: str, data: bytes) -> bytes:
        """See `Change`."""
        TICKED.get()(1)
        if not self.paths and not (self.config and path == self.config[0]):
            return data
        if self.config and path == self.config[0] and path != ZENSICAL:
            written = dump_mkdocs(self._configuration(self.config[1]))
            self.named += [path] if self.gone.lines_in(written, written, path, "") else []
            return written.encode()
        html = is_html(path)
        is_page = html or is_markdown(path)
        if not is_page and (path.lower().endswith(DUMB_TYPES) or len(data) > _SEARCHED):
            return data
        source, url = self.below(path), self._page_url(path)
        if not self.gone.may_stand_in(data, source, url):
            return data
        after = text = data.decode("utf-8", "replace")
        if is_page and text.encode() == data:
            after, count = staged_text(text, self.gone, source, url, html=html, heads=self.generator != "pelican")
            self.links += count
        # What names a held post where nobody can tell what would be left without it: data, settings, code.
        self.named += [f"{path}:{number}" for number in self.gone.lines_in(after, text, source, url)]
        return after.encode() if after != text else data

    def _configuration(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The whole configuration, `INHERIT` and `!ENV` resolved, without this plugin and held posts in `nav`."""
        whole = dict(data)
        nav, plugins = whole.get("nav"), whole.get("plugins")
        if isinstance(nav, list):
            whole["nav"] = prune(nav, lambda href: self.gone.held.hits(href, "", ""))
        if isinstance(plugins, list):
            whole["plugins"] = [item for item in plugins if not _is_own(item)]
        elif isinstance(plugins, Mapping):
            whole["plugins"] = {name: value for name, value in plugins.items() if name != "momentum"}
        return whole

    def _files_of(self, path: str) -> list[str]:
        """What is left out with a held post: itself, its bundle, and the text beside its front matter."""
        folder, name = posixpath.split(path)
        found = [path]
        if name.startswith("index.") and folder and not self._is_shared(folder):
            found.append(folder)
        return [*found, *self.parts(path)]

    def _is_shared(self, folder: str) -> bool:
        """Whether a folder holds more than one held post and its files: another post, or pages of their own."""
        below = (self.root / folder).rglob("*")
        paths = [path.relative_to(self.root).as_posix() for path in below if path.is_file()]
        if any(path in self.public for path in paths) or f"{folder}/" in self.folders:
            return True
        pages = [path for path in paths if path.lower().endswith(self.endings) and path not in self.paths]
        return any(not self.bundles or posixpath.basename(path).startswith(("index.", "_index.")) for path in pages)

    def _page_url(self, path: str) -> str:
        """Where a page is shown, as far as links in it can tell."""
        if path in self.urls:
            return self.urls[path]
        name = posixpath.splitext(self.below(path))[0].removesuffix("index").removesuffix("_")
        return name if not name or name.endswith("/") else f"{name}/"

    def _names(self) -> frozenset[str]:
        """What templates call the held posts; Nikola takes the last part of an address, which posts may say."""
        names = names_of(self.paths, self.below)
        if self.generator != "nikola":
            return names
        own = {str(post.meta["slug"]).lower(): post.key.path for post in self.held if post.meta.get("slug")}
        lost = {stem(path).lower() for path in own.values()} - set(own)
        translated = {slug.lower() for post in self.held for slug in self.slugs(post.key.path)}
        return names - lost | frozenset(own) | translated

    def _bundle(self, path: str) -> list[tuple[str, str]]:
        """The other files of a held post's bundle: each path, and what it is called in there."""
        folder = posixpath.dirname(path)
        if folder not in self.skipped:
            return []
        files = [file.relative_to(self.root).as_posix() for file in (self.root / folder).rglob("*") if file.is_file()]
        return [(file, file.removeprefix(f"{folder}/")) for file in files if file != path]

    def _stands(self, place: str) -> bool:
        """Whether a page that is not held stands at an address, or at a path in the content."""
        names = (f"{folder}{place}{end}" for folder in self.folders for end in _PAGES)
        with suppress(OSError):  # a name that is too long for a file is none
            return any(name not in self.paths and (self.root / name).is_file() for name in names)
        return False

    def _addresses(self, post: Post) -> list[str]:
        """A held post's addresses below the site's root; a problem post has one as well, if nobody can say when."""
        own = self.urls.get(post.key.path, "")
        further = [other for key in _ALIASES for other in texts(post.meta.get(key))]
        # Hugo has one without a slash in front beside the post.
        further += [posixpath.join(posixpath.dirname(own.rstrip("/")), one) for one in further if own]
        return [address_of(self._from_root(url)) for url in (own, *self.others(post), *further) if url]

    def _from_root(self, url: str) -> str:
        path, base = unquote(urlsplit(url).path).lstrip("/"), urlsplit(self.site_url).path.lstrip("/")
        return path.removeprefix(base) if "://" in url else path

    def _unsure(self, *, is_exact: bool) -> frozenset[str]:
        """What else addresses of held posts may end in, and none of a post that is shown does: series share a name.

        Args:
            is_exact: addresses that can be worked out at all are the ones.
        """
        found: set[str] = set()
        for post in self.held:
            is_known = post.key.path in self.urls
            if not is_known or not is_exact:
                # One word says too little where the address is most likely another.
                found |= {tail for tail in self._tails(post) if not is_known or not tail.isalnum()}
        return frozenset(found.difference(*map(self._tails, self.shown)) if found else found)

    def _tails(self, post: Post) -> set[str]:
        own = (value for key in _OWN if isinstance(value := post.meta.get(key), str))
        return tails_of(post.key.path, (post.title, self.urls.get(post.key.path, ""), *own))


def _is_own(item: object) -> bool:
    return item == "momentum" or (isinstance(item, Mapping) and "momentum" in item)


def _mkdocs_address(host: MkdocsSite, post: Post) -> str | None:
    docs_path = host.docs_path(post.key.path)
    return post_address(host, docs_path, post.meta, post.title) if docs_path else None
