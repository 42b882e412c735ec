// axe on every page around the room: the door, what went wrong, the data page, the desk, the report; each fits 320 px.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessibleInBoth } from '../lib/axe.mjs';
import { launch, REFUSED } from '../lib/browser.mjs';
import { assertReflows } from '../lib/fits.mjs';
import { Room } from '../lib/room.mjs';
import { startServer } from '../lib/server.mjs';

const POLL = 'a45-sondage';
const QUIZ = 'a45-quiz.q-eau-conversation';
const FIGURE = 'seed-digital-share-2019';

let server;
let browser;
let room;
let over;
let people;
before(async () => {
  server = await startServer();
  browser = await launch();
  people = {
    stranger: await browser.device(server, { forgive: REFUSED }),
    phone: await browser.device(server, { forgive: REFUSED }),
    host: await browser.device(server, { forgive: REFUSED, screen: 'stage' }),
  };
  await people.host.becomeHost();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Looks at a page that answers with this status. */
async function look(who, path, status = 200) {
  const device = people[who];
  assert.equal((await device.open(path)).status(), status, path);
  await assertAccessibleInBoth(device.page, { what: path });
  await assertReflows(device.page);
  device.assertQuiet();
}

describe('before the first session', () => {
  test('the desk', () => look('host', '/desk'));
});

describe('with sessions', () => {
  before(async () => {
    over = await Room.open(server);
    await over.fill(5);
    await over.question(POLL);
    await over.answers(POLL, (index) => ({ number: 3 * index }));
    await over.do('reveal');
    await over.question(QUIZ);
    await over.answers(QUIZ, (index) => ({ choice: 'ABCD'[index % 4] }));
    await over.do('reveal');
    await over.do('end');
    room = await Room.open(server);
    await people.phone.join(room.code);
  });

  test('the door', () => look('stranger', '/'));
  test('the door with its code', () => look('stranger', `/j/${room.code}`));
  test('the data page', () => look('stranger', '/donnees'));
  test('the data page of somebody who is in', () => look('phone', `/donnees?s=${room.id}`));
  test('erased', async () => {
    await people.phone.open(`/donnees?s=${room.id}`);
    await people.phone.page.getByRole('button', { name: 'Effacer mes réponses' }).click();
    await people.phone.page.waitForURL('**efface=1');
    await assertAccessibleInBoth(people.phone.page);
  });
  test('a figure', () => look('stranger', `/chiffres/${FIGURE}`));

  test('the desk', () => look('host', '/desk'));
  test('the console of a session', () => look('host', `/desk/s/${room.id}`));
  test('the console of one that is over', () => look('host', `/desk/s/${over.id}`));
  test('the console with the square for a remote', async () => {
    await people.host.open(`/desk/s/${room.id}`);
    await people.host.page.getByRole('button', { name: 'Montrer le carré' }).click();
    await people.host.page.locator('figure.qr').waitFor();
    await assertAccessibleInBoth(people.host.page);
  });
  test('the lobby with the wifi', async () => {
    const form = { name: 'classe', password: 'secret' };
    const response = await people.host.context.request.post(`${server.url}/desk/s/${room.id}/wifi`, { form });
    assert.ok(response.ok());
    await people.host.open(`/desk/s/${room.id}`);
    await assertAccessibleInBoth(people.host.page);
    await people.host.open(`/stage/${room.id}`);
    assert.equal(await people.host.page.locator('.squares svg').count(), 2);
    const turn = (page) => page.keyboard.press('d');
    await assertAccessibleInBoth(people.host.page, { darken: turn, lighten: turn });
    await people.host.page.keyboard.press('?');
    await assertAccessibleInBoth(people.host.page, { what: 'the keys', darken: turn, lighten: turn });
  });
  test('the report', () => look('host', `/api/v1/sessions/${over.id}/report.html`));
});

describe('what went wrong', () => {
  for (const [who, path, status] of [
    ['stranger', '/nowhere', 404], ['stranger', '/j/BBBBBB', 404], ['stranger', '/j/KAR1MO', 404], ['stranger', '/s/0', 404],
    ['stranger', '/desk', 401], ['phone', '/desk', 403], ['stranger', '/h/wrong', 403], ['stranger', '/p/0', 410],
  ]) {
    test(`${path}: ${status}`, () => look(who, path, status));
  }
  test('an answer that is refused, sent by the page alone', async () => {
    const { page } = people.phone;
    await room.question(POLL);
    await people.phone.open(`/s/${room.id}`);
    await page.locator('form.number-form').evaluate((form) => { form.noValidate = true; form.removeAttribute('data-form'); });
    await page.locator('input[name="number"]').fill('5000');
    await page.locator('.thumb .btn').first().click();
    await page.getByRole('link', { name: 'Revenir' }).waitFor();
    await assertAccessibleInBoth(page);
    people.phone.assertQuiet();
  });
});
