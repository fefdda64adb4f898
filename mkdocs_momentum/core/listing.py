"""The plugin's entry in a `mkdocs.yml`, and a site's in a `momentum.yml`, added with one insertion each.

Every comment, tag and quote stays byte for byte. The result is parsed and compared: only the intended keys may differ,
or nothing is returned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.generators.mkdocs import parse_mkdocs_yml, site_from_config
from mkdocs_momentum.core.insertion import Document, block, flow, is_empty, is_mapping, is_sequence
from mkdocs_momentum.errors import EditRefusedError, SiteError

PLUGIN = "momentum"
LEDGER_EXAMPLE = "# ledger: git@example.com:me/momentum.git"
"""The line that a `momentum.yml` begins with where no ledger is known."""
_AFTER = frozenset({"print-site", "monorepo"})
"""Plugins before which this one is to stand: one wants to be the last, the other moves the docs folder."""


def list_plugin(text: str, settings: Mapping[str, str], where: str = "mkdocs.yml") -> str:
    """List the plugin, or complete its block.

    Args:
        text: the whole `mkdocs.yml`.
        settings: keys of the plugin's block and their values as YAML writes them; a key that is there stays as it is.
        where: the file, for messages.

    Returns:
        The text with one insertion; the same text where nothing is wanting.

    Raises:
        EditRefusedError: the plugins stand in a form or a place that cannot be edited safely; says what to write.
    """
    fault = f"{where}: its plugins cannot be edited safely; add among them - {PLUGIN}: {flow(settings)}"
    document = Document(text, fault)
    if document.root is None:
        raise document.refusal
    plugins = document.value("plugins")
    alone = ["- search", f"- {PLUGIN}:", *block(settings, 4)]  # MkDocs adds its search only where nothing is listed
    if plugins is None:
        edited = document.with_section("plugins", alone)
    elif is_empty(plugins) and not document.root.flow_style:
        edited = document.with_lines(document.key("plugins"), plugins, alone)
    elif is_sequence(plugins):
        edited = _in_sequence(document, plugins, settings)
    elif is_mapping(plugins):
        edited = _in_mapping(document, plugins, settings)
    else:
        raise document.refusal
    document.compare(edited, "plugins")
    _check_block(edited, settings, where, document.refusal)
    return edited


def add_ledger(text: str, address: str, where: str = "momentum.yml") -> str:
    """Say in a `momentum.yml` where the ledger is, in place of the line that only shows how, or at the end.

    The same text where it says anything about it.

    Args:
        text: the whole file.
        address: a git address, as YAML writes it.
        where: the file, for messages.

    Raises:
        EditRefusedError: the file cannot be edited safely.
    """
    line = f"ledger: {address}"
    document = Document(text, f"{where}: it cannot be edited safely; write {line} into it")
    if document.value("ledger") is not None:
        return text
    example = re.compile(rf"^{re.escape(LEDGER_EXAMPLE)}(?=\r?$)", re.MULTILINE)
    edited = example.sub(lambda _: line, text, count=1) if example.search(text) else document.with_line(line)
    document.compare(edited, "ledger")
    return edited


def add_site(text: str, name: str, entry: str, where: str = "momentum.yml") -> str:
    """Add a site to a `momentum.yml`.

    Args:
        text: the whole file.
        name: the site's name.
        entry: its short form, a path or a git address.
        where: the file, for messages.

    Raises:
        EditRefusedError: the sites stand in a form that cannot be edited safely.
    """
    document = Document(text, f"{where}: its sites cannot be edited safely; write {name}: {entry} below sites:")
    sites = document.value("sites")
    if sites is None or not is_mapping(sites):
        raise document.refusal
    if any(key.value == name for key, _ in sites.value):
        return text
    edited = document.with_pair(sites, [f"{name}: {entry}"], f"{name}: {entry}")
    document.compare(edited, "sites")
    return edited


def _in_sequence(document: Document, plugins: Any, settings: Mapping[str, str]) -> str:
    for item in plugins.value:
        if getattr(item, "value", None) == PLUGIN and not is_sequence(item) and not is_mapping(item):
            return document.with_value(item, item, settings, colon=":", in_flow=bool(plugins.flow_style))
        if is_mapping(item) and item.value and item.value[0][0].value == PLUGIN:
            key, value = item.value[0]
            return _completed(document, key, value, settings, in_flow=bool(plugins.flow_style or item.flow_style))
    lines = [f"- {PLUGIN}:", *block(settings, 4)]
    names = [str(item.value[0][0].value if is_mapping(item) and item.value else item.value) for item in plugins.value]
    return document.with_item(plugins, lines, f"{PLUGIN}: {flow(settings)}", _first_to_follow(names))


def _in_mapping(document: Document, plugins: Any, settings: Mapping[str, str]) -> str:
    for key, value in plugins.value:
        if key.value == PLUGIN:
            return _completed(document, key, value, settings, in_flow=bool(plugins.flow_style))
    names = [str(key.value) for key, _ in plugins.value]
    lines = [f"{PLUGIN}:", *block(settings, 2)]
    return document.with_pair(plugins, lines, f"{PLUGIN}: {flow(settings)}", _first_to_follow(names))


def _first_to_follow(names: Sequence[str]) -> int | None:
    """The number of the first plugin that has to come later; None where none has to."""
    return next((number for number, name in enumerate(names) if name.removeprefix("/") in _AFTER), None)


def _completed(document: Document, key: Any, value: Any, settings: Mapping[str, str], *, in_flow: bool) -> str:
    """The plugin's own block with the keys that it lacks."""
    if not is_mapping(value):
        if value.value:
            raise document.refusal
        return document.with_value(key, value, settings, colon="", in_flow=in_flow)
    there = {entry.value for entry, _ in value.value}
    missing = {name: text for name, text in settings.items() if name not in there}
    if not missing:
        return document.text
    return document.with_pair(value, block(missing, 0), ", ".join(f"{name}: {text}" for name, text in missing.items()))


def _check_block(edited: str, settings: Mapping[str, str], where: str, refusal: EditRefusedError) -> None:
    try:
        block = site_from_config(parse_mkdocs_yml(edited, {}, where)).block
    except SiteError:
        raise refusal from None
    if block is None or any(key not in block for key in settings):
        raise refusal
