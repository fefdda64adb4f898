"""What files say: as it was kept where they are the same, else read anew, of which only the beginning is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_momentum.core.extract import Extract, Reader, extract
from mkdocs_momentum.core.frontmatter import LIMIT, read_head
from mkdocs_momentum.core.packedposts import Kept
from mkdocs_momentum.core.packing import has_head, pack, unpack
from mkdocs_momentum.stores.sitefiles import SiteFiles, Stamp

HEAD_BYTES = LIMIT + 8 * 1024
"""How much of a post is read: all the front matter that is allowed, and the first lines of its text."""

BATCH = 64
"""Files for which one step is done before the next one is: going to and fro for each costs half as much again."""


class Extracts:
    """Reads files of one site.

    Args:
        files: where they are.
        reader: reads their front matter; MkDocs' own where it is None.
        before: what was kept of them.
        keeps: whether anything is kept.
    """

    def __init__(self, files: SiteFiles, reader: Reader | None, before: Kept, *, keeps: bool) -> None:
        self.files, self.reader, self.before, self.keeps = files, reader or read_head, before, keeps
        self.now: dict[str, tuple[Stamp, str]] = {}
        """The stamp and the line of each file that was read and is worth keeping."""

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, Extract | OSError]]:
        """What each file says, or why it cannot be opened, in the order of their paths."""
        self.files.expect(path for path in paths if self._will_read(path))
        for start in range(0, len(paths), BATCH):
            some = paths[start : start + BATCH]
            stamps = self.files.stamps(some) if self.keeps else [None] * len(some)
            looked = list(map(self._look, some, stamps))
            yield from [
                (path, look if isinstance(look, OSError) else self._said(path, stamp, look))
                for path, (look, stamp) in zip(some, looked, strict=True)
            ]

    def _look(self, path: str, stamp: Stamp | None) -> tuple[Extract | bytes | OSError, Stamp | None]:
        """What was kept of a file as it still is; else its bytes, or why there are none; and the stamp of just that."""
        if stamp is not None and stamp == self.before.stamp(path):
            line = self.before.lines[path]
            try:
                found = unpack(line)
            except (ValueError, TypeError, LookupError, RecursionError):
                pass
            else:
                self.now[path] = (stamp, line)
                return found, stamp
        try:
            raw, now = self.files.read_stamped(path, HEAD_BYTES)
        except OSError as error:
            return error, None
        return whole_characters(raw), stamp if now == stamp else None

    def _said(self, path: str, stamp: Stamp | None, look: Extract | bytes) -> Extract:
        if isinstance(look, Extract):
            return look
        found = extract(look, self.reader)
        try:
            if stamp is not None and self.files.is_settled(stamp) and (line := pack(found)) is not None:
                self.now[path] = (stamp, line)
        except (ValueError, RecursionError):  # what cannot be written down is read again
            pass
        return found

    def _will_read(self, path: str) -> bool:
        stamp = self.before.stamp(path)
        # What has no head may be looked at as a whole.
        return stamp is None or [stamp] != self.files.stamps([path]) or not has_head(self.before.lines[path])


def whole_characters(raw: bytes) -> bytes:
    """Without the character that the end of the read part cuts in two, so that only real faults look like faults."""
    if len(raw) < HEAD_BYTES:
        return raw
    raw = raw[:HEAD_BYTES]
    end = len(raw)
    while end > len(raw) - 4 and raw[end - 1] & 0xC0 == 0x80:
        end -= 1
    return raw[: end - 1] if raw[end - 1] >= 0xC0 else raw
