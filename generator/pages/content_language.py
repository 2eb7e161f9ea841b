"""The language of content: on a page in another language, what stays Chinese says that it is, for screen readers."""

from __future__ import annotations

import re

_TAG = re.compile(r"(<[^>]*>)")
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = r"\u3000-\u303f\uff00-\uffef"

#: A stretch of Chinese: what lies between its first and last character belongs to it, unless there are words in it.
_CHINESE = re.compile(rf"[{_MARKS}]*[{_HAN}](?:[^a-z<&]*[{_HAN}])?[{_MARKS}]*")
_ANY = re.compile(f"[{_HAN}]")

#: Elements that hold text and nothing else: they take the language themselves.
_TEXT_ONLY = ("option", "title", "text")


def marked(html: str, language: str = "zh-CN") -> str:
    """HTML with the language put on every stretch of Chinese text."""
    pieces = _TAG.split(html)
    for at in range(0, len(pieces), 2):
        text = pieces[at]
        if text.isascii() or not _ANY.search(text):
            continue
        tag = pieces[at - 1] if at else ""
        if f' lang="{language}"' in tag:
            continue
        name = tag[1:].rstrip(">").partition(" ")[0]
        if name in _TEXT_ONLY:
            pieces[at - 1] = f'{tag[:-1]} lang="{language}">'
        elif name not in ("script", "style"):
            pieces[at] = _CHINESE.sub(rf'<span lang="{language}">\g<0></span>', text)
    return "".join(pieces)
