"""Extraction: every phrase there is, from templates, code and registries, put into the catalogues for translators.

`python -m generator.extraction` brings the catalogues up to date: new phrases come in untranslated, those no longer used
go, translations stay.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.messages.pofile import write_po
from jinja2 import Environment
from jinja2 import nodes

from generator.checks import CHECKS
from generator.exporters import REPORT_FILES
from generator.exporters import TABLES
from generator.figures import FIGURES
from generator.model.standard import CEILING_RULES
from generator.model.terms import LEVELS
from generator.model.terms import TYPES
from generator.phrases import CONTEXT
from generator.phrases import phrase

PACKAGE = Path(__file__).parent
LOCALE = PACKAGE / "locale"
THEME = PACKAGE.parent / "theme"

_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")

#: Where calls that declare a finding hold its wording: the number of the argument.
_WORDINGS = {"Fault": 1, "of_row": 2, "of_line": 2, "fault": 0}


def messages() -> dict[str, list[str]]:
    """Every message that readers of the site may see, each with the files it stands in."""
    found: dict[str, list[str]] = {}
    declared = (each for each in _registries() if _CHINESE.search(each[0]))
    for message, place in (*_templates(), *_code(), *declared):
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)
    return found


def _templates() -> Iterator[tuple[str, str]]:
    parser = Environment()
    files = [*(PACKAGE / "pages").glob("*.jinja"), *THEME.rglob("*.html")]
    for path in sorted(files):
        tree = parser.parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            first = call.args[0] if call.args else None
            if not isinstance(call.node, nodes.Name) or not isinstance(first, nodes.Const):
                continue
            if call.node.name == "_":
                yield first.value, _named(path)
            elif call.node.name == "in_context":
                yield CONTEXT.join(each.as_const() for each in call.args), _named(path)


def _code() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "in_context" and all(isinstance(each, ast.Constant) for each in node.args):
                yield CONTEXT.join(ast.literal_eval(each) for each in node.args), _named(path)
            at = 0 if name == "_" else _WORDINGS.get(name) if path.parent.name == "checks" else None
            if at is not None and len(node.args) > at:
                for text in _texts(node.args[at], constants):
                    yield text, _named(path)


def _texts(node: ast.AST, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The texts an argument may be: one, one of two, or one that has a name."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp():
            yield from _texts(node.body, constants)
            yield from _texts(node.orelse, constants)
        case ast.Name(id=name) if name in constants:
            yield from _texts(constants[name], constants)


def _registries() -> Iterator[tuple[str, str]]:
    """What is declared as plain text, and made a phrase where it is shown."""
    for figure in FIGURES:
        for text in (figure.label, figure.formula):
            yield phrase(text).message, "generator/figures"
    for check in CHECKS.values():
        for each in (check.title, *check.paragraphs):
            yield each.message, f"generator/checks/{check.rule.replace('-', '_')}.py"
    for term in (*TYPES.values(), *LEVELS.values()):
        yield term.name, "generator/model/terms.py"
    for term in TYPES.values():
        yield term.name + "指标", "generator/model/terms.py"
    for table in TABLES:
        yield f"table{CONTEXT}{table.title}", "generator/exporters/tables.py"
        yield table.description, "generator/exporters/tables.py"
        for column in table.columns:
            yield f"column{CONTEXT}{column.title}", "generator/exporters/tables.py"
            yield column.description, "generator/exporters/tables.py"
    for words in REPORT_FILES.values():
        yield words, "generator/exporters/report_files.py"
    for rule in CEILING_RULES.values():
        yield rule, "generator/model/standard.py"


def _named(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


def counts(message: str) -> bool:
    """Whether a message says how many, so that languages with a plural need two forms of it."""
    return "{count}" in message or "%(count)s" in message or message in ("份报告", "个年度有报告")


def update(path: Path, language: str) -> None:
    """Bring a catalogue up to date; what is translated stays, what is no longer used goes."""
    with path.open("rb") as file:
        known = read_po(file, locale=language)
    catalog = Catalog(
        locale=language, project="mingxiao", header_comment="# Mingxiao: words of the interface.", fuzzy=False
    )
    for message, places in sorted(messages().items(), key=lambda item: (item[1][0], item[0])):
        context, _, words = message.rpartition(CONTEXT)
        before = known.get(words, context or None)
        id = (words, words) if counts(words) else words
        string = before.string if before else ""
        if counts(message) and isinstance(string, str):
            string = (string, string)
        catalog.add(id, string, locations=[(place, 0) for place in places], context=context or None)
    catalog.revision_date = catalog.creation_date = known.creation_date
    with path.open("wb") as file:
        write_po(file, catalog, width=0, include_lineno=False, omit_header=False, ignore_obsolete=True)


if __name__ == "__main__":
    for each in sorted(LOCALE.glob("*/LC_MESSAGES/mingxiao.po")):
        update(each, each.parent.parent.name)
