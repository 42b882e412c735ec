// Cases: a vote before the discussion, a vote after it, and what moved.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { opened } from '../lib/house.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage } from '../lib/screens.mjs';
import { eventually } from '../lib/wait.mjs';

const STEP = 'a90-cas.cas-trainees';
const FIRST = [-2, -1, 0, 1, 1, 2];
const LAST = [-2, -2, 0, 0, 2, -1]; // one to yes, three to no, two stay

let server;
let browser;
opened((house) => { ({ server, browser } = house); });

describe('two votes', () => {
  let room;
  let stage;
  let remote;
  let scriptless;
  let typing;

  before(async () => {
    room = await Room.open(server, 'atelier-90');
    await room.fill(FIRST.length);
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
    await room.question(STEP); // an optional step, put in
  });

  const vote = async (phone, worth, evidence) => {
    const { page } = phone.device;
    await page.locator(`[value="${evidence}"]`).check();
    await page.locator(`[name="worth"][value="${worth}"]`).check();
    await page.locator('main').getByRole('button', { name: 'Envoyer' }).click();
  };

  test('the case stands on every screen, with its evidence and where it comes from', async () => {
    await stage.sees('112 vols sur 1 232');
    for (const phone of [typing, scriptless]) await phone.sees('Sankar et al., 2026');
    await assertAccessible(stage.page, 'the stage');
    await assertAccessible(typing.device.page, 'the phone');
  });

  test('the first vote: by touch, by the keyboard, without a script', async () => {
    await room.answers(STEP, (index) => ({ worth: FIRST[index], evidence: index % 2 ? 'weak' : 'strong' }));
    const { page } = typing.device;
    await page.locator('[value="strong"]').focus();
    for (const key of ['Space', 'ArrowDown', 'Tab', 'Space', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Tab', 'Enter']) await page.keyboard.press(key);
    await typing.sees('C’est noté : Plutôt oui, fragiles');
    await scriptless.shows();
    await vote(scriptless, 2, 'strong');
    await scriptless.sees('C’est noté : Oui, tout à fait, solides');
    await stage.sees('8 réponses sur 8');
    assert.equal(await stage.page.locator('.line5').count(), 0, 'nothing is seen before the reveal');
    await remote.sees('8 votes');
    assert.equal(await remote.says(), 'Révéler');
    await remote.press();
    await stage.sees('Cela en vaut-il la peine ?');
    await stage.sees('Preuves solides pour 4, fragiles pour 4.');
    assert.equal(await stage.page.locator('.moves').count(), 0, 'one vote moves nobody');
  });

  test('what is wrong is refused with its place', async () => {
    const [seat] = room.seats;
    for (const [value, code, pointer] of [
      [{ worth: 3, evidence: 'weak' }, 'out-of-range', '/value/worth'],
      [{ worth: 0.5, evidence: 'weak' }, 'out-of-range', '/value/worth'],
      [{ evidence: 'weak' }, 'not-a-number', '/value/worth'],
      [{ worth: 0 }, 'unknown-evidence', '/value/evidence'],
    ]) {
      const { status, body } = await seat.answer(STEP, value);
      assert.deepEqual([status, body.code, body.pointer], [422, code, pointer]);
    }
  });

  test('the second vote is compared with the first', async () => {
    await remote.tap('Revoter');
    await stage.sees('Deuxième vote, après la discussion');
    for (const phone of [typing, scriptless]) await phone.sees('Deuxième vote, après la discussion');
    await room.answers(STEP, (index) => ({ worth: LAST[index], evidence: 'weak' }));
    await vote(typing, 1, 'weak');
    await typing.sees('C’est noté : Plutôt oui');
    await room.do('reveal'); // the phone without a script did not vote again: it has neither moved nor stayed
    await stage.sees('Avant, 8 votes');
    await stage.sees('Après, 7 votes');
    const moves = await stage.page.locator('.moves b').allInnerTexts();
    assert.deepEqual(moves, ['3', '3', '1']);
    await typing.sees('vers le non');
    await eventually('the own place is marked', () => typing.device.page.locator('.line5 .on').count(), 1);
    await assertAccessible(stage.page, 'the stage after two votes');
    await assertAccessible(typing.device.page, 'the phone after two votes');
    await remote.page.setViewportSize({ width: 390, height: 1800 }); // the big button floats over what lies below it
    await assertAccessible(remote.page, 'the remote after two votes');
  });

  test('the report tells both votes and the shift', async () => {
    const { page } = stage;
    await stage.device.open(`/api/v1/sessions/${room.id}/report.html`);
    const text = (await page.locator('main').innerText()).replace(/\s/g, ' ');
    for (const part of ['Vote 1', 'Vote 2', 'Avant, 8 votes', 'vers le non']) assert.ok(text.includes(part), part);
    const report = await server.host('GET', `/sessions/${room.id}/report.json`);
    const step = report.steps.find(({ id }) => id === STEP);
    const moved = step.rounds[1].table.filter(({ label }) => /vers|sans bouger/.test(label)).map(({ value }) => value);
    assert.deepEqual(moved, [3, 3, 1]);
    assert.deepEqual(step.rounds[0].tally.worth, { '-2': 1, '-1': 1, 0: 1, 1: 3, 2: 2 });
  });

  test('no page complained', () => {
    for (const device of [stage.device, remote.device, typing.device, scriptless.device]) device.assertQuiet();
  });
});
