"""The site and who stands in it: publisher, departments, projects, policies, where the files live."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.budget import MONEY_UNITS
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import key

LANGUAGES = {"zh-CN": "简体中文", "en": "English"}

#: Where a forge shows a file, before the number of the line; where it opens the file for editing; and a commit.
FORGES = {
    "github": ("{repository}/blob/{branch}/{path}#L", "{repository}/edit/{branch}/{path}#L{line}", "/commit/"),
    "gitlab": (
        "{repository}/-/blob/{branch}/{path}#L",
        "{repository}/-/edit/{branch}/{path}#L{line}",
        "/-/commit/",
    ),
    "gitee": ("{repository}/blob/{branch}/{path}#L", "{repository}/edit/{branch}/{path}", "/commit/"),
    "gitea": ("{repository}/src/branch/{branch}/{path}#L", "{repository}/_edit/{branch}/{path}", "/commit/"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge(Record):
    """Where the content files can be seen and edited."""

    kind: str = key(Kind.CHOICE, "平台", choices={name: name for name in FORGES}, required=True)
    repository: str = key(
        Kind.TEXT, "仓库地址", required=True, examples=("https://git.example.gov.cn/czj/mingxiao",)
    )
    branch: str = key(Kind.TEXT, "分支", "不写则为 main。", examples=("main",))

    def view(self, path: str) -> str:
        """Address that shows a line of the file, up to the line's number."""
        return self._address(0, path, 1)

    def edit(self, path: str, line: int) -> str:
        """Address that opens the file for editing, at the line where the forge can."""
        return self._address(1, path, line)

    def commit(self, commit: str) -> str:
        """Address that shows what a commit changed."""
        return self.repository.rstrip("/") + FORGES.get(self.kind, FORGES["github"])[2] + commit

    def _address(self, which: int, path: str, line: int) -> str:
        pattern = FORGES.get(self.kind, FORGES["github"])[which]
        return pattern.format(
            repository=self.repository.rstrip("/"), branch=self.branch or "main", path=path, line=line
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Redress(Record):
    """Where a citizen without an account objects or asks."""

    office: str = key(Kind.TEXT, "受理机构")
    phone: str = key(Kind.TEXT, "公开电话", "办公电话；不要写个人手机号。")
    email: str = key(Kind.TEXT, "公开邮箱")
    url: str = key(Kind.TEXT, "在线受理网址")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies(Record):
    """Thresholds the site sets for itself."""

    far_exceeded: Decimal | None = key(
        Kind.POINTS, "超额多少算远超目标（%）", "完成度超过它就提示；不写则为 150。", examples=("150",)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedSite(Record):
    """Another site made by this program, which the search asks too."""

    name: str = key(Kind.TEXT, "网站名称", required=True, examples=("江门市",))
    address: str = key(
        Kind.ADDRESS,
        "网址",
        "同一域名下的路径，或完整网址；别的域名要允许跨域读取（见 docs/scale.md）。",
        required=True,
        examples=("/jiangmen/",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Search(Record):
    """What the search asks besides this site."""

    sites: tuple[SearchedSite, ...] = key(Kind.RECORDS, "一并搜索的网站", of=SearchedSite)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Record):
    """The whole site (content/site.yml)."""

    name: str = key(Kind.TEXT, "网站名称", required=True, examples=("江门市财政绩效公开",))
    publisher: str = key(Kind.TEXT, "主办单位", required=True, examples=("江门市财政局",))
    region: str = key(Kind.TEXT, "地区", examples=("江门市",))
    unit: str = key(Kind.CHOICE, "金额单位", choices={unit: unit for unit in MONEY_UNITS})
    language: str = key(Kind.CHOICE, "界面语言", choices=LANGUAGES)
    is_demonstration: bool | None = key(Kind.FLAG, "是否演示站", "true 时页脚声明不是官方发布。")
    site_code: str = key(Kind.TEXT, "网站标识码")
    icp: str = key(Kind.TEXT, "ICP 备案号")
    police: str = key(Kind.TEXT, "公安备案号")
    standard: str = key(Kind.TEXT, "评分标准", "默认 national-2020。", examples=("national-2020",))
    publish_contact: bool | None = key(Kind.FLAG, "是否公开填报人和电话", "默认不公开。")
    forge: Forge | None = key(Kind.RECORD, "内容仓库", of=Forge)
    redress: Redress | None = key(Kind.RECORD, "更正与申诉", of=Redress)
    policies: Policies | None = key(Kind.RECORD, "政策", of=Policies)
    search: Search | None = key(Kind.RECORD, "搜索", of=Search)

    @property
    def searched_sites(self) -> tuple[SearchedSite, ...]:
        """The other sites that are searched along with this one; those that can be."""
        return tuple(each for each in self.search.sites if each.name and each.address) if self.search else ()

    @property
    def far_exceeded(self) -> Decimal:
        """Completion, in percent, above which an indicator counts as far exceeded."""
        stated = self.policies.far_exceeded if self.policies else None
        return Decimal(150) if stated is None else stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Record):
    """A department (department.yml)."""

    name: str = key(Kind.TEXT, "部门名称", required=True, examples=("江门市工业和信息化局",))
    short: str = key(Kind.TEXT, "简称", examples=("工业和信息化局",))
    region: str = key(Kind.TEXT, "地区")
    website: str = key(Kind.TEXT, "部门网站")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """What does not change about a project from year to year (project.yml)."""

    name: str = key(Kind.TEXT, "项目名称", required=True, examples=("工业发展管理经费",))
    code: str = key(Kind.TEXT, "项目编码")
    unit: str = key(Kind.TEXT, "实施单位")
    category: str = key(Kind.TEXT, "类别")
    started: int = key(Kind.YEAR, "起始年度")
    summary: str = key(Kind.TEXT, "一句话说明")
