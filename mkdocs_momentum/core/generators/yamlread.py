"""`mkdocs.yml` without running anything: its tags become plain data.

MkDocs loads its configuration with PyYAML's full loader, which imports and calls what `!!python/…` tags name. Here such
a tag is kept as a `Tagged` value, so that another site's configuration can be read without its plugins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from mkdocs_momentum.errors import SiteError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML without libyaml: slower, the same answers
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_PYTHON = "tag:yaml.org,2002:python/"


class Tagged:
    """A value whose tag is not interpreted.

    Args:
        kind: what kind of tag: `name`, `object/apply`, …, or the tag itself where it is no python tag.
        name: the dotted name that a python tag names; empty for other tags.
        value: what stands behind the tag: text, a list or a mapping.
    """

    __slots__ = ("kind", "name", "value")

    def __init__(self, kind: str, name: str, value: Any) -> None:
        self.kind, self.name, self.value = kind, name, value

    def __repr__(self) -> str:
        tag = f"!!python/{self.kind}:{self.name}" if self.name else self.kind
        return f"{tag} {self.value!r}" if self.value else tag


def parse_mkdocs_yml(text: str, env: Mapping[str, str], where: str = "mkdocs.yml") -> dict[str, Any]:
    """Read the text of a `mkdocs.yml`.

    Args:
        text: the file's content.
        env: what `!ENV` refers to.
        where: the file, for messages.

    Raises:
        SiteError: it is no YAML mapping.
    """

    class Loader(_Loader):
        """Its own class, so that its constructors stay with this one document."""

    Loader.add_constructor("!ENV", lambda loader, node: _from_env(loader, node, env))
    Loader.add_multi_constructor(None, _tagged)
    try:
        data = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader underneath
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SiteError(f"{where}:{line}: not YAML: {error.problem}; write each line as key: value") from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        reason = " ".join(str(error).split())[:200]
        raise SiteError(f"{where}: not YAML: {reason}; write each line as key: value") from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise SiteError(f"{where}: it holds no settings; write site_name: My blog in its first line")
    return data


def inherit(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """What `INHERIT` makes of two configurations: mappings are merged all the way down, everything else is replaced."""
    merged = dict(parent)
    for key, value in child.items():
        old = merged.get(key)
        merged[key] = inherit(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def _from_env(loader: Any, node: yaml.Node, env: Mapping[str, str]) -> Any:
    """As pyyaml-env-tag reads `!ENV NAME` and `!ENV [NAME, OTHER, default]`."""
    names, default = [node], None
    if isinstance(node, yaml.SequenceNode):
        names = node.value
        if len(names) > 1:
            default = loader.construct_object(names[-1], deep=True)
            names = names[:-1]
    for name in names:
        value = env.get(str(loader.construct_scalar(name)))
        if value is not None:
            # The value counts as if it stood in the file: `false` is a boolean.
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return default


def _tagged(loader: Any, _suffix: str, node: yaml.Node) -> Tagged:
    if isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_scalar(node)
    if not node.tag.startswith(_PYTHON):
        return Tagged(node.tag, "", value)
    kind, _, name = node.tag.removeprefix(_PYTHON).partition(":")
    return Tagged(kind, name, value)
