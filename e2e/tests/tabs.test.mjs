// One person with two tabs: what is said in one is true in the other, at once where both are seen.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { launch } from '../lib/browser.mjs';
import { hide, kept, withoutStorage } from '../lib/conditions.mjs';
import { Room } from '../lib/room.mjs';
import { Phone } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';
const QUIZ = 'a45-quiz.q-eau-conversation';

let server;
let browser;
let room;
let device;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  room = await Room.open(server);
  device = await browser.device(server);
});
afterEach(async () => {
  device.assertQuiet();
  await device.close();
});

/** Two tabs of one seat, both on the step's question. */
async function tabs(step) {
  await room.question(step);
  const first = new Phone(device);
  await first.enterBy(`/j/${room.code}`);
  const second = first.tab(await device.context.newPage());
  await second.page.goto(first.page.url());
  for (const tab of [first, second]) await eventually('the question is there', () => tab.page.locator('[data-form]').count(), (count) => count > 0);
  return [first, second];
}

const pressed = (tab) => tab.page.locator('button[name="choice"][aria-pressed="true"]').evaluateAll((all) => all.map((one) => one.value).join());

describe('two tabs of one phone', () => {
  test('an answer given in one is noted in the other', async () => {
    const [first, second] = await tabs(QUIZ);
    await first.answer(1);
    await second.sees(/C’est noté : B\. /);
    assert.equal(await pressed(second), 'B');
    assert.deepEqual(await kept(first.page), [], 'the news leaves nothing behind');
  });

  test('two answers at once: the last wins, and both tabs say so', async () => {
    const [first, second] = await tabs(QUIZ);
    await Promise.all([first.answer(0), second.answer(2)]);
    const { mine } = await eventually('one answer counts', async () => ({
      mine: (await pressed(first)), other: await pressed(second), answered: (await room.state()).answered,
    }), ({ mine: one, other, answered }) => one !== '' && one === other && answered === 1);
    for (const tab of [first, second]) await tab.sees(new RegExp(`C’est noté : ${mine}\\. `));
    await first.sees('la dernière réponse compte');
    const told = await device.context.request.get(`${server.url}/api/v1/sessions/${room.id}/state`);
    assert.deepEqual((await told.json()).mine, { choices: [mine] });
  });

  test('a group chosen in one is the other’s', async () => {
    const [first, second] = await tabs(POLL);
    await room.do('group', { do: 'make', by: 'choice', count: 3 });
    for (const tab of [first, second]) await tab.sees('Choisissez votre groupe');
    await first.page.locator('#groups summary').click();
    await first.page.locator('[data-group="1"]').click();
    for (const tab of [first, second]) await tab.sees('Votre groupe : Groupe 2');
  });

  test('what is being typed in the other stays there', async () => {
    const [first, second] = await tabs(POLL);
    await second.page.locator('input[name="number"]').fill('77');
    await first.answer(1);
    await second.sees('C’est noté : 20 requêtes');
    assert.equal(await second.page.locator('input[name="number"]').inputValue(), '77');
  });

  test('a tab that was behind the other is right as soon as it is seen, also where nothing may be kept', async () => {
    await withoutStorage(device);
    const [first, second] = await tabs(QUIZ);
    await hide(second.page, true);
    await first.answer(1);
    await first.sees(/C’est noté : B\. /);
    assert.doesNotMatch(await second.shows(), /C’est noté/);
    await hide(second.page, false);
    await second.sees(/C’est noté : B\. /);
  });

  test('what came too late is still told after a reload', async () => {
    const [first] = await tabs(POLL);
    await room.do('close');
    await first.sees('Les réponses sont closes');
    const seat = await device.answer(room.id, POLL, { number: 7 });
    assert.equal(seat.status, 'late');
    await first.page.reload();
    await first.sees('Votre réponse est arrivée après la clôture');
    await room.do('reveal');
    await first.sees('Votre réponse est arrivée après la clôture');
  });
});
