"""The map of all pages for search engines (sitemaps.org); it needs the site's own address."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from xml.sax.saxutils import escape

from generator.files import SiteFile

#: The protocol allows 50,000 addresses in a file.
MOST_ADDRESSES = 45_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(address: str, pages: Mapping[str, str]) -> Iterator[SiteFile]:
    """The map; ``pages`` are addresses relative to the site, each with the day it was last changed or ""."""
    listed = sorted(pages.items())
    parts = [listed[start : start + MOST_ADDRESSES] for start in range(0, len(listed), MOST_ADDRESSES)]
    for number, part in enumerate(parts, 1):
        path = "sitemap.xml" if len(parts) == 1 else f"sitemap-{number}.xml"
        urls = "".join(_url(address, page, day) for page, day in part)
        yield SiteFile(path, f"{_HEAD}<urlset {_SPACE}>\n{urls}</urlset>\n".encode())
    if len(parts) > 1:
        maps = "".join(
            f"<sitemap><loc>{escape(address)}sitemap-{number}.xml</loc></sitemap>\n"
            for number in range(1, len(parts) + 1)
        )
        yield SiteFile("sitemap.xml", f"{_HEAD}<sitemapindex {_SPACE}>\n{maps}</sitemapindex>\n".encode())
    yield SiteFile("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n".encode())


def _url(address: str, page: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address + page)}</loc>{changed}</url>\n"
