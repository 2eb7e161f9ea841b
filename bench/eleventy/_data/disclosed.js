// Every department, project and report, read from YAML; numbers stay text, so that digits are printed as written.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FAILSAFE_SCHEMA, load } from "js-yaml";

const folder = process.env.REPORTS;
const read = (...path) => load(readFileSync(join(folder, ...path), "utf8"), { schema: FAILSAFE_SCHEMA });
const folders = (...path) => readdirSync(join(folder, ...path), { withFileTypes: true })
  .filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();

const number = (text) => Number(text ?? 0);
const sums = (lines) => {
  const initial = lines.reduce((sum, line) => sum + number(line.initial), 0);
  const total = lines.reduce((sum, line) => sum + number(line.adjusted ?? line.budget ?? line.initial), 0);
  const spent = lines.reduce((sum, line) => sum + number(line.spent), 0);
  return { initial, total, spent, rate: total ? (spent / total) * 100 : 0 };
};

export default () => {
  const departments = folders().map((slug) => ({
    slug,
    name: read(slug, "department.yml").name,
    projects: folders(slug).map((project) => {
      const about = read(slug, project, "project.yml");
      return { slug: `${slug}/${project}`, name: about.name, summary: about.summary };
    }),
  }));
  const reports = departments.flatMap((department) => department.projects.flatMap((project) => {
    const years = readdirSync(join(folder, project.slug)).filter((name) => /^\d{4}\.yml$/.test(name)).sort();
    return years.map((name, at) => {
      const report = read(project.slug, name);
      return {
        url: `/${project.slug}/${report.year}/`, title: `${project.name} ${report.year} 年绩效自评`, department, project,
        report, sums: sums(report.budget.lines),
        neighbours: [years[at - 1], years[at + 1]].filter(Boolean).map((each) => each.slice(0, 4)),
      };
    });
  }));
  for (const each of reports) {
    (each.department.reports ??= []).push(each);
    (each.project.reports ??= []).push(each);
  }
  const years = Map.groupBy(reports, ({ report }) => report.year);
  return {
    departments, reports, projects: departments.flatMap(({ projects }) => projects),
    years: [...years].map(([year, members]) => ({ year, reports: members })).sort((one, other) => other.year - one.year),
  };
};
