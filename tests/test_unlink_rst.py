"""Links to held posts in reStructuredText, as docutils reads what is left."""

from __future__ import annotations

import pytest

from mkdocs_momentum.core.unlink_rst import unlink_rst


def hit(href: str) -> bool:
    return "held" in href


@pytest.mark.parametrize(
    ("text", "after", "count"),
    [
        ("See `a <held.rst>`_ and `b <other.rst>`_.", "See a and `b <other.rst>`_.", 1),
        ("See `a <held.rst>`_ then `a`_, a_ and `A`_; `a <held.rst>`__", "See a then a, a and A; a", 2),
        ("`a <held.rst>`_ a_\n\n.. _a: /other/\n", "a a_\n\n.. _a: /other/\n", 1),
        ("`from_ <held.rst>`_ `*args <held.rst>`_ `a\\*b <held.rst>`_", "from\\_ \\*args a\\*b", 3),
        ("`multi\nline <held.rst>`_", "multi\nline", 1),
        ("`no\n\nlink <held.rst>`_", "`no\n\nlink <held.rst>`_", 0),
        ("`b c`_ x_\n\n.. _b c: /held/\n.. _x: /x/\n", "b c x_\n\n.. _x: /x/\n", 1),
        (".. image:: a.png\n   :target: /held/\n   :alt: x\n", ".. image:: a.png\n   :alt: x\n", 1),
        ("`<held.rst>`_", "…", 1),
        (
            "+--------------------+---+\n| `a <held.rst>`__   | b |\n+--------------------+---+\n",
            "+--------------------+---+\n| a                  | b |\n+--------------------+---+\n",
            1,
        ),
        (
            "===================  ===\n`a <held.rst>`__      b\n===================  ===\n",
            "===================  ===\na                     b\n===================  ===\n",
            1,
        ),
    ],
)
def test_links_become_their_words(text: str, after: str, count: int) -> None:
    assert unlink_rst(text, hit) == (after, count)
