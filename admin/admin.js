// Forms: starts the editor with the fields generated from the model, and with a format of our own that changes of a file
// only what the form changed.

import { read, write } from "./rewrite.js";

/** Kept with an entry's data while it is edited: the text it was read from, what it is, and its project's folder. */
const TEXT = "_text";
const KIND = "_kind";
const FOLDER = "_folder";
const THERE = "-";

/** What a new report begins with: editors find the schema by it. */
const HEADER = "# yaml-language-server: $schema=../../../schema/report.json\n";

const format = (name, fields) => ({
  fromFile: (text) => ({ ...read(text, fields), [TEXT]: text, [KIND]: /^year:/m.test(text) ? "report" : "", [FOLDER]: THERE }),
  toFile: (data) => (data[TEXT] ? write(data[TEXT], data, fields) : `${HEADER}${write("", data, fields)}`),
});

const folderField = (projects) => ({
  name: FOLDER,
  label: "项目",
  widget: "select",
  hint: "新建报告时选它属于哪个项目；已有的报告不用管。",
  options: [{ value: THERE, label: "已有的报告" }, ...projects.map((each) => ({ value: each, label: each }))],
});

const collection = ({ projects, fields, ...rest }, forms) => (rest.files
  ? { ...rest, format: fields, editor: { preview: false }, files: rest.files.map((file) => ({ ...file, fields: forms[file.fields] })) }
  : {
    ...rest,
    fields: [folderField(projects), ...forms[fields]],
    format: fields,
    extension: "yml",
    create: true,
    delete: false,
    slug: "{{fields.year}}",
    path: `{{${FOLDER}}}/{{slug}}`,
    identifier_field: "title",
    summary: "{{dirname}} {{fields.year}} {{title}}",
    filter: { field: KIND, value: "report" },
    editor: { preview: false },
  });

/** On one's own computer the files are those of a local repository, which `npx decap-server` opens at this port. */
const isLocal = ["localhost", "127.0.0.1"].includes(location.hostname);
const port = Number(new URLSearchParams(location.search).get("port")) || 8081;

const say = (words) => {
  document.getElementById("nc-root").innerText = words;
};

/** The editor, which would start by itself with a configuration of its own. */
const editor = () => new Promise((resolve, reject) => {
  window.CMS_MANUAL_INIT = true;
  const script = document.createElement("script");
  script.src = "vendor/decap-cms/decap-cms.js";
  script.onload = () => resolve(window.CMS);
  script.onerror = reject;
  document.head.append(script);
});

const settings = await (await fetch("config.json")).json();
const { backend, forms } = settings;
if (!backend.name && !isLocal) {
  say("这个网站没有配置填报表单的登录方式：content/site.yml 的 forge 要写 app_id（GitLab、Gitea）或 login（GitHub）。\n在自己的电脑上可以用本机模式，见 CONTRIBUTING.md。");
} else {
  const CMS = await editor();
  for (const [name, fields] of Object.entries(forms)) CMS.registerCustomFormat(name, "yml", format(name, fields));
  CMS.registerEventListener({
    name: "preSave",
    handler: ({ entry }) => {
      if (entry.get("newRecord") && entry.getIn(["data", FOLDER]) === THERE) {
        alert("新报告：先选它属于哪个项目。");
        throw new Error("no project chosen");
      }
    },
  });
  CMS.init({
    config: {
      load_config_file: false,
      backend: backend.name ? backend : { name: "git-gateway", branch: "main" },
      local_backend: isLocal && { url: `http://localhost:${port}/api/v1` },
      locale: "zh_Hans",
      publish_mode: settings.is_reviewed || isLocal ? "editorial_workflow" : "simple",
      media_folder: "content/pages",
      slug: { encoding: "ascii" },
      show_preview_links: false,
      collections: settings.collections.map((each) => collection(each, forms)),
    },
  });
}
