// Squares to aim at, read as a phone reads them.
import assert from 'node:assert/strict';
import jsQR from 'jsqr';

const PIXELS = 4; // a module's side
const RUN = /M(-?\d+) (-?\d+)h(\d+)v1/g;

/** What an `<svg class="qr">` says. */
export async function readSquare(svg) {
  const box = (await svg.getAttribute('viewBox')).split(' ').map(Number);
  const dark = await svg.locator('path').last().getAttribute('d');
  const [from, , modules] = box;
  const side = modules * PIXELS;
  const image = new Uint8ClampedArray(4 * side * side).fill(255);
  for (const [x, y, run] of [...dark.matchAll(RUN)].map((one) => one.slice(1).map(Number))) {
    for (let line = (y - from) * PIXELS; line < (y - from + 1) * PIXELS; line += 1) {
      for (let at = (x - from) * PIXELS; at < (x - from + run) * PIXELS; at += 1) image.fill(0, 4 * (line * side + at), 4 * (line * side + at) + 3);
    }
  }
  const found = jsQR(image, side, side);
  assert.ok(found, 'the square cannot be read');
  return found.data;
}
