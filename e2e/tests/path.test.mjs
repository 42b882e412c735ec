// The workshop of 45 minutes from the lobby to the report: a projector, two remotes, three phones; one of the phones has no
// JavaScript, one loses its network twice.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, NO_NETWORK, REFUSED } from '../lib/browser.mjs';
import { Cable } from '../lib/cable.mjs';
import { opened } from '../lib/house.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage } from '../lib/screens.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';
const DUEL = 'Duel : lequel est le plus grand ?';
const MOST_PRESSES = 200;
// Here the phone goes off the network for the second time, and here it comes back.
const AWAY = 'a45-competence';
const BACK = 'a45-pratiques';
const RECONNECTING = 'Reconnexion…';

let server;
let browser;
opened((house) => { ({ server, browser } = house); });

describe('the whole path', () => {
  let room;
  let cable;
  let stage;
  let remote;
  let second;
  let typing;
  let scriptless;
  let bumpy;
  let phones;
  let away = false;
  const asked = new Set();

  before(async () => {
    room = await Room.open(server);
    cable = await Cable.to(server);
    const laptop = await browser.device(server, { screen: 'stage' });
    await laptop.becomeHost();
    await laptop.open(`/stage/${room.id}`);
    stage = new Stage(laptop);
    typing = new Phone(await browser.device(server));
    scriptless = new Phone(await browser.device(server, { javaScript: false }), { script: false });
    bumpy = new Phone(await browser.device(cable, { forgive: NO_NETWORK }));
    phones = [typing, scriptless, bumpy];
  });
  after(() => cable?.close());

  test('the trainer’s phone becomes the remote by a link that works once', async () => {
    const { url } = await server.host('POST', '/pairings', { session: room.id, role: 'remote' });
    const device = await browser.device(server);
    await device.open(new URL(url).pathname);
    assert.equal(new URL(device.page.url()).pathname, `/remote/${room.id}`);
    remote = new Remote(device);
    assert.equal(await remote.says(), 'Démarrer');
    const laptop = await browser.device(server, { screen: 'stage' });
    await laptop.becomeHost();
    await laptop.open(`/remote/${room.id}`);
    second = new Remote(laptop);
  });

  test('people come in by the code and by the square, and the lobby counts them', async () => {
    await stage.sees('0 personne');
    await stage.sees(room.code);
    await typing.enter(room.code.toLowerCase());
    await stage.sees('1 personne dans la salle');
    await scriptless.enter(`${room.code.slice(0, 3)} ${room.code.slice(3)}`);
    await stage.sees('2 personnes dans la salle');
    await bumpy.enterBy(`/j/${room.code}`);
    await stage.sees('3 personnes dans la salle');
    for (const phone of phones) await phone.sees('Vous êtes dans la salle');
    await remote.sees('3 dans la salle');
  });

  test('every step is walked with the big button', async () => {
    for (let press = 0; ; press += 1) {
      assert.ok(press < MOST_PRESSES, 'the path has no end');
      const next = await remote.says();
      if (next === 'Terminer') break;
      const before = await stage.shows();
      if (next === 'Révéler') {
        const { step } = await room.state();
        await question(step);
      } else {
        await remote.press();
        await eventually(`« ${next} » shows on the stage`, () => stage.shows(), (text) => text !== before);
        await together();
      }
    }
    for (const kind of ['number-poll', 'calculator', 'quiz']) assert.ok(asked.has(kind), `no ${kind} was asked`);
  });

  test('an optional step is jumped to, and what was walked stays', async () => {
    await remote.jump(DUEL);
    await eventually('the remote is there', () => remote.title(), (title) => title.replace(/\s/g, ' ').includes(DUEL));
    await stage.sees('0 réponse sur 3');
    for (const phone of phones) await phone.sees('Ça dépend');
    await question((await room.state()).step);
    assert.ok(asked.has('duel'));
    await remote.jump('Votre badge');
    await stage.sees('Votre badge');
  });

  test('the end: thanks on every screen, and a report that opens', async () => {
    await eventually('the big button ends', async () => {
      const says = await remote.says();
      if (says !== 'Suivant') return says;
      // A press too many would end the session: wait until this one has led somewhere.
      const before = await remote.shows();
      await remote.press();
      await eventually('the remote went on', () => remote.shows(), (now) => now !== before);
      return says;
    }, 'Terminer');
    await remote.press();
    await stage.sees('C’est terminé, merci !');
    for (const phone of phones) await phone.sees('C’est terminé, merci !');
    await eventually('the remote has no big button', () => remote.big.count(), 0);

    const { page } = second.device;
    await second.device.open('/desk');
    await page.getByRole('link', { name: 'Rapport' }).first().click();
    await page.waitForURL('**/report.html');
    const report = await page.locator('body').innerText();
    assert.ok(report.includes('L’impact environnemental de l’IA'), 'the report has its title');
    assert.ok(report.includes('Combien de requêtes avez-vous faites'), 'the report has the questions');
    assert.match(report, /20 requêtes au milieu de la salle, 60 en tout/);
    for (const format of ['json', 'csv', 'xlsx']) {
      const file = await second.device.context.request.get(`${server.url}/api/v1/sessions/${room.id}/report.${format}`);
      assert.equal(file.status(), 200, format);
    }
  });

  test('no page complained, no other host was asked', () => {
    for (const { device } of [stage, remote, second, ...phones]) device.assertQuiet();
  });

  /** What everybody sees is the same moment of the workshop. */
  async function together() {
    const { step } = await room.state();
    const place = `${step.index + 1} / ${step.of}`;
    await eventually('two remotes show the same', async () => [await remote.shows(), await second.shows()], ([one, two]) => one === two);
    if (step.screen.index > 0) return;
    if (step.id === BACK && away) await comeBack();
    for (const phone of phones) if (!(away && phone === bumpy)) await phone.sees(place);
    if (step.id === AWAY && !away) await goAway(place);
  }

  async function goAway(place) {
    away = true;
    await bumpy.device.context.setOffline(true);
    const text = await bumpy.sees(RECONNECTING);
    assert.ok(text.includes(place), 'the page stays');
  }

  async function comeBack() {
    away = false;
    await bumpy.device.context.setOffline(false);
  }

  /** A question: everybody answers, nobody sees what the others said until it is revealed. */
  async function question(step) {
    asked.add(step.kind);
    if (step.kind === 'timed-board') return revealed(await stage.shows()); // its first stretch is talked, not typed
    const losing = step.id === POLL;
    const said = [];
    for (const [nth, phone] of phones.entries()) {
      if (!phone.script) await phone.shows();
      if (phone === bumpy && losing) said.push(await answerOffNetwork(phone, nth));
      else said.push(await phone.answer(nth));
      await phone.sees(said[nth].noted);
      await stage.sees(counted(step, nth + 1));
    }
    const hidden = await stage.shows();
    assert.doesNotMatch(hidden, /\d\s?%/, 'the stage shows no share before the reveal');
    assert.equal(await stage.page.locator('.bars, .histogram, .bar').count(), 0, 'the stage shows no chart before the reveal');
    for (const one of [remote, second]) await one.sees('3 sur 3');
    assert.match(await remote.shows(), /la salle ne voit pas encore/);
    await revealed(hidden);
    if (step.kind === 'quiz') await verdicts(said);
    if (step.kind === 'duel') await verdicts(said, await typing.page.locator('.answer.right').first().getAttribute('data-value'));
    if (step.kind === 'number-poll') {
      await stage.sees(/20 requêtes au milieu de la salle, 60 en tout/);
      for (const phone of phones) await phone.sees(/20 requêtes au milieu de la salle/);
    }
  }

  /** The big button reveals: every screen of the facilitator goes on from what the stage showed. */
  async function revealed(hidden) {
    await remote.press();
    await eventually('the reveal shows on the stage', () => stage.shows(), (text) => text !== hidden);
    await eventually('the big button goes on', () => remote.says(), (says) => says === 'Suivant' || says === 'Terminer');
  }

  function counted(step, n) {
    if (step.kind === 'number-poll') return new RegExp(`${n}\\s+réponses?`);
    if (step.kind === 'calculator') return new RegExp(`${n}\\s+essais? de `);
    return `${n} réponse${n > 1 ? 's' : ''} sur 3`;
  }

  /** Each phone is told whether its own answer was right, and why. */
  async function verdicts(said, known) {
    const right = known ?? (await stage.right()).join();
    assert.ok(right, 'the stage shows what is right');
    for (const [nth, phone] of phones.entries()) {
      await phone.sees(said[nth].value === right ? 'Bien vu !' : 'Pas cette fois : voici pourquoi.');
    }
  }

  /** The network goes while the answer is typed: it stays on the phone and leaves when the network is back. */
  async function answerOffNetwork(phone, nth) {
    cable.cut();
    await phone.sees(RECONNECTING);
    const said = await phone.answer(nth);
    assert.equal((await room.state()).answered, nth, 'nothing has come through');
    cable.mend();
    await phone.sees('C’est noté');
    await eventually('the bar goes', () => phone.shows(), (text) => !text.includes(RECONNECTING));
    return said;
  }

});

describe('the keys of a presenter', () => {
  let room;
  let stage;
  before(async () => {
    room = await Room.open(server);
    const laptop = await browser.device(server, { screen: 'stage', forgive: REFUSED });
    await laptop.becomeHost();
    await laptop.open(`/stage/${room.id}`);
    stage = new Stage(laptop);
  });
  after(() => stage?.device.assertQuiet());

  const place = async () => {
    const { step } = await room.state();
    return `${step?.id} ${step?.screen.index}`;
  };

  test('→ starts, goes on and ← comes back; so do a presenter’s page keys', async () => {
    await stage.sees(room.code);
    const lobby = await stage.shows();
    await stage.key('ArrowRight');
    await eventually('it has started', place, 'a45-accueil 0');
    await eventually('the lobby has gone', () => stage.shows(), (text) => text !== lobby);
    for (const [key, to] of [['ArrowRight', 1], ['PageDown', 2], ['ArrowLeft', 1], ['PageUp', 0], [' ', 1]]) {
      const before = await stage.shows();
      await stage.key(key);
      await eventually(`after ${key}`, place, `a45-accueil ${to}`);
      await eventually('the stage has turned', () => stage.shows(), (text) => text !== before);
    }
  });

  test('J shows how to join in large, B darkens the room’s screen, each comes back', async () => {
    const step = await stage.shows();
    await stage.key('j');
    await stage.sees('Rien ne sort de cette pièce');
    await stage.key('j');
    await eventually('the step is back', () => stage.shows(), step);
    await stage.key('b');
    await eventually('the screen is dark', () => stage.page.locator('.blank').count(), 1);
    assert.doesNotMatch(await stage.shows(), new RegExp(room.code));
    await stage.key('b');
    await eventually('the step is back', () => stage.shows(), step);
  });

  test('R reveals, T gives a minute', async () => {
    await room.fill(2);
    await room.question(POLL);
    await room.answers(POLL, (index) => ({ number: 4 + index }));
    await stage.sees(/2\s+réponses/);
    await stage.key('t');
    await eventually('a minute', () => stage.page.locator('time.clock').count(), (count) => count > 0);
    await stage.key('r');
    await stage.sees('au milieu de la salle');
  });

  test('what is not possible is said, and goes away', async () => {
    await room.goto('a45-accueil');
    await stage.sees(/L’impact environnemental/);
    await stage.key('ArrowLeft');
    await stage.sees('Il n’y a rien avant.');
    await eventually('it goes away', () => stage.shows(), (text) => !text.includes('Il n’y a rien avant.'));
  });

  test('? shows the keys, and Escape hides them', async () => {
    await stage.key('?');
    await stage.sees('une minute de plus');
    await stage.key('Escape');
    await eventually('hidden', () => stage.shows(), (text) => !text.includes('une minute de plus'));
  });
});
