// A project: its reports.
import { escape, members, page } from "../frame.js";

export const data = {
  pagination: { data: "disclosed.projects", size: 1, alias: "project" },
  permalink: ({ project }) => `/${project.slug}/index.html`,
};

export const render = ({ project }) => page(project.name, [["首页", "/"]], `<p class="lede">${escape(project.summary)}</p>
${members(project.reports)}`);
