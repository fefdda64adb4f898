"""Front matter that a folder gives to all of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def merge_meta(defaults: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Front matter over its folder's defaults, as the meta plugin merges: lists follow each other, the page wins."""
    merged = dict(defaults)
    for key, value in own.items():
        old = merged.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[key] = merge_meta(old, value)
        else:
            merged[key] = [*old, *value] if isinstance(old, list) and isinstance(value, list) else value
    return merged
