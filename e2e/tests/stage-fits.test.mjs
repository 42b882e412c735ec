// Every screen of every workshop on the projector, before and after the reveal: nothing is cut.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outside } from '../lib/fits.mjs';
import { opened } from '../lib/house.mjs';
import { Room } from '../lib/room.mjs';
import { eventually } from '../lib/wait.mjs';

const WORKSHOPS = ['atelier-45', 'atelier-90', 'classe-50', 'fondamental-30', 'module-1', 'module-2'];
const CLASS = { participants: 24, seed: 3, speed: 1000 };

let server;
let browser;
opened((house) => { ({ server, browser } = house); });

test('all workshops are looked at', async () => {
  const there = (await server.host('GET', '/workshops')).map(({ id }) => id);
  assert.deepEqual(there.sort(), [...WORKSHOPS].sort());
});

for (const workshop of WORKSHOPS) {
  test(workshop, async () => {
    const { steps } = (await server.host('GET', '/workshops')).find(({ id }) => id === workshop);
    const room = await Room.open(server, workshop, { rehearsal: CLASS });
    await eventually('the class is there', async () => (await room.state()).joined, CLASS.participants);
    const laptop = await browser.device(server, { screen: 'stage' });
    await laptop.becomeHost();
    await laptop.open(`/stage/${room.id}`);
    const cut = [];
    const look = async (what) => cut.push(...(await outside(laptop.page)).map((fault) => `${what}: ${fault}`));
    await look('lobby');
    for (const { id } of steps) await walk(laptop.page, room, id, look);
    assert.deepEqual(cut, []);
    laptop.assertQuiet();
    await laptop.close();
  });
}

/** All screens of a step, and its question when the class has answered. */
async function walk(page, room, id, look) {
  let { step } = await turned(page, () => room.goto(id));
  while (!(await atTheEnd(page, step))) {
    await look(`${id}, screen ${step.screen.index + 1}`);
    ({ step } = await turned(page, () => room.do('next')));
    assert.equal(step.id, id, 'a step has all its screens');
  }
  const end = `${id}, screen ${step.screen.index + 1}`;
  await look(end);
  if (!(await page.locator('footer .meter').count())) return;
  await eventually('somebody has answered', async () => (await room.state()).answered, (answered) => answered > 0);
  await room.do('reveal');
  await page.reload();
  await look(`${end}, revealed`);
}

const atTheEnd = async (page, { screen }) => screen.index + 1 >= screen.of && !(await page.locator('.later').count());

/** Does something that changes the stage, and waits until the stage has turned. */
async function turned(page, act) {
  await page.evaluate(() => { document.getElementById('view').firstElementChild.id = 'old'; });
  const state = await act();
  await page.waitForFunction(() => !document.getElementById('old'));
  return state;
}
