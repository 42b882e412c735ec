// Chains of citations: to read and to search in alone, on paper, and in a room that points at a hop.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible, assertAccessibleInBoth } from '../lib/axe.mjs';
import { launch, REFUSED } from '../lib/browser.mjs';
import { assertReflows, outside } from '../lib/fits.mjs';
import { ownPack } from '../lib/pack.mjs';
import { cut, print } from '../lib/paper.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, read, Remote, Stage } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const CHAINS = '/chiffres/chaines';
const BOTTLE = `${CHAINS}/ch-bouteille`;
const ALL = ['ch-bouteille', 'ch-dix-fois', 'ch-quatre-grammes', 'ch-vols', 'ch-video', 'ch-voitures', 'ch-recharge'];
const STEP = 'a90-chaine.ch-bouteille';
const SAID = ['eau-presse', 'eau-classe', 'eau-presse', 'eau-etude'];

let pack;
let server;
let browser;
before(async () => {
  pack = await ownPack('essai', `id = "essai-chaines"
activity = "chain"
title = "Toutes les chaînes"
chains = [${ALL.map((id) => `"${id}"`)}]
`);
  server = await startServer({ args: ['--pack', pack.folder] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await pack?.remove();
});

describe('to read', () => {
  test('every chain is there, in the light, in the dark and on a narrow phone', async () => {
    const phone = await browser.device(server);
    await phone.open(CHAINS);
    assert.equal(await phone.page.locator('h2').count(), ALL.length);
    await assertAccessibleInBoth(phone.page);
    await assertReflows(phone.page);
    for (const id of ALL) {
      await phone.open(`${CHAINS}/${id}`);
      await assertAccessibleInBoth(phone.page);
      await assertReflows(phone.page);
      assert.equal(await phone.page.locator('.hop.turn').count(), 1, `${id} turns once`);
      assert.equal(await phone.page.locator('.hop:not(.also):not(.turn) .hop-change').count(), 0);
    }
    phone.assertQuiet();
    await phone.close();
  });

  test('a word that changed is told to those who listen, and a figure leads to its source', async () => {
    const phone = await browser.device(server);
    await phone.open(BOTTLE);
    const words = await phone.page.locator('.hop.turn .hop-words').evaluate((one) => one.textContent.replace(/\s+/g, ' ').trim());
    assert.equal(words, '20 à 50 réponses devient une conversation');
    await phone.page.locator('.hop').first().getByRole('link').click();
    assert.match(await read(phone.page), /Li et al|Making AI Less/);
    await phone.close();
  });
});

describe('to search in alone', () => {
  test('by the keyboard, without a script; the answer is an address', async () => {
    const phone = await browser.device(server, { javaScript: false });
    await phone.open(CHAINS);
    const { page } = phone;
    await page.getByRole('link', { name: 'chercher l’erreur La petite bouteille' }).click();
    assert.equal(await page.locator('.hop-change').count(), 0, 'nothing is told before');
    await page.locator('[value="eau-etude"]').focus();
    for (const key of ['Space', 'ArrowDown', 'Tab', 'Space', 'ArrowDown', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL('**/exercice?hop=eau-presse&what=scope');
    const text = await read(page);
    for (const told of ['Votre maillon : 2. La presse, 2023', 'C’est bien là que le sens bascule.', 'Vous pensiez à ceci : Le périmètre. Ce qui change là : L’unité de compte.']) {
      assert.ok(text.includes(told), `${told} in ${text}`);
    }
    assert.equal((await phone.context.cookies()).length, 0, 'nothing is kept');
    await page.getByRole('link', { name: 'Chercher dans la chaîne suivante' }).click();
    assert.match(await page.locator('h1').innerText(), /dix fois une recherche Google/);
    phone.assertQuiet();
    await phone.close();
  });

  test('both of its pages are accessible, and what is no hop is said', async () => {
    const phone = await browser.device(server, { forgive: REFUSED });
    for (const query of ['', '?hop=eau-etude&what=water', '?hop=wh-calcul&what=water']) {
      await phone.open(`${BOTTLE}/exercice${query}`);
      await assertAccessibleInBoth(phone.page);
      await assertReflows(phone.page);
    }
    assert.match(await read(phone.page), /Ce maillon n’est pas de cette chaîne/);
    assert.equal(await phone.page.locator('[value="water"]').isChecked(), true, 'the other answer stays');
    phone.assertQuiet();
    await phone.close();
  });
});

describe('on paper', () => {
  test('the reflex is one sheet of A4 with everything on it', async () => {
    const laptop = await browser.device(server, { screen: 'stage' });
    await laptop.open('/chiffres/reflexe');
    await assertAccessible(laptop.page);
    await assertReflows(laptop.page);
    const { sheets, texts } = await print(laptop.page);
    assert.equal(sheets, 1);
    assert.ok(texts > 40, `${texts} pieces of text`);
    assert.deepEqual(await cut(laptop.page), []);
    await laptop.close();
  });

  test('a chain is read on paper, and its cards are for a table', async () => {
    const laptop = await browser.device(server, { screen: 'stage' });
    await laptop.becomeHost();
    for (const [path, most] of [[`${CHAINS}/ch-video`, 2], ...ALL.map((id) => [`/imprimer/essai/essai-chaines.${id}`, 2])]) {
      await laptop.open(path);
      const { sheets, texts } = await print(laptop.page);
      assert.ok(sheets <= most && texts > 20, `${path}: ${sheets} sheets, ${texts} texts`);
      assert.deepEqual(await cut(laptop.page), []);
    }
    await assertAccessible(laptop.page);
    await laptop.close();
  });
});

describe('in a room', () => {
  let room;
  let stage;
  let remote;
  let typing;
  let scriptless;

  before(async () => {
    room = await Room.open(server, 'atelier-90');
    await room.fill(SAID.length);
    const laptop = await browser.device(server, { screen: 'stage' });
    await laptop.becomeHost();
    await laptop.open(`/stage/${room.id}`);
    stage = new Stage(laptop);
    const second = await browser.device(server);
    await second.becomeHost();
    await second.open(`/remote/${room.id}`);
    remote = new Remote(second);
    typing = new Phone(await browser.device(server));
    scriptless = new Phone(await browser.device(server, { javaScript: false }), { script: false });
    for (const phone of [typing, scriptless]) {
      await phone.device.join(room.code);
      await phone.device.open(`/s/${room.id}`);
    }
    await room.question(STEP);
  });

  test('the chain stands on every screen, without what changed', async () => {
    for (const screen of [stage, typing, scriptless]) {
      await screen.sees('La même bouteille, pour une conversation avec une IA.');
      assert.equal(await screen.page.locator('.hop-change, .hop-words').count(), 0);
    }
    await stage.sees('non vérifié');
    await assertAccessible(stage.page, 'the stage');
    await assertAccessibleInBoth(typing.page, { what: 'the phone' });
    await assertReflows(typing.page);
  });

  test('one tap says where: by the keyboard, by a form, and once more', async () => {
    await room.answers(STEP, (index) => ({ hop: SAID[index] }));
    await typing.page.locator('button[value="eau-diaporama"]').focus();
    await typing.page.keyboard.press('Enter');
    await typing.sees('C’est noté : 3. Un diaporama de formation, 2024');
    await scriptless.shows();
    await scriptless.page.locator('button[value="eau-presse"]').click();
    await scriptless.sees('C’est noté : 2. La presse, 2023');
    await typing.page.locator('button[value="eau-classe"]').click();
    await typing.sees('C’est noté : 4. Des élèves, des adultes');
    await eventually('the choice is marked', () => typing.page.locator('.hop-press.on').getAttribute('value'), 'eau-classe');
    await stage.sees('6 réponses sur 6');
    assert.equal(await stage.page.locator('.hop-bars').count(), 0, 'nothing is seen before the reveal');
    await remote.sees('20 à 50 réponses → une conversation');
  });

  test('a hop of another chain is refused with its place', async () => {
    const [seat] = room.seats;
    for (const [value, code] of [[{ hop: 'wh-calcul' }, 'unknown-hop'], [{ hop: '' }, 'hop-missing'], [{ choice: 'A' }, 'hop-missing']]) {
      const { status, body } = await seat.answer(STEP, value);
      assert.deepEqual([status, body.code, body.pointer], [422, code, '/value/hop']);
    }
  });

  test('the reveal shows the room, the word and why; then what others count', async () => {
    assert.equal(await remote.says(), 'Révéler');
    await remote.press();
    await stage.sees('Une conversation n’a pas de longueur.');
    assert.deepEqual(await stage.page.locator('.hop-share').allInnerTexts(), ['17\u202f%', '50\u202f%', '0\u202f%', '33\u202f%']);
    assert.deepEqual(await outside(stage.page), []);
    await assertAccessible(stage.page, 'the stage after the reveal');
    for (const phone of [typing, scriptless]) await phone.sees('Ici, le sens bascule');
    await typing.sees('3 personnes ici · 50 %');
    await eventually('the own hop is marked', () => typing.page.locator('.hop.on').getAttribute('data-value'), 'eau-classe');
    await assertAccessibleInBoth(typing.page, { what: 'the phone after the reveal' });
    await assertReflows(typing.page);
    await remote.press();
    await stage.sees('Ce que d’autres comptent');
    assert.deepEqual(await outside(stage.page), []);
    await assertAccessible(stage.page, 'the stage with what others count');
  });

  test('the report has a row a hop', async () => {
    const report = await server.host('GET', `/sessions/${room.id}/report.json`);
    const { rounds } = report.steps.find(({ id }) => id === STEP);
    assert.deepEqual(rounds[0].tally, { hops: { 'eau-classe': 2, 'eau-etude': 1, 'eau-presse': 3 }, answered: 6 });
    assert.deepEqual(rounds[0].table.map(({ value, right }) => [value, right]), [[1, false], [3, true], [0, false], [2, false]]);
    await stage.device.open(`/api/v1/sessions/${room.id}/report.html`);
    await assertAccessible(stage.page, 'the report');
    assert.match(await read(stage.page), /Où le sens change-t-il/);
  });

  test('no page complained', () => {
    for (const { device } of [stage, remote, typing, scriptless]) device.assertQuiet();
  });
});

test('every chain fits the projector, before and after', async () => {
  const room = await Room.open(server, 'essai');
  await room.fill(5);
  const laptop = await browser.device(server, { screen: 'stage' });
  await laptop.becomeHost();
  await laptop.open(`/stage/${room.id}`);
  const cuts = [];
  const look = async (what) => {
    await laptop.page.reload();
    cuts.push(...(await outside(laptop.page)).map((fault) => `${what}: ${fault}`));
  };
  for (const id of ALL) {
    await room.question(`essai-chaines.${id}`);
    await look(`${id}, asked`);
    await room.do('reveal');
    await look(`${id}, revealed`);
    await room.do('next');
    await look(`${id}, others`);
  }
  assert.deepEqual(cuts, []);
  laptop.assertQuiet();
  await laptop.close();
});
