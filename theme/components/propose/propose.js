// Corrections: each row and each section gets a link of its own to where the page says corrections go, with its address
// and its name filled in. Without this script the links at the end of the page hold the page's address.

const ends = document.getElementById("propose");
const link = ends?.querySelector(".propose__link");
const isEnglish = document.documentElement.lang.startsWith("en");

/** An address with other values for the page's address and for the words that mean the whole page. */
const filled = (address, page, place) => {
  const [start, query] = address.split("?");
  const { page: was, whole } = ends.dataset;
  const parts = [...new URLSearchParams(query)].map(([name, value]) =>
    `${name}=${encodeURIComponent(value.replaceAll(was, page).replaceAll(whole, place))}`);
  return parts.length ? `${start}?${parts.join("&")}` : address;
};

/** A link for one place of the page. Its words are in the style sheet: they are no part of a heading or a cell. */
const offer = (place, words) => {
  const here = document.createElement("a");
  here.className = "propose__here";
  here.href = filled(link.getAttribute("href"), `${ends.dataset.page}#${place}`, words);
  here.ariaLabel = `${link.textContent}${isEnglish ? ": " : "："}${words}`;
  return here;
};

if (link) {
  for (const row of document.querySelectorAll("tr[id]:has(> .row__number)")) {
    const number = row.querySelector(".row__number");
    const [which, name] = [number, row.querySelector('th[scope="row"]')].map((cell) => cell.textContent.trim());
    number.prepend(offer(row.id, isEnglish ? `row ${which}, ${name}` : `第 ${which} 行 ${name}`));
  }
  for (const heading of document.querySelectorAll('main :is(h2, h3, h4, h5, h6)[id^="s"]')) {
    if (!/^s\d/.test(heading.id)) continue;
    heading.ariaLabel = heading.textContent;
    heading.append(offer(heading.id, heading.textContent));
  }
}
