// A department: the reports of all its projects.
import { members, page } from "../frame.js";

export const data = {
  pagination: { data: "disclosed.departments", size: 1, alias: "department" },
  permalink: ({ department }) => `/${department.slug}/index.html`,
};

export const render = ({ department }) => page(department.name, [["首页", "/"]], members(department.reports));
