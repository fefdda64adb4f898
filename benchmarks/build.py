"""Build a MkDocs site, and say how much processor time it took and how much of that was momentum's.

    python benchmarks/build.py MKDOCS_YML SITE_DIR

The difference between two whole builds drowns in noise where it is a hundredth of either. So the plugin's own events,
its part in rendering and the loading of its modules are timed inside one build, with the processes that they start.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

_spent = 0.0
_depth = 0


def main() -> None:
    """Print seconds of the whole build and of momentum's part in it."""
    config, site_dir = sys.argv[1:3]
    began = now()
    import mkdocs.plugins
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    timed_import()
    register = mkdocs.plugins.PluginCollection._register_event  # noqa: SLF001 - no other place sees every event

    def registered(self: Any, event: str, method: Callable[..., Any], *more: Any, **named: Any) -> None:
        if type(getattr(method, "__self__", None)).__module__.startswith("mkdocs_momentum"):
            # A page's events start no process and wait for nothing, and to ask for processor time costs more than some.
            method = timed(method, time.perf_counter if "page" in event else now)
        register(self, event, method, *more, **named)

    mkdocs.plugins.PluginCollection._register_event = registered  # type: ignore[method-assign] # noqa: SLF001
    settings = load_config(config_file=config, site_dir=site_dir)
    settings.plugins.on_startup(command="build", dirty=False)
    build(settings)
    settings.plugins.on_shutdown()
    print(f"{now() - began:.4f} {_spent:.4f}")


def timed_import() -> None:
    """Load the plugin and what it renders with. What MkDocs loads for every build is loaded before."""
    global _spent  # noqa: PLW0603 - one process, one sum
    import mkdocs.config.defaults
    import mkdocs.theme  # noqa: F401

    began = now()
    import mkdocs_momentum.plugin  # noqa: F401
    from mkdocs_momentum.views import unlink

    _spent += now() - began
    for kind in vars(unlink).values():
        if isinstance(kind, type) and kind.__module__ == unlink.__name__ and hasattr(kind, "run"):
            kind.run = timed(kind.run, time.perf_counter)  # type: ignore[attr-defined]


def timed(function: Callable[..., Any], clock: Callable[[], float]) -> Callable[..., Any]:
    """The same function, its time put on momentum's account; what it calls of itself counts once."""

    @wraps(function)
    def inner(*args: Any, **named: Any) -> Any:
        global _spent, _depth  # noqa: PLW0603
        began = clock()
        _depth += 1
        try:
            return function(*args, **named)
        finally:
            _depth -= 1
            if not _depth:
                _spent += clock() - began

    return inner


def now() -> float:
    """Processor seconds of this process and of those it started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
