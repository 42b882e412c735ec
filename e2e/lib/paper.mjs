// Pages on paper.
import { inflateSync } from 'node:zlib';

/** A4 without margins of 1 cm, in CSS pixels. */
const PAPER = { width: 718, height: 1047 };

/** Prints the page: how many sheets, and how many pieces of text are drawn on them. */
export async function print(page) {
  const pdf = await page.pdf({ format: 'A4', margin: { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' } });
  const raw = pdf.toString('latin1');
  const sheets = raw.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  let texts = 0;
  for (const { index, 0: head } of raw.matchAll(/\/Filter\s*\/FlateDecode[^>]*>>\s*stream\r?\n/g)) {
    const from = index + head.length;
    const content = unpacked(pdf.subarray(from, raw.indexOf('endstream', from)));
    texts += content.match(/\bT[jJ]\b/g)?.length ?? 0;
  }
  return { sheets, texts };
}

function unpacked(bytes) {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

/** Elements that are wider than the paper. */
export async function cut(page) {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: 'print' });
  const wide = await page.evaluate((width) => [...document.body.querySelectorAll('*')]
    .filter((one) => !one.closest('.sr') && (!one.closest('svg') || one.tagName === 'svg'))
    .filter((one) => one.getBoundingClientRect().right > width + 1 || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible')
    .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}: ${one.textContent.slice(0, 40)}`), PAPER.width);
  await page.emulateMedia({ media: null });
  return wide;
}
