"""What `check` and the git hook say: a line per post, as text, data or annotations for CI."""

from __future__ import annotations

from typing import Any

from mkdocs_momentum.core.findings import Finding, Why
from mkdocs_momentum.views.news import day_in_words, news_line
from mkdocs_momentum.views.safe import clean, titled


def finding_line(finding: Finding) -> str:
    """One finding in one line."""
    problem = finding.problem
    if problem:
        place = f"{clean(problem.path)}:{problem.line}" if problem.line else clean(problem.path)
        words = "; ".join(filter(None, (clean(problem.message), clean(problem.mend))))
        return f"{place or clean(problem.site)}: {words}"
    if not finding.day:
        return ""
    return f"{news_line(_title(finding), finding.day)[:-1]}{_because(finding)}."


def finding_data(finding: Finding) -> dict[str, Any]:
    """The same for `--json`."""
    problem, wish = finding.problem, finding.post.wish if finding.post else None
    return {
        "site": finding.key.site,
        "path": finding.key.path,
        "title": finding.post.title if finding.post else None,
        "day": finding.day.isoformat() if finding.day else None,
        "wished": wish.day.isoformat() if wish else None,
        "why": finding.why.value if finding.why else None,
        "fixed": finding.fixed,
        "problem": {"message": problem.message, "mend": problem.mend, "line": problem.line, "holds": problem.holds}
        if problem
        else None,
    }


def finding_annotation(finding: Finding, path: str, *, strict: bool) -> str:
    """The same as a workflow command of GitHub Actions.

    Args:
        finding: the finding.
        path: its file, from the top of the checkout; empty where it has none.
        strict: what keeps a post back, or would make the run end with 1, is an error.
    """
    weighs = finding.holds or finding.moves
    level = "error" if strict and weighs else "warning" if weighs else "notice"
    line = finding.problem.line if finding.problem and finding.problem.line else 1
    place = f" file={_property(path)},line={line},title=momentum" if path else " title=momentum"
    return f"::{level}{place}::{_escape(finding_line(finding))}"


def _because(finding: Finding) -> str:
    post = finding.post
    if finding.why is None or post is None or post.wish is None:
        return ""
    wished = day_in_words(post.wish.day)
    if finding.day and post.wish.day.year != finding.day.year:
        wished += f" {post.wish.day.year}"
    reason = {
        Why.PASSED: f"{wished} has passed",
        Why.RESTS: f"{wished} is a rest day",
        Why.OLD: f"it is new, and {wished} has passed",
        Why.TAKEN: f"{wished} has {_holder(finding)}",
    }[finding.why]
    return f", and its date now says so: {reason}" if finding.fixed else f": {reason}"


def _holder(finding: Finding) -> str:
    holder = finding.holder
    if holder is None:
        return "its post"
    title = f'"{titled(holder.title)}"'
    return title if holder.key.site == finding.key.site else f"{title} on {clean(holder.key.site)}"


def _title(finding: Finding) -> str:
    return titled(finding.post.title) if finding.post else clean(finding.key.path)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
