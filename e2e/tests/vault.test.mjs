// The safe of 2070: two phones of one group together, one of them without JavaScript; a group by the keyboard; one on paper.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, REFUSED } from '../lib/browser.mjs';
import { opened } from '../lib/house.mjs';
import { cut, print } from '../lib/paper.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage } from '../lib/screens.mjs';
import { eventually } from '../lib/wait.mjs';

const SAFE = 'a45-coffre';
const INSIDE = 'Dans le coffre, pas de machine miracle';

let server;
let browser;
opened((house) => { ({ server, browser } = house); });

describe('the safe of 2070', () => {
  let room;
  let stage;
  let remote;
  let touch;
  let scriptless;
  let keys;

  before(async () => {
    room = await Room.open(server);
    const wall = await browser.device(server, { screen: 'stage' });
    await wall.becomeHost();
    await wall.open(`/stage/${room.id}`);
    stage = new Stage(wall);
    const lead = await browser.device(server);
    await lead.becomeHost();
    await lead.open(`/remote/${room.id}`);
    remote = new Remote(lead);
    // In the order of arrival, one to each group in turn: the first and the third are together.
    touch = new Phone(await browser.device(server));
    keys = new Phone(await browser.device(server, { forgive: REFUSED }));
    scriptless = new Phone(await browser.device(server, { javaScript: false }), { script: false });
    for (const phone of [touch, keys, scriptless]) await phone.enter(room.code);
    await room.do('group', { do: 'make', count: 2, by: 'count', paper: 1 });
    await room.question(SAFE);
  });

  /** A puzzle's place on a phone, opened. */
  async function puzzle({ page }, id) {
    const place = page.locator(`#p-${id}`);
    if (!(await place.evaluate((one) => one.matches('.open')))) {
      await place.getByRole('link').click();
      await page.locator(`#p-${id}.open`).waitFor();
    }
    return place;
  }

  async function answer(phone, id, text) {
    const place = await puzzle(phone, id);
    await place.locator('input[name="answer"]').fill(text);
    await place.getByRole('button', { name: 'Vérifier' }).click();
  }

  test('the letter comes to every screen, the puzzles to the phones, and none of what is to be found', async () => {
    await stage.sees('Je garde le dernier serveur');
    for (const phone of [touch, keys, scriptless]) {
      const text = await phone.sees('Les énigmes 0 sur 5');
      assert.match(text, /Je garde le dernier serveur/);
    }
    for (const { page } of [stage, touch, keys, scriptless].map(({ device }) => device)) {
      const html = await page.content();
      for (const secret of ['GARDER', 'PARTAGE', '54672', 'Commencez par la phrase', INSIDE]) {
        assert.ok(!html.includes(secret), `${secret} is told before it is found`);
      }
    }
  });

  test('two phones of a group solve together, one of them without JavaScript', async () => {
    await answer(touch, 'coffre-mine', 'gardez');
    await touch.sees('« gardez » n’ouvre rien');
    await answer(touch, 'coffre-mine', 'l’ Garder !');
    await touch.sees('Les énigmes 1 sur 5');
    await scriptless.sees('Les énigmes 1 sur 5');

    await answer(scriptless, 'coffre-cahier', 'quarante-deux');
    await scriptless.page.waitForURL(/#p-coffre-cahier$/);
    assert.ok(await scriptless.page.locator('#p-coffre-cahier').evaluate((one) => one.matches('.open')), 'the page comes back to the puzzle');
    await touch.sees('Les énigmes 2 sur 5');
    await stage.sees(/Groupe 1\s+2 énigmes sur 5/);
    assert.doesNotMatch(await keys.shows(), /gardez|quarante|chiffre 6/, 'another group reads nothing of it');
  });

  test('a hint says its price before, is given once, and takes a minute off the group’s clock', async () => {
    const place = await puzzle(touch, 'coffre-bisou');
    const ask = place.getByRole('button', { name: 'Demander l’indice 1 sur 3' });
    assert.match(await ask.innerText(), /coûte une minute/);
    await ask.click();
    await touch.sees('Commencez par la phrase sur demain matin');
    await touch.sees('1 indice, 0:00 en moins');
    await scriptless.sees('1 indice, 0:00 en moins');
    await (await puzzle(scriptless, 'coffre-bisou')).getByText('Commencez par la phrase sur demain matin').waitFor();
    await stage.sees(/Groupe 1.*1 indice/s);
  });

  test('what is being typed stays while the others of the group go on', async () => {
    const place = await puzzle(touch, 'coffre-cinq-r');
    const field = place.locator('input[name="answer"]');
    await field.fill('PARTA');
    await answer(scriptless, 'coffre-bisou', 'Où ?');
    await touch.sees('Les énigmes 3 sur 5');
    assert.equal(await field.inputValue(), 'PARTA');
    assert.ok(await field.evaluate((one) => one === document.activeElement), 'the cursor stays in it');
    await field.press('End');
    await field.pressSequentially('GE');
    await field.press('Enter');
    await touch.sees('Les énigmes 4 sur 5');
    await answer(touch, 'coffre-afficheur', 'deux');
    await touch.sees('Les énigmes 5 sur 5');
  });

  test('the code opens the safe on every phone of the group, the door swings open on the wall', async () => {
    await stage.sees('Le coffre est encore fermé');
    await touch.page.locator('#code').fill('5 4 6 7 2');
    await touch.page.locator('#dial').getByRole('button', { name: 'Ouvrir' }).click();
    await touch.sees(INSIDE);
    await scriptless.sees(INSIDE);
    await touch.sees(/ouvert en 0:00 \(un indice compris\)/);
    await stage.sees('1 groupe sur 3 a ouvert le coffre');
    assert.equal(await stage.page.locator('svg.safe .swing').count(), 1);
    for (const other of [keys, stage]) assert.doesNotMatch(await other.shows(), /machine miracle/);
  });

  test('by the keyboard alone: a puzzle is opened and solved, a wrong code asks for a breath', async () => {
    const { page } = keys;
    await tabTo(page, page.locator('#p-coffre-afficheur a'));
    await page.keyboard.press('Enter');
    await page.waitForURL(/e=coffre-afficheur/);
    await tabTo(page, page.locator('#a-coffre-afficheur'));
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await keys.sees('Les énigmes 1 sur 5');
    await tabTo(page, page.locator('#code'));
    await page.keyboard.type('12345');
    await page.keyboard.press('Enter');
    await keys.sees(/« 12345 » n’est pas le bon code/);
    await tabTo(page, page.locator('#code'));
    await page.keyboard.type('54672');
    await page.keyboard.press('Enter');
    await keys.sees('Rien n’est bloqué');
    assert.equal(await page.locator('#code').inputValue(), '54672', 'what was refused stays');
    // A little later it is taken: the server's clock goes on, and so does the person.
    await eventually('the safe of the second group is open', async () => {
      if (await page.evaluate(() => document.activeElement.id === 'code')) await page.keyboard.press('Enter');
      return keys.shows();
    }, (text) => text.includes(INSIDE));
  });

  test('the facilitator gives a hint, and opens the safe of the group on paper', async () => {
    const { page } = remote;
    assert.match(await remote.shows(), /Les solutions · 54672/);
    await page.getByRole('link', { name: 'Les solutions' }).click();
    await remote.sees('GARDER');
    await assertAccessible(page, 'the solutions');
    await page.getByRole('link', { name: 'Retour à la télécommande' }).click();
    await page.getByRole('link', { name: 'Groupe 3' }).click();
    await assertAccessible(page, 'the page of a group');
    await page.getByRole('button', { name: 'Indice 1' }).first().click();
    await remote.sees(/Groupe 3.*1 indice/s);
    await page.getByLabel(/Code annoncé par Groupe 3/).fill('54672');
    await page.getByRole('button', { name: 'Ouvrir' }).click();
    await stage.sees('3 groupes sur 3 ont ouvert le coffre');
    await page.getByRole('link', { name: 'Retour à la télécommande' }).click();
    await remote.sees(/Groupe 3\s+sur papier · ouvert en/);
  });

  test('every screen is accessible before and after the reveal', async () => {
    const screens = [touch, keys, stage, remote];
    for (const { device } of screens) await assertAccessible(device.page);
    await remote.press();
    await stage.sees(INSIDE);
    for (const { device } of screens) await assertAccessible(device.page);
  });

  test('after the reveal: what was in it, then the debate and the way in', async () => {
    await stage.sees(/Le code :\s+5\s+4\s+6\s+7\s+2/);
    await keys.sees('Les solutions');
    await remote.press();
    await stage.sees('Il faut interdire l’IA générative à l’école');
    await stage.sees('Entrer dans le débat');
    assert.equal(await stage.page.locator('.join-here svg').count(), 1);
  });

  test('the printed set: eleven sheets, nothing cut, the solution on the last one', async () => {
    const laptop = await browser.device(server, { screen: 'stage' });
    await laptop.becomeHost();
    await laptop.open(`/imprimer/atelier-45/${SAFE}?s=${room.id}`);
    await assertAccessible(laptop.page, 'the printed set');
    assert.deepEqual(await cut(laptop.page), []);
    assert.equal((await print(laptop.page)).sheets, 11);
    const sheets = await laptop.page.locator('.sheet').allInnerTexts();
    assert.equal(sheets.length, 11);
    assert.deepEqual(sheets.map((sheet) => sheet.includes('GARDER')).indexOf(true), 10);
    laptop.assertQuiet();
  });

  test('no page complained, no other host was asked', () => {
    for (const { device } of [stage, remote, touch, keys, scriptless]) device.assertQuiet();
  });

  /** On with the tab key until this has the focus. */
  async function tabTo(page, wanted) {
    for (let press = 0; press < 60; press += 1) {
      if (await wanted.evaluate((one) => one === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not come to ${wanted}`);
  }
});
