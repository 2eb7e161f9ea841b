"""Links: where prose may point. Decided once, obeyed by the renderer, reported by the checks."""

from __future__ import annotations

import re
from urllib.parse import unquote
from urllib.parse import urlsplit

_SCHEMES = ("http", "https", "mailto")
#: A file of the report's own attachment folder.
_FILE = re.compile(r"[^/\\?#:]+\.[A-Za-z0-9]{2,5}")
_IMAGE = re.compile(r"[^/\\?#:]+\.(?:png|jpe?g|webp|gif|svg)", re.IGNORECASE)


def is_allowed_link(url: str) -> bool:
    """Whether prose may link there: http, https, mailto, an address on this site, a place on this page, an attachment."""
    return is_allowed_in_page(url) and (_is_absolute(url) or bool(_FILE.fullmatch(unquote(url))))


def is_allowed_in_page(url: str) -> bool:
    """Whether a hand-written page may link there: what prose may, and other pages by their relative path."""
    plain = unquote(url)
    if re.search(r"[\s\\\x00-\x20<>\"`]", plain) or plain.startswith("//"):
        return False
    try:
        parts = urlsplit(plain)
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    return not scheme or (scheme in _SCHEMES and bool(parts.netloc or scheme == "mailto"))


def _is_absolute(url: str) -> bool:
    return url.startswith(("#", "/")) or ":" in unquote(url)


def is_allowed_image(url: str) -> bool:
    """Whether prose may show it: only the report's own attachments."""
    return bool(_IMAGE.fullmatch(unquote(url))) and not unquote(url).startswith(".")
