"""A YAML file of settings with the line of every key, so that a fault can say where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from mkdocs_momentum.core.words import shown
from mkdocs_momentum.core.yaml_cost import YAML_FAULTS, TooCostlyError, refuse_bombs

DEPTH = 3
"""Levels of keys whose lines are kept; settings nest no deeper."""

KeyPath = tuple[str, ...]


class LinedYamlError(ValueError):
    """LinedYaml that cannot be read.

    Args:
        message: one line.
        line: 1-based, where known.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class LinedYaml(NamedTuple):
    """What a file of settings says.

    Args:
        data: its keys and values; empty for an empty file.
        lines: 1-based line of each key, named by its path from the top.
        texts: plain values as they are written, before YAML makes numbers of them.
    """

    data: Mapping[Any, Any]
    lines: Mapping[KeyPath, int] = MappingProxyType({})
    texts: Mapping[KeyPath, str] = MappingProxyType({})


def read_lined(text: str) -> LinedYaml:
    """Parse settings.

    Raises:
        LinedYamlError: not YAML, not a mapping, or a key that stands twice.
    """
    try:
        refuse_bombs(text)
        return _load(text)
    except TooCostlyError as error:
        raise LinedYamlError(f"it is {error}; keep it flat", error.line + 1) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not YAML: {' '.join(str(error.problem or error.context).split())}; write each line as key: value"
        raise LinedYamlError(message, mark.line + 1 if mark else None) from None
    except yaml.reader.ReaderError:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else None
        code = f"#x{ord(found[0]):04x}" if found else "that it holds"
        raise LinedYamlError(f"not YAML: the character {code}; take it out", line) from None
    except LinedYamlError:
        raise
    except YAML_FAULTS as error:
        raise LinedYamlError(f"not YAML: {' '.join(str(error).split())}; write each line as key: value") from None


def _load(text: str) -> LinedYaml:
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return LinedYaml({})
        if not isinstance(node, yaml.MappingNode):
            raise LinedYamlError("it holds no key: value lines; begin with timezone: America/Los_Angeles", 1)
        lines: dict[KeyPath, int] = {}
        texts: dict[KeyPath, str] = {}
        _collect(loader, node, (), lines, texts)
        return LinedYaml(loader.construct_document(node), lines, texts)
    finally:
        loader.dispose()


def _collect(
    loader: yaml.SafeLoader,
    node: yaml.MappingNode,
    prefix: KeyPath,
    lines: dict[KeyPath, int],
    texts: dict[KeyPath, str],
) -> None:
    here: set[str] = set()
    for key, value in node.value:
        # A key by the name under which it arrives: YAML 1.1 makes True of yes.
        name = str(loader.construct_object(key)) if key.tag.endswith((":bool", ":int", ":null")) else str(key.value)
        line = key.start_mark.line + 1
        if name in here:
            first = lines[(*prefix, name)]
            raise LinedYamlError(f"{shown(name)} stands twice, here and in line {first}; keep one", line)
        here.add(name)
        lines[(*prefix, name)] = line
        if isinstance(value, yaml.ScalarNode):
            texts[(*prefix, name)] = value.value
        elif isinstance(value, yaml.MappingNode) and len(prefix) + 1 < DEPTH:
            _collect(loader, value, (*prefix, name), lines, texts)
