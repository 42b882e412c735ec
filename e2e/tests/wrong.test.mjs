// When something is wrong: each has its own sentence, says what to do, and loses nothing. As people meet it, with and
// without JavaScript.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { launch, REFUSED } from '../lib/browser.mjs';
import { hide, wrongClock } from '../lib/conditions.mjs';
import { opened } from '../lib/house.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, read } from '../lib/screens.mjs';
import { canHaveDisk, startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';
const QUIZ = 'a45-quiz.q-eau-conversation';
const OWN_FILES = 256; // those that are not connections
const FEW = 64; // the least that a server takes

let server;
let browser;
opened((house) => { ({ server, browser } = house); });

for (const script of [true, false]) {
  describe(`on a phone ${script ? 'with' : 'without'} JavaScript`, () => {
    let room;
    let phone;
    beforeEach(async () => {
      room = await Room.open(server);
      phone = await newPhone(server);
    });
    afterEach(async () => {
      phone.device.assertQuiet();
      await phone.device.close();
    });

    const newPhone = async (where) => new Phone(await browser.device(where, { javaScript: script, forgive: REFUSED }), { script });

    /** The phone is in, on the question of a step. */
    async function asked(step) {
      await room.question(step);
      await phone.enterBy(`/j/${room.code}`);
      await eventually('the question is there', () => phone.page.locator('main form').count(), 1);
    }

    test('a code that opens nothing', async () => {
      await phone.device.open('/');
      await tries('bbbbbb');
      await told(phone, 'Ce code n’ouvre aucune séance');
      await told(phone, /Relisez les six lettres à l’écran\. Un code n’a ni chiffre, ni I, ni O\./);
      assert.equal(await phone.page.locator('#code').inputValue(), 'bbbbbb');
      await tries(room.code.toLowerCase());
      await phone.page.waitForURL('**/s/*');
    });

    if (script) {
      test('a session that is erased while its page is open', async () => {
        await asked(POLL);
        await server.host('DELETE', `/sessions/${room.id}`);
        await told(phone, 'Cette séance n’existe pas ou plus');
        await told(phone, 'Demandez le code à la personne qui anime.');
      });
    }

    test('letters that no code has are said', async () => {
      await phone.device.open('/');
      await tries('KAR1MO');
      await told(phone, /Aucun code ne contient : 1 O\./);
      await phone.device.open('/j/XXXXX0');
      await told(phone, /Aucun code ne contient : 0\./);
    });

    test('a name that is too long: nothing that was typed is lost', async () => {
      await phone.device.open(`/j/${room.code}`);
      await phone.page.locator('summary').click();
      const name = phone.page.locator('input[name="name"]');
      await name.fill('Marie-Antoinette de Habsbourg-Lorraine');
      assert.equal((await name.inputValue()).length, 30, 'the field itself counts');
      await name.evaluate((field) => { field.removeAttribute('maxlength'); field.value = 'Marie-Antoinette de Habsbourg-Lorraine'; });
      await phone.page.getByRole('button', { name: 'Entrer' }).click();
      await told(phone, /Ce prénom n’est pas possible 30 signes au plus, sur une ligne\./);
      assert.equal(await phone.page.locator('#code').inputValue(), room.code);
      assert.equal(await name.inputValue(), 'Marie-Antoinette de Habsbourg-');
      await phone.page.getByRole('button', { name: 'Entrer' }).click();
      await phone.page.waitForURL('**/s/*');
      assert.equal((await room.state()).joined, 1);
    });

    test('a number that is not possible', async () => {
      await asked(POLL);
      await phone.page.locator('form.number-form').evaluate((form) => { form.noValidate = true; });
      await phone.page.locator('input[name="number"]').fill('5000');
      await phone.page.locator('.thumb .btn').first().click();
      await told(phone, /Un nombre entier entre 0 et 1 000 est attendu\./);
      assert.equal((await room.state()).answered, 0);
      if (!script) await phone.page.getByRole('link', { name: 'Revenir' }).click();
      await phone.answer(2);
      await phone.sees('C’est noté : 30 requêtes');
    });

    test('an answer after the close is kept as late, and told so', async () => {
      await asked(QUIZ);
      await stale(phone, () => room.do('close'));
      await phone.sees('Votre réponse est arrivée après la clôture : elle est gardée, mais elle ne compte pas');
      assert.equal((await room.state()).answered, 0);
    });

    test('and so it is after the reveal, where nobody is told that they said nothing', async () => {
      await asked(QUIZ);
      await stale(phone, () => room.do('reveal'));
      const text = await phone.sees('Votre réponse est arrivée après la clôture');
      assert.doesNotMatch(text, /Vous n’avez pas répondu/);
    });

    test('an answer after the end', async () => {
      await asked(QUIZ);
      await stale(phone, () => room.do('end'));
      await told(phone, 'Elle ne prend plus de réponses. Ce que vous aviez envoyé est gardé.');
      await phone.device.open(`/s/${room.id}`);
      await told(phone, 'C’est terminé, merci !');
      const late = await newPhone(server);
      await late.device.open(`/j/${room.code}`);
      await told(late, /Ce code n’ouvre aucune séance/);
      await late.device.close();
    });

    test('a room that is full', async () => {
      const small = await startServer({ openFiles: OWN_FILES + FEW });
      const one = await newPhone(small);
      try {
        const full = await Room.open(small);
        await full.fill(FEW);
        await one.device.open(`/j/${full.code}`);
        await one.page.getByRole('button', { name: 'Entrer' }).click();
        await told(one, 'La salle est pleine');
        await told(one, new RegExp(`${FEW} places sont prises\\. Prévenez la personne qui anime, ou répondez à deux\\.`));
        assert.equal(await one.page.locator('#code').inputValue(), full.code);
        one.device.assertQuiet();
      } finally {
        await one.device.close();
        await small.close();
      }
    });

    test('somebody who has no place here is led to the door', async () => {
      await phone.device.open(`/s/${room.id}`);
      assert.equal(new URL(phone.page.url()).pathname, `/j/${room.code}`);
    });

    for (const [path, title, what] of [
      ['/nowhere', 'Cette page n’existe pas', 'Vérifiez l’adresse, ou repartez de l’entrée.'],
      ['/s/00000000000000000000000000', 'Cette séance n’existe pas ou plus', 'Demandez le code à la personne qui anime.'],
      ['/desk', 'Cette page est réservée à la personne qui anime', 'Ouvrez le lien affiché au démarrage de Bisou'],
      ['/h/not-the-token', 'Ce lien n’est pas le bon', 'Copiez en entier le lien'],
      ['/p/0123456789abcdef0123456789abcdef', 'Ce lien a déjà servi ou n’est plus valable', 'Demandez un nouveau carré sur le bureau.'],
    ]) {
      test(`${path}: ${title}`, async () => {
        const response = await phone.device.open(path);
        assert.ok(response.status() >= 400 && response.status() < 500, String(response.status()));
        assert.equal((await phone.page.locator('h1').innerText()).trim(), title);
        await told(phone, what);
        await phone.page.getByRole('link', { name: 'Vers l’entrée' }).click();
        await phone.page.waitForURL(`${server.url}/`);
      });
    }

    async function tries(code) {
      await phone.page.locator('#code').fill(code);
      await phone.page.getByRole('button', { name: 'Entrer' }).click();
      await phone.page.waitForLoadState();
    }
  });
}

/** The page that is there comes to say this; it is not asked for again. */
function told(phone, wanted) {
  const right = (text) => (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted));
  return eventually(`a phone is told ${wanted}`, () => read(phone.page), right);
}

/** The phone answers on a page that does not know yet what the room has done. */
async function stale(phone, act) {
  if (phone.script) await hide(phone.page, true);
  await act();
  await phone.page.locator('button[name="choice"]').first().click();
  if (phone.script) await hide(phone.page, false);
}

describe('clocks, disks, guesses', () => {
  test('a phone whose clock is wrong by hours counts down with the room', async () => {
    const room = await Room.open(server);
    await room.question(POLL);
    for (const hours of [-5, 7]) {
      const device = await browser.device(server);
      await wrongClock(device, hours);
      const phone = new Phone(device);
      await phone.enterBy(`/j/${room.code}`);
      await room.do('extend', { seconds: 300 });
      const off = async () => {
        const [minutes, seconds] = (await device.page.locator('header time.clock').innerText()).split(':').map(Number);
        const { now, step } = await room.state();
        return Math.abs(60 * minutes + seconds - (step.ends_at - now) / 1000);
      };
      await eventually('the phone’s countdown is the room’s', off, (seconds) => seconds < 2);
      await device.page.reload();
      await eventually('so it is after a reload', off, (seconds) => seconds < 2);
      device.assertQuiet();
      await device.close();
    }
  });

  test('a remote whose clock is not the computer’s says so, and another one does not', async () => {
    const room = await Room.open(server);
    const WORDS = 'L’heure de l’ordinateur qui anime n’est pas celle de cet appareil';
    for (const hours of [0, 7]) {
      const device = await browser.device(server);
      if (hours) await wrongClock(device, hours);
      await device.becomeHost();
      await device.open(`/remote/${room.id}`);
      await device.page.locator('#view main').waitFor();
      assert.equal(await device.page.getByText(WORDS).isVisible(), hours > 0);
      device.assertQuiet();
      await device.close();
    }
  });

  test('a disk that fills: the facilitator is warned first, nobody loses what was noted', async (t) => {
    if (!canHaveDisk()) return t.skip('this account cannot mount a small file system');
    const small = await startServer({ disk: '48m' });
    const laptop = await browser.device(small, { screen: 'stage' });
    const device = await browser.device(small, { forgive: /507/ });
    try {
      const room = await Room.open(small);
      await laptop.becomeHost();
      for (const path of ['/desk', `/desk/s/${room.id}`, `/remote/${room.id}`]) {
        await laptop.open(path);
        assert.match(await read(laptop.page), /Le disque est presque plein : libérez de la place/, path);
      }
      const phone = new Phone(device);
      await phone.enterBy(`/j/${room.code}`);
      await room.question(POLL);
      await phone.sees('Combien de requêtes');
      await phone.answer(1);
      await phone.sees('C’est noté : 20 requêtes');

      await small.fillDisk();
      const seat = await small.join(room.code).catch(() => null);
      assert.equal(seat, null, 'there is no room for one more');
      await phone.page.locator('input[name="number"]').fill('30');
      await phone.page.locator('.thumb .btn').first().click();
      await told(phone, 'Votre réponse n’a pas pu être gardée. Prévenez la personne qui anime ; ce qui était noté avant est intact.');
      assert.deepEqual((await room.state()).answered, 1);

      await small.freeDisk();
      await phone.sees('C’est noté : 30 requêtes');
      assert.doesNotMatch(await phone.shows(), /n’a pas pu être gardée/);
      for (const each of [laptop, device]) each.assertQuiet();
    } finally {
      await laptop.close();
      await device.close();
      await small.close();
    }
  });

  test('after ten wrong codes an address waits, but a right code always opens', async () => {
    const own = await startServer();
    const phone = new Phone(await browser.device(own, { forgive: REFUSED }));
    try {
      const room = await Room.open(own);
      const guess = () => own.request('POST', '/api/v1/join', { body: { code: 'BBBBBB' } });
      await Promise.all(Array.from({ length: 10 }, guess));
      await phone.device.open('/j/CCCCCC');
      await told(phone, 'Trop de codes essayés');
      await told(phone, 'Attendez une minute, puis recopiez le code affiché à l’écran.');
      await phone.enter(room.code);
      await phone.sees('Vous êtes dans la salle');
      phone.device.assertQuiet();
    } finally {
      await phone.device.close();
      await own.close();
    }
  });

  test('a remote is told what is not possible now', async () => {
    const room = await Room.open(server);
    await room.question(POLL);
    const laptop = await browser.device(server, { forgive: REFUSED });
    await laptop.becomeHost();
    await laptop.open(`/remote/${room.id}`);
    const remote = new Remote(laptop);
    await hide(laptop.page, true);
    await room.do('close');
    await remote.tap('Clore');
    await eventually('it is said', () => laptop.page.locator('#problem').innerText(), (text) => text.startsWith('La séance a avancé entre-temps'));
    await hide(laptop.page, false);
    await remote.sees('Rouvrir');
    laptop.assertQuiet();
    await laptop.close();
  });
});
