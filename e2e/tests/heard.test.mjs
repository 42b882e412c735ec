// For those who listen instead of looking: what the page says by itself, and nothing twice.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { launch } from '../lib/browser.mjs';
import { heard, listen } from '../lib/conditions.mjs';
import { Room } from '../lib/room.mjs';
import { Phone } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';
const QUIZ = 'a45-quiz.q-eau-conversation';

let server;
let browser;
let room;
let phone;
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
  const device = await browser.device(server);
  await listen(device);
  await device.page.clock.install();
  phone = new Phone(device);
  await phone.enterBy(`/j/${room.code}`);
});
afterEach(async () => {
  phone.device.assertQuiet();
  await phone.device.close();
});

/** The page comes to say this; gives all that it said until then. */
async function hears(wanted) {
  const said = [];
  const read = async () => { said.push(...await heard(phone.page)); return said; };
  await eventually(`it says ${wanted}`, read, (all) => all.some((text) => (wanted instanceof RegExp ? wanted.test(text) : text === wanted)));
  return said;
}

const clock = () => phone.page.locator('header time.clock');

/** So many seconds are left on the phone’s clock. */
const left = (seconds) => eventually(`${seconds} s left`, () => clock().innerText(), `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);

describe('what a phone says aloud', () => {
  test('the new step, once', async () => {
    await room.question(POLL);
    await hears(/^Combien de requêtes/);
    await room.do('extend', { seconds: 600 });
    await left(600);
    assert.deepEqual(await heard(phone.page), [], 'the same screen again is not news');
  });

  test('what was noted, that the answers are closed, and the result', async () => {
    await room.question(QUIZ);
    await phone.page.locator('button[name="choice"]').first().waitFor();
    await heard(phone.page);
    const { noted } = await phone.answer(1);
    await hears(noted);
    await room.do('close');
    await hears('Les réponses sont closes. Le résultat arrive à l’écran.');
    await room.do('reveal');
    await hears(/^Le résultat est là\. (Bien vu !|Pas cette fois : voici pourquoi\.)$/);
    assert.equal(await phone.page.locator('[data-if]:visible').count(), 1);
  });

  test('the last minute and the last ten seconds, each once', async () => {
    await room.question(POLL);
    await phone.sees('Combien de requêtes');
    await room.do('extend', { seconds: 90 });
    await left(90);
    await heard(phone.page);
    await phone.page.clock.fastForward(28_000);
    assert.deepEqual(await hears('Il reste une minute.'), ['Il reste une minute.']);
    await phone.page.clock.fastForward(48_000);
    assert.deepEqual(await hears('Il reste dix secondes.'), ['Il reste dix secondes.']);
    await room.do('extend', { seconds: 600 });
    await eventually('ten minutes more', () => clock().innerText(), (text) => /^1[01]:/.test(text));
    assert.deepEqual(await heard(phone.page), []);
  });

  test('the end', async () => {
    await room.do('start');
    await phone.sees('1 / ');
    await room.do('end');
    await hears('C’est terminé, merci !');
  });
});
