// BISOU in a session: by the keyboard, without a script, before and after the reveal; and alone, at /bisou.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { opened } from '../lib/house.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Stage } from '../lib/screens.mjs';
import { eventually } from '../lib/wait.mjs';

const STEP = 'a45-bisou.sit-image-affiche';
const LETTERS = ['B', 'I', 'S', 'O', 'U'];
const scores = (...five) => Object.fromEntries(LETTERS.map((letter, index) => [letter, five[index]]));
const WHOLE = { scores: scores(3, 1, 0, 2, 4), decision: 'sans', alternative: 'Un concours de dessins' };

let server;
let browser;
opened((house) => { ({ server, browser } = house); });

describe('in a session', () => {
  let room;
  let host;
  let stage;
  let typing;
  let scriptless;

  before(async () => {
    room = await Room.open(server);
    host = await browser.device(server, { screen: 'stage' });
    await host.becomeHost();
    await host.open(`/stage/${room.id}`);
    stage = new Stage(host);
    typing = new Phone(await browser.device(server));
    scriptless = new Phone(await browser.device(server, { javaScript: false }), { script: false });
    for (const phone of [typing, scriptless]) {
      const { session } = await phone.device.join(room.code);
      await phone.device.open(`/s/${session}`);
    }
    await room.question(STEP);
    for (const phone of [typing, scriptless]) await phone.sees('L’affiche de la fête de l’école');
  });

  test('a phone is answered by the keyboard alone', async () => {
    const { page } = typing.device;
    await assertAccessible(page);
    await page.locator('[name="B"]').focus();
    const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
    await press('ArrowRight', 'ArrowRight', 'Tab', 'Enter'); // B at the far end, then what helps to think of it
    await eventually('it opens', () => page.locator('#d-B').evaluate((one) => one.open), true);
    await press('Tab', 'ArrowLeft', 'Tab', 'Tab', 'Home'); // I a little less, S at the near end
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab'); // past O and U
    await page.keyboard.type('Un concours\nde dessins');
    await typing.sees('Signes restants : 258');
    await press('Tab', 'Space', 'ArrowDown', 'Tab', 'Enter'); // « Avec l’IA », no: « Sans l’IA »; send
    await typing.sees('C’est noté : Sans l’IA (B 4, I 1, S 0, O 2, U 2). À la place : Un concours de dessins');
    await stage.sees('1 réponse sur 2');
    await assertAccessible(page, 'the phone that has answered');
  });

  test('what was answered stays in the form when the view comes again', async () => {
    const { page } = typing.device;
    await room.do('pause');
    await typing.sees('L’atelier est en pause');
    await room.do('resume');
    await eventually('the pause is over', async () => (await typing.shows()).includes('en pause'), false);
    assert.equal(await page.locator('[name="B"]').inputValue(), '4');
    assert.equal(await page.locator('[name="alternative"]').inputValue(), 'Un concours de dessins');
    assert.equal(await page.locator('[value="sans"]').isChecked(), true);
  });

  test('a counter says how many signs are left, as the server counts them', async () => {
    const { page } = typing.device;
    const field = page.locator('[name="alternative"]');
    for (const [text, left] of [['', 280], ['👩🏽‍🚀', 276], ['é'.repeat(270), 10], ['x'.repeat(280), 0]]) {
      await field.fill(text);
      await typing.sees(new RegExp(`Signes restants : ${left}\\n`));
    }
    await field.press('End');
    await page.keyboard.type('y');
    assert.equal(await field.inputValue(), 'x'.repeat(280), 'and then no more');
    await field.press('Backspace');
    await typing.sees(/Signes restants : 1\n/);
    await page.reload();
    await typing.sees('Signes restants : 258');
    assert.match(await scriptless.shows(), /Signes restants : 280/, 'without a script it says how many there may be');
  });

  test('a phone without a script answers, sees that it is kept, and changes its mind', async () => {
    const { page } = scriptless.device;
    await page.locator('[name="U"]').fill('4');
    await page.locator('[name="alternative"]').fill('un CONCOURS de dessins');
    await page.locator('[value="avec"]').check();
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await scriptless.sees('C’est noté : Avec l’IA (B 2, I 2, S 2, O 2, U 4)');
    assert.equal(await page.locator('[name="U"]').inputValue(), '4');
    await page.locator('[value="plus-tard"]').check();
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await scriptless.sees('C’est noté : Plus tard');
    assert.equal((await room.state()).answered, 2);
  });

  test('what is wrong is refused with its place, and changes nothing', async () => {
    await room.fill(1);
    const [seat] = room.seats;
    const before = (await room.state()).tally;
    const wrong = [
      [{}, 'not-a-number', '/value/scores/B'],
      [{ ...WHOLE, scores: { ...WHOLE.scores, O: 5 } }, 'out-of-range', '/value/scores/O'],
      [{ ...WHOLE, scores: { ...WHOLE.scores, U: 1.5 } }, 'out-of-range', '/value/scores/U'],
      [{ ...WHOLE, decision: 'peut-être' }, 'unknown-decision', '/value/decision'],
      [{ ...WHOLE, alternative: 'x'.repeat(281) }, 'text-too-long', '/value/alternative'],
      [{ ...WHOLE, alternative: 'une\nligne' }, 'text-control', '/value/alternative'],
      [{ ...WHOLE, alternative: 7 }, 'not-a-text', '/value/alternative'],
    ];
    for (const [value, code, pointer] of wrong) {
      const { status, body } = await seat.answer(STEP, value);
      assert.deepEqual([status, body.code, body.pointer], [422, code, pointer]);
      assert.ok(body.detail.length > 10 && !body.detail.includes('{'), body.detail);
    }
    assert.deepEqual((await room.state()).tally, before);
  });

  test('the room sees nothing of the class before the reveal, and its profile after it', async () => {
    await room.fill(5);
    await room.answers(STEP, (index) => ({ ...WHOLE, scores: scores(index % 5, 1, 0, 2, 4), alternative: index ? 'Une photo' : null }));
    await stage.sees('8 réponses sur 8');
    assert.doesNotMatch(await stage.shows(), /%|Une photo|concours/);
    assert.equal(await host.page.locator('.radar, .bar').count(), 0);
    assert.equal((await room.seats[0].state()).tally, undefined);

    await room.do('reveal');
    await stage.sees(/Sans l’IA\s+88 %/);
    const told = await host.page.locator('svg.radar').getAttribute('aria-label');
    assert.match(told.replace(/\s/g, ' '), /Utilité 4/);
    assert.match(await stage.shows(), /Besoin\s+2\s+entre 0 et 4/);
    const found = await host.page.locator('.found li').allInnerTexts();
    assert.deepEqual(found.map((line) => line.replace(/\s/g, ' ')), ['Une photo × 5', 'Un concours de dessins × 2']);

    for (const phone of [typing, scriptless]) await phone.sees('2 alternatives trouvées');
    const own = (phone) => phone.device.page.locator('.profiles .on').evaluateAll((all) => all.map((one) => one.dataset.value));
    assert.deepEqual(await own(typing), ['B=4', 'I=1', 'S=0', 'O=2', 'U=2']);
    assert.deepEqual(await own(scriptless), ['B=2', 'I=2', 'S=2', 'O=2', 'U=4']);
    for (const device of [typing.device, host]) await assertAccessible(device.page, 'after the reveal');
    const { tally } = await room.seats[0].state();
    assert.deepEqual(tally.decisions, { avec: 0, sans: 7, 'plus-tard': 1 });
    assert.ok(!JSON.stringify(tally).includes('photo'), 'what people wrote is not in the tally');
  });

  test('an alternative that the facilitator hides leaves the stage and the phones', async () => {
    await host.open(`/remote/${room.id}`);
    await host.page.locator('#texts summary').click();
    const line = host.page.locator('#texts li', { hasText: 'Un concours de dessins' }).first();
    await Promise.all([
      host.page.waitForResponse((response) => response.request().method() === 'POST'),
      line.getByRole('button', { name: 'Masquer' }).click(),
    ]);
    await assertAccessible(host.page, 'the remote');
    await host.page.locator('a[href$="/textes"]').first().click();
    await eventually('it is hidden', () => host.page.locator('li.hidden').allInnerTexts(), ([text]) => text?.includes('Un concours de dessins'));
    await assertAccessible(host.page, 'all texts');
    await host.open(`/stage/${room.id}`);
    const found = await host.page.locator('.found li').allInnerTexts();
    assert.deepEqual(found.map((line) => line.replace(/\s/g, ' ')), ['Une photo × 5', 'un CONCOURS de dessins']);
  });

  test('the report has the chart, the table and what is left to read', async () => {
    await host.open(`/api/v1/sessions/${room.id}/report.html`);
    assert.equal(await host.page.locator('svg.radar').count(), 1);
    const text = (await host.page.locator('main').innerText()).replace(/\s/g, ' ');
    for (const part of ['Une photo', 'La moitié de la salle', 'Des pistes sans IA', 'Si c’est avec l’IA']) assert.ok(text.includes(part), part);
  });

  test('no page complained', () => {
    for (const device of [host, typing.device, scriptless.device]) device.assertQuiet();
  });
});

describe('alone', () => {
  let device;
  before(async () => { device = await browser.device(server, { javaScript: false }); });
  after(() => device?.assertQuiet());

  const read = async () => (await device.page.locator('main').innerText()).replace(/\s/g, ' ');

  test('the door leads there, and there are situations to choose from', async () => {
    await device.open('/');
    await device.page.getByRole('link', { name: 'Faire un BISOU, seul' }).click();
    assert.equal(await device.page.locator('ul.situations li').count(), 15);
  });

  test('a situation of the pack is read in words, with what to do without an AI', async () => {
    await device.page.getByRole('link', { name: 'L’affiche de la fête de l’école' }).click();
    for (const [letter, score] of Object.entries(scores(4, 3, 4, 1, 3))) await device.page.locator(`[name="${letter}"]`).fill(String(score));
    await device.page.locator('[value="sans"]').check();
    await device.page.getByRole('button', { name: 'Lire mes réponses' }).click();
    const text = await read();
    for (const part of ['Avec l’IA, en connaissance de cause', 'la décision vous appartient', 'Votre décision : Sans l’IA', 'Le besoin est clair et important', 'Des pistes sans IA']) {
      assert.ok(text.includes(part), part);
    }
    assert.doesNotMatch(text, /\d\s?(\/|sur)\s?5|points/, 'no score that judges');
  });

  test('it prints without what is for the screen only', async () => {
    await device.page.emulateMedia({ media: 'print' });
    assert.equal(await device.page.locator('.no-print').first().isVisible(), false);
    assert.equal(await device.page.locator('svg.radar').isVisible(), true);
    const paper = await device.page.pdf({ format: 'A4' });
    assert.ok(paper.subarray(0, 5).equals(Buffer.from('%PDF-')));
    await device.page.emulateMedia({ media: 'screen' });
  });

  test('a situation of one’s own is read too, and what is missing is asked for again', async () => {
    await device.open('/bisou?situation=');
    await device.page.locator('[name="own"]').fill('Traduire une note pour les parents');
    await device.page.locator('[name="B"]').fill('4');
    const { status, headers, body } = await server.request('GET', '/bisou');
    assert.deepEqual([status, headers.get('set-cookie')], [200, null]);
    assert.ok(!body.includes('<script'));
    await device.page.locator('[value="plus-tard"]').check();
    await device.page.getByRole('button', { name: 'Lire mes réponses' }).click();
    const text = await read();
    assert.ok(text.includes('Traduire une note pour les parents') && text.includes('Plutôt sans IA'), text);
  });

  test('a form that a browser would not send is answered with what is wrong, and keeps what was said', async () => {
    const form = new URLSearchParams({ own: 'Une <b>note</b>', B: '4', I: '0', S: '1', O: '2', U: '3' });
    const response = await fetch(`${server.url}/bisou`, { method: 'POST', body: form, headers: { 'accept-language': 'fr' } });
    const page = await response.text();
    assert.equal(response.status, 422);
    assert.ok(page.includes('Il manque une décision') && page.includes('Une &lt;b&gt;note&lt;/b&gt;'));
    assert.match(page, /name="B"[^>]*value="4"/);
    assert.equal((await server.request('GET', '/bisou?situation=nowhere')).status, 404);
    const cross = await server.request('POST', '/bisou', { headers: { origin: 'http://evil.example' } });
    assert.equal(cross.status, 403);
  });

  test('axe has nothing to say of its three pages', async () => {
    const other = await browser.device(server); // axe itself is a script
    await other.open('/bisou');
    await assertAccessible(other.page, 'the choice');
    await other.open('/bisou?situation=');
    await assertAccessible(other.page, 'the questions');
    await other.page.locator('[value="avec"]').check();
    await other.page.getByRole('button', { name: 'Lire mes réponses' }).click();
    await assertAccessible(other.page, 'the reading');
    other.assertQuiet();
    await other.close();
  });

  test('nothing of it is in the log of the server', () => {
    assert.ok(!server.log.includes('Traduire') && !server.log.includes('note'), server.log);
  });
});
