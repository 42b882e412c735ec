// Waiting for what must come, and for nothing else: no test sleeps.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000; // a busy machine
const EVERY_MS = 40;

/** Reads again and again until it is as wanted: a value, or a function that says so. Gives what was read. */
export async function eventually(what, read, wanted, patience = PATIENCE_MS) {
  const right = typeof wanted === 'function' ? wanted : (seen) => same(seen, wanted);
  const end = performance.now() + patience;
  let seen;
  let error;
  do {
    try {
      seen = await read();
      error = undefined;
      if (right(seen)) return seen;
    } catch (thrown) {
      error = thrown; // a page on its way to another
    }
    await sleep(EVERY_MS);
  } while (performance.now() < end);
  if (error) throw new Error(`${what}: ${error.message}`, { cause: error });
  const hoped = typeof wanted === 'function' ? '' : `, not ${JSON.stringify(wanted)}`;
  return assert.fail(`${what}: after ${patience} ms it is ${JSON.stringify(seen)}${hoped}`);
}

function same(seen, wanted) {
  try {
    assert.deepEqual(seen, wanted);
    return true;
  } catch {
    return false;
  }
}
