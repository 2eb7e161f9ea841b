"""The site and who stands in it: publisher, departments, projects, policies, where the files live."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from generator.catalogue import SOURCE
from generator.model.budget import MONEY_UNITS
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import key

LANGUAGES = {"zh-CN": "简体中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """How a forge is called and how it addresses what it shows, after the repository's own address.

    ``view`` shows a file, up to the number of the line. ``edit`` opens it for editing, at its first line whatever the
    forge: so a row leads to ``view``, which marks the line and has the pencil. ``form`` opens a new issue with what is
    known filled in: GitHub fills the fields of a form by their ids, the others take a title and a text.
    """

    name: str
    view: str
    edit: str
    folder: str
    commit: str
    form: str


FORGES = {
    "github": Addresses(
        "GitHub",
        "/blob/{branch}/{path}#L",
        "/edit/{branch}/{path}",
        "/tree/{branch}/{path}",
        "/commit/",
        "/issues/new?template={form}&title={title}&page={page}&row={row}",
    ),
    "gitlab": Addresses(
        "GitLab",
        "/-/blob/{branch}/{path}#L",
        "/-/edit/{branch}/{path}",
        "/-/tree/{branch}/{path}",
        "/-/commit/",
        "/-/issues/new?issue[title]={title}&issue[description]={text}",
    ),
    "gitee": Addresses(
        "Gitee",
        "/blob/{branch}/{path}#L",
        "/edit/{branch}/{path}",
        "/tree/{branch}/{path}",
        "/commit/",
        "/issues/new?title={title}&description={text}",
    ),
    "gitea": Addresses(
        "Gitea",
        "/src/branch/{branch}/{path}#L",
        "/_edit/{branch}/{path}",
        "/src/branch/{branch}/{path}",
        "/commit/",
        "/issues/new?title={title}&body={text}",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge(Record):
    """Where the content files can be seen and edited."""

    kind: str = key(
        Kind.CHOICE, "平台", choices={code: each.name for code, each in FORGES.items()}, required=True
    )
    repository: str = key(
        Kind.TEXT,
        "仓库地址",
        required=True,
        examples=("https://git.example.gov.cn/czj/mingxiao",),
        format="uri",
    )
    branch: str = key(Kind.TEXT, "分支", "不写则为 main。", examples=("main",), format="git-branch")
    app_id: str = key(
        Kind.TEXT, "应用编号", "填报表单用：在 GitLab、Gitea 登记的 OAuth 应用（公开应用，PKCE）的编号。"
    )
    login: str = key(
        Kind.TEXT,
        "登录服务",
        "填报表单用：GitHub 要有一个自己的 OAuth 登录服务，写它的网址。",
        examples=("https://login.example.gov.cn",),
        format="uri",
    )

    @property
    def name(self) -> str:
        """What the forge is called."""
        return self._addresses.name

    def view(self, path: str) -> str:
        """Address that shows a line of the file, up to the line's number."""
        return self._address(self._addresses.view, path=path)

    def edit(self, path: str) -> str:
        """Address that opens the file for editing."""
        return self._address(self._addresses.edit, path=path)

    def folder(self, path: str) -> str:
        """Address that shows a folder."""
        return self._address(self._addresses.folder, path=path)

    def commit(self, commit: str) -> str:
        """Address that shows what a commit changed."""
        return self._address(self._addresses.commit) + commit

    def form(self, name: str, *, title: str, text: str, page: str, row: str) -> str:
        """Address of a new issue about a place of the site, by the form of the name."""
        filled = {"form": name, "title": title, "text": text, "page": page, "row": row}
        pattern = self._addresses.form
        return self._address(pattern, **{each: quote(value, safe="") for each, value in filled.items()})

    @property
    def _addresses(self) -> Addresses:
        return FORGES.get(self.kind, FORGES["github"])

    def _address(self, pattern: str, **parts: str) -> str:
        return self.repository.rstrip("/") + pattern.format(branch=quote(self.branch or "main"), **parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redress(Record):
    """Where a citizen without an account objects or asks."""

    office: str = key(Kind.TEXT, "受理机构")
    phone: str = key(Kind.TEXT, "公开电话", "办公电话；不要写个人手机号。")
    email: str = key(Kind.TEXT, "公开邮箱", examples=("jixiao@example.gov.cn",), format="email")
    url: str = key(
        Kind.TEXT,
        "在线受理网址",
        "网址里可以写 {page} 和 {row}，打开时换成页面的网址和位置。",
        examples=("https://www.example.gov.cn/jiucuo?url={page}&where={row}",),
        format="uri-template",
    )
    issue_form: str = key(
        Kind.TEXT,
        "更正表单",
        "内容仓库里的议题表单（.github/ISSUE_TEMPLATE/ 下的文件名）；GitLab、Gitee、Gitea 写 true 即可。",
        examples=("correction.yml",),
    )

    def online(self, page: str, row: str) -> str:
        """Address of the online service, with the page and the place filled in where it takes them."""
        return self.url.replace("{page}", quote(page, safe="")).replace("{row}", quote(row, safe=""))


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
    language: str = key(Kind.CHOICE, "界面语言", "首页所用的语言；不写则为中文。", choices=LANGUAGES)
    languages: tuple[str, ...] = key(
        Kind.CHOICES,
        "界面语言（全部）",
        "写了几种，页面就发布几种；第一种以外的在以语言为名的路径下，例如 /en/。报告内容不翻译。",
        choices=LANGUAGES,
        examples=("zh-CN", "en"),
    )
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
    def interfaces(self) -> tuple[str, ...]:
        """The languages of the interface; the first stands at the root of the site."""
        first = self.language or next(iter(self.languages), SOURCE)
        return tuple(dict.fromkeys((first, *self.languages)))

    @property
    def money_unit(self) -> str:
        """The unit of money of pages about many reports, and of reports that name none."""
        return self.unit or "万元"

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
    website: str = key(Kind.TEXT, "部门网站", examples=("https://www.example.gov.cn/",), format="uri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """What does not change about a project from year to year (project.yml)."""

    name: str = key(Kind.TEXT, "项目名称", required=True, examples=("工业发展管理经费",))
    code: str = key(Kind.TEXT, "项目编码")
    unit: str = key(Kind.TEXT, "实施单位")
    category: str = key(Kind.TEXT, "类别")
    started: int = key(Kind.YEAR, "起始年度")
    summary: str = key(Kind.TEXT, "一句话说明")
