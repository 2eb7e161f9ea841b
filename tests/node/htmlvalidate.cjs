// The rules every page is held against: HTML's own, what the validator's makers recommend, and those for accessibility.
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:recommended", "html-validate:a11y"],
  rules: {
    // The address of a figure is its id, which has dots: f-budget.total. HTML allows everything but spaces.
    "valid-id": ["error", { relaxed: true }],
    // Advice for search results, at 70 letters. An official name is given whole, however long.
    "long-title": "off",
  },
};
