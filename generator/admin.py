"""Forms: the files of /admin/, where those who never saw YAML fill in a report. Their fields are the model's keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.files import SiteFile
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Report
from generator.model.schema import schema_of
from generator.model.site import Department
from generator.model.site import Forge
from generator.model.site import Project
from generator.model.site import Site
from generator.read import Survey
from generator.read.selection import REPORTS

#: The page, its scripts and the editor they start.
FOLDER = Path(__file__).parent.parent / "admin"

#: How deep sections go in a form: 一、（一）1. and one more. What lies deeper stays as it is written.
_DEPTH = 4

#: What a list shows of an item that is folded up: the first two of these keys that its record has.
_TELLING = ("name", "title", "subproject", "item", "goal", "on", "what", "rule", "target", "level1")

Form = dict[str, Any]


def admin_files(site: Site, survey: Survey, departments: Mapping[str, Department]) -> Iterator[SiteFile]:
    """Everything /admin/ is made of."""
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file():
            path = f"admin/{file.relative_to(FOLDER).as_posix()}"
            data = file.read_bytes()
            if file.name == "index.html":
                data = data.replace(b"{connect}", " ".join(_connections(site.forge)).encode())
            yield SiteFile(path, data)
    config = configuration(site, survey, departments)
    yield SiteFile("admin/config.json", json.dumps(config, ensure_ascii=False, indent=1).encode())


def configuration(site: Site, survey: Survey, departments: Mapping[str, Department]) -> Form:
    """What the editor is started with. ``fields`` of a collection or a file name one of ``forms``, which are held once."""
    backend = _backend(site.forge)
    return {
        "backend": backend,
        "is_reviewed": backend.get("name") in ("github", "gitlab"),
        "site": site.name,
        "forms": {
            "report": fields_of(Report),
            "project": fields_of(Project),
            "department": fields_of(Department),
            "site": fields_of(Site),
        },
        "collections": [
            *(_reports(slug, departments.get(slug), survey) for slug in survey.departments),
            _files("projects", "项目", "project", _project_files(survey, departments)),
            _files(
                "departments",
                "部门",
                "department",
                (
                    (_name(slug, departments.get(slug)), f"{REPORTS}/{slug}/department.yml")
                    for slug in survey.departments
                ),
            ),
            _files("site", "网站", "site", [("网站设置", "content/site.yml")]),
        ],
    }


def _reports(slug: str, department: Department | None, survey: Survey) -> Form:
    projects = [each.project for each in survey.projects if each.department == slug]
    return {
        "name": f"reports-{slug}",
        "label": f"报告：{_name(slug, department)}",
        "label_singular": "报告",
        "folder": f"{REPORTS}/{slug}",
        "fields": "report",
        "projects": projects,
    }


def _project_files(survey: Survey, departments: Mapping[str, Department]) -> Iterator[tuple[str, str]]:
    for each in survey.projects:
        yield (
            f"{_name(each.department, departments.get(each.department))} / {each.project}",
            f"{each.path}/project.yml",
        )


def _files(name: str, label: str, form: str, files: Any) -> Form:
    listed = [
        {"name": f"{name}-{number}", "label": title, "file": path, "fields": form}
        for number, (title, path) in enumerate(files, 1)
    ]
    return {"name": name, "label": label, "files": listed, "fields": form}


def _name(slug: str, department: Department | None) -> str:
    return department.name if department and department.name else slug


def _backend(forge: Forge | None) -> Form:
    """The editor's backend for the forge; none where the editor knows no such forge, or cannot log in there."""
    if not forge:
        return {}
    address = urlsplit(forge.repository)
    host, repo = f"{address.scheme}://{address.netloc}", address.path.strip("/").removesuffix(".git")
    shared = {"repo": repo, "branch": forge.branch or "main"}
    match forge.kind:
        case "github" if forge.login:
            api = "https://api.github.com" if address.netloc == "github.com" else f"{host}/api/v3"
            return {
                "name": "github",
                **shared,
                "base_url": forge.login.rstrip("/"),
                "api_root": api,
                "open_authoring": True,
            }
        case "gitlab" if forge.app_id:
            return {
                "name": "gitlab",
                **shared,
                "auth_type": "pkce",
                "app_id": forge.app_id,
                "base_url": host,
                "api_root": f"{host}/api/v4",
            }
        case "gitea" if forge.app_id:
            # The editor opens no pull requests there: it writes to a branch of its own, and somebody opens one.
            return {
                "name": "gitea",
                **shared,
                "branch": "forms",
                "app_id": forge.app_id,
                "base_url": host,
                "api_root": f"{host}/api/v1",
            }
    return {}


def _connections(forge: Forge | None) -> Iterator[str]:
    """The hosts the page may talk to: those it logs in at and writes to, and the local repository's server."""
    backend = _backend(forge)
    yield from sorted(
        {
            "{0.scheme}://{0.netloc}".format(urlsplit(backend[key]))
            for key in ("base_url", "api_root")
            if key in backend
        }
    )
    yield "http://localhost:*"


def fields_of(record: type[Record], depth: int = _DEPTH) -> list[Form]:
    """The fields of a form for a record, one a key, in the keys' order."""
    properties = schema_of(record, "")["properties"]
    return [
        _field(name, key, properties[name].get("pattern"), record, depth)
        for name, key in keys_of(record).items()
        if not (key.of is record and depth <= 1)
    ]


def _field(name: str, key: Key, pattern: str | None, record: type[Record], depth: int) -> Form:
    field: Form = {"name": name, "label": key.title, "required": key.required, **_widget(key, record, depth)}
    hint = key.help
    if key.examples and key.kind is not Kind.STATED:
        hint += f"{hint and ' '}例：{'、'.join(key.examples)}"
    if hint:
        field["hint"] = hint
    if pattern:
        field["pattern"] = [pattern, f"（例如 {key.examples[0]}）" if key.examples else "（见下面的说明）"]
    return field


def _widget(key: Key, record: type[Record], depth: int) -> Form:
    match key.kind:
        case Kind.PROSE:
            return {"widget": "text"}
        case Kind.FLAG:
            return {"widget": "select", "options": [_option("true", "是"), _option("false", "否")]}
        case Kind.CHOICE | Kind.CHOICES:
            options = [_option(code, title) for code, title in key.choices.items()]
            return {"widget": "select", "options": options} | (
                {"multiple": True} if key.kind is Kind.CHOICES else {}
            )
        case Kind.TARGET:
            return {"widget": "string", "shape": "target"}
        case Kind.TEXTS:
            return _list(key, {"field": {"name": "text", "label": key.title, "widget": "text"}})
        case Kind.STATED:
            fields = [
                {
                    "name": "figure",
                    "label": "指标名",
                    "widget": "string",
                    "hint": "见“方法”页，例如 budget.total",
                },
                {"name": "text", "label": "原件所写", "widget": "string", "hint": "照原件"},
            ]
            return _list(
                key, {"fields": fields, "shape": "stated", "summary": "{{fields.figure}}：{{fields.text}}"}
            )
        case Kind.RECORD if key.of:
            has_lists = any(each.kind is Kind.RECORDS for each in keys_of(key.of).values())
            return {"widget": "object", "collapsed": not has_lists, "fields": fields_of(key.of)}
        case Kind.RECORDS if key.of:
            own = depth - 1 if key.of is record else _DEPTH
            telling = [name for name in _TELLING if name in keys_of(key.of)][:2]
            summary = " ".join(f"{{{{fields.{name}}}}}" for name in telling)
            return _list(key, {"fields": fields_of(key.of, own), "summary": summary})
    return {"widget": "string"}


def _list(key: Key, more: Form) -> Form:
    return {
        "widget": "list",
        "label_singular": key.title,
        "collapsed": True,
        "minimize_collapsed": True,
        **more,
    }


def _option(value: str, label: str) -> Form:
    return {"value": value, "label": label}
