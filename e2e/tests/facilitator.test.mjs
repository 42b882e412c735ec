// The facilitator, from the first start to the report on paper.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { launch, REFUSED } from '../lib/browser.mjs';
import { cut, print } from '../lib/paper.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage, read } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { readSquare } from '../lib/squares.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';
const QUIZ = 'a45-quiz.q-eau-conversation';
const LINES_A_SHEET = 15; // a sheet that is not blank has more
const NETWORK = 'classe; b12';
const PASSWORD = 'a:b\\c 1234';

let server;
let browser;
const devices = [];
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});
afterEach(async () => {
  for (const device of devices.splice(0)) {
    device.assertQuiet();
    await device.close();
  }
});

async function newDevice(options) {
  devices.push(await browser.device(server, options));
  return devices.at(-1);
}

async function laptop() {
  const device = await newDevice({ screen: 'stage' });
  await device.becomeHost();
  return device;
}

describe('the desk', () => {
  test('a first start says in three lines what to do; a press, and a session is there', async () => {
    const { page } = await laptop();
    assert.equal(await page.locator('ol.first li').count(), 3);
    assert.match(await read(page), /Aucune séance pour l’instant\./);
    await page.locator('form', { has: page.locator('[name="workshop"][value="atelier-45"]') }).getByRole('button', { name: 'Démarrer' }).click();
    await page.waitForURL('**/desk/s/*');
    for (const [link, where] of [['Ouvrir l’écran de la salle', '/stage/'], ['Ouvrir la télécommande ici', '/remote/']]) {
      const [opened] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: link }).click()]);
      await opened.waitForLoadState();
      assert.ok(new URL(opened.url()).pathname.startsWith(where));
    }
    await page.getByRole('link', { name: 'Séances' }).click();
    await page.getByRole('link', { name: 'Reprendre' }).click();
    await page.waitForURL('**/desk/s/*');
    await page.getByText('Effacer cette séance').click();
    await page.getByRole('button', { name: 'Effacer pour de bon' }).click();
    await page.waitForURL('**/desk');
    assert.match(await read(page), /Aucune séance pour l’instant\./);
  });

  test('« Répéter » plays it with a class that is not there, and says so everywhere', async () => {
    const { page } = await laptop();
    await page.locator('form', { has: page.locator('[name="workshop"][value="atelier-45"]') }).getByRole('button', { name: 'Répéter' }).click();
    await page.waitForURL('**/desk/s/*');
    const session = page.url().split('/').at(-1);
    for (const path of [`/desk/s/${session}`, `/stage/${session}`, `/remote/${session}`]) {
      await page.goto(server.url + path);
      assert.match(await read(page), /Répétition/, path);
    }
    await eventually('the class comes in', () => server.state(session), ({ joined }) => joined > 3);
    await server.host('DELETE', `/sessions/${session}`);
  });

  test('the trainer’s phone becomes the remote by a square that works once, and opens nothing else', async () => {
    const room = await Room.open(server);
    const desk = await laptop();
    await desk.open(`/desk/s/${room.id}`);
    await desk.page.getByRole('button', { name: 'Montrer le carré' }).click();
    await desk.page.getByText('À viser une seule fois').waitFor();
    const link = new URL(await readSquare(desk.page.locator('figure.qr svg')));
    const trainer = await newDevice({ forgive: REFUSED });
    await trainer.open(link.pathname);
    assert.equal(new URL(trainer.page.url()).pathname, `/remote/${room.id}`);
    assert.equal(await new Remote(trainer).says(), 'Démarrer');
    const other = await Room.open(server);
    for (const path of ['/desk', `/remote/${other.id}`, `/desk/s/${room.id}`]) {
      assert.equal((await trainer.open(path)).status(), 403, path);
    }
    const thief = await newDevice({ forgive: REFUSED });
    assert.equal((await thief.open(link.pathname)).status(), 410);
    assert.match(await read(thief.page), /Ce lien a déjà servi ou n’est plus valable/);
    assert.equal((await thief.open(`/remote/${room.id}`)).status(), 401);
  });

  test('the lobby shows the wifi as a square, never its password; the other square leads in', async () => {
    const room = await Room.open(server);
    const desk = await laptop();
    const wall = await laptop();
    await wall.open(`/stage/${room.id}`);
    const squares = wall.page.locator('.squares svg.qr');
    assert.equal(await squares.count(), 1);
    const show = async (name, password) => {
      await desk.open(`/desk/s/${room.id}`);
      const form = desk.page.locator('form[action$="/wifi"]');
      if (!(await form.isVisible())) await desk.page.getByText('Afficher le wifi').click();
      await desk.page.getByLabel('Nom du réseau').fill(name);
      await desk.page.getByLabel('Mot de passe').fill(password);
      await desk.page.getByRole('button', { name: 'Afficher à l’accueil' }).click();
      await desk.page.waitForURL(`**/desk/s/${room.id}`);
    };
    await show(NETWORK, PASSWORD);
    await new Stage(wall).sees(NETWORK);
    assert.equal(await readSquare(squares.nth(0)), 'WIFI:T:WPA;S:classe\\; b12;P:a\\:b\\\\c 1234;;');
    assert.ok(!(await wall.page.content()).includes(PASSWORD));
    const join = new URL(await readSquare(squares.nth(1)));
    assert.equal(join.pathname, `/j/${room.code}`);
    const phone = new Phone(await newDevice());
    await phone.enterBy(join.pathname);
    await new Stage(wall).sees('1 personne dans la salle');
    await show('', '');
    await eventually('one square is left', () => squares.count(), 1);
  });
});

describe('a remote', () => {
  test('what is pressed while the class answers is heard, and what came meanwhile is there', async () => {
    const room = await Room.open(server);
    const device = await newDevice();
    await device.becomeHost();
    await device.open(`/remote/${room.id}`);
    const { page } = device;
    await room.goto(POLL);
    const remote = new Remote(device);
    await remote.sees('0 dans la salle');
    await page.clock.install();
    await remote.big.hover();
    await page.clock.pauseAt(new Date(Date.now() + 1000)); // a slow computer presses no longer than another
    await page.mouse.down();
    const came = page.evaluate(() => new Promise((done) => { source.addEventListener('view', () => done(document.body.innerText)); }));
    const before = await room.state();
    await room.fill(1);
    assert.match(await came, /0 dans la salle/, 'it waits for the finger');
    await page.mouse.up();
    await page.clock.resume();
    await eventually('the press counts', async () => (await room.state()).step, (step) => JSON.stringify(step) !== JSON.stringify(before.step));
    await remote.sees('1 dans la salle');
  });
});

describe('two remotes', () => {
  test('what is done on one is seen on the other, and on the stage', async () => {
    const room = await Room.open(server);
    await room.fill(3);
    const [one, two] = [new Remote(await laptop()), new Remote(await laptop())];
    for (const { device } of [one, two]) await device.open(`/remote/${room.id}`);
    const wall = await laptop();
    await wall.open(`/stage/${room.id}`);
    const same = (what) => eventually(what, async () => [await one.shows(), await two.shows()], ([first, second]) => first === second);
    await one.press();
    await two.sees('1. ');
    await room.question(QUIZ);
    for (const remote of [one, two]) await remote.sees('0 sur 3');
    await room.answers(QUIZ, (index) => ({ choice: 'ABB'[index] }));
    for (const remote of [one, two]) await remote.sees('3 sur 3');
    await same('the same tally');
    for (const [act, remote, seen] of [
      ['Noir', one, 'L’écran de la salle est noir.'], ['Rallumer', two, 'Révéler'], ['Accueil', two, 'L’écran de la salle montre comment entrer.'],
      ['Fermer l’accueil', one, 'Révéler'], ['Clore', two, 'clos'], ['Rouvrir', one, 'ouvert'], ['Pause', one, 'en pause'],
    ]) {
      await remote.tap(act);
      for (const each of [one, two]) await each.sees(seen);
      await same(`after ${act}`);
    }
    for (const [says, remote, seen] of [['Reprendre', two, 'ouvert'], ['Révéler', two, 'révélé']]) {
      await eventually(`the big button: ${says}`, () => remote.says(), says);
      await remote.press();
      for (const each of [one, two]) await each.sees(seen);
    }
    await same('after the reveal');
    await new Stage(wall).sees('67 %');
    await one.tap('Terminer');
    for (const each of [one, two]) await each.sees('La séance est close.');
  });
});

describe('the report', () => {
  test('prints: not blank, nothing cut, no form', async () => {
    const room = await Room.open(server);
    await room.fill(6);
    await room.question(POLL);
    await room.answers(POLL, (index) => ({ number: 5 * index }));
    await room.do('reveal');
    await room.question(QUIZ);
    await room.answers(QUIZ, (index) => ({ choice: 'ABCD'[index % 4] }));
    await room.do('reveal');
    await room.do('end');
    const desk = await laptop();
    await desk.open(`/api/v1/sessions/${room.id}/report.html`);
    assert.deepEqual(await cut(desk.page), []);
    const { sheets, texts } = await print(desk.page);
    assert.ok(sheets >= 2, `${sheets} sheets`);
    assert.ok(texts > LINES_A_SHEET * sheets, `${texts} pieces of text on ${sheets} sheets`);
  });
});
