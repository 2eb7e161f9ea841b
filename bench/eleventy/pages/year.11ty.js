// A year: all its reports.
import { members, page } from "../frame.js";

export const data = {
  pagination: { data: "disclosed.years", size: 1, alias: "year" },
  permalink: ({ year }) => `/years/${year.year}/index.html`,
};

export const render = ({ year }) => page(`${year.year} 年`, [["首页", "/"]], members(year.reports));
