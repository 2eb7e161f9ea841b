"""Mingxiao (明效): reports on public money, from YAML to a public site where every figure is computed.

The packages are the pipeline, in this order; imports only ever point to the left:
findings ← model ← read ← targets ← figures ← checks ← pages ← site ← cli, mkdocs_plugin.
"""

from __future__ import annotations

__version__ = "0.1.0"
