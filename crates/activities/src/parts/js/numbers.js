// As the page's language writes numbers.
function number(value) { return value.toLocaleString(doc.documentElement.lang, { maximumSignificantDigits: value < 100 ? 2 : 3 }).replace(/[\u00a0 ]/g, '\u202f'); }
