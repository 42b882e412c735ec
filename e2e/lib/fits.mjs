// Whether all can be seen: on a stage nothing scrolls, so nothing may be cut; any other page fits a narrow phone.
import assert from 'node:assert/strict';

const NARROW = { width: 320, height: 640 };

/** What is not wholly inside the screen or lies under the foot: `main p.lead: 14 px below`. */
export function outside(page) {
  return page.evaluate(() => {
    const main = document.querySelector('main');
    const foot = document.querySelector('#view footer');
    const floor = foot ? foot.getBoundingClientRect().top : innerHeight;
    const name = (one) => `${one.tagName.toLowerCase()}${one.className && typeof one.className === 'string' ? `.${one.className.trim().replace(/\s+/g, '.')}` : ''}`;
    const over = (one, by, where) => (by > 1 ? [`${name(one)} « ${one.textContent.trim().slice(0, 30)} »: ${Math.round(by)} px ${where}`] : []);
    const drawn = Number(main.style.zoom || 1);
    const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.sr');
    const inMain = [...main.querySelectorAll('*')].filter((one) => seen(one) && (!one.closest('svg') || one.matches('svg, text')));
    const inFoot = foot ? [...foot.querySelectorAll('*')].filter((one) => seen(one) && !one.closest('svg')) : [];
    const ticks = [...main.querySelectorAll('.ticks')].flatMap((axis) => {
      const boxes = [...axis.querySelectorAll('text')].map((one) => [one, one.getBoundingClientRect()]);
      return boxes.slice(1).flatMap(([one, box], index) => over(one, boxes[index][1].right - box.left, 'over the tick before it'));
    });
    return [
      ...ticks,
      ...(drawn < 1 ? [`too long: drawn at ${drawn}`] : []),
      ...inMain.flatMap((one) => {
        const box = one.getBoundingClientRect();
        if (!box.width || !box.height) return [];
        return [...over(one, -box.top, 'above'), ...over(one, box.bottom - floor, 'below'), ...over(one, box.right - innerWidth, 'to the right'), ...over(one, -box.left, 'to the left')];
      }),
      ...inFoot.flatMap((one) => over(one, one.getBoundingClientRect().right - innerWidth, 'to the right')),
    ];
  });
}

/** The page needs no scrolling to the side on a phone of 320 px. */
export async function assertReflows(page) {
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(before);
  assert.ok(width <= NARROW.width, `${page.url()} is ${width} px wide on a screen of ${NARROW.width}`);
}
