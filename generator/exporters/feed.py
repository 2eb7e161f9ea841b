"""The feed of new and corrected reports (Atom, RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from generator.catalogue import Catalogue
from generator.files import SiteFile

PATH = "feeds/reports.xml"
#: How many of the newest a feed has.
MOST_ENTRIES = 100
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: a report was published or changed. ``key`` tells it from all others for good."""

    key: str
    day: str
    title: str
    summary: str
    author: str
    path: str


def feed(newest: Sequence[Entry], title: str, address: str, words: Catalogue, prefix: str = "") -> SiteFile:
    """The feed in a language, of the newest entries, newest first. ``prefix`` stands before the addresses of pages in it.

    Addresses are relative to the feed where the site's own is not known.
    """
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": words.language})
    base = address + prefix if address else "../"
    _add(root, "id", _id(prefix + (address or title)))
    _add(root, "title", title)
    _add(root, "updated", _time(newest[0].day if newest else "1970-01-01"))
    ET.SubElement(root, "link", {"rel": "alternate", "href": base})
    ET.SubElement(root, "link", {"rel": "self", "href": f"{base}{PATH}"})
    for each in newest:
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", _id(prefix + each.key))
        _add(entry, "title", words.say(each.title))
        _add(entry, "updated", _time(each.day))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": base + each.path})
        _add(ET.SubElement(entry, "author"), "name", each.author)
        _add(entry, "summary", words.say(each.summary))
    ET.indent(root)
    return SiteFile(prefix + PATH, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _id(key: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"mingxiao:{key}").urn


def _time(day: str) -> str:
    return f"{day}T00:00:00+08:00"
