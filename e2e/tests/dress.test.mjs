// What a phone is dressed in: a page that stays open fetches what each kind adds, once, before it shows it.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { launch } from '../lib/browser.mjs';
import { Room } from '../lib/room.mjs';
import { Phone } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const QUIZ = 'a45-quiz.q-eau-conversation';
const NEXT_QUIZ = 'a45-quiz.q-image-texte';
const SORT = 'a45-cycle';
const POLL = 'a45-sondage';

let server;
let browser;
let room;
let phone;
let fetched;
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
  phone = new Phone(await browser.device(server));
  await phone.enterBy(`/j/${room.code}`);
  fetched = [];
  phone.page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/a/')) fetched.push(pathname.replace(/-[0-9a-f]+/, ''));
  });
});
afterEach(() => phone.device.close());

/** How tall a thing is when it is first there: less, where its rules are not. */
const firstHeight = (selector) => phone.page.evaluate((wanted) => new Promise((resolve) => {
  const look = () => document.querySelector(wanted);
  const told = () => look()?.getBoundingClientRect().height;
  if (look()) return resolve(told());
  new MutationObserver((_, watching) => { if (look()) { watching.disconnect(); resolve(told()); } }).observe(document.getElementById('view'), { childList: true });
}), selector);

describe('a page that stays open', () => {
  test('fetches the style of a kind once, and shows it with it', async () => {
    const height = firstHeight('.answer');
    await room.question(QUIZ);
    assert.ok(await height >= 68, `an answer was ${await height} px tall when it was first shown`);
    assert.deepEqual(fetched, ['/a/phone.css']);
    await room.question(NEXT_QUIZ);
    await phone.sees('image');
    await room.question(POLL);
    await phone.sees('requêtes');
    await room.question(QUIZ);
    await eventually('the answers', () => phone.page.locator('.answer').count(), (count) => count > 1);
    assert.deepEqual(fetched.filter((file) => file.endsWith('.css')), ['/a/phone.css', '/a/phone.css'], 'the quiz, the poll, and no more');
    phone.device.assertQuiet();
  });

  test('fetches what a kind does, which then works', async () => {
    await room.question(SORT);
    await eventually('the wheel', () => phone.page.locator('button[name="_to"]').count(), 6);
    assert.deepEqual(fetched.sort(), ['/a/phone.css', '/a/phone.js']);
    await phone.page.locator('button[name="_to"]').first().click();
    await phone.sees('1 carte');
    assert.equal((await room.state()).answered, 1);
    phone.device.assertQuiet();
  });

  test('shows the question all the same when its style does not come', async () => {
    await phone.page.route('**/a/*.css', (route) => route.abort());
    await room.question(QUIZ);
    await eventually('the answers', () => phone.page.locator('.answer').count(), (count) => count > 1);
  });

  test('waits three seconds for a style that hangs, and shows the latest question', async () => {
    await phone.page.route('**/a/*.css', () => {});
    await room.question(QUIZ);
    await eventually('asked for', () => fetched.length, 1);
    await room.question(POLL);
    await eventually('the poll', () => phone.page.locator('input[name="number"]').count(), 1);
    assert.equal(await phone.page.locator('.answer').count(), 0, 'the question before is not shown any more');
  });
});
