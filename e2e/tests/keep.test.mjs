// The same questions before and after, and a practice to keep: by touch, by keyboard alone, and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch } from '../lib/browser.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Stage, read } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const BEFORE = 'm1-avant';
const AFTER = 'm1-apres';
const PLEDGE = 'm1-engagement';
const QUESTIONS = ['q-garder-appareil', 'q-gpu-fabrication', 'q-greenwashing-mot', 'q-heures-creuses'];
const TURN_MS = 7_000;

/** `BA-C`: a letter for each question, a dash for none. */
const letters = (text) => ({
  answers: Object.fromEntries(QUESTIONS.map((id, index) => [id, text[index]]).filter(([, letter]) => letter !== '-')),
});

let server;
let browser;
let room;
let stage;
let laptop;
let touch;
let keyboard;
let scriptless;
before(async () => {
  server = await startServer();
  browser = await launch();
  room = await Room.open(server, 'module-1');
  await room.fill(6);
  laptop = await browser.device(server, { screen: 'stage' });
  await laptop.becomeHost();
  await laptop.page.clock.install();
  await laptop.open(`/stage/${room.id}`);
  stage = new Stage(laptop);
  touch = new Phone(await browser.device(server));
  keyboard = new Phone(await browser.device(server));
  scriptless = new Phone(await browser.device(server, { javaScript: false }), { script: false });
  for (const phone of [touch, keyboard, scriptless]) await phone.enterBy(`/j/${room.code}`);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const radio = (phone, question, letter) => phone.page.locator(`input[name="answers.${question}"][value="${letter}"]`);
const send = (phone) => phone.page.getByRole('button', { name: 'Envoyer', exact: true });
const answered = (count) => eventually(`${count} have answered`, async () => (await room.state()).answered, count);

/** Tab until something that matches has the keyboard's attention. */
async function tabTo(page, selector) {
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

/** Every screen is accessible as it is now. */
async function accessible(what) {
  for (const phone of [touch, keyboard]) await assertAccessible(phone.page, `a phone, ${what}`);
  await assertAccessible(laptop.page, `the stage, ${what}`);
  // So high that its big button at the bottom covers nothing of the page.
  const remote = await browser.device(server, { viewport: { width: 390, height: 3000 } });
  await remote.becomeHost();
  await remote.open(`/remote/${room.id}`);
  await assertAccessible(remote.page, `the remote, ${what}`);
  await remote.close();
}

describe('before', () => {
  before(() => room.question(BEFORE));

  test('all questions are on one screen, and some of them are enough', async () => {
    await touch.sees('4. « Utilisez l’IA aux heures creuses. »');
    await stage.sees('les mêmes questions reviendront à la fin');
    await radio(touch, QUESTIONS[0], 'A').check();
    await radio(touch, QUESTIONS[2], 'A').check();
    // Something else changes for all: what was ticked stays ticked, and nothing else is.
    await room.do('extend', { seconds: 600 });
    await eventually('the clock is on the phone', () => touch.page.locator('time.clock').count(), 1);
    assert.deepEqual(await touch.page.locator('input:checked').evaluateAll((all) => all.map((one) => one.value)), ['A', 'A']);
    await send(touch).click();
    await touch.sees('C’est noté : 1 A · 3 A');
    await answered(1);
    await radio(touch, QUESTIONS[0], 'D').check();
    await send(touch).click();
    await touch.sees('C’est noté : 1 D · 3 A');
    await answered(1);
  });

  test('the keyboard alone is enough', async () => {
    const { page } = keyboard;
    await keyboard.sees('Avant de commencer');
    await tabTo(page, `[name="answers.${QUESTIONS[0]}"]`);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, `[name="answers.${QUESTIONS[3]}"]`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await keyboard.sees('C’est noté : 1 B · 4 B');
    await answered(2);
  });

  test('a phone without JavaScript answers and finds its answer again', async () => {
    await scriptless.sees('Avant de commencer');
    await radio(scriptless, QUESTIONS[1], 'B').check();
    await send(scriptless).click();
    await scriptless.sees('C’est noté : 2 B');
    assert.equal(await radio(scriptless, QUESTIONS[1], 'B').isChecked(), true);
    await answered(3);
  });

  test('what is wrong is refused with its place, and nothing changes', async () => {
    const [seat] = room.seats;
    for (const [value, code, pointer] of [
      [{ answers: { 'q-digcomp': 'A' } }, 'unknown-question', '/value/answers/q-digcomp'],
      [{ answers: { [QUESTIONS[0]]: 'E' } }, 'unknown-choice', `/value/answers/${QUESTIONS[0]}`],
      [{ answers: {} }, 'choice-missing', '/value/answers'],
      [{ choice: 'A' }, 'choice-missing', '/value/answers'],
    ]) {
      const { status, body } = await seat.answer(BEFORE, value);
      assert.deepEqual([status, body.code, body.pointer], [422, code, pointer]);
    }
    await send(scriptless).click(); // as it stands
    await answered(3);
  });

  test('the reveal keeps what is right for the end', async () => {
    await room.answers(BEFORE, (index) => letters(['BAAA', 'AADA', 'A-AA', 'BADB', 'CBAB', '--A-'][index]));
    await accessible('before');
    await room.do('reveal');
    for (const phone of [touch, keyboard, scriptless]) await phone.sees('Vos réponses sont gardées');
    await stage.sees('On verra alors ce qui a bougé');
    for (const page of [touch.page, scriptless.page, laptop.page]) {
      assert.doesNotMatch(await page.content(), /data-right|bonne réponse|\d\s%/);
    }
    await accessible('before, revealed');
  });
});

describe('a practice to keep', () => {
  const practice = (phone, id, form = 'form.pledge') => phone.page.locator(`${form} input[name="practice"][value="${id}"]`).first();
  before(() => room.question(PLEDGE));

  test('a practice and words are sent, then a second one', async () => {
    const { page } = touch;
    await touch.sees('Ce que je garde');
    assert.equal(await page.getByRole('link', { name: 'Me le rappeler' }).isVisible(), false, 'nothing to keep yet');
    await practice(touch, 'bp-precise').check();
    await page.locator('textarea').first().fill('En cinq lignes,\npour qui.');
    await page.getByRole('button', { name: 'Je garde cette pratique' }).first().click();
    await touch.sees('C’est noté : Préciser ses demandes : « En cinq lignes, pour qui. »');
    await answered(1);
    await page.getByText('Une deuxième pratique').click();
    const second = 'details#second form';
    await practice(touch, 'reparer', second).check();
    await page.locator(`${second} textarea`).fill('La batterie.');
    await page.locator(`${second} button`).click();
    await touch.sees('« En cinq lignes, pour qui. » · Réparer : « La batterie. »');
    await answered(1);
    const stand = async () => [
      await practice(touch, 'bp-precise').isChecked(), await page.locator('textarea').first().inputValue(),
      await practice(touch, 'reparer', second).isChecked(), await page.locator(`${second} textarea`).inputValue(),
    ];
    const sent = [true, 'En cinq lignes, pour qui.', true, 'La batterie.'];
    await eventually('both pledges stand in their fields', stand, sent);
    await touch.device.open(`/s/${room.id}`);
    assert.deepEqual(await stand(), sent, 'a page that is fetched again has them');
    await room.do('extend', { seconds: 60 }); // the room goes on, the page is drawn anew
    await eventually('they stay when the page is drawn anew', stand, sent);

    // What is changed replaces; what is only typed stays.
    await page.getByText('Une deuxième pratique').click();
    await page.locator(`${second} textarea`).fill('La batterie, pas l’appareil.');
    await room.do('extend', { seconds: 60 });
    await touch.sees('« La batterie. »');
    await page.locator(`${second} button`).click();
    await touch.sees('Réparer : « La batterie, pas l’appareil. »');
    await answered(1);
    await page.locator(`${second} textarea`).fill('La batterie.');
    await page.locator(`${second} button`).click();
    await touch.sees('Réparer : « La batterie. »');
    await eventually('the last words stand', stand, sent);
  });

  test('the calendar takes a line that names nobody', async () => {
    const { page, device } = touch;
    const link = page.getByRole('link', { name: 'Me le rappeler dans deux semaines' });
    const file = await device.context.request.get(new URL(await link.getAttribute('href'), server.url).href);
    assert.equal(file.status(), 200);
    assert.equal(file.headers()['content-type'], 'text/calendar; charset=utf-8');
    assert.match(file.headers()['content-disposition'], /^attachment; filename="rappel\.ics"$/);
    const text = await file.text();
    assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75), text);
    const whole = text.replaceAll('\r\n ', '').replaceAll('\u202f', ' ');
    const [, from] = /DTSTAMP:(\d{8})T\d{6}Z\r\n/.exec(whole);
    const [, to] = /DTSTART:(\d{8})T\d{6}Z\r\n/.exec(whole);
    const day = (digits) => Date.parse(digits.replace(/(....)(..)(..)/, '$1-$2-$3'));
    assert.equal(Math.round((day(to) - day(from)) / 86_400_000), 14);
    assert.match(whole, /\r\nSUMMARY:Ce que je garde : Préciser ses demandes\r\n/);
    assert.match(whole, /DESCRIPTION:Préciser ses demandes : « En cinq lignes\\, pour qui\. »\\n/);
    const again = await device.context.request.get(new URL(await link.getAttribute('href'), server.url).href);
    assert.equal(await again.text(), text, 'a calendar that takes it twice has it once');
  });

  test('without a pledge, without a seat, of another step: no file', async () => {
    const path = (step) => `${server.url}/s/${room.id}/rappel.ics?step=${step}`;
    const status = async (phone, step) => (await phone.device.context.request.get(path(step))).status();
    assert.equal(await status(keyboard, PLEDGE), 404);
    assert.equal(await status(touch, BEFORE), 404);
    assert.equal(await status(touch, 'nowhere'), 404);
    const { status: stranger } = await server.request('GET', `/s/${room.id}/rappel.ics?step=${PLEDGE}`);
    assert.ok([401, 403].includes(stranger), String(stranger));
  });

  test('the keyboard alone is enough', async () => {
    const { page } = keyboard;
    await keyboard.sees('Ce que je garde');
    await tabTo(page, 'input[name="practice"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'summary');
    await page.keyboard.press('Enter');
    await keyboard.sees('La critique honnête');
    await tabTo(page, 'textarea');
    await page.keyboard.type('Trois tâches sans IA.');
    await tabTo(page, 'button[type="submit"]');
    await page.keyboard.press('Enter');
    await keyboard.sees('« Trois tâches sans IA. »');
    await answered(2);
  });

  test('a phone without JavaScript keeps a practice, and its file', async () => {
    const { page } = scriptless;
    await scriptless.sees('Ce que je garde');
    await practice(scriptless, 'refuser').check();
    await page.locator('textarea').first().fill('Pas d’image.');
    await page.getByRole('button', { name: 'Je garde cette pratique' }).first().click();
    await scriptless.sees('« Pas d’image. »');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Me le rappeler' }).click();
    assert.equal((await download).suggestedFilename(), 'rappel.ics');
    await answered(3);
  });

  test('what is wrong is refused with its place, and nothing changes', async () => {
    const [seat] = room.seats;
    for (const [value, key, code, pointer] of [
      [{ practice: 'bp-nulle', words: 'Oui' }, '', 'unknown-practice', '/value/practice'],
      [{ words: 'Oui' }, '', 'practice-missing', '/value/practice'],
      [{ practice: 'refuser', words: ' ' }, '', 'text-missing', '/value/words'],
      [{ practice: 'refuser', words: 'é'.repeat(281) }, '', 'text-too-long', '/value/words'],
      [{ practice: 'refuser', words: 'Oui' }, '2', 'first-missing', '/key'],
      [{ practice: 'refuser', words: 'Oui' }, '3', 'unknown-key', '/key'],
    ]) {
      const { status, body } = await seat.answer(PLEDGE, value, { key });
      assert.deepEqual([status, body.code, body.pointer], [422, code, pointer]);
    }
    await answered(3);
  });

  test('the list ranks practices, and the words come in turn', async () => {
    await room.answers(PLEDGE, (index) => ({ practice: index < 4 ? 'bp-precise' : 'refuser', words: `Texte ${index}.` }));
    assert.doesNotMatch(await stage.shows(), /Texte|lignes/, 'nothing before the reveal');
    await accessible('with pledges');
    await room.do('reveal');
    await stage.sees('Ce que la classe garde');
    const ranked = await laptop.page.locator('.ranking .l').allInnerTexts();
    assert.deepEqual(ranked.slice(0, 2), ['Préciser ses demandes', 'Refuser']);
    const shown = () => laptop.page.locator('.turns li:visible').allInnerTexts();
    const seen = new Set();
    for (let turn = 0; turn < 10; turn += 1) {
      const now = await shown();
      assert.equal(now.length, 1, 'one at a time');
      seen.add(now[0]);
      await laptop.page.clock.runFor(TURN_MS);
    }
    assert.equal(seen.size, 10, 'all ten texts have their turn');
    await touch.sees('Texte 0.');
    await scriptless.sees('Pas d’image.');
    await accessible('with the list');
  });

  test('a text that is hidden leaves every screen', async () => {
    const { texts } = await room.state();
    const { item } = texts.find(({ text }) => text === 'Texte 5.');
    await room.do('hide', { item });
    await eventually('it is gone from the phone', async () => (await touch.page.content()).includes('Texte 5.'), false);
    await eventually('it is gone from the stage', async () => (await laptop.page.content()).includes('Texte 5.'), false);
  });
});

describe('after', () => {
  before(() => room.question(AFTER));

  test('the reveal shows the class its way, and each phone its own', async () => {
    await touch.sees('Les mêmes questions, maintenant');
    for (const [index, letter] of [...'BADC'].entries()) await radio(touch, QUESTIONS[index], letter).check();
    await send(touch).click();
    await touch.sees('C’est noté : 1 B · 2 A · 3 D · 4 C');
    await scriptless.sees('Les mêmes questions, maintenant');
    await radio(scriptless, QUESTIONS[1], 'A').check();
    await send(scriptless).click();
    await scriptless.sees('C’est noté : 2 A');
    await room.answers(AFTER, (index) => letters(['BADC', 'AADC', 'BAD-', 'BADC', 'BBDB', 'BADC'][index]));
    await room.do('reveal');
    // Six seats, and two of the three phones: 8 of 32 right before, 25 of 32 after.
    await stage.sees('De 22 % à 78 % de bonnes réponses');
    await stage.sees(/Gain de la classe : 72 % du chemin qui restait \(entre \d+ % et \d+ %\)/);
    await stage.sees('8 personnes ont répondu aux deux moments. 1 n’a répondu qu’une fois');
    for (const phone of [touch, scriptless]) {
      await phone.sees('Ce n’est pas une note');
      await phone.sees('Fabriquer un smartphone émet');
    }
    const own = (phone) => phone.page.locator('.own:visible').evaluateAll((all) => all.map((one) => one.getAttribute('data-value')));
    assert.deepEqual((await own(touch)).sort(), [
      'q-garder-appareil:B', 'q-gpu-fabrication:A', 'q-greenwashing-mot:D', 'q-heures-creuses:C',
      'was:q-garder-appareil:D', 'was:q-greenwashing-mot:A',
    ]);
    assert.deepEqual((await own(scriptless)).sort(), ['q-gpu-fabrication:A', 'was:q-gpu-fabrication:B']);
    assert.equal((await own(keyboard)).length, 0, 'who answered only before is shown no way');
    await accessible('after');
  });

  test('then each question is explained in large, and the room goes on', async () => {
    const titles = ['Quel choix réduit le plus', 'Alimenté en électricité', 'Laquelle de ces phrases', 'Utilisez l’IA aux heures creuses'];
    for (const title of titles) {
      await room.do('next');
      await eventually(title, () => laptop.page.locator('h1').innerText(), (text) => text.replace(/\s/g, ' ').includes(title));
      assert.equal(await laptop.page.locator('.answer.right').count(), 1);
    }
    await accessible('explained');
    assert.notEqual((await room.do('next')).step.id, AFTER);
  });

  test('the report has it all', async () => {
    await laptop.open(`/api/v1/sessions/${room.id}/report.html`);
    const report = await read(laptop.page);
    for (const text of ['De 22 % à 78 % de bonnes réponses', 'Hake, 1998', 'Préciser ses demandes', 'Texte 0.']) {
      assert.ok(report.includes(text), `${text} is not in the report`);
    }
    assert.ok(!report.includes('Texte 5.'), 'what is hidden is not in the report');
    await assertAccessible(laptop.page, 'the report');
    const { body } = await server.request('GET', `/api/v1/sessions/${room.id}/report.json`, { headers: { authorization: `Bearer ${server.token}` } });
    const { rounds } = body.steps.find(({ id }) => id === AFTER);
    const row = (label) => rounds[0].table.find((one) => one.label === label)?.value;
    assert.equal(row('Personnes des deux moments'), 8);
    assert.equal(row('Gain normalisé de la classe'), 18 / 25);
  });

  test('after the end, who has pledged still takes the line for their calendar', async () => {
    await room.do('end');
    for (const { page } of [touch, scriptless]) {
      if (page === scriptless.page) await page.reload();
      await page.getByRole('heading', { name: 'C’est terminé' }).waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Me le rappeler dans deux semaines' }).click();
      assert.equal((await download).suggestedFilename(), 'rappel.ics');
    }
  });

  test('no page complained, no other host was asked', () => {
    for (const device of [laptop, touch.device, keyboard.device, scriptless.device]) device.assertQuiet();
  });
});
