"""Finding and reading `momentum.yml`."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_momentum.config import FILE_NAMES, Config, parse_config
from mkdocs_momentum.errors import ConfigError

ENVIRONMENT = "MOMENTUM_CONFIG"
CONFIG_BYTES = 256 * 1024


def find_config(named: Path | None, start: Path) -> Path:
    """The configuration file: the one named, else `MOMENTUM_CONFIG`, else the nearest above `start`.

    Raises:
        ConfigError: there is none.
    """
    chosen = named or (Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else None)
    if chosen:
        path = chosen / FILE_NAMES[0] if chosen.is_dir() else chosen
        if path.is_file():
            return path.resolve()
        raise ConfigError(f"{chosen}: there is no such file; name a momentum.yml")
    found = find_above(start)
    if found:
        return found
    mend = "momentum init writes one, and --config PATH names another"
    raise ConfigError(f"no momentum.yml in {start.resolve()} or above it; {mend}")


def find_above(start: Path) -> Path | None:
    """The nearest `momentum.yml` in `start` or a folder above it."""
    folder = start.resolve()
    candidates = (place / name for place in (folder, *folder.parents) for name in FILE_NAMES)
    return next((path for path in candidates if path.is_file()), None)


def load_config(named: Path | None, start: Path) -> Config:
    """Find and read the configuration. Raises ConfigError with one line."""
    path = find_config(named, start)
    try:
        with path.open("rb") as file:
            raw = file.read(CONFIG_BYTES + 1)
        if len(raw) > CONFIG_BYTES:
            raise ConfigError(f"{path}: it is longer than 256 KiB; is it the right file?")
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
    return parse_config(text, str(path))
