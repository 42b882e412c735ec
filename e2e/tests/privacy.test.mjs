// What a person leaves behind: a seat's cookie, answers without a name, and nothing at all once they are erased.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { launch, REFUSED } from '../lib/browser.mjs';
import { kept } from '../lib/conditions.mjs';
import { opened } from '../lib/house.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, read } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';
const QUIZ = 'a45-quiz.q-eau-conversation';
const NAME = 'Zéphyrine';

let server;
let browser;
opened((house) => { ({ server, browser } = house); });

/** Whether a text stands anywhere in what the server keeps. */
async function onDisk(text) {
  const files = await readdir(server.data);
  const contents = await Promise.all(files.map((file) => readFile(join(server.data, file))));
  return contents.some((content) => content.includes(text));
}

for (const script of [true, false]) {
  describe(`a phone ${script ? 'with' : 'without'} JavaScript`, () => {
    let room;
    let phone;
    beforeEach(async () => {
      room = await Room.open(server);
      phone = new Phone(await browser.device(server, { javaScript: script }), { script });
    });
    afterEach(async () => {
      phone.device.assertQuiet();
      await phone.device.close();
    });

    const open = async (link) => {
      await phone.page.getByRole('link', { name: link }).click();
      await phone.page.waitForLoadState();
    };
    const press = async (button) => {
      await phone.page.getByRole('button', { name: button }).click();
      await phone.page.waitForLoadState();
    };

    test('« Vos données » says in plain words what is kept, by whom, where, for how long', async () => {
      await phone.device.open('/');
      await open('Vos données');
      const text = await read(phone.page);
      for (const words of [
        'Ni nom, ni adresse électronique, ni adresse du téléphone.', 'La salle voit des totaux', 'Rien n’est envoyé ailleurs.',
        'Douze mois au plus, puis tout est effacé.', 'Il ne suit personne', 'Vous pouvez effacer vos réponses vous-même',
      ]) assert.ok(text.includes(words), words);
      assert.equal(await phone.page.getByRole('button').count(), 0, 'who is in no session has nothing to erase');
    });

    test('« Effacer mes réponses » really empties: on the phone, in the room, on the disk', async () => {
      await room.fill(1);
      await room.question(POLL);
      await phone.device.open(`/j/${room.code}`);
      await phone.page.locator('summary').click();
      await phone.page.locator('input[name="name"]').fill(NAME);
      await press('Entrer');
      await phone.page.waitForURL('**/s/*');
      await phone.answer(1);
      await phone.sees('C’est noté : 20 requêtes');
      await room.question(QUIZ);
      await phone.sees('A');
      await eventually('the question', () => phone.page.locator('button[name="choice"]').count(), (count) => count > 1);
      await phone.answer(0);
      await phone.sees(/C’est noté : A\. /);
      await room.answers(QUIZ, () => ({ choice: 'B' }));
      assert.equal((await room.state()).answered, 2);
      assert.equal(await onDisk(NAME), true, 'the test can see what is on disk');

      await open('Vos données');
      await press('Effacer mes réponses');
      assert.match(await read(phone.page), /Vos réponses sont effacées\./);
      assert.equal((await room.state()).answered, 1, 'only theirs are gone');
      assert.equal(await onDisk(NAME), false);
      const report = await server.host('GET', `/sessions/${room.id}/report.json`);
      assert.ok(!JSON.stringify(report).includes(NAME));

      await open('Retour à l’atelier');
      assert.doesNotMatch(await phone.shows(), /C’est noté/);
      await room.goto(POLL);
      assert.doesNotMatch(await phone.sees('Combien de requêtes'), /C’est noté/);
      if (script) assert.deepEqual(await kept(phone.page), []);
      const names = (await phone.device.context.cookies()).map(({ name }) => name);
      assert.deepEqual(names, ['seat'], 'the place stays');
    });

    test('« Une autre personne répond ici »: a second place on a shared tablet, the first one stays counted', async () => {
      await room.question(POLL);
      await phone.enterBy(`/j/${room.code}`);
      await phone.answer(1);
      await phone.sees('C’est noté : 20 requêtes');
      await open('Vos données');
      await press('Une autre personne répond ici');
      await phone.page.waitForURL('**/s/*');
      assert.doesNotMatch(await phone.shows(), /C’est noté/);
      await phone.answer(3);
      await phone.sees('C’est noté : 40 requêtes');
      const { joined, answered } = await room.state();
      assert.deepEqual([joined, answered], [2, 2]);
    });

    test('a name can be given, changed and taken back', async () => {
      await phone.enterBy(`/j/${room.code}`);
      const called = async (name) => {
        await open('Vos données');
        await phone.page.getByLabel('Prénom d’emprunt').fill(name);
        await press('Garder ce prénom');
        await phone.page.waitForURL('**/s/*');
      };
      await room.question(POLL);
      await called('Apolline');
      await phone.sees('Combien de requêtes');
      await phone.answer(1);
      await phone.sees('C’est noté');
      const report = () => server.host('GET', `/sessions/${room.id}/report.json`).then((answer) => JSON.stringify(answer));
      assert.ok((await report()).includes('Apolline'));
      await called('');
      assert.ok(!(await report()).includes('Apolline'));
    });

    test('the only cookies are those of the place and of the facilitator, which no script reads', async () => {
      await phone.enterBy(`/j/${room.code}`);
      await open('Vos données');
      const laptop = await browser.device(server, { javaScript: script });
      await laptop.becomeHost();
      await laptop.open(`/remote/${room.id}`);
      for (const [device, own] of [[phone.device, 'seat'], [laptop, 'host']]) {
        const cookies = await device.context.cookies();
        assert.deepEqual(cookies.map(({ name, httpOnly, sameSite, path }) => ({ name, httpOnly, sameSite, path })), [
          { name: own, httpOnly: true, sameSite: 'Lax', path: '/' },
        ]);
        if (script) assert.deepEqual(await kept(device.page), []);
      }
      laptop.assertQuiet();
      await laptop.close();
    });
  });
}

describe('what does not get out', () => {
  test('two sessions of one phone cannot be linked', async () => {
    const device = await browser.device(server);
    const [one, two] = [await Room.open(server), await Room.open(server)];
    const seats = [await device.join(one.code), await device.join(two.code)].map(({ seat }) => seat);
    assert.notEqual(seats[0], seats[1]);
    assert.equal((await device.context.cookies()).length, 1);
    await device.close();
  });

  test('no address, no token, no code is in the log; no page asks another host', async () => {
    const own = await startServer();
    const device = await browser.device(own, { forgive: REFUSED });
    try {
      const room = await Room.open(own);
      await device.becomeHost();
      assert.equal(device.page.url(), `${own.url}/desk`, 'the token leaves the address at once');
      for (const path of [`/stage/${room.id}`, `/remote/${room.id}`, `/desk/s/${room.id}`, '/donnees', '/nowhere', '/h/wrong']) await device.open(path);
      await new Phone(device).enterBy(`/j/${room.code}`);
      assert.deepEqual(device.foreign, []);
      await own.stop();
      for (const secret of [own.token, room.code, '127.0.0.1']) assert.ok(!own.log.includes(secret), `the log has ${secret}: ${own.log}`);
    } finally {
      await device.close();
      await own.close();
    }
  });
});
