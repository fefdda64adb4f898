"""What `init` wants to know of the folders it finds: which are sites, and what git says of them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mkdocs_momentum.config import looks_remote, named_place
from mkdocs_momentum.core.addresses import unsafe_address
from mkdocs_momentum.core.generators.mkdocs import CONFIG_NAMES, MkdocsSite
from mkdocs_momentum.core.starter import StarterSite, host_of
from mkdocs_momentum.errors import GitError, MomentumError, SiteError
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.repository import toplevel
from mkdocs_momentum.stores.sitefiles import WorkingFiles

_POSTS = ("docs/blog/posts", "docs/posts", "docs/blog", "docs/articles", "docs/notes")
_FORGES = (
    ("github", r"github\."),
    ("gitlab", r"gitlab"),
    ("forgejo", r"codeberg\.org|forgejo"),
    ("gitea", r"gitea"),
)
_MARKS = (("forgejo", ".forgejo"), ("gitea", ".gitea"), ("github", ".github"), ("gitlab", ".gitlab-ci.yml"))
_DEPLOYS = re.compile(r"gh-deploy|deploy-pages|actions-gh-pages|mkdocs build")


def site_config(root: Path) -> Path | None:
    """A site's `mkdocs.yml`, under whichever name its host reads first."""
    return next((root / name for name in CONFIG_NAMES if (root / name).is_file()), None)


def sites_in(folder: Path) -> list[Path]:
    """The site that `folder` is, else the sites among the folders in it, by name."""
    if site_config(folder):
        return [folder]
    return [entry for entry in folders_in(folder) if site_config(entry)]


def folders_in(folder: Path) -> list[Path]:
    """The folders in a folder that are not hidden, by name."""
    return sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))


def other_kind(root: Path) -> str:
    """What builds a site that is none of MkDocs; empty where nothing is known."""
    from mkdocs_momentum.stores.othersites import other_site

    try:
        found = other_site(WorkingFiles(root))
    except SiteError:
        return ""
    return found[0].name.title() if found else ""


def reads_past_plugins(root: Path) -> bool:
    """Whether MkDocs builds a site with a blog that no plugin can hold back."""
    return other_kind(root) == "Publisher"


def named_site(text: str, folder: Path) -> StarterSite:
    """A site as it is named on the command line: `NAME=PATH`, `NAME=URL`, or either without a name.

    Raises:
        MomentumError: there is no such folder.
    """
    name, equals, place = text.partition("=")
    if not equals or "/" in name or ":" in name:
        name, place = "", text
    if looks_remote(place):
        why = unsafe_address(place)
        if why:
            raise MomentumError(f"--site: this address {why}; write --site myblog=git@example.com:me/myblog.git")
        name = name or site_name(Path(re.split(r"[/:]", place.rstrip("/"))[-1].removesuffix(".git")))
        return StarterSite(name, path=name, repo=place)
    root = named_place(place, folder).resolve()
    if not root.is_dir():
        raise MomentumError(f"--site {text}: {root} is not a folder; write --site myblog=../myblog")
    return describe(root, folder, name)


def describe(root: Path, folder: Path, name: str = "") -> StarterSite:
    """One site as a new configuration in `folder` names it."""
    path = os.path.relpath(root, folder.resolve()).replace(os.sep, "/")
    top, around = toplevel(root), toplevel(folder)
    name = name or site_name(root)
    if top is None or (top == around and top.resolve() != root.resolve()):
        return StarterSite(name, path=path)
    inside = root.resolve().relative_to(top.resolve()).as_posix()
    return StarterSite(name, path, remote_of(root), branch_of(root), "" if inside == "." else inside)


def site_name(root: Path) -> str:
    """A folder's name, as far as a configuration takes it."""
    name = re.sub(r"[^\w.-]+", "-", root.name).strip("-")
    return name if re.search(r"\w", name) else "site"


def posts_glob(root: Path, host: MkdocsSite | None) -> str:
    """Where the posts seem to be, for a site whose host does not say it; nothing where it does, or nobody can tell."""
    if host and host.blogs:
        return ""
    return next((f"{place}/**/*.md" for place in _POSTS if any((root / place).glob("**/*.md"))), "")


def remote_of(root: Path) -> str:
    """The address of `origin`; empty where there is none, or it is none to write down."""
    if toplevel(root) is None:
        return ""
    try:
        address = Git(root).run("config", "--get", "remote.origin.url")
    except GitError:
        return ""
    return "" if unsafe_address(address) else address


def branch_of(root: Path) -> str:
    """The branch that is checked out; `main` where none is."""
    try:
        return Git(root).run("symbolic-ref", "--short", "HEAD")
    except GitError:
        return "main"


def forge_of(top: Path, remote: str) -> str:
    """Which CI a repository has: by its remote's name, else by its files; empty where neither tells."""
    host = host_of(remote)
    named = next((forge for forge, pattern in _FORGES if re.search(pattern, host)), "")
    return named or next((forge for forge, place in _MARKS if (top / place).exists()), "")


def deploys_in(top: Path) -> list[str]:
    """What to know of workflows that build or deploy already, one line each."""
    found = sorted((top / ".github/workflows").glob("*.y*ml"))
    return [
        f".github/workflows/{path.name} builds this site too: let it install mkdocs-momentum, or let one of the two go."
        for path in found
        if path.name != "momentum.yml" and _DEPLOYS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]


def lacks_package(root: Path) -> str:
    """The file that says what a site's builds install, where it names MkDocs and not this package; empty otherwise."""
    places = [*sorted(root.glob("requirements*.txt")), root / "pyproject.toml", root / "Pipfile"]
    # Some shells write these files in UTF-16, whose letters have a zero beside them.
    texts = {path.name: path.read_bytes().replace(b"\0", b"") for path in places if path.is_file()}
    if any(b"mkdocs-momentum" in text for text in texts.values()):
        return ""
    return next((name for name, text in texts.items() if b"mkdocs" in text), "")


def read_text(path: Path) -> str:
    """A file's text, byte order mark and line ends as they are; empty where there is no such file.

    Raises:
        MomentumError: it cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8") if path.exists() else ""
    except OSError as error:
        raise MomentumError(f"{path}: it cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise MomentumError(f"{path}: it is not UTF-8; save it as UTF-8") from None


def put(path: Path, before: str, after: str) -> None:
    """Write a file that still holds `before`.

    Raises:
        MomentumError: it holds something else by now, or cannot be written.
    """
    from mkdocs_momentum.stores.files import replace_inside

    if path.exists():
        replace_inside(path.parent, path.name, before.encode(), after.encode())
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(after.encode())
        if after.startswith("#!"):
            path.chmod(path.stat().st_mode | 0o111)
    except OSError as error:
        raise MomentumError(f"{path}: {error.strerror or error}") from None
