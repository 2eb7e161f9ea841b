"""Formats: what a text must look like that becomes part of an address on every page, or that letters are sent to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_ADDRESS = r"""https?://[^\s/\\<>"'`?#@{}]+(?:[/?#][^\s\\<>"'`{}]*)?"""
_TEMPLATE = r"""https?://[^\s/\\<>"'`?#@{}]+(?:[/?#](?:[^\s\\<>"'`{}]|\{page\}|\{row\})*)?"""
_EMAIL = r"""[^\s@<>"'(),:;\\[\]]+@[^\s@<>"'(),:;\\[\]/.?&]+(?:\.[^\s@<>"'(),:;\\[\]/.?&]+)+"""
#: As git has it (git check-ref-format), but for what nobody uses.
_BRANCH = r"""(?!.*(?:\.\.|//|/\.|@\{))[^\s~^:?*\[\\/.-](?:[^\s~^:?*\[\\]*[^\s~^:?*\[\\/.])?"""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its pattern, for Python and JavaScript alike, and whether JSON Schema has it by the same name."""

    pattern: str
    is_schema_s: bool = True


FORMATS: Mapping[str, Format] = {
    "uri": Format(_ADDRESS),
    "uri-template": Format(_TEMPLATE),
    "email": Format(_EMAIL),
    "git-branch": Format(_BRANCH, is_schema_s=False),
}
