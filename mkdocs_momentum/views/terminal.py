"""The calm screen in a terminal: the same content and the same words as the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_momentum.core.cadence import DayKind, DayStatus, Report
from mkdocs_momentum.views import words
from mkdocs_momentum.views.marks import SiteMark, shown_post, site_marks
from mkdocs_momentum.views.safe import straight

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

SCREEN_PLAN = 7
"""Lines of the plan on the status screen."""

_MARGIN = 2
_NARROW = 60
_WIDEST = 96
# The words of the page and its soft grey; terminals pick their own shades, so both light and dark ones stay legible.
_SOFT = "bright_black"


def status_screen(report: Report, width: int, color: bool, is_ascii: bool = False) -> str:
    """Today, the days around it, the days ahead, one suggestion, and problems with their mend.

    Args:
        report: what is to be said.
        width: columns of the terminal.
        color: False under NO_COLOR and where the output is no terminal.
        is_ascii: True for terminals that have no other signs than those of ASCII, whatever letters they have.
    """
    screen = _Screen(report, width, color, is_ascii)
    return screen.show([*screen.head(), *screen.ribbon(), *screen.ahead(), *screen.suggestion(), *screen.problems()])


def plan_screen(report: Report, width: int, color: bool, is_ascii: bool = False) -> str:
    """Every planned post on a line: weekday, date, site, title. Arguments as for `status_screen`."""
    screen = _Screen(report, width, color, is_ascii)
    if not report.plan:
        return screen.show([screen.text(words.plan_empty(report))])
    return screen.show([screen.plan(words.plan_lines(report, None))])


class _Screen(NamedTuple):
    """Puts the parts of a screen together; every part but the first begins with an empty line."""

    report: Report
    width: int
    color: bool
    is_ascii: bool

    @property
    def columns(self) -> int:
        """Columns that are written on: never so many that a line is tiring to read."""
        return max(20, min(self.width, _WIDEST))

    @property
    def margin(self) -> int:
        return _MARGIN if self.width >= _NARROW else 1

    def head(self) -> Iterator[RenderableType]:
        yield self.text(words.day_words(self.report).full(self.report.today), _SOFT)
        yield self.text(words.today_sentence(self.report), "bold")
        if pace := words.pace_sentence(self.report):
            yield self.text(pace, _SOFT)

    def ribbon(self) -> Iterator[RenderableType]:
        """Two lines, letters over marks, today in brackets; then the key."""
        from rich.text import Text

        marks = site_marks(self.report.sites, self.report.posts)
        speech = words.day_words(self.report)
        step = 3 if self.width >= _NARROW else 2
        letters, shapes = Text(no_wrap=True), Text(no_wrap=True)
        before = ""
        for status in self.report.days():
            is_today = status.day == self.report.today
            glyph, ink = self.glyph(status, marks)
            _put(letters, self.plain(speech.letter(status.day)), "bold" if is_today else _SOFT, step)
            _put(shapes, glyph, ink, step, before, "[" if is_today else "")
            before = "]" if is_today else "+" if status.syndicated else ""
        shapes.append(before)
        yield from (Text(), letters, shapes, Text(), *self.key(marks))

    def key(self, marks: dict[str, SiteMark]) -> Iterator[Text]:
        """The sites with their marks, where there are several, then the marks of no site; entries are never broken."""
        from rich.text import Text

        entries = []
        for site in self.report.sites if len(self.report.sites) > 1 else ():
            mark = marks[site.name]
            glyphs = "".join(mark.glyph(is_live, self.is_ascii) for is_live in (True, False))
            entries.append(Text.assemble((glyphs, mark.ink), f" {self.plain(mark.name)}"))
        entries.append(Text(f"{self.char('open')} {words.KEY_OPEN}", _SOFT))
        entries.append(Text(f"{self.char('still')} {words.KEY_STILL}", _SOFT))
        if any(status.syndicated for status in self.report.days()):
            entries.append(Text(f"+ {words.KEY_SYNDICATED}", _SOFT))
        line = entries[0]
        for entry in entries[1:]:
            longer = Text("   ").join([line, entry])
            if longer.cell_len > self.columns - 2 * self.margin:
                yield line
            line = entry if longer.cell_len > self.columns - 2 * self.margin else longer
        yield line

    def ahead(self) -> Iterator[RenderableType]:
        from rich.text import Text

        yield Text()
        if self.report.plan:
            yield self.plan(words.plan_lines(self.report, SCREEN_PLAN))
        rest, empty = words.plan_rest(self.report, SCREEN_PLAN), words.plan_empty(self.report)
        notes = " ".join(sentence for sentence in (rest, empty, words.cover_sentence(self.report)) if sentence)
        if notes:
            if self.report.plan:
                yield Text()
            yield self.text(notes, _SOFT)

    def plan(self, lines: Sequence[words.PlanLine]) -> RenderableType:
        """The plan in columns: weekday, date, site, title; on a narrow screen the site's mark stands for its name."""
        from rich.cells import cell_len
        from rich.table import Table
        from rich.text import Text

        is_wide = self.width >= _NARROW
        marks = {mark.name: mark for mark in site_marks(self.report.sites, self.report.posts).values()}
        several = len(self.report.sites) > 1
        table = Table.grid(padding=(0, 2, 0, 0))
        rows = []
        for line in lines:
            glyph = marks[line.site].glyph(is_live=False, is_ascii=self.is_ascii)
            site = f"{glyph} {self.plain(line.site)}" if is_wide else glyph
            weekday = line.weekday if is_wide else self.short_weekday(line)
            cells = [self.plain(weekday), self.plain(line.date), *([site] if several else []), self.plain(line.title)]
            rows.append((cells, marks[line.site].ink))
        widths = [
            max(cell_len(cell) for cell in column) for column in zip(*(cells[:-1] for cells, _ in rows), strict=True)
        ]
        for width in widths:
            table.add_column(no_wrap=True, min_width=width)
        table.add_column(overflow="fold")  # a script without spaces breaks anywhere
        room = self.columns - 2 * self.margin - sum(widths) - 2 * (len(widths) + 1)
        for cells, ink in rows:
            styles = ("", _SOFT, *([ink] if several else []), "")
            row = [Text(cell, style) for cell, style in zip(cells, styles, strict=True)]
            # A title that does not fit ends in an ellipsis on a wide screen, and goes on below itself on a narrow one.
            if is_wide:
                row[-1].truncate(room, overflow="ellipsis")
            table.add_row(*row)
        return table

    def short_weekday(self, line: words.PlanLine) -> str:
        return words.day_words(self.report).short_weekday(line.day)

    def suggestion(self) -> Iterator[RenderableType]:
        from rich.text import Text

        sentence = words.suggestion_sentence(self.report)
        if not sentence:
            return
        yield Text()
        yield self.text(sentence)
        post = words.suggested_post(self.report)
        if post and (address := words.canonical_link(post)):
            yield Text(address, _SOFT, no_wrap=True)

    def problems(self) -> Iterator[RenderableType]:
        from rich.padding import Padding
        from rich.text import Text

        lines = words.problem_lines(self.report)
        if lines:
            yield Text()
            yield self.text(words.PROBLEMS, _SOFT)
        for line in lines:
            yield self.text(f"{line.where} ({words.held_words(line)})")
            body = "; ".join(part for part in (line.message, line.mend) if part)
            yield Padding(self.text(body, _SOFT), (0, 0, 0, 2))

    def glyph(self, status: DayStatus, marks: dict[str, SiteMark]) -> tuple[str, str]:
        """The character of a day and its colour."""
        post, is_live = shown_post(status)
        if post:
            mark = marks[post.key.site]
            return mark.glyph(is_live, self.is_ascii), mark.ink
        if status.kind is DayKind.OPEN:
            return self.char("open"), _SOFT
        return self.char("still"), _SOFT

    def char(self, kind: str) -> str:
        """The character of a day without a post: `open` or `still`. Rest and quiet days look alike."""
        return {"open": "\u2013-", "still": "\u00b7."}[kind][self.is_ascii]

    def text(self, text: str, style: str = "") -> Text:
        from rich.text import Text

        return Text(self.plain(text), style)

    def plain(self, text: str) -> str:
        return straight(text) if self.is_ascii else text

    def show(self, parts: Sequence[RenderableType]) -> str:
        """All parts as text, with a margin on the left and no space at the ends of lines."""
        from io import StringIO

        from rich.console import Console
        from rich.padding import Padding
        from rich.text import Text

        console = Console(
            file=StringIO(),
            width=self.columns,
            force_terminal=self.color,
            color_system="standard" if self.color else None,
            no_color=not self.color,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            safe_box=self.is_ascii,
            _environ={},
        )
        with console.capture() as capture:
            for part in parts:
                # Never broken: the ribbon, and an address, which a terminal selects whole as long as it is one line.
                if isinstance(part, Text) and part.no_wrap:
                    console.print(Text(" " * self.margin).append_text(part), soft_wrap=True)
                else:
                    console.print(Padding(part, (0, self.margin)))
        # rich ends a cell that it cuts with an ellipsis of one column; ~ keeps the columns even in ASCII.
        shown = capture.get().replace("\u2026", "~") if self.is_ascii else capture.get()
        return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def _put(row: Text, char: str, ink: str, step: int, after: str = "", ahead: str = "") -> None:
    """Add a column of `step` cells that ends with `char`; its gap begins with `after` and ends with `ahead`."""
    from rich.cells import cell_len

    gap = max(0, step - cell_len(char))
    # In a gap of one cell, today's bracket comes before the sign that something was syndicated the day before.
    row.append((after + " " * (gap - len(after) - len(ahead)) + ahead)[-gap:] if gap else "")
    row.append(char, ink or None)
