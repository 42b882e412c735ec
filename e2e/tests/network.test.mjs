// A bad wifi, a server that dies, a phone that sleeps: nobody loses a place or an answer, and nobody has to do anything.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { launch, NO_NETWORK } from '../lib/browser.mjs';
import { Cable } from '../lib/cable.mjs';
import { hide } from '../lib/conditions.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';
const QUIZ = 'a45-quiz.q-eau-conversation';
const RECONNECTING = 'Reconnexion…';
const NO_BAR_BEFORE_MS = 2500;

let server;
let browser;
let cable;
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
  cable = await Cable.to(server);
  room = await Room.open(server);
  phone = new Phone(await browser.device(cable, { forgive: NO_NETWORK }));
  await phone.enterBy(`/j/${room.code}`);
  await room.question(POLL);
  await phone.sees('Combien de requêtes');
});
afterEach(async () => {
  phone.device.assertQuiet();
  await phone.device.close();
  await cable.close();
});

const number = () => phone.page.locator('input[name="number"]');
const answered = (n) => eventually('counted', async () => (await room.state()).answered, n);
const withoutBar = () => eventually('the bar goes', () => phone.shows(), (text) => !text.includes(RECONNECTING));

describe('a phone without network', () => {
  const WAYS = [
    ['a wifi that dies without a word', { cut: () => cable.cut(), mend: () => cable.mend() }],
    ['a phone that knows it', { cut: () => phone.device.context.setOffline(true), mend: () => phone.device.context.setOffline(false) }],
  ];
  for (const [name, network] of WAYS) {
    test(`${name}: the bar after three seconds, what was typed stays, the answer leaves by itself`, async () => {
      await number().fill('37');
      const from = performance.now();
      await network.cut();
      await phone.sees(RECONNECTING);
      const waited = performance.now() - from;
      assert.ok(waited > NO_BAR_BEFORE_MS, `a short gap shows nothing, and the bar came after ${Math.round(waited)} ms`);
      assert.equal(await number().inputValue(), '37');
      await phone.page.locator('.thumb .btn').first().click();
      assert.equal((await room.state()).answered, 0);
      await network.mend();
      await phone.sees('C’est noté : 37 requêtes');
      await withoutBar();
      await answered(1);
    });
  }

  test('the page lives: what the room did meanwhile is there at once', async () => {
    cable.cut();
    await phone.sees(RECONNECTING);
    await room.question(QUIZ);
    cable.mend();
    await phone.sees('A');
    await eventually('the present question', () => phone.page.locator('button[name="choice"]').count(), (count) => count > 1);
    await withoutBar();
  });

  test('an answer that arrives after the close is kept as late, and told so', async () => {
    cable.cut();
    await phone.sees(RECONNECTING);
    await number().fill('8');
    await phone.page.locator('.thumb .btn').first().click();
    await room.do('close');
    cable.mend();
    await phone.sees('Votre réponse est arrivée après la clôture');
    assert.equal((await room.state()).answered, 0);
  });

  test('what is sent twice counts once, the last wins', async () => {
    await number().fill('3');
    await phone.page.locator('.thumb .btn').first().click();
    await phone.sees('C’est noté : 3 requêtes');
    cable.cut();
    await number().fill('4');
    await phone.page.locator('.thumb .btn').first().click();
    await number().fill('5');
    await phone.page.locator('.thumb .btn').first().click();
    cable.mend();
    await phone.sees('C’est noté : 5 requêtes');
    await answered(1);
  });

  test('what is being typed survives a change of the screen', async () => {
    await number().fill('41');
    await room.do('extend', { seconds: 60 });
    await eventually('the clock is there', () => phone.page.locator('time.clock').count(), (count) => count > 0);
    assert.equal(await number().inputValue(), '41');
    assert.equal(await number().evaluate((field) => field === document.activeElement), true, 'the keyboard stays');
  });
});

describe('a server that dies and starts again', () => {
  test('phones, stage and remote come back by themselves, with every answer', async () => {
    const own = await startServer();
    const devices = [];
    const device = async (options) => {
      devices.push(await browser.device(own, { forgive: NO_NETWORK, ...options }));
      return devices.at(-1);
    };
    try {
      const class45 = await Room.open(own);
      const laptop = await device({ screen: 'stage' });
      await laptop.becomeHost();
      await laptop.open(`/stage/${class45.id}`);
      const stage = new Stage(laptop);
      const trainer = await device();
      await trainer.becomeHost();
      await trainer.open(`/remote/${class45.id}`);
      const remote = new Remote(trainer);
      const [one, two] = [new Phone(await device()), new Phone(await device())];
      for (const each of [one, two]) await each.enterBy(`/j/${class45.code}`);
      await class45.question(POLL);
      await one.sees('Combien de requêtes');
      await one.answer(1);
      await one.sees('C’est noté : 20 requêtes');
      await two.sees('Combien de requêtes');
      await two.page.locator('input[name="number"]').fill('6');

      await own.stop();
      for (const each of [one, two, stage, remote]) await each.sees('Le serveur s’est arrêté');
      await own.start();
      for (const each of [one, two, stage, remote]) {
        await eventually('the bar goes', () => each.shows(), (text) => !text.includes('Le serveur s’est arrêté'));
      }

      await own.kill();
      for (const each of [one, two, stage, remote]) await each.sees(RECONNECTING);
      await two.page.locator('.thumb .btn').first().click();
      await own.start();
      await two.sees('C’est noté : 6 requêtes');
      await one.sees('C’est noté : 20 requêtes');
      for (const each of [one, two, stage, remote]) {
        await eventually('the bar goes', () => each.shows(), (text) => !text.includes(RECONNECTING));
      }
      await stage.sees(/2\s+réponses/);
      await remote.sees('2 sur 2');
      await remote.press();
      for (const each of [one, two, stage]) await each.sees('au milieu de la salle');
      for (const each of devices) each.assertQuiet();
    } finally {
      for (const each of devices) await each.close();
      await own.close();
    }
  });
});

describe('the seat', () => {
  const onlyOne = async () => assert.equal((await room.state()).joined, 1);

  test('a reload keeps the seat and the answer', async () => {
    await phone.answer(1);
    await phone.sees('C’est noté : 20 requêtes');
    await phone.page.reload();
    await phone.sees('C’est noté : 20 requêtes');
    await onlyOne();
  });

  test('so does the back button', async () => {
    await phone.answer(1);
    await phone.sees('C’est noté : 20 requêtes');
    await phone.page.getByRole('link', { name: 'Vos données' }).click();
    await phone.page.waitForURL('**/donnees*');
    await phone.page.goBack();
    await phone.sees('C’est noté : 20 requêtes');
    await room.do('reveal');
    await phone.sees('au milieu de la salle');
    await onlyOne();
  });

  test('and a second tab, and the square aimed at once more', async () => {
    await phone.answer(1);
    await phone.sees('C’est noté : 20 requêtes');
    const page = await phone.device.context.newPage();
    await page.goto(`${cable.url}/j/${room.code}`);
    await page.waitForURL(`**/s/${room.id}`);
    await eventually('the second tab', () => page.locator('#view').innerText(), (text) => text.includes('20'));
    await onlyOne();
  });

  test('where the room goes back farther than a page knows, it asks its stream for what was said there', async () => {
    await phone.answer(1);
    await phone.sees('C’est noté : 20 requêtes');
    await room.question(QUIZ);
    await phone.page.reload();
    await eventually('the stream is open', () => cable.streams, 1);
    await phone.page.evaluate(() => { window.stays = true; });
    await room.question(POLL);
    await phone.sees('C’est noté : 20 requêtes');
    assert.equal(await phone.page.evaluate(() => window.stays), true, 'the page was not fetched again');
    await eventually('one stream', () => cable.streams, 1);
  });

  test('a page that was hidden asks nothing meanwhile, and is up to date when it is seen', async () => {
    await eventually('the stream is open', () => cable.streams, 1);
    await phone.page.clock.install();
    await hide(phone.page, true);
    await eventually('the stream is closed', () => cable.streams, 0);
    await room.question(QUIZ);
    await phone.page.clock.fastForward('10:00');
    await phone.device.context.setOffline(true); // as a phone does that sleeps, and wakes
    await phone.device.context.setOffline(false);
    assert.equal(cable.streams, 0);
    assert.match(await phone.shows(), /Combien de requêtes/);
    await hide(phone.page, false);
    await eventually('the present question', () => phone.page.locator('button[name="choice"]').count(), (count) => count > 1);
    assert.ok(!(await phone.shows()).includes(RECONNECTING));
    await onlyOne();
  });

  test('who comes late lands in the present step', async () => {
    await room.question(QUIZ);
    const late = new Phone(await browser.device(server));
    await late.enter(room.code);
    await late.answer(2);
    await late.sees(/C’est noté : C\. /);
    late.device.assertQuiet();
    await late.device.close();
  });
});
