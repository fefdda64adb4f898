"""What `stage` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs_momentum.views.safe import clean

if TYPE_CHECKING:
    from mkdocs_momentum.core.staging import Staged


def staged_lines(staged: Staged) -> list[str]:
    """What a copy came to, why posts are held that have something the matter, and what still names a held post."""
    posts = {0: "every post is public", 1: "1 post is not public yet and is left out"}
    links = {0: "", 1: ", 1 link to it is plain text"}
    said = posts.get(len(staged.held), f"{len(staged.held)} posts are not public yet and are left out")
    said += links.get(staged.links, f", {staged.links} links to them are plain text")
    faults = [problem for post in staged.held for problem in post.problems[:1] if problem.holds]
    return [
        f"{clean(staged.site)} stands in {clean(staged.target)}: {said}.",
        *(f"{clean(fault.where)}: {clean(fault.message)}; {clean(fault.mend)}." for fault in faults),
        *(f"{clean(place)} names such a post." for place in staged.named),
    ]


def staged_data(staged: Staged) -> dict[str, Any]:
    """The same for `--json`."""
    return {
        "site": staged.site,
        "folder": staged.target,
        "held": [post.key.path for post in staged.held],
        "links": staged.links,
        "named": list(staged.named),
    }
