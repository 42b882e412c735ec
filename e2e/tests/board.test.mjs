// The board of ideas with six phones in two groups: one by the keyboard alone, one without JavaScript, one that goes offline while typing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { Board } from '../lib/board.mjs';
import { launch, NO_NETWORK, REFUSED } from '../lib/browser.mjs';
import { Cable } from '../lib/cable.mjs';
import { ownPack } from '../lib/pack.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage, read } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const BOARD = 'a90-idees';
const MINUTE_MS = 60_000;
const RECONNECTING = 'Reconnexion…';
const SMALLEST = 1 / 30; // of the stage's height
const PATIENT = new RegExp(`${NO_NETWORK.source}|${REFUSED.source}`);

const NOTES = {
  touch: 'Je n’ose pas dire que je copie ses réponses',
  away: 'Mes corrigés partent chez un inconnu',
  scriptless: 'Personne ne m’a appris à chercher',
  keys: 'Trop de vidéos le soir',
  one: 'Ma fille en sait plus que moi',
  two: 'Le budget cache le matériel',
};

let server;
let browser;
let pack;
before(async () => {
  pack = await ownPack('deux-cartes', `
id = "deux-cartes-plan"
activity = "timed-board"
title = "Le plan de mon école"
board = "tableau-plan-ecole"
max_cards = 2`);
  server = await startServer({ args: ['--pack', pack.folder] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await pack?.remove();
});

/** The projector and the facilitator's phone of a session. */
async function ahead(room) {
  const wall = await browser.device(server, { screen: 'stage' });
  await wall.becomeHost();
  await wall.open(`/stage/${room.id}`);
  const lead = await browser.device(server);
  await lead.becomeHost();
  await lead.open(`/remote/${room.id}`);
  return { stage: new Stage(wall), remote: new Remote(lead) };
}

/** A phase that is begun has a clock of so many minutes, and the stage counts to the same end. */
async function lasts({ room, stage }, minutes, begin, wanted) {
  const { now: from } = await room.state();
  await begin();
  const begun = await eventually('the phase is on', () => room.state(), ({ stretch }) => stretch?.index === wanted);
  const began = begun.step.ends_at - minutes * MINUTE_MS;
  assert.ok(from <= began && began <= begun.now, `a clock of ${minutes} minutes, not until ${begun.step.ends_at - begun.now} ms from now`);
  const clock = stage.page.locator('time.clock').first();
  await eventually('the stage counts', () => clock.getAttribute('data-ends'), String(begun.step.ends_at));
  assert.match(await clock.innerText(), /^\d+:\d\d$/);
}

/** A card of the sheet, opened to be written. */
async function card({ page }, key) {
  const place = page.locator(`#card-${key}`);
  await place.waitFor({ state: 'attached' });
  if (!(await place.evaluate((one) => one.open))) await page.locator(`#open-${key}`).click();
  return { field: page.locator(`#text-${key}`), column: page.locator(`#column-${key}`), keep: page.locator(`#keep-${key}`) };
}

async function write(phone, key, text, column) {
  const { field, keep, column: where } = await card(phone, key);
  await field.fill(text);
  if (column) await where.selectOption({ label: column });
  await keep.click();
}

/** The same by the interface, with the phone's own seat. */
async function send({ device }, key, text) {
  const [id] = /[^/]+$/.exec(new URL(device.page.url()).pathname);
  const response = await device.context.request.put(`${server.url}/api/v1/sessions/${id}/answers/${BOARD}`, { data: { key, value: { text } } });
  return { status: response.status(), body: await response.json() };
}

/** What stands on a person's sheet, a card a line: all its versions where there are several. */
async function sheet(phone) {
  await phone.shows(); // who has no script asks
  const texts = await phone.page.locator('.slots > li').evaluateAll((all) => all.map((line) => {
    const versions = [...line.querySelectorAll('.version p[dir]')].map((one) => one.textContent);
    return versions.length ? versions.sort().join(' | ') : line.querySelector('summary span[dir]')?.textContent ?? '';
  }));
  return texts.map((text) => text.trim());
}
const stands = (phone, key, text) => eventually(`card ${key} is « ${text} »`, async () => (await sheet(phone))[key - 1], text);
const both = (...texts) => texts.sort().join(' | ');

/** On with the tab key until this has the focus. */
async function tabTo(page, wanted) {
  for (let press = 0; press < 80; press += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not come to ${wanted}`);
}

/** A vote on a phone, by the words of its card. */
const dot = ({ page }, text) => page.locator('ul.texts li').filter({ hasText: text }).locator('form.vote button');

describe('the board of ideas', () => {
  let room;
  let cable;
  let stage;
  let remote;
  let touch; // with `away` and `scriptless` in the first group
  let away;
  let scriptless;
  let keys; // with `one` and `two` in the second
  let one;
  let two;
  let first;
  let second;
  let phones;

  before(async () => {
    room = await Room.open(server, 'atelier-90');
    cable = await Cable.to(server);
    ({ stage, remote } = await ahead(room));
    touch = new Phone(await browser.device(server, { forgive: REFUSED }));
    away = new Phone(await browser.device(cable, { forgive: PATIENT }));
    scriptless = new Phone(await browser.device(server, { javaScript: false, forgive: REFUSED }), { script: false });
    keys = new Phone(await browser.device(server, { forgive: REFUSED }));
    one = new Phone(await browser.device(server, { forgive: REFUSED }));
    two = new Phone(await browser.device(server, { forgive: PATIENT }));
    [first, second] = [[touch, away, scriptless], [keys, one, two]];
    phones = [...first, ...second];
    // In the order of arrival, one to each group in turn.
    for (const phone of [touch, keys, away, one, scriptless, two]) await phone.enter(room.code);
  });
  after(() => cable?.close());

  async function accessible(what, ...screens) {
    for (const { page } of [touch, keys, stage, remote, ...screens]) await assertAccessible(page, what);
  }

  /** All texts, as the facilitator's page beside the remote lists them. */
  async function writings() {
    await remote.page.locator('#texts').evaluate((list) => { list.open = true; });
    await remote.page.locator('a[href$="/textes"]').first().click();
    await remote.page.waitForURL('**/textes');
  }

  /** What the facilitator does with a text there. */
  async function moderate(text, name) {
    await remote.page.locator('ul.texts li').filter({ hasText: text }).getByRole('button', { name, exact: true }).click();
  }

  async function back() {
    await remote.page.getByRole('link', { name: 'Retour à la télécommande' }).click();
    await remote.big.waitFor();
  }

  test('the facilitator makes two groups, and each phone knows its own', async () => {
    await remote.page.locator('#groups > summary').click();
    const form = remote.page.locator('form').filter({ has: remote.page.getByRole('button', { name: 'Former les groupes' }) });
    await form.locator('input[name="count"]').fill('2');
    await form.locator('select[name="by"]').selectOption({ label: 'dans l’ordre d’arrivée' });
    await form.getByRole('button', { name: 'Former les groupes' }).click();
    for (const phone of first) await phone.sees('Votre groupe : Groupe 1');
    for (const phone of second) await phone.sees('Votre groupe : Groupe 2');
    const { groups } = await room.state();
    assert.deepEqual(groups.list.map(({ seats }) => seats), [3, 3]);
  });

  describe('alone', () => {
    test('three minutes, on every screen', async () => {
      await lasts({ room, stage }, 3, () => room.question(BOARD), 0);
      await stage.sees('Seul, en silence');
      for (const phone of phones) await phone.sees(/Seul, en silence.*Personne d’autre ne les voit/s);
      await remote.sees(/Seul, en silence \(0:00\)\s+En groupe \(\d+:00\)\s+Groupe 1 \(0:00\)\s+Groupe 2 \(0:00\)/);
      await accessible('alone, before');
    });

    test('everybody notes something for themselves: by touch, by the keyboard, without JavaScript', async () => {
      for (const [name, phone] of Object.entries({ touch, away, scriptless, one, two })) {
        await phone.page.locator('#note').fill(NOTES[name]);
        await phone.page.getByRole('button', { name: 'Garder ma note' }).click();
        await phone.sees('Votre note est gardée.');
      }
      const { page } = keys;
      await tabTo(page, page.locator('#note'));
      await page.keyboard.type(NOTES.keys);
      await tabTo(page, page.locator('#keep-note'));
      await page.keyboard.press('Enter');
      await keys.sees('Votre note est gardée.');
      await stage.sees(/6\s+notes écrites/);
    });

    test('a note is seen by nobody else: no phone, not the stage, not the remote, not the interface', async () => {
      await remote.sees('6 notes écrites');
      for (const [name, own] of Object.entries({ touch, away, scriptless, keys, one, two })) {
        await own.page.reload();
        assert.equal(await own.page.locator('#note').inputValue(), NOTES[name], 'the own note comes back');
      }
      const beside = await room.server.request('GET', `/remote/${room.id}/textes`, { headers: { cookie: await server.hostCookie() } });
      assert.equal(beside.status, 200);
      const told = { beside: beside.body, state: JSON.stringify(await room.state()) };
      for (const [screen, { page }] of Object.entries({ touch, away, scriptless, keys, one, two, stage, remote })) told[screen] = await page.content();
      for (const [screen, text] of Object.entries(told)) {
        for (const [author, note] of Object.entries(NOTES)) {
          assert.equal(text.includes(note), author === screen, `the note of ${author} on ${screen}`);
        }
      }
      await accessible('alone, with a note');
    });

    test('a card has to wait for its phase', async () => {
      const refused = await send(touch, '1', 'Trop tôt');
      assert.deepEqual([refused.status, refused.body.code], [422, 'not-this-phase']);
    });
  });

  describe('in groups', () => {
    test('fifteen minutes; each phone is shown another free card first, the stage no text', async () => {
      assert.equal(await remote.says(), 'Phase suivante : En groupe');
      await lasts({ room, stage }, 15, () => remote.press(), 1);
      const shown = async (phone) => (await phone.sees('Écrire une carte')) && phone.page.locator('.slots li').filter({ hasText: 'Écrire une carte' }).locator('b').innerText();
      for (const group of [first, second]) {
        assert.deepEqual(await Promise.all(group.map(shown)), ['1', '2', '3']);
        for (const { page } of group) assert.equal(await page.locator('.slots > li').count(), 5, 'as many cards as the board has');
      }
      await stage.sees(/Groupe 1\s+Groupe 2/);
      await accessible('in groups, before');
    });

    test('a card that is written is read by the group alone, with its column', async () => {
      await write(touch, 1, 'Écrire une demande précise', 'Dans ma classe');
      for (const phone of first) {
        await stands(phone, 1, 'Écrire une demande précise');
        await phone.sees('Dans ma classe');
      }
      await write(scriptless, 3, 'Réparer les tablettes au repair café');
      for (const phone of first) await stands(phone, 3, 'Réparer les tablettes au repair café');
      for (const { page } of [stage, remote]) {
        const marks = page.locator('.sheets .pips');
        await eventually('the cards are counted', () => marks.evaluateAll((all) => all.map((one) => one.ariaLabel)), ['2 cartes sur 5', '0 carte sur 5']);
      }
      for (const { page } of [...second, stage]) assert.doesNotMatch(await page.content(), /demande précise|repair café/);
    });

    test('by the keyboard alone: a card is opened, begun, written, put into a column', async () => {
      const { page } = keys;
      await tabTo(page, page.locator('#open-1'));
      await page.keyboard.press('Enter');
      await tabTo(page, page.locator('#text-1'));
      await page.keyboard.type('Demander');
      await tabTo(page, page.locator('#column-1'));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await tabTo(page, page.locator('#card-1 [data-put]').first());
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('#text-1').inputValue(), 'Demander Une chose que nous pourrions arrêter de faire ');
      assert.ok(await page.locator('#text-1').evaluate((field) => field === document.activeElement), 'one writes on');
      await page.keyboard.type('lundi');
      await tabTo(page, page.locator('#keep-1'));
      await page.keyboard.press('Enter');
      for (const phone of second) await stands(phone, 1, 'Demander Une chose que nous pourrions arrêter de faire lundi');
      await one.sees('Dans mon école');
    });

    test('three write on the same card: all texts are shown on every phone, and what is still typed stays', async () => {
      const fields = await Promise.all(second.map((phone) => card(phone, 3)));
      await fields[0].field.fill('Un abonnement pour toute l’équipe');
      await fields[1].field.fill('Un abonnement de moins');
      await fields[2].field.fill('Un abonnement partagé');
      await Promise.all([fields[1], fields[2]].map(({ keep }) => keep.click()));
      const two3 = both('Un abonnement de moins', 'Un abonnement partagé');
      for (const phone of [one, two]) {
        await phone.sees('Deux textes au même endroit : carte 3');
        await phone.sees('Rien n’est perdu');
        await stands(phone, 3, two3);
      }
      await keys.sees('Deux textes au même endroit : carte 3');
      assert.equal(await keys.page.locator('#text-3').inputValue(), 'Un abonnement pour toute l’équipe', 'what is typed stays');
      await remote.sees('Plusieurs textes au même endroit, carte 3');
      await keys.page.locator('#keep-3').click();
      for (const phone of second) {
        await phone.sees('3 textes au même endroit : carte 3');
        await stands(phone, 3, both('Un abonnement de moins', 'Un abonnement partagé', 'Un abonnement pour toute l’équipe'));
      }
      await assertAccessible(one.page, 'three texts at one place');
      await assertAccessible(remote.page, 'the remote of a conflict');
    });

    test('one of the texts is put on another card, then somebody settles it by the keyboard, and nothing is lost', async () => {
      await two.page.getByRole('button', { name: 'Mettre ce texte sur la carte 5' }).click();
      for (const phone of second) await stands(phone, 5, 'Un abonnement partagé');
      const { page } = keys;
      await tabTo(page, page.locator('#open-3'));
      if (!(await page.locator('#card-3').evaluate((one) => one.open))) await page.keyboard.press('Enter');
      await tabTo(page, page.locator('#text-3'));
      const offered = await page.locator('#text-3').inputValue();
      for (const text of ['Un abonnement de moins', 'Un abonnement pour toute l’équipe']) assert.ok(offered.includes(text), `${text} is in what is offered`);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('Un abonnement de moins, un pour toute l’équipe');
      await tabTo(page, page.locator('#keep-3'));
      await page.keyboard.press('Enter');
      for (const phone of second) await stands(phone, 3, 'Un abonnement de moins, un pour toute l’équipe');
      assert.doesNotMatch(await remote.shows(), /Plusieurs textes/);
    });

    test('without JavaScript: a page that is behind writes beside, is told so, and settles it with one button', async () => {
      const { field, keep } = await card(scriptless, 1);
      await field.fill('Écrire une demande courte');
      await write(touch, 1, 'Écrire une demande précise, relue à deux');
      await stands(away, 1, 'Écrire une demande précise, relue à deux');
      await keep.click();
      await scriptless.sees('Deux textes au même endroit : carte 1');
      for (const phone of first) await stands(phone, 1, both('Écrire une demande courte', 'Écrire une demande précise, relue à deux'));
      await scriptless.page.locator('.two .version').filter({ hasText: 'relue à deux' }).getByRole('button', { name: 'Prendre celui-ci' }).click();
      for (const phone of first) await stands(phone, 1, 'Écrire une demande précise, relue à deux');
    });

    test('a phone goes offline while typing: what was begun stays, the others’ changes come, both texts are kept', async () => {
      const { page } = away;
      const { field, keep } = await card(away, 2);
      await field.fill('Prêter nos');
      const begun = await card(away, 4);
      await begun.field.fill('Montrer les chiffres');
      await write(touch, 3, 'Réparer les tablettes au repair café du samedi');
      await stands(away, 3, 'Réparer les tablettes au repair café du samedi');
      assert.deepEqual([await field.inputValue(), await begun.field.inputValue()], ['Prêter nos', 'Montrer les chiffres']);
      assert.ok(await begun.field.evaluate((one) => one === document.activeElement), 'the cursor stays in its field');

      cable.cut();
      await away.sees(RECONNECTING);
      await field.press('End');
      await field.pressSequentially(' vieux téléphones');
      await keep.click();
      await write(scriptless, 2, 'Prêter nos dictionnaires');
      await stands(touch, 2, 'Prêter nos dictionnaires');
      assert.equal(await field.inputValue(), 'Prêter nos vieux téléphones');
      assert.ok(!JSON.stringify(await room.state()).includes('vieux téléphones'), 'it cannot have left');

      cable.mend();
      for (const phone of first) await stands(phone, 2, both('Prêter nos dictionnaires', 'Prêter nos vieux téléphones'));
      await eventually('the bar goes', () => away.shows(), (text) => !text.includes(RECONNECTING));
      assert.equal(await page.locator('#text-4').inputValue(), 'Montrer les chiffres', 'what was not sent is still typed');
      await page.locator('#text-4').press('End');
      await page.locator('#text-4').pressSequentially(' du fournisseur');
      await page.locator('#keep-4').click();
      for (const phone of first) await stands(phone, 4, 'Montrer les chiffres du fournisseur');
      await away.page.locator('.two').getByRole('button', { name: 'Mettre ce texte sur la carte 5' }).click();
      for (const phone of first) await stands(phone, 5, 'Prêter nos vieux téléphones');
      await touch.page.locator('.two .version').filter({ hasText: 'dictionnaires' }).getByRole('button', { name: 'Prendre celui-ci' }).click();
      for (const phone of first) await stands(phone, 2, 'Prêter nos dictionnaires');
    });

    test('a full sheet has no sixth card', async () => {
      for (const phone of first) {
        assert.equal(await phone.page.locator('.slots > li').count(), 5);
        assert.doesNotMatch(await phone.shows(), /Écrire une carte|libre/);
      }
      const refused = await send(touch, '6', 'Une de trop');
      assert.deepEqual([refused.status, refused.body.code, refused.body.pointer], [422, 'unknown-key', '/key']);
    });

    test('what arrives after the end is kept, and finds a card when there is time again', async () => {
      const { field, keep } = await card(two, 4);
      await field.fill('Éteindre les écrans du couloir');
      await two.device.withoutNetwork(async () => {
        await keep.click();
        await room.do('close');
        await stage.sees('Le temps est écoulé');
        await one.sees('Le temps de cette phase est écoulé');
        assert.ok(await one.page.locator('#keep-4').isDisabled());
        await accessible('in groups, the time is over', one);
      });
      await two.sees('Ce texte est arrivé après la fin de la phase. Il est gardé, mais pas encore sur la feuille.');
      assert.ok(!(await sheet(one)).includes('Éteindre les écrans du couloir'));
      await room.do('reopen');
      await two.page.locator('.notice').getByRole('button', { name: 'Mettre ce texte sur la carte 2' }).click();
      for (const phone of second) await stands(phone, 2, 'Éteindre les écrans du couloir');
    });

    test('no word that was kept is lost', async () => {
      const { texts } = await room.state();
      const of = (group) => texts.filter((text) => text.group === group).map(({ text }) => text).sort();
      assert.deepEqual(of(0), [
        'Montrer les chiffres du fournisseur', 'Prêter nos dictionnaires', 'Prêter nos vieux téléphones',
        'Réparer les tablettes au repair café du samedi', 'Écrire une demande précise, relue à deux',
      ]);
      assert.deepEqual(of(1), [
        'Demander Une chose que nous pourrions arrêter de faire lundi', 'Un abonnement de moins, un pour toute l’équipe',
        'Un abonnement partagé', 'Éteindre les écrans du couloir',
      ]);
      await accessible('in groups, with cards');
    });
  });
});
