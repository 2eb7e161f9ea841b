// Rewriting: the text of a content file, changed only where a form changed its data. Comments, order, quotes, blank lines
// and digits of everything else stay as they are written, byte for byte.
//
// `fields` are the form's own: read() shows a text as the data of such a form, write() puts data back into the text.
// Scalars are text here as everywhere in the project: 3.00 stays 3.00.

import { isMap, isScalar, isSeq, parseDocument } from "./vendor/yaml/yaml.js";

/** What is wrong with a text that cannot be rewritten; the message is for the editor. */
export class Unwritable extends Error {}

const parsed = (text) => {
  const doc = parseDocument(text, { schema: "failsafe", keepSourceTokens: true, uniqueKeys: true });
  if (doc.errors.length) throw new Unwritable(`文件不是正确的 YAML，先在文本编辑器里改：${doc.errors[0].message}`);
  if (doc.contents && !isMap(doc.contents)) throw new Unwritable("文件的最外层不是“键: 值”。");
  return doc.contents;
};

// —— A text as data ——

/** The data of a form that shows the text. */
export const read = (text, fields) => record(parsed(text), fields, text) ?? {};

const isEmpty = (node) => !node || (isScalar(node) && (node.value === null || (node.value === "" && node.type === "PLAIN")));

const record = (node, fields, text) => {
  if (!isMap(node)) return undefined;
  const data = {};
  for (const field of fields) {
    const value = shown(node.get(field.name, true), field, text);
    if (value !== undefined) data[field.name] = value;
  }
  return data;
};

const shown = (node, field, text) => {
  if (isEmpty(node)) return undefined;
  if (field.shape === "stated") return isMap(node) ? statements(node, text) : undefined;
  if (field.widget === "object") return record(node, field.fields, text);
  if (field.widget === "list") {
    const items = isSeq(node) ? node.items : [node];
    return items.map((each) => (field.fields ? record(each, field.fields, text) ?? {} : written(each, text)));
  }
  if (field.multiple) return (isSeq(node) ? node.items : [node]).map((each) => code(written(each, text), field));
  return code(written(node, text), field);
};

/** Figures and what the source says of them; a figure that is said twice stands twice. */
const statements = (node, text) => node.items.flatMap(({ key, value }) =>
  (isSeq(value) ? value.items : [value]).map((each) => ({ figure: key.value, text: written(each, text) })));

/** A scalar as it reads; anything else as it is written, on one line. */
const written = (node, text) => {
  if (isEmpty(node)) return "";
  if (isScalar(node)) return String(node.value);
  return text.slice(node.range[0], node.range[1]).replace(/\s+/g, " ").trim();
};

const code = (value, { options }) => options?.find((each) => each.label === value || each.also?.includes(value))?.value ?? value;

// —— Data back into the text ——

/** Data without what a form leaves empty. */
const pruned = (value, field) => {
  if (value === undefined || value === null || value === "") return undefined;
  if (field.shape === "stated") return statedRows(value);
  if (Array.isArray(value)) {
    const items = value.map((each) => pruned(each, { fields: field.fields })).filter((each) => each !== undefined);
    return items.length ? items : undefined;
  }
  if (typeof value === "object") {
    const kept = Object.fromEntries(Object.entries(prunedFields(value, field.fields)).filter(([, each]) => each !== undefined));
    return Object.keys(kept).length ? kept : undefined;
  }
  return String(value);
};

/** Statements by figure: in which order they stand says nothing. */
const statedRows = (rows) => {
  const said = rows.filter((each) => each.figure || each.text).map(({ figure, text }) => ({ figure, text }));
  if (said.some((each) => !each.figure || !each.text)) throw new Unwritable("报告自述的数：每一行都要有指标名和原件所写。");
  return said.length ? said.sort((one, other) => (one.figure < other.figure ? -1 : Number(one.figure > other.figure))) : undefined;
};

const prunedFields = (value, fields) => (fields
  ? Object.fromEntries(fields.filter((each) => each.name in value).map((each) => [each.name, pruned(value[each.name], each)]))
  : value);

const cleaned = (data, fields) => pruned(data, { fields }) ?? {};

const same = (one, other) => {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const keys = Object.keys(one);
  return Array.isArray(one) === Array.isArray(other) && keys.length === Object.keys(other).length
    && keys.every((key) => key in other && same(one[key], other[key]));
};

/** The text with the form's data in it; a new text where there was none. */
export function write(text, data, fields) {
  const wanted = cleaned(data, fields);
  const root = parsed(text);
  const ending = text && !text.endsWith("\n") ? "\n" : "";
  const result = root?.items.length
    ? patched(text, 0, text.length, new Rewriting(text).map(root, fields, wanted, 0))
    : text + ending + fresh(wanted, fields);
  if (!same(cleaned(read(result, fields), fields), wanted)) {
    throw new Unwritable("这处改动没能写进文件，文件没有变。请在文本编辑器里改这一处。");
  }
  return result;
}

const fresh = (data, fields) => lines(data, fields, 0).join("\n") + "\n";

/** A part of the text with edits made: {start, end, text} each, none in another. */
const patched = (text, start, end, edits) => {
  let result = "";
  let at = start;
  for (const edit of [...edits].sort((one, other) => one.start - other.start || one.end - other.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
};

/** The edits that bring one text to new data. */
class Rewriting {
  constructor(text) {
    this.text = text;
  }

  lineStart(at) {
    return this.text.lastIndexOf("\n", at - 1) + 1;
  }

  column(at) {
    return at - this.lineStart(at);
  }

  /** After the line a node ends in. */
  after(node) {
    if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length) {
      const last = node.items.at(-1);
      return this.after(isMap(node) ? (last.value ?? last.key) : last);
    }
    const end = node.range[1];
    if (this.text[end - 1] === "\n" && node.range[0] < end) return end;
    const next = this.text.indexOf("\n", end);
    return next < 0 ? this.text.length : next + 1;
  }

  /** What a pair's value ends with; an empty value has no place of its own. */
  afterPair(pair) {
    return this.after(isEmpty(pair.value) ? pair.key : pair.value);
  }

  map(node, fields, data, indent) {
    const edits = [];
    const pairs = new Map(node.items.map((pair) => [pair.key.value, pair]));
    const leaving = new Set();
    const coming = [];
    for (const field of fields) {
      const pair = pairs.get(field.name);
      const now = data[field.name];
      const was = pair && pruned(shown(pair.value, field, this.text), field);
      if (same(was, now)) continue;
      if (now === undefined) leaving.add(pair);
      else if (pair) edits.push(...this.value(pair, field, was, now, indent, node.flow));
      else coming.push([field, now]);
    }
    if (node.flow) return [...edits, ...this.flowPairs(node, leaving, coming, fields)];
    return [...edits, ...this.blockPairs(node, leaving, coming, fields, indent)];
  }

  value(pair, field, was, now, indent, isFlow) {
    const node = pair.value;
    if (isEmpty(node)) return this.filled(pair, field, now, indent, isFlow);
    if (field.shape === "stated" && isMap(node)) {
      const said = byFigure(now);
      const names = new Set([...node.items.map((each) => each.key.value), ...Object.keys(said)]);
      const figures = [...names].map((name) => ({ name, multiple: said[name]?.length > 1 }));
      const texts = Object.fromEntries(Object.entries(said).map(([name, all]) => [name, all.length > 1 ? all : all[0]]));
      return this.map(node, figures, texts, this.column(node.range[0]));
    }
    if (was !== undefined) {
      if (field.widget === "object" && isMap(node)) return this.map(node, field.fields, now, this.column(node.range[0]));
      if ((field.widget === "list" || field.multiple) && isSeq(node)) {
        return node.flow ? [this.whole(node, flow(now, field))] : this.list(node, field, was, now);
      }
      if (isScalar(node) && typeof now === "string") return [this.scalar(node, now, indent, isFlow)];
      if (typeof now === "string" && /^[{[]/.test(now)) return [this.whole(node, now)];
    }
    if (isFlow || node?.flow) return [this.whole(node, flow(now, field))];
    const start = pair.key.range[0];
    const end = this.afterPair(pair);
    const text = entry(field, now, indent).join("\n").slice(indent) + "\n";
    return [{ start, end, text }];
  }

  /** A value for a key that had none: behind its colon, or under it; a comment in its line stays there. */
  filled(pair, field, now, indent, isFlow) {
    const colon = this.text.indexOf(":", pair.key.range[1]) + 1;
    if (isFlow || !colon) throw new Unwritable("空着的一项写在一行里，填不进去。请在文本编辑器里改。");
    const [first, ...under] = entry(field, now, indent).join("\n").split("\n");
    const below = this.afterPair(pair);
    const edits = [{ start: colon, end: colon, text: first.slice(first.indexOf(":") + 1) }];
    if (under.length) edits.push({ start: below, end: below, text: `${this.text[below - 1] === "\n" ? "" : "\n"}${under.join("\n")}\n` });
    return edits;
  }

  /** A value on one line in the place of a whole node; comments in it would be lost. */
  whole(node, text) {
    if (/(^|\s)#/.test(this.text.slice(...node.range))) {
      throw new Unwritable("要改的几行里有注释，改写会丢掉它。请在文本编辑器里改。");
    }
    return { start: node.range[0], end: node.range[1], text };
  }

  /** A scalar in the style it has, as far as the new text can be written so. */
  scalar(node, now, indent, isFlow) {
    const [start, end] = node.range;
    if (/^[|>][^\n]*#/.test(this.text.slice(start, end))) throw new Unwritable("这段正文的第一行有注释。请在文本编辑器里改。");
    if (node.type.startsWith("BLOCK") || (now.includes("\n") && !isFlow)) {
      const inner = this.text.slice(start, end).match(/\n( +)\S/)?.[1].length;
      const isBlock = node.type.startsWith("BLOCK");
      const text = block(now, isBlock && inner ? inner : indent + 2);
      if (text) return { start, end, text: isBlock && this.text[end - 1] === "\n" ? text + "\n" : text };
    }
    const quotes = { QUOTE_DOUBLE: double, QUOTE_SINGLE: single }[node.type];
    return { start, end, text: quotes?.(now) ?? plain(now, isFlow) };
  }

  flowPairs(node, leaving, coming, fields) {
    const kept = node.items.filter((pair) => !leaving.has(pair));
    if (!leaving.size && !coming.length) return [];
    if (!leaving.size) {
      return coming.map(([field, now]) => {
        const before = this.before(node, field, fields);
        const text = `${field.name}: ${flow(now, field)}`;
        if (before) return { start: this.ends(before), end: this.ends(before), text: `, ${text}` };
        const first = node.items[0]?.key.range[0] ?? node.range[1] - 1;
        return { start: first, end: first, text: kept.length ? `${text}, ` : text };
      });
    }
    const edits = [];
    node.items.forEach((pair, at) => {
      if (!leaving.has(pair)) return;
      const next = node.items[at + 1];
      const keptBefore = node.items.slice(0, at).findLast((each) => !leaving.has(each));
      if (next) edits.push({ start: pair.key.range[0], end: next.key.range[0], text: "" });
      else if (keptBefore) edits.push({ start: this.ends(keptBefore), end: this.ends(pair), text: "" });
      else edits.push({ start: pair.key.range[0], end: this.ends(pair), text: "" });
    });
    // Where the last pairs go together, one cut from the last that stays does it.
    const last = edits.at(-1);
    const cuts = edits.filter((each) => each === last || each.end <= last.start);
    if (!coming.length) return cuts;
    throw new Unwritable("一行里同时加了一项、去了一项，写不进这一行。分两次保存，或在文本编辑器里改。");
  }

  /** Where a pair of a flow mapping ends. */
  ends(pair) {
    return (isEmpty(pair.value) ? pair.key : pair.value).range[1];
  }

  /** The pair after which a key comes, by the order of the form. */
  before(node, field, fields) {
    const order = fields.map((each) => each.name);
    const earlier = order.slice(0, order.indexOf(field.name));
    return node.items.findLast((pair) => earlier.includes(pair.key.value));
  }

  blockPairs(node, leaving, coming, fields, indent) {
    const edits = [];
    const stays = node.items.filter((pair) => !leaving.has(pair));
    const first = node.items[0]?.key.range[0];
    // The first key of a list's item stands after a dash, which the next that stays then takes.
    const isBehindDash = first !== undefined && this.text.slice(this.lineStart(first), first).trim() !== "";
    if (isBehindDash && leaving.has(node.items[0])) {
      if (!stays.length) throw new Unwritable("这一项全部换掉，写不进原来的位置。删掉这一项，再加一项。");
      const next = stays[0].key.range[0];
      const gone = node.items.slice(0, node.items.indexOf(stays[0]));
      const comments = this.text.slice(first, next).match(/(?<=\n)[ ]*#[^\n]*\n/g) ?? [];
      edits.push({ start: first, end: next, text: comments.map((each) => each.trimStart() + " ".repeat(indent)).join("") });
      gone.forEach((pair) => leaving.delete(pair));
    }
    for (const pair of leaving) {
      edits.push({ start: this.lineStart(pair.key.range[0]), end: this.afterPair(pair), text: "" });
    }
    for (const [field, now] of coming) {
      const before = this.before(node, field, fields);
      const text = entry(field, now, indent).join("\n");
      if (before) {
        const at = this.afterPair(before);
        edits.push({ start: at, end: at, text: this.text[at - 1] === "\n" ? text + "\n" : "\n" + text });
      } else {
        const at = node.items[0].key.range[0];
        edits.push({ start: at, end: at, text: text.slice(indent) + "\n" + " ".repeat(indent) });
      }
    }
    return edits;
  }

  /** A list in block style: what stays keeps its lines with the comments above them, wherever it goes. */
  list(node, field, was, now) {
    const dashes = node.srcToken.items.map((item) => item.start.find((token) => token.type === "seq-item-ind").offset);
    const ends = node.items.map((item, at) => (isEmpty(item) ? this.after({ range: [dashes[at], dashes[at] + 1] }) : this.after(item)));
    const starts = node.items.map((_, at) => (at ? ends[at - 1] : this.lineStart(dashes[0])));
    const indent = this.column(dashes[0]);
    const wasAll = node.items.map((item) => pruned(field.fields ? record(item, field.fields, this.text) : written(item, this.text), field));
    const origin = matched(wasAll, now);
    const style = node.items.find((item) => isMap(item))?.flow;
    const chunks = now.map((data, at) => {
      const old = origin[at];
      if (old === undefined) return item(data, field, indent, style) + "\n";
      const chunk = [starts[old], ends[old]];
      if (same(wasAll[old], data)) return this.ended(this.text.slice(...chunk));
      return this.ended(patched(this.text, ...chunk, this.item(node.items[old], field, data, indent)));
    });
    return [{ start: starts[0], end: ends.at(-1), text: chunks.join("") }];
  }

  ended(chunk) {
    return chunk.endsWith("\n") ? chunk : chunk + "\n";
  }

  item(node, field, data, indent) {
    if (isMap(node) && field.fields) return this.map(node, field.fields, data, node.flow ? indent + 2 : this.column(node.range[0]));
    if (isScalar(node) && typeof data === "string") return [this.scalar(node, data, indent, false)];
    throw new Unwritable("这一项写不进文件。请在文本编辑器里改。");
  }
}

/** For each new item the old one it comes from: the equal one, else the one in its place among what is left. */
function matched(old, now) {
  const origin = now.map(() => undefined);
  const free = new Set(old.keys());
  const take = (at, from) => {
    origin[at] = from;
    free.delete(from);
  };
  // Equal from the front and from the back, then equal anywhere: what moved.
  let front = 0;
  while (front < now.length && front < old.length && same(old[front], now[front])) take(front, front++);
  for (let back = 1; now.length - back >= front && old.length - back >= front; back++) {
    if (!same(old[old.length - back], now[now.length - back])) break;
    take(now.length - back, old.length - back);
  }
  now.forEach((each, at) => {
    const from = origin[at] === undefined ? [...free].find((other) => same(old[other], each)) : undefined;
    if (from !== undefined) take(at, from);
  });
  // What is left was changed, not moved: as many as were in this place, each from its own.
  const changed = now.flatMap((_, at) => (origin[at] === undefined ? [at] : []));
  const left = [...free];
  if (changed.length === left.length) changed.forEach((at, number) => take(at, left[number]));
  else {
    for (const at of changed) {
      const nearest = [...free].map((from) => [likeness(old[from], now[at]), from]).sort((one, other) => other[0] - one[0])[0];
      if (nearest && nearest[0] > 0) take(at, nearest[1]);
    }
  }
  return origin;
}

/** How many values two records have in common. */
const likeness = (one, other) => (typeof one === "object" && typeof other === "object"
  ? Object.keys(one).filter((key) => same(one[key], other[key])).length
  : 0);

// —— New text ——

const lines = (data, fields, indent) => fields.flatMap((field) => (data[field.name] === undefined ? [] : entry(field, data[field.name], indent)));

/** A key with its value, on lines of their own. */
function entry(field, value, indent) {
  const space = " ".repeat(indent);
  if (field.shape === "stated") {
    return [`${space}${field.name}:`, ...Object.entries(byFigure(value)).map(([figure, texts]) =>
      `${space}  ${plain(figure, false)}: ${texts.length > 1 ? `[${texts.map((each) => plain(each, true)).join(", ")}]` : plain(texts[0] ?? "", false)}`)];
  }
  if (field.multiple) return [`${space}${field.name}: ${flow(value, field)}`];
  if (Array.isArray(value)) return [`${space}${field.name}:`, ...value.map((each) => item(each, field, indent + 2, false))];
  if (typeof value === "object") return [`${space}${field.name}:`, ...lines(value, field.fields, indent + 2)];
  const text = /^[{[]/.test(value) && field.shape === "target" ? value : (value.includes("\n") && block(value, indent + 2)) || plain(value, false);
  return [`${space}${field.name}: ${text}`];
}

const byFigure = (rows) => {
  const found = {};
  for (const { figure = "", text = "" } of rows) (found[figure] ??= []).push(text);
  return found;
};

/** An item of a list, with its dash. */
function item(data, field, indent, isFlow) {
  const space = " ".repeat(indent);
  if (typeof data === "string") return `${space}- ${(data.includes("\n") && block(data, indent + 2)) || plain(data, false)}`;
  if (isFlow) return `${space}- ${flow(data, field)}`;
  return `${space}- ${lines(data, field.fields, indent + 2).join("\n").slice(indent + 2)}`;
}

/** A value on one line. */
function flow(value, field) {
  if (Array.isArray(value)) {
    const items = value.map((each) => flow(each, { fields: field.fields }));
    return field.multiple && items.length === 1 ? items[0] : `[${items.join(", ")}]`;
  }
  if (typeof value === "object") {
    const pairs = field.fields.filter((each) => value[each.name] !== undefined);
    return `{${pairs.map((each) => `${each.name}: ${flow(value[each.name], each)}`).join(", ")}}`;
  }
  return plain(value, true);
}

const reads = (source, value) => {
  const doc = parseDocument(source, { schema: "failsafe" });
  const found = doc.errors.length || doc.warnings.length ? undefined : doc.contents?.items?.[0]?.value;
  return isScalar(found) && !doc.contents.items[1] && found.value === value && !found.comment && !found.anchor && !found.tag;
};

/** A text without quotes where that reads as the text, also for readers that know of nothing, and of YAML 1.1. */
function plain(value, isFlow) {
  const isWord = !/^(~|null|)$/i.test(value) && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value) && !(isFlow && /[?:]/.test(value));
  return isWord && reads(isFlow ? `{k: ${value}}` : `k: ${value}`, value) ? value : double(value);
}

const double = (value) => JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);

const single = (value) => (/[\p{Cc}\u2028\u2029\ufeff]/u.test(value) ? undefined : `'${value.replaceAll("'", "''")}'`);

/** A text of several lines as it stands, with the sign before it; nothing where it would not read back. */
function block(value, indent) {
  const ending = value.match(/\n*$/)[0].length;
  const body = value.slice(0, value.length - ending);
  if (!body || /^[ \n]/.test(body) || /[^\n\P{Cc}]|[\u2028\u2029\ufeff]/u.test(body)) return undefined;
  const sign = ["|-", "|"][ending] ?? "|+";
  const space = " ".repeat(indent);
  const text = [sign, ...body.split("\n").map((line) => (line ? space + line : ""))].join("\n") + "\n".repeat(Math.max(0, ending - 1));
  return reads(`k: ${text}\n`, value) ? text : undefined;
}
