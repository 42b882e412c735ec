// The board of ideas with six phones in two groups: one by the keyboard alone, one without JavaScript, one that goes offline while typing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { Board } from '../lib/board.mjs';
import { launch, NO_NETWORK, REFUSED } from '../lib/browser.mjs';
import { Cable } from '../lib/cable.mjs';
import { outside } from '../lib/fits.mjs';
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
async function send({ device }, key, text, more = {}) {
  const [id] = /[^/]+$/.exec(new URL(device.page.url()).pathname);
  const response = await device.context.request.put(`${server.url}/api/v1/sessions/${id}/answers/${BOARD}`, { data: { key, value: { text }, ...more } });
  return { status: response.status(), body: await response.json() };
}

/** What stands on a person's sheet, a card a line: all its versions where there are several. */
async function sheet(phone) {
  await phone.shows(); // who has no script asks
  return sheetOn(phone.page);
}

async function sheetOn(page) {
  const texts = await page.locator('.slots > li').evaluateAll((all) => all.map((line) => {
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
const dot = ({ page }, text) => page.locator('ul.texts li').filter({ hasText: text }).locator('button.vote');

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
    one = new Phone(await browser.device(server, { forgive: PATIENT }));
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
    const link = remote.page.locator('a[href$="/textes"]').first();
    await eventually('the list of texts is open', async () => {
      await remote.page.locator('#texts').evaluate((list) => { list.open = true; });
      return link.isVisible();
    }, true);
    await link.click();
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
    await remote.page.locator('a[href$="/groupes"]').click();
    const form = remote.page.locator('form').filter({ has: remote.page.getByRole('button', { name: 'Former les groupes' }) });
    await form.locator('input[name="count"]').fill('2');
    await form.locator('select[name="by"]').selectOption({ label: 'dans l’ordre d’arrivée' });
    await form.getByRole('button', { name: 'Former les groupes' }).click();
    await remote.page.getByRole('link', { name: 'Retour à la télécommande' }).click();
    await remote.sees('Groupes · 2');
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
      const shown = async (phone) => (await phone.sees('Écrire une carte')) && phone.page.locator('.slots li').filter({ hasText: 'Écrire une carte' }).locator('summary').getAttribute('data-n');
      for (const group of [first, second]) {
        assert.deepEqual(await Promise.all(group.map(shown)), ['1', '2', '3']);
        for (const { page } of group) assert.equal(await page.locator('.slots > li').count(), 5, 'as many cards as the board has');
      }
      await stage.sees(/Groupe 1\s+Groupe 2/);
      await accessible('in groups, before');
      // A beginning that is chosen before a card is opens the free one.
      await one.page.locator('[data-put]').first().click();
      assert.match(await one.page.locator('#text-2').inputValue(), /^Une chose que nous pourrions arrêter de faire $/);
      await one.page.locator('#card-2 [data-put]').first().waitFor(); // they stand where one writes
      await one.page.reload();
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
      const at = () => page.evaluate(() => document.activeElement.closest('#card-3')?.id);
      await eventually('one goes on from the settled card', at, 'card-3');
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
      await eventually('the focus is on the card that was settled', () => touch.page.evaluate(() => document.activeElement.id), 'open-2');
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

  describe('to the room', () => {
    const onStage = () => stage.page.locator('.pinned p span[dir]').allInnerTexts();
    const OF_FIRST = [
      'Écrire une demande précise, relue à deux', 'Prêter nos dictionnaires', 'Réparer les tablettes au repair café du samedi',
      'Montrer les chiffres du fournisseur', 'Prêter nos vieux téléphones',
    ];
    const OF_SECOND = [
      'Demander Une chose que nous pourrions arrêter de faire lundi', 'Éteindre les écrans du couloir',
      'Un abonnement de moins, un pour toute l’équipe', 'Un abonnement partagé',
    ];

    /** All cards of a group stand on the stage, in the order of its sheet, in letters that are read from the back. */
    async function inLarge(cards) {
      await eventually('the cards are on the stage', onStage, cards);
      const sizes = await stage.page.locator('.pinned span[dir]').evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom / innerHeight));
      for (const size of sizes) assert.ok(size >= SMALLEST, `letters of ${size} of the screen`);
      assert.deepEqual(await outside(stage.page), []);
      assert.equal(await stage.page.locator('main .n').count(), 0, 'nobody follows the crowd');
    }

    test('two minutes for the first group: its cards in large, its phones know it, the others how long it is', async () => {
      assert.equal(await remote.says(), 'Phase suivante : Groupe 1');
      await lasts({ room, stage }, 2, () => remote.press(), 2);
      await stage.sees(/Présentation\s+Groupe 1/);
      await inLarge(OF_FIRST);
      for (const phone of first) {
        await phone.sees('À vous de présenter');
        assert.equal(await phone.page.locator('button.vote').count(), 0, 'nobody votes for their own');
      }
      for (const phone of second) {
        await phone.sees('Groupe 1 présente');
        await phone.sees('Votre groupe passe juste après.');
        await phone.sees('●●● Il vous reste 3 voix à donner.');
      }
      await accessible('the first group speaks');
    });

    test('three votes each, by the keyboard alone; the fourth cannot be given', async () => {
      const { page } = keys;
      for (const [index, left] of ['●●○ Il vous reste 2 voix', '●○○ Il vous reste une voix', '○○○ Vous avez donné toutes vos voix'].entries()) {
        await tabTo(page, dot(keys, OF_FIRST[index]));
        await page.keyboard.press('Enter');
        await keys.sees(left);
      }
      for (const text of OF_FIRST.slice(3)) assert.ok(await dot(keys, text).isDisabled());
    });

    test('a vote can be taken back', async () => {
      await dot(two, OF_FIRST[0]).click();
      await two.sees('Il vous reste 2 voix');
      assert.equal(await dot(two, OF_FIRST[0]).getAttribute('aria-pressed'), 'true');
      await dot(two, OF_FIRST[0]).click();
      await two.sees('Il vous reste 3 voix');
    });

    test('four votes that were given off the network: three count, the fourth is refused with a sentence', async () => {
      const given = [0, 2, 3, 4].map((index) => OF_FIRST[index]);
      await one.device.withoutNetwork(async () => {
        for (const text of given) await dot(one, text).click();
      });
      await one.sees('3 voix par personne. Reprenez-en une pour la donner ailleurs.');
      await one.page.reload();
      const pressed = () => Promise.all(given.map((text) => dot(one, text).getAttribute('aria-pressed')));
      assert.deepEqual(await pressed(), ['true', 'true', 'true', 'false']);
    });

    test('what the room likes is not told while it votes, not even by the order', async () => {
      await eventually('the votes are in', async () => (await room.state()).texts.map(({ votes }) => votes).sort(), [0, 0, 0, 0, 0, 1, 1, 2, 2]);
      await inLarge(OF_FIRST);
      for (const phone of phones) assert.doesNotMatch(await phone.shows(), /\b[12] voix(?! par| à donner)/);
    });

    test('then the second group, two minutes again', async () => {
      assert.equal(await remote.says(), 'Phase suivante : Groupe 2');
      await lasts({ room, stage }, 2, () => remote.press(), 3);
      await stage.sees(/Présentation\s+Groupe 2/);
      await inLarge(OF_SECOND);
      for (const phone of second) await phone.sees('À vous de présenter');
      for (const phone of first) await phone.sees('Groupe 2 présente');
    });

    test('without JavaScript: three votes, and a page that is behind is told why the fourth is refused', async () => {
      const behind = await scriptless.device.context.newPage();
      await behind.goto(scriptless.page.url());
      await scriptless.shows();
      for (const index of [0, 2, 3]) await dot(scriptless, OF_SECOND[index]).click();
      await scriptless.sees('Vous avez donné toutes vos voix.');
      assert.ok(await dot(scriptless, OF_SECOND[1]).isDisabled());
      await dot({ page: behind }, OF_SECOND[1]).click();
      await eventually('why', () => read(behind), (text) => text.includes('3 voix par personne. Reprenez-en une pour la donner ailleurs.'));
      await behind.close();
      for (const index of [2, 3]) await dot(touch, OF_SECOND[index]).click();
      await touch.sees('Il vous reste une voix à donner.');
    });

    test('a card that the facilitator hides leaves the stage and the phones', async () => {
      await writings();
      await moderate(OF_SECOND[1], 'Masquer');
      await eventually('the stage has it no more', onStage, [OF_SECOND[0], OF_SECOND[2], OF_SECOND[3]]);
      for (const phone of phones) {
        await eventually('no phone lists it', async () => (await phone.shows()) && phone.page.locator('ul.texts li').filter({ hasText: OF_SECOND[1] }).count(), 0);
      }
      for (const { page } of [...first, stage]) assert.ok(!(await page.content()).includes(OF_SECOND[1]));
    });

    test('two that say the same are merged, one is put into the light, one into a column', async () => {
      for (const text of OF_SECOND.slice(2)) await remote.page.locator('ul.texts li').filter({ hasText: text }).getByRole('checkbox').check();
      await remote.page.getByRole('button', { name: 'Regrouper les textes cochés' }).click();
      await remote.page.locator('ul.texts li.merged').waitFor();
      await eventually('one of the two stands for both', async () => (await onStage()).length, 2);
      for (const phone of first) await phone.sees('2 cartes réunies');
      await moderate(OF_FIRST[2], 'En grand');
      await moderate(OF_FIRST[1], 'Vers « Avec les familles »');
      await accessible('moderated');
      await back();
    });

    test('two texts that nobody settles wait on the sheet of the group', async () => {
      const told = await send(touch, '5', 'Prêter nos manuels', { base: 0 });
      assert.deepEqual([told.status, told.body.code], [409, 'conflict']);
      for (const phone of first) {
        await phone.sees('Deux textes au même endroit : carte 5');
        await phone.page.getByRole('link', { name: 'La feuille de votre groupe' }).click();
        assert.equal((await sheetOn(phone.page))[4], both('Prêter nos manuels', 'Prêter nos vieux téléphones'));
        if (phone.script) await assertAccessible(phone.page, 'the sheet on a page of its own');
        await phone.page.getByRole('link', { name: 'Retour à l’étape' }).click();
      }
      await remote.sees('Plusieurs textes au même endroit, carte 5');
      for (const { page } of [...second, stage]) assert.doesNotMatch(await page.content(), /nos manuels/);

      // It can be hidden by itself, and shown again.
      const reported = async () => (await server.request('GET', `/api/v1/sessions/${room.id}/report.csv`, { headers: { authorization: `Bearer ${server.token}` } })).body.includes('nos manuels');
      await writings();
      await moderate('Prêter nos manuels', 'Masquer');
      await eventually('it is not told', reported, false);
      await accessible('what nobody settled is hidden');
      await moderate('Prêter nos manuels', 'Remontrer');
      await eventually('it is told again', reported, true);
      await back();
    });

    test('at the end the room sees all of it: in columns, in the light, with the votes', async () => {
      assert.equal(await remote.says(), 'Révéler');
      await remote.press();
      await stage.sees('Le tableau de la salle');
      for (const phone of phones) await phone.sees('Le tableau de la salle');
      const listed = () => stage.page.locator('.pinned > li').evaluateAll((all) => all.map((one) => [one.querySelector('p span').textContent, Number(one.querySelector('.n span').textContent), one.matches('.lit')]));
      const [lit, ...others] = await eventually('the votes are on the stage', listed, (all) => all.length > 0);
      assert.deepEqual(lit, [OF_FIRST[2], 2, true]);
      assert.ok(others.every(([, votes, isLit], at) => !isLit && votes <= (others[at - 1]?.[1] ?? votes)), 'most votes first');
      assert.deepEqual(await outside(stage.page), []);
      for (const phone of phones) {
        await phone.sees('Le tableau de la salle');
        const board = await phone.page.locator('ul.texts li').evaluateAll((all) => all.map((one) => [one.querySelector('p').firstChild.textContent, Number(/(\d+) voix/.exec(one.querySelector('small').textContent)[1])]));
        assert.deepEqual(board, [
          [OF_FIRST[2], 2], [OF_FIRST[0], 2], [OF_SECOND[3], 2], [OF_FIRST[1], 1], [OF_FIRST[3], 1], [OF_SECOND[0], 1], [OF_FIRST[4], 0],
        ]);
        await phone.sees('Votre note · Personne d’autre ne la voit.');
      }
      await accessible('the whole board');
    });

    test('then each column by itself', async () => {
      for (const [column, cards] of [['Dans ma classe', [OF_FIRST[0]]], ['Dans mon école', [OF_SECOND[0]]], ['Avec les familles', [OF_FIRST[1]]], ['Avec les fournisseurs', []]]) {
        await remote.press();
        await eventually(column, () => stage.page.locator('h1').innerText(), column);
        assert.deepEqual(await onStage(), cards);
      }
      await stage.sees('Rien n’est écrit pour le moment.');
    });

    test('what leaves is the board: cards, votes, columns, what nobody settled; no note, nothing that was hidden', async () => {
      const headers = { authorization: `Bearer ${server.token}` };
      const [json, csv] = await Promise.all(['json', 'csv'].map(async (format) => (await server.request('GET', `/api/v1/sessions/${room.id}/report.${format}`, { headers })).body));
      const laptop = await browser.device(server, { screen: 'stage' });
      await laptop.becomeHost();
      await laptop.open(`/api/v1/sessions/${room.id}/report.html`);
      const page = await read(laptop.page);
      const cards = [...OF_FIRST, OF_SECOND[0], OF_SECOND[2], OF_SECOND[3], 'Prêter nos manuels'];
      for (const [format, text] of Object.entries({ json: JSON.stringify(json), csv, html: await laptop.page.content() })) {
        for (const card of cards) assert.ok(text.includes(card), `${card} is in the ${format}`);
        for (const note of Object.values(NOTES)) assert.ok(!text.includes(note), `no note is in the ${format}`);
        assert.ok(!text.includes(OF_SECOND[1]), `what was hidden is not in the ${format}, not even as it came too late`);
      }
      assert.ok(csv.includes('(texte masqué)'));

      const [{ table, answers, tally }] = json.steps.find(({ id }) => id === BOARD).rounds;
      assert.deepEqual(table.map(({ label, value }) => `${label}: ${value}`.replace(/\u00a0/g, ' ')), [
        `${OF_FIRST[2]} (Groupe 1): 2`, `${OF_FIRST[0]} (Groupe 1, Dans ma classe): 2`, `${OF_SECOND[3]} (Groupe 2): 2`,
        `${OF_FIRST[1]} (Groupe 1, Avec les familles): 1`, `${OF_FIRST[3]} (Groupe 1): 1`, `${OF_SECOND[0]} (Groupe 2, Dans mon école): 1`,
        `${OF_FIRST[4]} (Groupe 1): 0`,
      ]);
      assert.equal(tally.notes, 6, 'how many notes there are is told');
      const unsettled = answers.filter(({ beside }) => beside);
      assert.deepEqual(unsettled.map(({ group, key, value }) => [group, key, value]), [[1, '5', { text: 'Prêter nos manuels' }]]);

      assert.match(page, /Réunie avec :\s+Un abonnement de moins, un pour toute l’équipe/);
      assert.match(page, /Prêter nos vieux téléphones\s+Groupe 1 · 0 voix\s+Écrit aussi à cet endroit :\s+Prêter nos manuels/);
      assert.match(page, /Avec les familles\s+Prêter nos dictionnaires\s+Groupe 1 · 1 voix/);
      assert.match(page, /Groupe 1 · 2 voix · mise en avant/);
      await assertAccessible(laptop.page, 'the report');
      laptop.assertQuiet();
      await laptop.close();
    });
  });

  test('no page complained, no other host was asked', () => {
    for (const { device } of [stage, remote, ...phones]) device.assertQuiet();
  });
});

describe('a board with a vote of its own, and as few cards as its step says', () => {
  const WEEK = ['Une affiche près de l’imprimante', 'Trois modèles de demande'];
  const TERM = ['Un repair café en mars', 'Les chiffres d’eau au conseil'];
  let room;
  let board;
  let stage;
  let remote;
  let one;
  let two;

  before(async () => {
    room = await Room.open(server, 'deux-cartes');
    ({ stage, remote } = await ahead(room));
    one = new Phone(await browser.device(server));
    two = new Phone(await browser.device(server));
    await room.fill(2);
    for (const phone of [one, two]) await phone.enter(room.code);
    board = await Board.open(room, 'deux-cartes', { count: 2 });
  });

  test('two cards, and no third', async () => {
    await board.phase(1);
    await one.sees('Écrire une carte');
    assert.equal(await one.page.locator('.slots > li').count(), 2);
    const [first, second] = room.seats;
    for (const [at, text] of WEEK.entries()) await board.write(first, String(at + 1), { text, column: 0 });
    for (const [at, text] of TERM.entries()) await board.write(second, String(at + 1), { text, column: 1 });
    await eventually('the sheets are full', () => Promise.all([sheet(one), sheet(two)]), [WEEK, TERM]);
    const { status, body } = await first.answer(board.step, { text: 'Une de trop' }, { key: '3' });
    assert.deepEqual([status, body.code, body.pointer], [422, 'unknown-key', '/key']);
    const marks = stage.page.locator('.sheets .pips');
    await eventually('the stage counts', () => marks.evaluateAll((all) => all.map((pips) => pips.ariaLabel)), ['2 cartes sur 2', '2 cartes sur 2']);
  });

  test('all cards of the others are voted for at once; who likes what is not told before the end', async () => {
    await lasts({ room, stage }, 3, () => board.phase(4), 4);
    const all = () => stage.page.locator('.pinned p span[dir]').allInnerTexts();
    await eventually('all cards are on the stage', all, [...WEEK, ...TERM]);
    await stage.sees('0 voix donnée');
    await one.sees('Il vous reste 3 voix');
    assert.deepEqual(await one.page.locator('ul.texts p[dir]').allInnerTexts(), TERM, 'nobody votes for their own');
    await dot(one, TERM[1]).click();
    await one.sees('Il vous reste 2 voix');
    await dot(two, WEEK[1]).click();
    await two.sees('Il vous reste 2 voix');
    await stage.sees('2 voix données');
    assert.deepEqual(await all(), [...WEEK, ...TERM], 'the order tells nothing');
    assert.equal(await stage.page.locator('main .n').count(), 0);
    for (const { page } of [one, stage, remote]) await assertAccessible(page, 'the vote');
  });

  test('then the votes stand in the columns', async () => {
    await remote.press();
    await stage.sees(/Cette semaine\s+1\s+1 voix\s+Trois modèles de demande Groupe 1\s+0\s+0 voix\s+Une affiche/);
    await stage.sees(/Ce trimestre\s+1\s+1 voix\s+Les chiffres d’eau au conseil Groupe 2\s+0\s+0 voix\s+Un repair café/);
    for (const { page } of [one, stage, remote]) await assertAccessible(page, 'the result');
  });

  test('no page complained, no other host was asked', () => {
    for (const { device } of [stage, remote, one, two]) device.assertQuiet();
  });
});
