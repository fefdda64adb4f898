"""One site with five held posts, for every host, theme and plugin; and the search for their traces in a build."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CANARY = re.compile(rb"xyzzy|momentum-private-page", re.IGNORECASE)
"""Stands in the title, text, tags, slug, file name and picture of each held post, and nowhere else."""

URL = "https://blog.example/base/"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)
THEMES = {
    "mkdocs": "{name: mkdocs}",
    "readthedocs": "{name: readthedocs}",
    "material": "{name: material, font: false, features: [navigation.footer]}",
    "materialx": "{name: materialx, font: false, features: [navigation.footer]}",
}
_NAV = "docs/SUMMARY.md"
_GEN = (
    "import mkdocs_gen_files\n"
    "with mkdocs_gen_files.open('blog/posts/xyzzy-made.md', 'w') as file:\n"
    "    file.write('---\\ntitle: Xyzzy made\\ndate: 2999-06-01\\n---\\n\\nXyzzy made text.\\n')\n"
    "with mkdocs_gen_files.open('made.md', 'w') as file:\n"
    "    file.write('# Made\\n\\n[one](blog/posts/xyzzy-made.md) [two](blog/posts/xyzzy-waiting.md)\\n')\n"
)
PLUGINS: dict[str, str] = {
    "none": "",
    "tags": "tags",
    "meta": "meta",
    "social": "social: {cards_layout_options: {font_family: Local}}",
    "rss": "rss: {use_git: false, match_path: 'blog/posts/.*', date_from_meta: {as_creation: date}}",
    "llmstxt": (
        "llmstxt: {full_output: llms-full.txt, sections: "
        "{Posts: [{blog/posts/xyzzy-waiting.md: xyzzy}, blog/posts/*.md, 'blog/posts/*/*.md']}}"
    ),
    "minify": "minify: {minify_html: true}",
    "redirects": (
        "redirects: {redirect_maps: {'old.md': 'index.md', 'older.md': 'blog/posts/xyzzy-waiting.md', "
        "'xyzzy-old.md': 'blog/posts/xyzzy-folder/index.md'}}"
    ),
    "static-i18n": (
        "i18n: {docs_structure: suffix, languages: [{locale: en, default: true, name: English, build: true}, "
        "{locale: de, name: Deutsch, build: true}]}"
    ),
    "gen-files": "gen-files: {scripts: [gen.py]}",
    "literate-nav": "literate-nav: {nav_file: SUMMARY.md}",
    "awesome-nav": "awesome-nav",
    "print-site": "print-site",
    "macros": "macros: {on_error_fail: true}",
    "glightbox": "glightbox",
    "git-revision-date": "git-revision-date-localized: {enable_creation_date: true}",
    "mike": "mike",
    "all": "",
}
_OF_MATERIAL = ("tags", "meta", "social")
_TOGETHER = ("tags", "meta", "rss", "llmstxt", "minify", "redirects", "gen-files", "macros", "glightbox",
             "git-revision-date", "print-site")  # fmt: skip
SKIPPED: dict[tuple[str, str], str] = {
    **{(theme, plugin): "the tags, meta and social plugins belong to Material and MaterialX"
       for theme in ("mkdocs", "readthedocs") for plugin in _OF_MATERIAL},
}  # fmt: skip


@dataclass(frozen=True)
class Build:
    """One build: a theme and a plugin beside ours, or `none`, or `all`."""

    theme: str
    plugin: str
    is_bare: bool = False
    """Without our plugin, held posts and links to them: what the host can do on its own."""

    @property
    def is_material(self) -> bool:
        """Whether the theme brings a blog plugin."""
        return self.theme.startswith("material")

    @property
    def name(self) -> str:
        """Its name, for people and folders."""
        return f"{self.theme}-{self.plugin}"


def config(build: Build) -> str:
    """The site's `mkdocs.yml`."""
    names = [build.plugin] if build.plugin != "all" else [n for n in _TOGETHER if (build.theme, n) not in SKIPPED]
    prefix = "materialx/" if build.theme == "materialx" else ""
    lines = [PLUGINS[name] for name in names if PLUGINS[name]]
    lines = [f"{prefix}{line}" if line.partition(":")[0] in _OF_MATERIAL else line for line in lines]
    blog = [f"{prefix}blog: {{draft_if_future_date: true}}"] if build.is_material else []
    posts = "" if build.is_material else ", posts: 'docs/blog/posts/**/*.md'"
    own = f"momentum: {{since: 2020-01-01, timezone: Europe/Berlin{posts}}}"
    plugins = [f"{prefix}search" if build.is_material else "search", *blog, own, *lines]  # print-site asks to be last
    if build.is_bare:
        plugins.remove(own)
    nav = (
        "nav:\n  - Home: index.md\n  - Blog:\n      - blog/index.md\n  - Xyzzy: blog/posts/xyzzy-waiting.md\n"
        "  - Xyzzy section:\n      - blog/posts/xyzzy-draft.md\n"
    )
    own_nav = {"literate-nav", "awesome-nav", "static-i18n", "gen-files", "all"}
    has_nav = build.is_material and not build.is_bare and build.plugin not in own_nav
    return (
        f"site_name: Blog\nsite_url: {URL}\ntheme: {THEMES[build.theme]}\nplugins:\n"
        + "".join(f"  - {line}\n" for line in plugins)
        + "markdown_extensions: [admonition, attr_list, footnotes, toc: {permalink: true}]\n"
        + (nav if has_nav else "")
    )


def _post(head: str, body: str = "Xyzzy text.") -> str:
    return f"---\n{head}\n---\n\n{body}\n"


def files(build: Build) -> dict[str, str | bytes]:
    """Everything of the site but `mkdocs.yml`."""
    folder = "docs/blog/posts"
    address = "blog/2999/01/05/xyzzy-waiting/" if build.is_material else "blog/posts/xyzzy-waiting/"
    raw = "../../../../2999/01/05/xyzzy-waiting/" if build.is_material else "../xyzzy-waiting/"
    links = (
        f"To [one](xyzzy-waiting.md), [two][two], ![three](xyzzy-folder/xyzzy.png), <a href='{raw}'>four</a>, "
        f"<{URL}{address}>, [five](xyzzy-draft.md), [six](xyzzy-broken.md), [old](history.md).\n\n"
        '[two]: xyzzy-folder/index.md "xyzzy"\n'
    )
    found: dict[str, str | bytes] = {
        "docs/index.md": "# Home\n\nTo [a post](blog/posts/xyzzy-waiting.md) and [another](blog/posts/history.md).\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/picture.png": PIXEL,
        f"{folder}/history.md": _post("title: From before\ndate: 2019-03-02\ntags: [open]", f"Words.\n\n{links}"),
        f"{folder}/released.md": _post("title: Out\ndate: 2020-03-02\nreleased: 2020-03-02", "![](../../picture.png)"),
        f"{folder}/xyzzy-waiting.md": _post("title: Xyzzy waiting\ndate: 2999-01-05\ntags: [xyzzytag]"),
        f"{folder}/xyzzy-past.md": _post("title: Xyzzy past\ndate: 2020-02-03\ncategories: [Xyzzy things]"),
        f"{folder}/xyzzy-draft.md": _post("title: Xyzzy draft\ndate: 2019-01-05\ndraft: true"),
        f"{folder}/xyzzy-broken.md": _post("title: Xyzzy: [broken\ndate: 2019-01-05"),
        f"{folder}/xyzzy-folder/index.md": _post("title: Xyzzy folder\ndate: 2999-02-01", "![](xyzzy.png)"),
        f"{folder}/xyzzy-folder/xyzzy.png": PIXEL,
    }
    if build.plugin == "social":
        # The plugin fetches its fonts from the network, but for those that lie in its cache.
        font = next(iter(sorted(Path("/usr/share/fonts").rglob("*.ttf"))), None)
        found |= {".cache/plugin/social/fonts/Local/Regular.ttf": font.read_bytes()} if font else {}
    if build.plugin in {"gen-files", "all"}:
        found["gen.py"] = _GEN
    if build.plugin == "literate-nav":
        found[_NAV] = "* [Home](index.md)\n* [Blog](blog/index.md)\n* [Xyzzy](blog/posts/xyzzy-waiting.md)\n"
    if build.plugin == "awesome-nav":
        found["docs/.nav.yml"] = "nav:\n  - index.md\n  - blog\n  - Xyzzy: blog/posts/xyzzy-waiting.md\n"
    if build.plugin == "macros":
        found["docs/macro.md"] = "# Macro\n\n{{ config.site_name }} and [one](blog/posts/xyzzy-waiting.md)\n"
    if build.plugin in {"meta", "all"} and build.is_material:
        found[f"{folder}/.meta.yml"] = "tags: [from-meta]\n"
    if build.plugin == "static-i18n":
        found["docs/index.de.md"] = "# Heim\n\n[x](blog/posts/xyzzy-waiting.md)\n"
        found[f"{folder}/xyzzy-waiting.de.md"] = _post("title: Xyzzy wartet\ndate: 2999-01-05")
    return found


def _bare(found: dict[str, str | bytes]) -> dict[str, str | bytes]:
    held = ("waiting", "past", "xyzzy")
    kept = {name: content for name, content in found.items() if not any(word in name for word in held)}
    return {
        name: content if isinstance(content, bytes) else "\n".join(
            line for line in content.splitlines() if not re.search("waiting|xyzzy", line, re.IGNORECASE)
        )
        for name, content in kept.items()
    }  # fmt: skip


def write_site(root: Path, build: Build) -> None:
    """Write the site and commit it, as some plugins ask git."""
    found = {"mkdocs.yml": config(build), **files(build)}
    for name, content in (_bare(found) if build.is_bare else found).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip
    who = ["-c", "user.name=A Writer", "-c", "user.email=writer@example.com"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], [*who, "commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *command], cwd=root, env=env, check=True)


def traces(site: Path) -> Iterator[str]:
    """Each place in a finished site that tells of a held post or of the private page."""
    assert any(site.iterdir()), "or nothing was built"
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if CANARY.search(name.encode()):
            yield f"{name}: its name"
        if path.is_file():
            data = path.read_bytes()
            data = gzip.decompress(data) if path.suffix == ".gz" else data
            match = CANARY.search(data)
            if match:
                around = data[max(0, match.start() - 50) : match.end() + 50]
                yield f"{name}: …{' '.join(around.decode('utf-8', 'replace').split())}…"
