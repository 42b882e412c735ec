// What people are told about their data is what happens: one cookie, erased answers, a second person on the same tablet.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch } from '../lib/browser.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, read } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const script of [true, false]) {
  describe(script ? 'with JavaScript' : 'without JavaScript', () => {
    let room;
    let phone;
    beforeEach(async () => {
      room = await Room.open(server);
      phone = new Phone(await browser.device(server, { javaScript: script }), { script });
      await phone.enterBy(`/j/${room.code}`);
      await room.question(POLL);
      await phone.sees('Combien de requêtes');
      await phone.answer(1);
      await phone.sees('C’est noté : 20 requêtes');
    });
    afterEach(async () => {
      phone.device.assertQuiet();
      await phone.device.close();
    });

    const press = (name) => phone.page.getByRole('button', { name }).click();
    const openData = async () => {
      await phone.page.getByRole('link', { name: 'Vos données' }).click();
      await phone.page.waitForURL('**/donnees*');
    };

    test('the only cookie is the seat, and no script can read it', async () => {
      const cookies = await phone.device.context.cookies();
      assert.deepEqual(cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite })),
        [{ name: 'seat', httpOnly: true, sameSite: 'Lax' }]);
      const kept = await phone.page.evaluate(() => [document.cookie, localStorage.length]);
      assert.deepEqual(kept, ['', 0]);
    });

    test('« Vos données » says what is kept, who sees it, where, how long, and what can be done', async () => {
      await openData();
      const text = await read(phone.page);
      for (const part of ['Ce qui est gardé', 'Qui les voit', 'Où elles sont', 'Combien de temps', 'Le seul témoin', 'Vos droits']) assert.ok(text.includes(part), part);
      await assertAccessible(phone.page);
      await phone.page.getByRole('link', { name: 'Retour à l’atelier' }).click();
      await phone.sees('C’est noté : 20 requêtes');
    });

    test('« Effacer mes réponses » takes them back, from the count too, and one may answer again', async () => {
      await openData();
      await press('Effacer mes réponses');
      await eventually('it is said', () => read(phone.page), (text) => text.includes('Vos réponses sont effacées.'));
      await assertAccessible(phone.page);
      assert.equal((await room.state()).answered, 0);
      await phone.page.getByRole('link', { name: 'Retour à l’atelier' }).click();
      await eventually('nothing is noted', () => phone.shows(), (shown) => shown.includes('Combien de requêtes') && !shown.includes('C’est noté'));
      await phone.answer(2);
      await phone.sees('C’est noté : 30 requêtes');
      assert.equal((await room.state()).answered, 1);
    });

    test('a second person on the tablet has a seat of their own, the first one’s answer stays', async () => {
      await openData();
      await press('Une autre personne répond ici');
      await phone.page.waitForURL('**/s/*');
      await eventually('nothing is noted', () => phone.shows(), (shown) => shown.includes('Combien de requêtes') && !shown.includes('C’est noté'));
      await phone.answer(2);
      await phone.sees('C’est noté : 30 requêtes');
      const { joined, answered } = await room.state();
      assert.deepEqual([joined, answered], [2, 2]);
    });

    test('a name may be given', async () => {
      await openData();
      await phone.page.locator('input[name="name"]').fill('Lou');
      await press('Garder ce prénom');
      await phone.sees('C’est noté : 20 requêtes');
    });
  });
}

test('the data page for someone who is in no session', async () => {
  const device = await browser.device(server);
  await device.open('/donnees');
  assert.doesNotMatch(await read(device.page), /Effacer mes réponses/);
  await assertAccessible(device.page);
  assert.deepEqual(await device.context.cookies(), []);
  device.assertQuiet();
  await device.close();
});

test('no token and no seat in the log', () => {
  assert.ok(!server.log.includes(server.token));
  assert.doesNotMatch(server.log, /seat=|[0-9a-f]{32}/);
});
