// The room's own words: a debate, its arguments and votes, after the session too; questions beside every step; the badge's code.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { opened } from '../lib/house.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage } from '../lib/screens.mjs';
import { eventually } from '../lib/wait.mjs';

const DEBATE = 'a45-debat';
const QUESTIONS = 'a45-questions';
const BADGE = 'a45-badge';
const STATEMENT = 'Il faut interdire l’IA générative à l’école';
const SAID = { touch: 'Les élèves doivent l’apprendre.', keys: 'On ne sait pas ce qu’elle coûte.', scriptless: 'Cela dépend de l’âge.' };

let server;
let browser;
opened((house) => { ({ server, browser } = house); });

/** A room with its projector, its remote and three phones: one that is touched, one with a keyboard, one without a script. */
async function open() {
  const room = await Room.open(server, 'atelier-45');
  const host = async (path, options) => {
    const device = await browser.device(server, options);
    await device.becomeHost();
    await device.open(path);
    return device;
  };
  const stage = new Stage(await host(`/stage/${room.id}`, { screen: 'stage' }));
  const remote = new Remote(await host(`/remote/${room.id}`));
  const phone = async (name, script = true) => {
    const one = new Phone(await browser.device(server, { javaScript: script }), { script });
    await one.device.join(room.code, name);
    await one.device.open(`/s/${room.id}`);
    return one;
  };
  const phones = { touch: await phone('Awa'), keys: await phone('Zoé'), scriptless: await phone('Lou', false) };
  return { room, stage, remote, ...phones, phones: Object.values(phones) };
}

async function assertAllAccessible({ stage, remote, touch, keys }, when) {
  for (const { page } of [stage, touch, keys]) await assertAccessible(page, `${page.url()}, ${when}`);
  await remote.page.setViewportSize({ width: 390, height: 2400 }); // the big button floats over what lies below it
  await assertAccessible(remote.page, `the remote, ${when}`);
  await remote.page.setViewportSize({ width: 390, height: 844 });
}

function assertQuiet({ stage, remote, phones }) {
  for (const { device } of [stage, remote, ...phones]) device.assertQuiet();
}

const argument = ({ page }, text) => page.locator('ul.texts li').filter({ hasText: text });
const vote = (phone, text) => argument(phone, text).locator('button.vote');
/** The votes of a text, as its button shows them. */
const votes = (phone, text, wanted) => eventually(`${wanted} votes for « ${text} »`, async () => {
  await phone.shows();
  return (await vote(phone, text).innerText()).trim();
}, `▲ ${wanted}`);

async function takesPlace(phone, position, text) {
  const main = phone.page.locator('main');
  await main.locator(`[name="position"][value="${position}"]`).check();
  await main.locator('textarea').fill(text);
  await main.getByRole('button', { name: 'Envoyer' }).click();
}

describe('a debate', () => {
  let all;
  before(async () => {
    all = await open();
    await all.room.question(DEBATE);
    for (const screen of [all.stage, ...all.phones]) await screen.sees(STATEMENT);
  });

  test('everybody takes a place: by touch, by the keyboard, without a script', async () => {
    await assertAllAccessible(all, 'before anybody has a place');
    await takesPlace(all.touch, -2, SAID.touch);
    await all.touch.sees('C’est noté');
    const { keyboard } = all.keys.page;
    await all.keys.page.locator('[name="position"]').first().focus();
    for (const key of ['Space', 'Tab']) await keyboard.press(key);
    await keyboard.type(SAID.keys);
    for (const key of ['Tab', 'Enter']) await keyboard.press(key);
    await all.keys.sees('C’est noté');
    await takesPlace(all.scriptless, 0, SAID.scriptless);
    await all.scriptless.sees('C’est noté');
    await all.stage.sees('3 réponses sur 3');
  });

  test('before the reveal nobody reads the others, but the facilitator', async () => {
    for (const screen of [all.stage, all.keys, all.scriptless]) {
      const shown = await screen.shows();
      assert.ok(!shown.includes(SAID.touch), shown);
    }
    assert.equal(await all.stage.page.locator('.line').count(), 0, 'nor where they stand');
    await all.remote.sees('3 arguments');
  });

  test('the reveal: the line, the arguments for and against in turn', async () => {
    assert.equal(await all.remote.says(), 'Révéler');
    await all.remote.press();
    for (const screen of [all.stage, ...all.phones]) {
      for (const text of Object.values(SAID)) await screen.sees(text);
    }
    assert.deepEqual(await all.stage.page.locator('.line .n').allInnerTexts(), ['1', '0', '1', '0', '1']);
    assert.deepEqual(await all.stage.page.locator('.said .tag').allInnerTexts(), ['pour', 'contre', 'entre les deux']);
    await assertAllAccessible(all, 'revealed');
  });

  test('votes: by touch, by the keyboard, without a script; never for oneself; and taken back', async () => {
    await vote(all.touch, SAID.keys).click();
    await vote(all.keys, SAID.touch).focus();
    await all.keys.page.keyboard.press('Enter');
    await all.scriptless.shows();
    await vote(all.scriptless, SAID.keys).click();
    for (const phone of all.phones) await votes(phone, SAID.keys, 2);
    for (const [name, text] of Object.entries(SAID)) assert.ok(await vote(all[name], text).isDisabled(), `${name} has no vote for their own`);
    await eventually('it is pressed', () => vote(all.touch, SAID.keys).getAttribute('aria-pressed'), 'true');
    await vote(all.touch, SAID.keys).click();
    await votes(all.keys, SAID.keys, 1);
    await assertAllAccessible(all, 'with votes');
  });

  test('a second vote tells who has moved', async () => {
    await all.remote.tap('Revoter');
    await all.touch.sees('Envoyer');
    await takesPlace(all.touch, 2, SAID.touch);
    await all.touch.sees('C’est noté');
    await takesPlace(all.keys, 2, SAID.keys);
    await all.keys.sees('C’est noté');
    await all.room.do('reveal');
    await all.stage.sees('1 personne sur 2 a bougé');
  });

  test('what the facilitator hides leaves every screen', async () => {
    const texts = all.remote.page.locator('details#texts');
    await texts.locator('summary').click();
    await texts.locator('li').filter({ hasText: SAID.scriptless }).getByRole('button', { name: 'Masquer' }).click();
    for (const screen of [all.stage, ...all.phones]) {
      await eventually('it is gone', async () => (await screen.shows()).includes(SAID.scriptless), false);
    }
  });

  test('it goes on after the session, at the address of its square', async () => {
    await all.remote.tap('Laisser ouvert après la séance');
    await all.room.do('end');
    await all.stage.sees('le débat continue ici');
    for (const phone of all.phones) await phone.sees('le débat reste ouvert');
    const late = new Phone(await browser.device(server));
    all.phones.push(late);
    await late.device.open(`/d/${all.room.id}`);
    await assertAccessible(late.page, 'the door of the debate');
    await late.page.getByRole('button', { name: 'Entrer' }).click();
    await late.sees(SAID.keys);
    await takesPlace(late, -1, 'Je lis cela le soir.');
    await late.sees('C’est noté');
    await vote(late, SAID.keys).click();
    await votes(all.keys, SAID.keys, 2);
    await all.keys.sees('Je lis cela le soir.');
    for (const phone of [late, all.touch]) await assertAccessible(phone.page, 'the phone after the session');
  });

  test('closed, it is read: counts without buttons', async () => {
    await all.room.do('linger', { step: DEBATE, open: false });
    for (const phone of all.phones) {
      await phone.sees('Le débat est fermé');
      assert.match(await argument(phone, SAID.keys).innerText(), /2 votes/);
      assert.equal(await phone.page.locator('main button.vote, main [name="position"]').count(), 0);
    }
    await all.touch.device.open(`/d/${all.room.id}`);
    await all.touch.sees('Le débat est fermé');
    await assertAccessible(all.touch.page, 'the closed debate');
    const { status } = await server.request('GET', `/d/${all.room.id}`);
    assert.equal(status, 410, 'who was never there does not come in any more');
  });

  test('no page complained', () => assertQuiet(all));
});

describe('questions', () => {
  const FIRST = 'Et l’eau, d’où vient-elle ?';
  const SECOND = 'Qui paie le courant ?';
  let all;
  before(async () => {
    all = await open();
    await all.room.question('a45-sondage');
  });

  /** A question of the remote's list, and what can be done with it. */
  const listed = (text) => all.remote.page.locator('details#questions li').filter({ hasText: text });
  const does = (text, name) => listed(text).getByRole('button', { name, exact: true }).click();

  test('asked beside any step: with a name, by the keyboard, without a script', async () => {
    const { page } = all.keys;
    await page.locator('#ask summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type(FIRST);
    for (const key of ['Tab', 'Space', 'Tab', 'Enter']) await page.keyboard.press(key);
    await all.scriptless.page.locator('#ask summary').click();
    await all.scriptless.page.locator('#ask input[name="text"]').fill(SECOND);
    await all.scriptless.page.getByRole('button', { name: 'Envoyer la question' }).click();
    await all.scriptless.page.waitForURL('**/questions');
    await all.remote.sees('Questions · 2');
  });

  test('voted for on their own page, without a script too', async () => {
    await all.touch.device.open(`/s/${all.room.id}/questions`);
    await all.touch.sees('Zoé');
    await assertAccessible(all.touch.page, 'the questions');
    await vote(all.touch, SECOND).click();
    await votes({ ...all.touch, shows: () => all.touch.page.reload() }, SECOND, 1);
    await all.scriptless.device.open(`/s/${all.room.id}/questions`);
    await vote(all.scriptless, FIRST).click();
    assert.ok(await vote(all.scriptless, SECOND).isDisabled(), 'not for one’s own');
  });

  test('at their step: the most wanted, answered in large, then done with', async () => {
    await all.room.question(QUESTIONS);
    await all.touch.device.open(`/s/${all.room.id}`);
    for (const text of [FIRST, SECOND]) await all.stage.sees(text);
    await vote(all.touch, FIRST).click();
    await votes(all.keys, FIRST, 2);
    assert.match((await all.stage.page.locator('.said li').allInnerTexts())[0], /Et l’eau/);
    await assertAllAccessible(all, 'with questions');
    await all.remote.page.locator('details#questions summary').click();
    await does(FIRST, 'En grand');
    await all.stage.sees('Zoé');
    await all.stage.page.locator('blockquote.large').waitFor();
    await assertAllAccessible(all, 'with a question in large');
    await does(FIRST, 'Répondue');
    await eventually('it leaves the stage', async () => (await all.stage.shows()).includes(FIRST), false);
  });

  test('the facilitator takes a name off in one tap, and hides a question', async () => {
    await does(FIRST, 'Retirer le nom');
    await all.scriptless.device.open(`/s/${all.room.id}/questions`);
    await eventually('no name', async () => { await all.scriptless.page.reload(); return (await all.scriptless.page.locator('main').innerText()).includes('Zoé'); }, false);
    await does(SECOND, 'Masquer');
    await eventually('it leaves the phones', async () => (await all.keys.shows()).includes(SECOND), false);
    await eventually('and the stage', async () => (await all.stage.shows()).includes(SECOND), false);
  });

  test('the report has what was shown, not what was hidden', async () => {
    const { questions } = await server.host('GET', `/sessions/${all.room.id}/report.json`);
    assert.deepEqual(questions.map(({ text }) => text), [FIRST]);
  });

  test('no page complained', () => assertQuiet(all));
});

describe('the badge', () => {
  const CODE = /[A-HJ-NP-Z]{4}-[A-HJ-NP-Z]{4}/;
  let all;
  before(async () => {
    all = await open();
    await all.room.question(BADGE);
    for (const phone of all.phones) await phone.sees('Je veux ce badge');
  });

  test('a code for who wants one: by touch, by the keyboard, without a script', async () => {
    await assertAllAccessible(all, 'before anybody wants the badge');
    await all.stage.sees('Vers votre code, sur votre téléphone');
    assert.equal(await all.stage.page.locator('.for-badge svg').count(), 1);
    await all.touch.page.getByRole('button', { name: 'Je veux ce badge' }).click();
    await all.keys.page.getByRole('button', { name: 'Je veux ce badge' }).focus();
    await all.keys.page.keyboard.press('Enter');
    await all.scriptless.page.getByRole('button', { name: 'Je veux ce badge' }).click();
    for (const phone of all.phones) await phone.sees(CODE);
    const codes = new Set(await Promise.all(all.phones.map((phone) => phone.page.locator('.claim').innerText())));
    assert.equal(codes.size, 3, 'no two alike');
    await all.stage.sees('3 personnes le veulent');
    await all.remote.sees('3 personnes veulent ce badge');
    await assertAllAccessible(all, 'with codes');
  });

  test('it is the same code again, and can be given back', async () => {
    const code = await all.touch.page.locator('.claim').innerText();
    await all.touch.page.reload();
    await all.touch.sees(code);
    await all.keys.page.getByRole('button', { name: 'Finalement non' }).click();
    await all.keys.sees('Je veux ce badge');
    await all.stage.sees('2 personnes le veulent');
    const { steps } = await server.host('GET', `/sessions/${all.room.id}/report.json`);
    const claims = steps.find(({ id }) => id === BADGE).rounds[0].table.map(({ label }) => label);
    assert.ok(claims.length === 2 && claims.includes(code), `${claims}`);
  });

  test('no page complained', () => assertQuiet(all));
});
