// axe-core on a page: WCAG 2.0 to 2.2, A and AA, and its best practices.
import assert from 'node:assert/strict';
import axe from 'axe-core';

const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const CONTRAST = { type: 'rule', values: ['color-contrast'] };

/** Fails with one line a violation: the rule, the element, what to do. */
export async function assertAccessible(page, what = page.url()) {
  await page.evaluate(axe.source); // by the debugger's protocol: the page's policy lets no script in
  // At the end of the page: there the bar of the big button, which stays at the bottom, lies over nothing.
  await page.evaluate(() => globalThis.scrollTo(0, document.documentElement.scrollHeight));
  assert.deepEqual(await violations(page, ALL), [], `axe on ${what}`);
}

/** In the light, then in the dark: there the colours alone are other ones. `darken` and `lighten` change the theme. */
export async function assertAccessibleInBoth(page, { what = page.url(), darken = byDevice('dark'), lighten = byDevice('light') } = {}) {
  await assertAccessible(page, what);
  await darken(page);
  assert.deepEqual(await violations(page, CONTRAST), [], `axe on ${what} in the dark`);
  await lighten(page);
}

const byDevice = (colorScheme) => (page) => page.emulateMedia({ colorScheme });

async function violations(page, runOnly) {
  const { violations: found } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), runOnly);
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}
