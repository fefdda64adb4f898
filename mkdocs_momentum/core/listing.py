"""The plugin's entry in a `mkdocs.yml`, and a site's in a `momentum.yml`, added with one insertion each.

Positions come from ruamel.yaml's parser and nothing is written out again, so every comment, tag and quote stays byte
for byte. The result is parsed and compared: only the intended keys may differ, or nothing is returned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs_momentum.core.generators.mkdocs import parse_mkdocs_yml, site_from_config
from mkdocs_momentum.errors import EditRefusedError, SiteError

PLUGIN = "momentum"
Pairs = Sequence[tuple[str, str]]


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
    paste = f"write plugins: [{PLUGIN}: {{{', '.join(f'{key}: {value}' for key, value in settings.items())}}}]"
    document = _Document(text, f"{where}: its plugins cannot be edited safely; {paste}")
    if document.root is None:
        raise document.refusal
    plugins = document.value("plugins")
    keys = {key.value for key, _ in document.root.value}
    if plugins is None and "INHERIT" in keys:
        raise EditRefusedError(f"{where}: its plugins stand in the file that INHERIT names; {paste} there")
    if plugins is None:
        edited = document.with_section("plugins", ["- search", f"- {PLUGIN}:", *_lines(settings, 4)])
    elif _is_sequence(plugins):
        edited = _in_sequence(document, plugins, settings)
    elif _is_mapping(plugins):
        edited = _in_mapping(document, plugins, settings)
    else:
        raise document.refusal
    document.compare(edited, "plugins")
    _check_block(edited, settings, where, document.refusal)
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
    document = _Document(text, f"{where}: its sites cannot be edited safely; write {name}: {entry} below sites:")
    sites = document.value("sites")
    if sites is None or not _is_mapping(sites):
        raise document.refusal
    if any(key.value == name for key, _ in sites.value):
        return text
    edited = document.with_pair(sites, [f"{name}: {entry}"], f"{name}: {entry}")
    document.compare(edited, "sites")
    return edited


def _lines(settings: Mapping[str, str], indent: int) -> list[str]:
    return [f"{' ' * indent}{key}: {value}" for key, value in settings.items()]


def _flow(settings: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in settings.items()) + "}"


def _in_sequence(document: _Document, plugins: Any, settings: Mapping[str, str]) -> str:
    for item in plugins.value:
        if getattr(item, "value", None) == PLUGIN and not _is_sequence(item) and not _is_mapping(item):
            return document.with_value(item, item, settings, colon=":", in_flow=bool(plugins.flow_style))
        if _is_mapping(item) and item.value and item.value[0][0].value == PLUGIN:
            key, value = item.value[0]
            return _completed(document, key, value, settings, in_flow=bool(plugins.flow_style or item.flow_style))
    lines = [f"- {PLUGIN}:", *_lines(settings, 4)]
    return document.with_item(plugins, lines, f"{PLUGIN}: {_flow(settings)}")


def _in_mapping(document: _Document, plugins: Any, settings: Mapping[str, str]) -> str:
    for key, value in plugins.value:
        if key.value == PLUGIN:
            return _completed(document, key, value, settings, in_flow=bool(plugins.flow_style))
    return document.with_pair(plugins, [f"{PLUGIN}:", *_lines(settings, 2)], f"{PLUGIN}: {_flow(settings)}")


def _completed(document: _Document, key: Any, value: Any, settings: Mapping[str, str], *, in_flow: bool) -> str:
    """The plugin's own block with the keys that it lacks."""
    if not _is_mapping(value):
        if value.value:
            raise document.refusal
        return document.with_value(key, value, settings, colon="", in_flow=in_flow)
    there = {entry.value for entry, _ in value.value}
    missing = {name: text for name, text in settings.items() if name not in there}
    if not missing:
        return document.text
    return document.with_pair(value, _lines(missing, 0), ", ".join(f"{name}: {text}" for name, text in missing.items()))


def _check_block(edited: str, settings: Mapping[str, str], where: str, refusal: EditRefusedError) -> None:
    try:
        block = site_from_config(parse_mkdocs_yml(edited, {}, where)).block
    except SiteError:
        raise refusal from None
    if block is None or any(key not in block for key in settings):
        raise refusal


def _is_sequence(node: Any) -> bool:
    return str(getattr(node, "id", "")) == "sequence"


def _is_mapping(node: Any) -> bool:
    return str(getattr(node, "id", "")) == "mapping"


@dataclass(slots=True)
class _Document:
    """A YAML text and the nodes that say where things stand in it."""

    text: str
    fault: str
    root: Any = None  # the node of the whole text; None where the text is empty

    def __post_init__(self) -> None:
        self.root = self._compose(self.text)

    @property
    def refusal(self) -> EditRefusedError:
        return EditRefusedError(self.fault)

    def value(self, name: str) -> Any:
        """The node behind a key at the top; None where there is no such key."""
        return next((value for key, value in self.root.value if key.value == name), None) if self.root else None

    def with_item(self, sequence: Any, lines: Sequence[str], flow: str) -> str:
        """One more item at the end of a sequence."""
        if sequence.flow_style:
            return self._in_flow(sequence, flow)
        return self._after(self._end(sequence), lines, int(sequence.start_mark.column))

    def with_pair(self, mapping: Any, lines: Sequence[str], flow: str) -> str:
        """One more key at the end of a mapping."""
        if mapping.flow_style:
            return self._in_flow(mapping, flow)
        return self._after(self._end(mapping), lines, int(mapping.value[0][0].start_mark.column))

    def with_value(self, key: Any, value: Any, settings: Mapping[str, str], *, colon: str, in_flow: bool) -> str:
        """Settings behind a key that has none, or behind an item that is only a name."""
        end = self._end_of_value(key, value)
        if in_flow:
            return self._insert(end, f"{colon} {_flow(settings)}")
        lines = ["", *_lines(settings, key.start_mark.column + 2)]
        return self._insert(end, colon + self._newline.join(lines))

    def with_section(self, name: str, lines: Sequence[str]) -> str:
        """A section of its own at the end of the file."""
        if self.root.flow_style:
            raise self.refusal
        head = "" if self.text.endswith("\n") or not self.text else self._newline
        return self.text + head + self._newline.join([f"{name}:", *(f"  {line}" for line in lines)]) + self._newline

    def compare(self, edited: str, *but: str) -> None:
        """Raises EditRefusedError where more differs than the values of the keys `but`."""
        before, after = self._top(self.root, but), self._top(self._compose(edited), but)
        if before != after:
            raise self.refusal

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _compose(self, text: str) -> Any:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        try:
            root = YAML(typ="rt").compose(text)
        except (YAMLError, RecursionError, ValueError):
            raise self.refusal from None
        if root is not None and not _is_mapping(root):
            raise self.refusal
        return root

    def _top(self, root: Any, but: tuple[str, ...]) -> list[Any]:
        try:
            return [(key.value, _shape(value)) for key, value in root.value if key.value not in but]
        except RecursionError:  # an anchor that holds itself
            raise self.refusal from None

    def _in_flow(self, node: Any, flow: str) -> str:
        if not node.value:
            return self._insert(node.start_mark.index + 1, flow)
        end = self._end_of_last(node)
        return self._insert(end, f"{' ' * (self.text[end - 1] == ':')}, {flow}")

    def _after(self, end: int, lines: Sequence[str], indent: int) -> str:
        """`lines` below the line in which `end` stands."""
        end = len(self.text[:end].rstrip())
        stop = self.text.find("\n", end)
        stop = len(self.text) if stop < 0 else stop - (self.text[stop - 1] == "\r")
        return self._insert(stop, "".join(f"{self._newline}{' ' * indent}{line}" for line in lines))

    def _insert(self, index: int, new: str) -> str:
        return self.text[:index] + new + self.text[index:]

    def _end(self, node: Any) -> int:
        is_collection = _is_sequence(node) or _is_mapping(node)
        if not is_collection or node.flow_style or not node.value:
            return int(node.end_mark.index)
        return self._end_of_last(node)

    def _end_of_value(self, key: Any, value: Any) -> int:
        if value is key or value.start_mark.index != value.end_mark.index:
            return self._end(value)
        # An empty value has the marks of whatever comes next.
        end = int(key.end_mark.index)
        blank = len(self.text[end:]) - len(self.text[end:].lstrip(" "))
        return end + blank + 1 if self.text[end + blank : end + blank + 1] == ":" else end

    def _end_of_last(self, node: Any) -> int:
        last = node.value[-1]
        key, last = last if isinstance(last, tuple) else (last, last)
        end = self._end_of_value(key, last)
        # An alias has the marks of what it stands for, which is elsewhere.
        if end < key.start_mark.index or key.start_mark.index < node.start_mark.index:
            raise self.refusal
        return end


def _shape(node: Any) -> Any:
    if _is_mapping(node):
        return node.tag, [(_shape(key), _shape(value)) for key, value in node.value]
    if _is_sequence(node):
        return node.tag, [_shape(item) for item in node.value]
    return node.tag, node.value
