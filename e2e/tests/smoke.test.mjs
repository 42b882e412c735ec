// The thread through the whole: a session is made, people join, answer, and see what the room said; nothing is lost.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch } from '../lib/browser.mjs';
import { Room } from '../lib/room.mjs';
import { startServer } from '../lib/server.mjs';

const POLL = 'a45-sondage';
const NO_CODE = 'BBBBBB';

let server;
before(async () => { server = await startServer(); });
after(() => server?.close());

describe('the interface', () => {
  test('the server says that it is well', async () => {
    const { status, body } = await server.request('GET', '/healthz');
    assert.deepEqual([status, body.trim()], [200, 'ok']);
  });

  test('the workshop of 45 minutes is there', async () => {
    const workshops = await server.host('GET', '/workshops');
    const workshop = workshops.find(({ id }) => id === 'atelier-45');
    assert.equal(workshop.minutes, 45);
    assert.ok(workshop.steps.some(({ id }) => id === POLL));
  });

  test('a stranger makes no session', async () => {
    const { status } = await server.request('POST', '/api/v1/sessions', { body: { workshop: 'atelier-45' } });
    assert.ok([401, 403].includes(status), String(status));
  });

  for (const code of [NO_CODE, '', '<b>', 'A'.repeat(200)]) {
    test(`"${code.slice(0, 8)}" is no code`, async () => {
      const { status, headers, body } = await server.request('POST', '/api/v1/join', { body: { code } });
      assert.equal(status, 404);
      assert.match(headers.get('content-type'), /^application\/problem\+json/);
      assert.equal(body.code, 'unknown-code');
    });
  }

  test('a number goes from a phone to the room', async () => {
    const room = await Room.open(server);
    assert.match(room.code, /^[A-Z]{6}$/);
    assert.equal((await room.state()).status, 'lobby');
    await room.fill(3);
    const [first, second, third] = room.seats;

    assert.equal((await first.answer(POLL, { number: 1 })).body.code, 'step-not-open');
    await room.do('start');
    await room.question(POLL);
    assert.equal((await first.answer(POLL, { number: 25 })).body.status, 'recorded');
    assert.equal((await second.answer(POLL, { number: 4 })).body.status, 'recorded');
    assert.equal((await second.answer(POLL, { number: 5 })).body.status, 'replaced');
    assert.equal((await second.answer(POLL, { number: 5000 })).body.code, 'out-of-range');

    const before = await first.state();
    assert.deepEqual(before.mine, { number: 25 });
    assert.equal(before.tally, undefined, 'the room sees nothing before the reveal');
    assert.equal((await room.state()).answered, 2);

    const revealed = await room.do('reveal');
    assert.equal(revealed.step.phase, 'revealed');
    assert.ok((await first.state()).tally, 'the room sees it after the reveal');
    assert.equal((await third.answer(POLL, { number: 7 })).body.status, 'late');
    assert.equal((await room.state()).answered, 2, 'a late answer does not count');
  });

  test('a participant commands nothing', async () => {
    const room = await Room.open(server);
    await room.fill(1);
    const { status } = await room.seats[0].call('POST', '/commands', { command: 'start' });
    assert.equal(status, 403);
  });

  test('an ended session takes no answer', async () => {
    const room = await Room.open(server);
    await room.fill(1);
    await room.question(POLL);
    await room.do('end');
    const { status, body } = await room.seats[0].answer(POLL, { number: 1 });
    assert.deepEqual([status, body.code], [410, 'session-ended']);
  });
});

describe('a restart', () => {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    test(`after ${signal} every answer, seat and code is there`, async () => {
      const own = await startServer();
      try {
        const room = await Room.open(own);
        await room.fill(2);
        await room.question(POLL);
        await room.answers(POLL, (index) => ({ number: 10 + index }));
        await own.restart(signal);

        assert.equal((await room.state()).answered, 2);
        assert.deepEqual((await room.seats[1].state()).mine, { number: 11 });
        await own.join(room.code);
        assert.equal((await room.state()).joined, 3);
        assert.ok(!own.log.includes(own.token), 'the token is in the log');
      } finally {
        await own.close();
      }
    });
  }
});

describe('the pages', () => {
  let browser;
  let room;
  before(async () => {
    browser = await launch();
    room = await Room.open(server);
    await room.question(POLL);
  });
  after(() => browser?.close());

  /** A page opens, keeps quiet, and axe has nothing to say. */
  async function look(device, path, status = 200) {
    const response = await device.open(path);
    assert.equal(response.status(), status, path);
    await assertAccessible(device.page);
  }

  test('the door, the code, the data page', async () => {
    const phone = await browser.device(server);
    await look(phone, '/');
    await look(phone, `/j/${room.code}`);
    await look(phone, '/donnees');
    phone.assertQuiet();
    await phone.close();
  });

  test('the phone of someone who is in', async () => {
    const phone = await browser.device(server);
    await phone.join(room.code);
    await look(phone, `/s/${room.id}`);
    phone.assertQuiet();
    await phone.close();
  });

  test('the facilitator: desk, stage, remote; no token stays in the address', async () => {
    const laptop = await browser.device(server, { screen: 'stage' });
    await laptop.becomeHost();
    assert.equal(new URL(laptop.page.url()).pathname, '/desk');
    for (const path of ['/desk', `/stage/${room.id}`, `/remote/${room.id}`]) await look(laptop, path);
    laptop.assertQuiet();
    await laptop.close();
  });

  test('the phone without JavaScript', async () => {
    const phone = await browser.device(server, { javaScript: false });
    await phone.open(`/j/${room.code}`);
    await phone.page.locator('form button').first().click();
    await phone.page.waitForURL(`**/s/${room.id}`);
    await phone.page.locator('input[name="number"]').fill('12');
    await phone.page.locator('form button:not([type="button"])').first().click();
    await phone.page.waitForLoadState();
    assert.equal((await room.state()).answered, 1);
    phone.assertQuiet();
    await phone.close();
  });
});
