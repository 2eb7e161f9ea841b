"""A comment at a forge: Markdown as GitHub, GitLab, Gitee and Gitea read it, with content that can do nothing in it.

Forges look for more than CommonMark does: names to notify, numbers of issues, addresses, formulas. They look after
entities are resolved, so what they would find is written in its full-width form; all other marks become entities.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable

#: A comment is cut at 65,536 characters by GitHub, and refused beyond that by others; Chinese takes three bytes each.
MOST_BYTES = 60_000

#: What a forge acts on even where it stands as an entity: @name, #1, !1, $1, ~label, %1, $formula$.
_ACTED_ON = str.maketrans({"@": "＠", "#": "＃", "$": "＄", "~": "～"})
_NUMBERED = re.compile(r"[!%](?=[\d\w\"])")
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
_ISSUE = re.compile(r"\b(GH)-(?=\d)", re.IGNORECASE)
_MARKS = re.compile(r"[&<>\"'`*_\[\]|\\]")


def inert(text: str, most: int = 0) -> str:
    """One line of content that is only read: no mention, no link, no mark-up, no cell of a table ends in it.

    Of a text longer than ``most`` characters the beginning is given.
    """
    flat = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if most and len(flat) > most:
        flat = flat[:most] + "…"
    flat = _ADDRESS.sub(lambda match: "：" if match[0] == ":" else "．", flat.translate(_ACTED_ON))
    flat = _NUMBERED.sub(lambda match: {"!": "！", "%": "％"}[match[0]], flat)
    flat = _ISSUE.sub("\\1‐", flat)
    return _MARKS.sub(lambda match: f"&#{ord(match[0])};", flat)


def fitting(written: Callable[[int], str], steps: Iterable[int]) -> str:
    """The first of several ever shorter writings of the same that fits into a comment.

    ``written`` is given how much detail to show, from the ``steps``; the last step must always fit.
    """
    text = ""
    for step in steps:
        text = written(step)
        if len(text.encode()) <= MOST_BYTES:
            break
    return text
