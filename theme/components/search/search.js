// Search in the browser: asks the static index which reports have all the grams of the query, reads the few that may
// match, and puts those that have the very words first. Nothing leaves the site.

const box = document.querySelector(".search");
const form = box.querySelector("form");
const count = box.querySelector(".search__count");
const results = box.querySelector(".search__results");
const more = box.querySelector(".search__more");
const plain = document.querySelector("#search-index");
const { root, files: origin } = box.dataset;

/** How many results are shown at a time, how many reports are read for them at most, and how many rows of each. */
const SHOWN = 20;
const READ = 40;
const ROWS = 5;

const files = new Map();
const read = (path) => {
  if (!files.has(path)) {
    files.set(path, fetch(origin + path).then((answer) => {
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.json();
    }));
  }
  return files.get(path);
};

/** Letters and digits only, in one width and one case; the generator folds texts the same way. */
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/ß/g, "ss").replace(/[^\p{L}\p{N}]+/gu, "");

const grams = (term) => {
  const points = [...term];
  return points.length < 2 ? points : points.slice(1).map((point, at) => points[at] + point);
};

const shardOf = (gram, shards) => {
  let value = 0x811c9dc5;
  for (let at = 0; at < gram.length; at += 1) value = Math.imul(value ^ gram.charCodeAt(at), 0x01000193) >>> 0;
  return value % shards;
};

/** The reports in the order of their addresses, as the index numbers them. */
const listed = (directory) => directory.departments.flatMap(([slug, name, projects]) =>
  projects.flatMap(([project, ...years]) => years.map((year) => ({
    department: slug, name, year: directory.firstYear + year, url: `${slug}/${project}/${directory.firstYear + year}/`,
  }))));

const numbers = (gaps) => {
  let sum = 0;
  return gaps.map((gap) => (sum += gap));
};

/** Which reports have every gram, and whether in their names alone. */
async function candidates(terms, directory) {
  const wanted = [...new Set(terms.flatMap(grams))];
  const shards = await Promise.all(wanted.map((gram) => read(`search/${shardOf(gram, directory.shards)}.json`)));
  let found = null;
  wanted.forEach((gram, at) => {
    const [names, body] = shards[at][gram] ?? [[], []];
    const here = new Map([...numbers(body).map((each) => [each, false]), ...numbers(names).map((each) => [each, true])]);
    found = found === null ? here
      : new Map([...found].filter(([each]) => here.has(each)).map(([each, named]) => [each, named && here.get(each)]));
  });
  return found ?? new Map();
}

/** How well a report matches: 0 the words stand in its names, 1 in one entry, 2 each somewhere, 3 only scattered. */
function judge(text, year, terms, status) {
  const names = [...text.names.map(fold), String(year)];
  const entries = text.entries
    .filter((entry) => !status || entry[4] === status)
    .map((entry) => ({ entry, own: fold(entry[2]), all: fold(entry[3]) + "\n" + fold(entry[2]) }));
  const isIn = (folded) => terms.every((term) => folded.includes(term));
  const hits = entries.filter(({ all }) => isIn(all)).sort((one, other) => isIn(other.own) - isIn(one.own));
  if (!status && names.some(isIn)) return { rank: 0, hits };
  if (hits.length) return { rank: 1, hits };
  const anywhere = [...(status ? [] : names), ...entries.map(({ all }) => all)];
  if (terms.every((term) => anywhere.some((folded) => folded.includes(term)))) {
    return { rank: 2, hits: entries.filter(({ all }) => terms.some((term) => all.includes(term))) };
  }
  return { rank: 3, hits: [] };
}

/** A text with the words of the query marked where they stand as written. */
function marked(text, terms) {
  const piece = document.createDocumentFragment();
  const lower = text.toLowerCase();
  let at = 0;
  while (at < text.length) {
    const next = terms.map((term) => [lower.indexOf(term, at), term.length]).filter(([place]) => place >= 0)
      .sort((one, other) => one[0] - other[0] || other[1] - one[1])[0];
    if (!next || lower.length !== text.length) break;
    piece.append(text.slice(at, next[0]));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(next[0], next[0] + next[1]);
    piece.append(mark);
    at = next[0] + next[1];
  }
  piece.append(text.slice(at));
  return piece;
}

const link = (href, text, terms) => {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.lang = "zh-CN"; // what is found is content, whatever the language of the interface
  anchor.append(marked(text, terms));
  return anchor;
};

const small = (text) => Object.assign(document.createElement("small"), { textContent: text });

function show({ report, text, hits }, terms) {
  const item = document.createElement("li");
  const [project, department, title] = text.names;
  item.append(link(root + report.url, `${project} ${report.year}`, terms), " ", small(`${department} · ${title}`));
  if (hits.length) {
    const list = document.createElement("ul");
    for (const { entry: [anchor, kind, words, under, status] } of hits.slice(0, ROWS)) {
      const row = document.createElement("li");
      const state = status && form.elements.status.querySelector(`[value="${status}"]`)?.textContent;
      row.append(link(`${root}${report.url}#${anchor}`, words || under, terms), " ",
        small([box.dataset[kind], under && words ? under : "", state].filter(Boolean).join(" · ")));
      list.append(row);
    }
    if (hits.length > ROWS) {
      const rest = document.createElement("li");
      rest.append(small(count.dataset.of.replace("%d", hits.length - ROWS)));
      list.append(rest);
    }
    item.append(list);
  }
  results.append(item);
}

let asked = 0;

async function search() {
  const turn = (asked += 1);
  const given = new FormData(form);
  const query = String(given.get("q") ?? "").trim();
  const filters = ["department", "year", "status", "grade"].filter((name) => given.get(name));
  const terms = query.split(/\s+/).map(fold).filter(Boolean);
  results.replaceChildren();
  more.hidden = true;
  count.textContent = "";
  plain.hidden = terms.length > 0 || filters.length > 0;
  results.classList.toggle("search__results--open", plain.hidden);
  if (!plain.hidden) return;
  try {
    const directory = await read("search/index.json");
    const reports = listed(directory);
    const status = String(given.get("status") ?? "");
    const bit = 1 << directory.statuses.indexOf(status);
    const found = terms.length ? await candidates(terms, directory) : new Map(reports.map((_, number) => [number, true]));
    const waiting = [...found].filter(([number]) => {
      const report = reports[number];
      return (!given.get("department") || report.department === given.get("department"))
        && (!given.get("year") || report.year === Number(given.get("year")))
        && (!given.get("grade") || directory.grades[directory.gradeOf[number]] === given.get("grade"))
        && (!status || directory.statusOf[number] & bit);
    }).sort(([one, named], [other, alsoNamed]) =>
      alsoNamed - named || reports[other].year - reports[one].year || one - other).map(([number]) => number);
    if (turn === asked) await page(turn, { waiting, reports, terms, status, loose: [], shown: 0, query });
  } catch (error) {
    if (turn !== asked) return;
    count.textContent = count.dataset.failed;
    plain.hidden = false;
  }
}

/** The next results: reports are read a few at a time, those with the very words are shown as they are found. */
async function page(turn, state) {
  let wanted = SHOWN;
  let left = READ;
  while (wanted > 0 && left > 0 && state.waiting.length) {
    const next = state.waiting.splice(0, Math.min(SHOWN, left));
    left -= next.length;
    const texts = await Promise.all(next.map((number) => read(`${state.reports[number].url}search.json`)));
    if (turn !== asked) return;
    const judged = next.map((number, at) => ({
      report: state.reports[number], text: texts[at], ...judge(texts[at], state.reports[number].year, state.terms, state.status),
    }));
    state.loose.push(...judged.filter(({ rank }) => rank === 3));
    for (const each of judged.filter(({ rank }) => rank < 3).sort((one, other) => one.rank - other.rank)) {
      show(each, state.terms);
      state.shown += 1;
      wanted -= 1;
    }
  }
  if (!state.waiting.length && state.loose.length) {
    const note = Object.assign(document.createElement("li"), { className: "search__loose" });
    note.textContent = count.dataset.loose;
    results.append(note);
    for (const each of state.loose.splice(0, SHOWN)) show(each, []);
  }
  more.hidden = !state.waiting.length && !state.loose.length;
  more.firstElementChild.onclick = () => page(turn, state);
  count.textContent = state.shown
    ? (state.waiting.length ? count.dataset.least : count.dataset.some).replace("%d", state.shown)
    : (more.hidden ? count.dataset.none.replace("%s", state.query) : "");
}

const fill = () => {
  const given = new URLSearchParams(location.search);
  for (const name of ["q", "department", "year", "status", "grade"]) {
    if (form.elements[name]) form.elements[name].value = given.get(name) ?? "";
  }
  return search();
};

const go = (event) => {
  event?.preventDefault();
  const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.pushState(null, "", given.size ? `?${given}` : location.pathname);
  return search();
};

form.addEventListener("submit", go);
form.addEventListener("change", (event) => event.target.matches("select") && go());
addEventListener("popstate", fill);
fill();
