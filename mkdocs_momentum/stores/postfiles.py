"""Which files of a site are posts, and the defaults that `.meta.yml` files give to them.

Walks as MkDocs walks: links are followed, dot files and excluded pages are left out, a README gives way to an index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from mkdocs_momentum.core.defaults import merge_meta
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite, glob_prefix, post_test, posts_prefixes
from mkdocs_momentum.stores.sitefiles import Entry, SiteFiles, inside, is_circle, is_folder, is_staged_site

META_BYTES = 64 * 1024
LEADS_OUT = ("it is a link that leads out of the site's folder", "put a copy of the folder there")
"""What is the matter with a folder of posts, and the mend."""


class Found:
    """What a walk over a site's folder found. All paths are from the site's root, with `/`."""

    def __init__(self, metas: Iterable[str] = ()) -> None:
        self.posts: list[str] = []
        """Files that are posts, in order."""
        self.outside: set[str] = set()
        """Those of them that are links out of the tree."""
        self.metas = list(metas)
        """Files with defaults for a folder."""
        self.faults: list[tuple[str, str, str]] = []
        """Path, message and mend of what could not be walked."""
        self.defaults: dict[str, Mapping[str, Any] | None] = {}
        """The content of `metas`, read once; None where it cannot be read."""


def find_posts(files: SiteFiles, site: MkdocsSite | None, globs: Collection[str]) -> Found:
    """Walk a site's folder.

    Args:
        files: its files.
        site: what its `mkdocs.yml` says; None where there is none.
        globs: the setting `posts`; empty where it is not set.
    """
    walk = _Walk(files, site, globs)
    walk.run()
    found = walk.found
    found.posts = sorted(_without_readmes(found.posts))
    found.metas.sort(key=lambda path: path.split("/")[:-1])
    return found


def read_defaults(
    files: SiteFiles, site: MkdocsSite | None, found: Found, docs_path: str | None
) -> tuple[Mapping[str, Any], str]:
    """The front matter that a post gets from the files above it.

    Args:
        files: the site's.
        site: what its `mkdocs.yml` says.
        found: the walk that found the post; it keeps what was read.
        docs_path: the post's path from `docs_dir`; None where it lies elsewhere.

    Returns:
        The defaults, and the path of a file that counts but cannot be read; empty where there is none.
    """
    merged: Mapping[str, Any] = {}
    if site is None or docs_path is None:
        return merged, ""
    for path in found.metas:
        # A string prefix, as the plugin has it: blog/po/.meta.yml counts for blog/posts/x.md.
        if not docs_path.startswith((site.docs_path(path) or "").rpartition("/")[0]):
            continue
        if path not in found.defaults:
            found.defaults[path] = _read_meta(files, path)
        own = found.defaults[path]
        if own is None:
            return {}, path
        merged = merge_meta(merged, own)
    return merged, ""


def _read_meta(files: SiteFiles, path: str) -> Mapping[str, Any] | None:
    import yaml

    try:
        raw = files.read(path, META_BYTES + 1)
        if len(raw) > META_BYTES:
            return None
        data = yaml.safe_load(raw.decode("utf-8-sig"))
    except (OSError, ValueError, yaml.YAMLError, RecursionError, TypeError):
        return None
    return data if isinstance(data, dict) else None


def _without_readmes(posts: list[str]) -> list[str]:
    """MkDocs leaves a README out where its folder has an index."""
    if not any("README" in path for path in posts):
        return posts
    stems = {path.rpartition(".")[0] for path in posts}
    return [path for path in posts if not _is_doubled_readme(path.rpartition(".")[0], stems)]


def _is_doubled_readme(stem: str, stems: set[str]) -> bool:
    folder, slash, name = stem.rpartition("/")
    return name == "README" and f"{folder}{slash}index" in stems


class _Walk:
    def __init__(self, files: SiteFiles, site: MkdocsSite | None, globs: Collection[str]) -> None:
        self.files = files
        self.found = Found()
        self.meta_name = site.meta_files if site else ""
        self.docs = f"{site.docs_dir}/" if site and site.docs_dir != "." else ""
        self.prefixes = [*map(glob_prefix, globs), *(posts_prefixes(site) if site else [])]
        self.is_post = post_test(site, globs)
        self.pages = _pages(site)
        self.enters_dots = bool(site and "!" in site.exclude_docs)

    def run(self) -> None:
        # A folder, its real place, and the places that links on the way there led to.
        pending: list[tuple[str, str, tuple[str, ...]]] = [("", "", ())]
        while pending:
            folder, real, chain = pending.pop()
            try:
                entries = self.files.entries(real)
            except OSError as error:
                self.found.faults.append((folder, f"it cannot be opened: {error.strerror}", "make it readable"))
                continue
            if folder and is_staged_site(entries):
                continue
            prefix, below = f"{folder}/" if folder else "", list[Entry]()
            for entry in entries:
                if is_folder(entry):
                    pending += self._folder(prefix + entry.name, entry, real, chain)
                else:
                    below.append(entry)
            self._files(prefix, below)

    def _folder(
        self, path: str, entry: Entry, real: str, chain: tuple[str, ...]
    ) -> list[tuple[str, str, tuple[str, ...]]]:
        is_dot = entry.name.startswith(".") and (not self.enters_dots or entry.name == ".git")
        if is_dot or not any(path.startswith(prefix) or prefix.startswith(path) for prefix in self.prefixes):
            return []
        if not entry.is_symlink():
            return [(path, f"{real}/{entry.name}" if real else entry.name, chain)]
        target = inside(self.files, path)
        if target is None:
            self.found.faults.append((path, *LEADS_OUT))
            return []
        if not target or is_circle(target, real, chain):
            return []
        return [(path, target, (*chain, target))]

    def _files(self, prefix: str, files: list[Entry]) -> None:
        """The files of one folder, which are many: what holds for all of them is asked once."""
        is_docs, is_post = prefix.startswith(self.docs), self.is_post
        if is_docs and self.meta_name:
            self.found.metas += [prefix + self.meta_name for entry in files if entry.name == self.meta_name]
            files = [entry for entry in files if entry.name != self.meta_name]
        files = self.pages(prefix[len(self.docs) :] if is_docs else prefix, files)
        files = [entry for entry in files if is_post(prefix + entry.name)]
        self.found.posts += [prefix + entry.name for entry in files]
        links = [prefix + entry.name for entry in files if entry.is_symlink()]
        self.found.outside.update(path for path in links if inside(self.files, path) is None)


_Pages = Callable[[str, list[Entry]], list[Entry]]
"""Those files of a folder that may become pages; the folder is from `docs_dir` and ends with `/`."""


def _pages(site: MkdocsSite | None) -> _Pages:
    if site and (site.exclude_docs or site.draft_docs):
        return _pages_by_patterns(site)
    never = (".", "templates/") if site else (".",)

    def pages(folder: str, files: list[Entry]) -> list[Entry]:
        if folder.startswith(never) or "/." in folder:
            return []
        return [entry for entry in files if entry.name[0] != "."]

    return pages


def _pages_by_patterns(site: MkdocsSite) -> _Pages:
    from pathspec.gitignore import GitIgnoreSpec

    excluded = GitIgnoreSpec.from_lines([".*", "/templates/", *site.exclude_docs.splitlines()])
    drafts = GitIgnoreSpec.from_lines(site.draft_docs.splitlines())

    def pages(folder: str, files: list[Entry]) -> list[Entry]:
        paths = [folder + entry.name for entry in files]
        out = [excluded.match_file(path) or drafts.match_file(path) for path in paths]
        return [entry for entry, is_out in zip(files, out, strict=True) if not is_out]

    return pages
