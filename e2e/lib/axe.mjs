// axe-core on a page: WCAG 2.0 to 2.2, A and AA, and its best practices.
import assert from 'node:assert/strict';
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with one line a violation: the rule, the element, what to do. */
export async function assertAccessible(page, what = page.url()) {
  await page.evaluate(axe.source); // by the debugger's protocol: the page's policy lets no script in
  const { violations } = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: 'tag', values } }), TAGS);
  const lines = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
  assert.deepEqual(lines, [], `axe on ${what}`);
}
