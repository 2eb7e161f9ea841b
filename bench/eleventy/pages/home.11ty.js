// The home page: every department with its projects.
import { escape, page } from "../frame.js";

export const data = { permalink: "/index.html" };

export const render = ({ disclosed }) => page("项目绩效公开示例", [], disclosed.departments.map(({ slug, name, projects }) => `<h2><a href="/${slug}/">${escape(name)}</a></h2>
<ul>${projects.map((project) => `<li><a href="/${project.slug}/">${escape(project.name)}</a></li>`).join("")}</ul>`).join("\n"));
