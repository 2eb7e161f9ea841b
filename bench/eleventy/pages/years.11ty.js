// The years.
import { page } from "../frame.js";

export const data = { permalink: "/years/index.html" };

export const render = ({ disclosed }) => page("年度", [["首页", "/"]], `<ul>${disclosed.years.map(({ year }) => `<li><a href="/years/${year}/">${year} 年</a></li>`).join("")}</ul>`);
