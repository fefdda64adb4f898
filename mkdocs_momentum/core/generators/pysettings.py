"""Settings that are written in Python, as far as they can be known without running anything."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mkdocs_momentum.errors import SiteError

_LONGEST = 100_000
"""Letters or entries of one value; a few lines could make a value of any size otherwise."""

_MODULES = 50
"""Modules of a site's own that are looked into."""


class Unknown:
    """What code alone can tell. It counts as false, so that it is taken for a setting that is not given."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __deepcopy__(self, _memo: object) -> Unknown:
        return self


UNKNOWN = Unknown()
"""The value of every setting that is set by code."""


def is_unknown(settings: Mapping[str, Any], *names: str) -> bool:
    """Whether one of these settings is set by code."""
    return any(settings.get(name) is UNKNOWN for name in names)


def refuse_unknown(config: str, settings: Mapping[str, Any], *names: str) -> None:
    """Say which of these settings is set by code, where posts cannot be found without it.

    Raises:
        SiteError: there is one.
    """
    for name in names:
        if is_unknown(settings, name):
            raise SiteError(f"{config}: {name} is set by code, which is not run; write it out, or set posts:")


Read = Callable[[str], str | None]
"""The text of a file of the site's own, by its path from the site's root; None where it is not there."""


def assigned(
    text: str,
    before: Mapping[str, Any] | None = None,
    read: Read | None = None,
    modules: dict[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """The names that a module has in the end, with their values; the module itself as `text`.

    Args:
        text: its source.
        before: names that it has from the start.
        read: finds modules of the site's own, out of which this one takes names.
        modules: those that have been read, or are being read, by their paths.

    Raises:
        SyntaxError, ValueError, RecursionError: it is not Python.
    """
    modules = {} if modules is None else modules
    found: dict[str, Any] = copy.deepcopy(dict(before or {}))
    try:
        module = ast.parse(text)
    except MemoryError:  # what the parser says of thousands of signs in one another
        raise ValueError("it is nested too deep") from None
    for node in module.body:
        try:
            for one in _imports(node):
                found |= _imported(one, read, modules)
            if not _imports(node):
                _take(node, found)
        except (TypeError, ValueError, LookupError, RecursionError):
            found |= dict.fromkeys(_named(node), UNKNOWN)
    return found | {"text": text}


def _imports(node: ast.stmt) -> list[ast.ImportFrom]:
    """The imports that a statement is, as it stands or in a `try` of nothing else."""
    body = node.body if isinstance(node, ast.Try) else [node]
    found = [one for one in body if isinstance(one, ast.ImportFrom)]
    return found if len(found) == len(body) else []


def _imported(node: ast.ImportFrom, read: Read | None, modules: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The names that an import brings."""
    path = f"{(node.module or '').replace('.', '/')}.py"
    if path not in modules and len(modules) < _MODULES:
        modules[path] = {}  # as long as it is being read, it has no names for those that it imports
        text = read(path) if read else None
        modules[path] = {} if text is None else assigned(text, None, read, modules)
    own = copy.deepcopy(modules.get(path, {}))
    found: dict[str, Any] = {}
    for alias in node.names:
        if alias.name == "*":
            found |= {name: value for name, value in own.items() if name != "text" and not name.startswith("_")}
        else:
            found[alias.asname or alias.name] = own.get(alias.name, UNKNOWN)
    return found


def _take(node: ast.stmt, found: dict[str, Any]) -> None:
    """What one statement changes."""
    if isinstance(node, ast.Assign) or (isinstance(node, ast.AnnAssign) and node.value):
        value = _value(node.value, found) if node.value else UNKNOWN
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            _set(target, value, found)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        found[node.name] = UNKNOWN  # what it sets inside is its own
    elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and isinstance(node.op, ast.Add):
        found[node.target.id] = _sum(found.get(node.target.id, UNKNOWN), _value(node.value, found))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        _call(node.value, found)
    elif not isinstance(node, ast.AnnAssign):
        found |= dict.fromkeys(_named(node), UNKNOWN)


def _set(target: ast.expr, value: Any, found: dict[str, Any]) -> None:
    if isinstance(target, ast.Name):
        found[target.id] = value
    elif isinstance(target, ast.Tuple | ast.List) and isinstance(value, tuple | list):
        for one, own in zip(target.elts, value, strict=True):
            _set(one, own, found)
    elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        known, key = found.get(target.value.id), _value(target.slice, found)
        is_known = isinstance(known, dict) and key is not UNKNOWN
        found[target.value.id] = {**known, key: value} if isinstance(known, dict) and is_known else UNKNOWN
    else:
        found |= dict.fromkeys(_named(target), UNKNOWN)


def _call(call: ast.Call, found: dict[str, Any]) -> None:
    """A method that may change what it is called on: of lists two are known."""
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
        return
    name, known = call.func.value.id, found.get(call.func.value.id)
    if name not in found:
        return
    value = _value(call.args[0], found) if len(call.args) == 1 else UNKNOWN
    if isinstance(known, list) and call.func.attr == "append":
        found[name] = _sum(known, [value])
    elif isinstance(known, list) and call.func.attr == "extend" and isinstance(value, list | tuple):
        found[name] = _sum(known, list(value))
    else:
        found[name] = UNKNOWN


def _named(node: ast.AST) -> Iterator[str]:
    """All names that something sets, or may set."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store | ast.Del):
            yield inner.id
        elif isinstance(inner, ast.alias) and inner.name != "*":
            yield inner.asname or inner.name.partition(".")[0]
        elif isinstance(inner, ast.AugAssign | ast.Subscript | ast.Attribute):
            target = inner.target if isinstance(inner, ast.AugAssign) else inner.value
            if isinstance(target, ast.Name) and (isinstance(inner, ast.AugAssign) or _changes(inner)):
                yield target.id


def _changes(node: ast.Subscript | ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store | ast.Del) or getattr(node, "attr", "") in {"append", "extend", "update"}


def _value(node: ast.expr, found: Mapping[str, Any]) -> Any:
    """What an expression comes to; parts of a list may be unknown where its length is known."""
    value: Any = UNKNOWN
    match node:
        case ast.Constant():
            value = node.value
        case ast.Name():
            value = found.get(node.id, UNKNOWN)
        case ast.Tuple() | ast.List() | ast.Set():
            value = _list(node, found)
        case ast.Dict():
            value = _dict(node, found)
        case ast.JoinedStr():
            value = ""
            for part in node.values:
                value = _sum(value, _value(part, found))
        case ast.FormattedValue(conversion=-1, format_spec=None):
            value = _value(node.value, found)
        case ast.BinOp(op=ast.Add()):
            value = _sum(_value(node.left, found), _value(node.right, found))
        case ast.UnaryOp():
            value = _turned(node.op, _value(node.operand, found))
    return value


def _turned(sign: ast.unaryop, value: Any) -> Any:
    if value is UNKNOWN or not isinstance(sign, ast.Not | ast.USub):
        return UNKNOWN
    return not value if isinstance(sign, ast.Not) else -value


def _list(node: ast.Tuple | ast.List | ast.Set, found: Mapping[str, Any]) -> Any:
    items: list[Any] = []
    for one in node.elts:
        if isinstance(one, ast.Starred):
            more = _value(one.value, found)
            if not isinstance(more, list | tuple) or len(items) + len(more) > _LONGEST:
                return UNKNOWN
            items += more
        else:
            items.append(_value(one, found))
    return tuple(items) if isinstance(node, ast.Tuple) else items


def _dict(node: ast.Dict, found: Mapping[str, Any]) -> Any:
    items: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        own = _value(value, found)
        name = _value(key, found) if key else UNKNOWN
        if key is None and isinstance(own, dict):
            items |= own
        elif name is UNKNOWN:
            return UNKNOWN
        else:
            items[name] = own
    return items


def _sum(first: Any, second: Any) -> Any:
    """Two values put together as `+` does, a new one; only of the same kind."""
    for kind in (str, list, tuple):
        if isinstance(first, kind) and isinstance(second, kind):
            return first + second if len(first) + len(second) <= _LONGEST else UNKNOWN  # type: ignore[operator]
    if isinstance(first, list) and isinstance(second, tuple):
        return _sum(first, list(second))  # only += takes these, and + is a fault of the site's own
    return UNKNOWN
