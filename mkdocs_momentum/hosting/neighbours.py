"""What other plugins would tell of held posts: navigation files, redirects, lists. Knows no rule of the gate."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import yaml

from mkdocs_momentum.core.held import Held, Hit, prune
from mkdocs_momentum.hosting.opening import plugins_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import File, Files

_ENTRY = re.compile(
    r"^[ \t]*(?:[*+-]|\d+[.)])[ \t]+\[[^\n]*?\]\((?P<url><[^>\n]*>|[^\s)]*)[^)\n]*\)[ \t]*(?:\n|\Z)", re.MULTILINE
)


def quieten(targets: Held, files: Files, config: MkDocsConfig) -> None:
    """Take held posts out of what other plugins were told about the site.

    Args:
        targets: what held posts are called.
        files: all files of the site; navigation files among them are changed for this build, never on the disk.
        config: the host's live configuration.
    """
    for name, plugin in plugins_of(config) if targets else ():
        if name == "redirects":
            _prune_redirects(plugin, targets)
        elif name == "literate-nav":
            _rewrite(files, str(plugin.config.get("nav_file") or "SUMMARY.md"), targets, without_entries)
        elif name == "awesome-nav":
            _rewrite(files, str(plugin.config.get("filename") or ".nav.yml"), targets, without_nav)
        elif name == "llmstxt":
            _prune_sections(plugin, targets)


def without_entries(text: str, hit: Hit) -> str:
    """A Markdown list of links without the lines that lead to held posts."""
    return _ENTRY.sub(lambda match: "" if hit(match["url"].strip("<>")) else match[0], text)


def without_nav(text: str, hit: Hit) -> str:
    """A YAML navigation file without its entries that lead to held posts; unchanged where there are none."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError:
        return text
    nav = data.get("nav") if isinstance(data, dict) else None
    if not isinstance(nav, list):
        return text
    kept = prune(nav, hit)
    return text if kept == nav else yaml.safe_dump({**data, "nav": kept}, allow_unicode=True, sort_keys=False)


def _rewrite(files: Files, name: str, targets: Held, change: Callable[[str, Hit], str]) -> None:
    for file in files:
        if posixpath.basename(file.src_uri) == name:
            before = _text(file)
            after = change(before, _hit(targets, file))
            if after != before:
                place = file.abs_src_path
                file.content_string = after
                file.abs_src_path = place  # the host forgets it; plugins that ask git or the disk about a file do not


def _text(file: File) -> str:
    try:
        return file.content_string
    except (OSError, ValueError):
        return ""


def _hit(targets: Held, file: File) -> Hit:
    return lambda target: targets.hits(target, file.src_uri, file.url)


def _prune_redirects(plugin: BasePlugin[Any], targets: Held) -> None:
    maps = plugin.config.get("redirect_maps")
    if isinstance(maps, dict):
        for old in [old for old, new in maps.items() if targets.hits(str(new), "", "")]:
            del maps[old]


def _prune_sections(plugin: BasePlugin[Any], targets: Held) -> None:
    sections = plugin.config.get("sections")
    if isinstance(sections, dict):
        for title, entries in sections.items():
            if isinstance(entries, list):
                sections[title] = [entry for entry in entries if not _names_held(entry, targets)]


def _names_held(entry: Any, targets: Held) -> bool:
    names = entry if isinstance(entry, dict) else [entry]
    return any(targets.hits(str(name), "", "") for name in names)
