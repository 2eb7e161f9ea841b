"""Architecture: imports point one way, and each outside library has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "generator"

#: The order of ARCHITECTURE.md, with the small modules between: each may import what stands before it.
ORDER = tuple(
    (
        "packing phrases catalogue personal findings findings_text model read formatting targets figures statements markdown "
        "checks rules schemas drafts concerns handwritten git history annotations progress files cache "
        "cycles fingerprint rooms executors assessment exporters search pages work plan checking trees review site "
        "pdf admin destination staging production remote departments ledger overview building appearance stylesheet extraction watching mkdocs_frame mkdocs_pages mkdocs_plugin "
        "cli __main__ "
    ).split()
)

#: Where numbers are read, computed, compared and printed.
EXACT = ("model", "targets", "figures", "statements", "checks", "pages")

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """generator/read/nodes.py → generator.read.nodes; a package is named by its folder."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def part_of(module: str) -> str:
    """generator.read.nodes → read."""
    return module.split(".")[1] if "." in module else ""


NAMES = {name_of(path) for path in MODULES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """What a file imports, each by the longest name that is a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            for each in node.names:
                longer = f"{node.module}.{each.name}"
                yield longer if longer in NAMES else node.module or ""


def importers(library: str) -> set[str]:
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(each.partition(".")[0] == library for each in imports(path))
    }


def test_every_part_has_its_place_in_the_order() -> None:
    assert {part_of(name) for name in NAMES} - {""} == set(ORDER)


@pytest.mark.parametrize("part", ORDER)
def test_a_part_imports_only_what_stands_before_it(part: str) -> None:
    allowed = {"", *ORDER[: ORDER.index(part) + 1]}
    against = [
        f"{name_of(path)} imports {each}"
        for path in MODULES
        if part_of(name_of(path)) == part
        for each in imports(path)
        if each in NAMES and part_of(each) not in allowed
    ]
    assert not against, "\n".join(against)


def test_the_architecture_names_the_places_in_this_order() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("| place |")[2]
    places = ("findings.py", "model/", "read/", "targets/", "figures/", "statements/", "markdown/", "checks/")
    later = ("assessment.py", "pages/", "work.py", "cli/")
    found = [table.find(f"`generator/{place}`") for place in (*places, *later)]
    assert -1 not in found
    assert found == sorted(found)


def test_no_module_imports_itself_through_others() -> None:
    graph = {
        name_of(path): {each for each in imports(path) if each in NAMES and each != name_of(path)}
        for path in MODULES
    }
    TopologicalSorter(graph).prepare()  # raises CycleError


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        ("yaml", {"read/nodes.py", "pages/gallery.py"}),
        ("mkdocs", {"mkdocs_plugin.py", "mkdocs_pages.py", "mkdocs_frame.py"}),
        ("pydantic", set()),
        ("markdown", set()),
    ],
)
def test_few_modules_know_a_library(library: str, doors: set[str]) -> None:
    assert importers(library) == doors


def test_only_the_command_line_knows_click() -> None:
    assert {each.partition("/")[0] for each in importers("click")} == {"cli"}


def is_float(node: ast.AST) -> bool:
    """A float written out or made; how alike two names must be (cutoff) is no number of a report."""
    if isinstance(node, ast.keyword) and node.arg == "cutoff":
        return False
    is_here = (isinstance(node, ast.Name) and node.id == "float") or (
        isinstance(node, ast.Constant) and isinstance(node.value, float)
    )
    return is_here or any(is_float(each) for each in ast.iter_child_nodes(node))


@pytest.mark.parametrize("part", EXACT)
def test_numbers_are_never_floats(part: str) -> None:
    floating = [name_of(path) for path in MODULES if part_of(name_of(path)) == part and is_float(tree(path))]
    assert not floating


def test_no_output_depends_on_the_clock_or_chance() -> None:
    assert importers("random") | importers("time") | importers("locale") == set()
    told = [
        f"{path.name}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
    ]
    assert not told


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert not {"util", "utils", "helper", "helpers", "common", "misc", "tools"} & {
        path.stem for path in MODULES
    }


def test_every_module_says_what_it_is() -> None:
    silent = [
        name_of(path) for path in MODULES if path.read_text().strip() and not ast.get_docstring(tree(path))
    ]
    assert not silent
