// Answers, line by line, what admin/rewrite.js makes of a text: {text, fields} → {data}, {text, fields, data} → {text}.

import { createInterface } from "node:readline";
import { read, Unwritable, write } from "../../admin/rewrite.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { text, fields, data } = JSON.parse(line);
  let answer;
  try {
    answer = data === undefined ? { data: read(text, fields) } : { text: write(text, data, fields) };
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    answer = { refused: error.message };
  }
  console.log(JSON.stringify(answer));
}
