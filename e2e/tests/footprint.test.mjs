// What a session has cost: what the server says it counted is what the browsers counted, and the report keeps it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch } from '../lib/browser.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const WORKSHOP = 'atelier-90';
const STEP = 'a90-empreinte';
const POLL = 'a90-sondage';
const FACTOR = 2;

/** What a page has received, as Chromium counts it: heads and bodies as they came, streams too. */
async function counter(page) {
  const session = await page.context().newCDPSession(page);
  const sizes = new Map();
  const add = (id, bytes) => sizes.set(id, (sizes.get(id) ?? 0) + Math.max(0, bytes));
  session.on('Network.responseReceived', ({ requestId, response }) => add(requestId, response.encodedDataLength));
  session.on('Network.dataReceived', ({ requestId, dataLength, encodedDataLength }) => add(requestId, encodedDataLength || dataLength));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  await session.send('Network.enable');
  return () => [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

const near = (told, seen, what) => assert.ok(
  told > seen / FACTOR && told < seen * FACTOR, `${what}: the server says ${told} bytes, the browsers ${seen}`);

describe('a session that tells what it has cost', () => {
  let server;
  let browser;
  let room;
  let phones;
  let stage;
  let remote;
  const counted = { phones: [], screens: [] };

  before(async () => {
    server = await startServer();
    browser = await launch();
    room = await Room.open(server, WORKSHOP);
    const screens = { phones: [], screens: [] };
    for (const [kind, options] of [['phones', {}], ['phones', {}], ['phones', { javaScript: false }], ['screens', { screen: 'stage' }], ['screens', {}]]) {
      const device = await browser.device(server, options);
      counted[kind].push(await counter(device.page));
      screens[kind].push(device);
    }
    phones = screens.phones.map((device, index) => new Phone(device, { script: index < 2 }));
    [stage, remote] = [new Stage(screens.screens[0]), new Remote(screens.screens[1])];
    for (const phone of phones) await phone.enterBy(`/j/${room.code}`);
    for (const device of screens.screens) await device.becomeHost();
    await stage.device.open(`/stage/${room.id}`);
    await remote.device.open(`/remote/${room.id}`);
    await room.question(POLL);
    for (const [index, phone] of phones.entries()) {
      await phone.sees('requêtes');
      await phone.answer(index);
    }
    await eventually('all have answered', async () => (await room.state()).answered, phones.length);
    await room.question(STEP);
  });
  after(async () => {
    for (const { device } of [...phones, stage, remote]) device.assertQuiet();
    await browser?.close();
    await server?.close();
  });

  const total = (counters) => counters.reduce((sum, read) => sum + read(), 0);

  /** The rows of the report: label → value. */
  async function report() {
    const { steps } = await server.host('GET', `/sessions/${room.id}/report.json`);
    const { rounds } = steps.find(({ id }) => id === STEP);
    return Object.fromEntries(rounds[0].table.map(({ label, value }) => [label, value]));
  }

  test('the bytes are those that the browsers have counted', async () => {
    await stage.sees('Mesuré : 3 téléphones');
    const rows = await report();
    assert.equal(rows['Téléphones'], phones.length);
    near(rows['Envoyé aux téléphones'], total(counted.phones), 'phones');
    near(rows['Écran, télécommande et bureau'], total(counted.screens), 'screens');
    assert.ok(rows['Reçu des téléphones'] > 1000, 'what phones say is counted too');
    assert.ok(rows['Temps de calcul du serveur'] > 0);
    assert.ok(rows['Le téléphone qui a le plus échangé'] * phones.length >= rows['Envoyé aux téléphones']);
    for (const end of ['bas', 'central', 'haut']) assert.ok(rows[`Serveur Bisou (${end})`] > 0);
  });

  test('each screen tells it, low to high, and how it is measured is one tap away', async () => {
    for (const phone of phones) {
      await phone.sees('Ce que cet atelier a coûté');
      await phone.sees('Serveur Bisou');
      await phone.page.locator('details#how summary').click();
      assert.match(await phone.shows(), phone.script ? /Non compté\. Les trajets/ : /Comment c’est mesuré/);
      if (phone.script) await assertAccessible(phone.page, 'the phone'); // the other one looks again by itself
    }
    await stage.sees(/Ce qui pèse le plus/);
    await remote.sees(/CO₂e : entre .* et .*/);
    for (const { page } of [stage, remote]) await assertAccessible(page, page.url());
  });

  test('the facilitator measures again, and every phone sees it', async () => {
    const before = (await report())['Envoyé aux téléphones'];
    await phones[1].page.reload();
    await eventually('a new measurement', async () => {
      await remote.tap('Mesurer à nouveau');
      return (await report())['Envoyé aux téléphones'];
    }, (now) => now > before);
  });

  test('it takes no answer', async () => {
    const seat = await server.join(room.code);
    const { status, body } = await seat.answer(STEP, { choice: 'A' });
    assert.deepEqual([status, body.code], [422, 'takes-no-answer']);
  });

  test('after a restart the report still knows it, and goes on from there', async () => {
    const before = await report();
    for (const { device } of [...phones, stage, remote]) device.forgive = /net::ERR_/;
    await server.restart();
    const after = await report();
    for (const label of ['Envoyé aux téléphones', 'Reçu des téléphones', 'Écran, télécommande et bureau', 'Téléphones', 'Serveur Bisou (haut)']) {
      assert.equal(after[label], before[label], label);
    }
    await phones[0].page.reload();
    await phones[0].sees('Mesuré : 3 téléphones');
    await room.do('end');
    const ended = await report();
    assert.ok(ended['Envoyé aux téléphones'] > after['Envoyé aux téléphones'], 'the phones have come back, which costs');
    assert.equal(ended['Téléphones'], phones.length, 'nobody is counted twice');
  });

  test('the metrics tell the sums', async () => {
    const { body } = await server.request('GET', '/metrics');
    for (const name of ['bytes_sent_total', 'bytes_received_total', 'cpu_seconds_total']) {
      const value = Number(body.match(new RegExp(`^bisou_${name} (.+)$`, 'm'))?.[1]);
      assert.ok(value > 0, `${name}: ${body}`);
    }
  });
});
