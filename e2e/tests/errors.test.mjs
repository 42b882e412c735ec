// Whatever goes wrong is told in a sentence that says what happened and what to do, with JavaScript and without.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, REFUSED } from '../lib/browser.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, read } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const POLL = 'a45-sondage';
const NO_CODE = 'BBBBBB';
const FILES_OF_THE_PROGRAM = 256;

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const javaScript of [true, false]) {
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    let server;
    let room;
    let device;
    before(async () => {
      server = await startServer();
      room = await Room.open(server);
      device = await browser.device(server, { javaScript, forgive: REFUSED });
    });
    after(async () => {
      device?.assertQuiet();
      await device?.close();
      await server?.close();
    });

    /** Types a code at the door and presses on. */
    async function enter(code, name) {
      await device.open('/');
      await device.page.locator('input[name="code"]').fill(code);
      if (name !== undefined) {
        await device.page.getByText('Choisir un prénom d’emprunt').click();
        const field = device.page.locator('input[name="name"]');
        await field.evaluate((one) => one.removeAttribute('maxlength'));
        await field.fill(name);
      }
      await device.page.getByRole('button', { name: 'Entrer' }).click();
    }

    /** The page says all of these, and axe has nothing to say. */
    async function says(...sentences) {
      await eventually('the page speaks', () => read(device.page), (text) => sentences.every((one) => text.includes(one)));
      await assertAccessible(device.page);
    }

    /** An address that is an error. */
    async function opens(path, status, ...sentences) {
      const response = await device.open(path);
      assert.equal(response.status(), status, path);
      await says(...sentences);
      assert.equal(await device.page.locator('h1').count(), 1);
    }

    test('a code that opens nothing: no hint at those that do, and what was typed stays', async () => {
      await enter(NO_CODE);
      await says('Ce code n’ouvre aucune séance', 'Relisez les six lettres à l’écran.');
      assert.equal(await device.page.locator('input[name="code"]').inputValue(), NO_CODE);
      assert.doesNotMatch(await read(device.page), new RegExp(room.code));
    });

    test('letters that no code has are named', async () => {
      await enter('KA0ILM');
      await says('Aucun code ne contient : 0 I.');
    });

    test('the address of a code that opens nothing', () => opens(`/j/${NO_CODE}`, 404, 'Ce code n’ouvre aucune séance'));

    test('what is typed is shown as text', async () => {
      await enter('<b>&"x');
      await says('Ce code n’ouvre aucune séance');
      assert.equal(await device.page.locator('input[name="code"]').inputValue(), '<b>&"x');
    });

    test('a name that is too long', async () => {
      await enter(room.code, 'x'.repeat(31));
      await says('Ce prénom n’est pas possible', '30 signes au plus');
    });

    test('a page that is not there', () => opens('/nulle-part', 404, 'Cette page n’existe pas', 'Vers l’entrée'));
    test('a figure that is not there', () => opens('/chiffres/aucun', 404, 'Cette page n’existe pas'));
    test('a session that is not there', () => opens(`/s/${'0'.repeat(32)}`, 404, 'Cette séance n’existe pas ou plus'));
    test('the desk for someone else', () => opens('/desk', 401, 'réservée à la personne qui anime'));
    test('the remote for someone else', () => opens(`/remote/${room.id}`, 401, 'réservée à la personne qui anime'));
    test('a facilitator’s link that is wrong', () => opens('/h/wrong', 403, 'Ce lien n’est pas le bon', 'Copiez en entier'));

    test('a pairing that was used', async () => {
      const { url } = await server.host('POST', '/pairings', { session: room.id, role: 'remote' });
      const trainer = await browser.device(server, { javaScript });
      await trainer.open(new URL(url).pathname);
      assert.equal(new URL(trainer.page.url()).pathname, `/remote/${room.id}`);
      await trainer.close();
      await opens(new URL(url).pathname, 410, 'Ce lien a déjà servi ou n’est plus valable', 'Demandez un nouveau carré');
    });

    test('a number that is not possible, an answer after the close, an answer after the end', async () => {
      const phone = new Phone(device, { script: javaScript });
      await room.question(POLL);
      await phone.enterBy(`/j/${room.code}`);
      const send = async (number) => {
        await device.page.locator('form.number-form').evaluate((form) => { form.noValidate = true; });
        await device.page.locator('input[name="number"]').fill(number);
        await device.page.locator('.thumb .btn').first().click();
      };
      await send('5000');
      await says('Un nombre entre 0 et 1 000 est attendu.');

      if (!javaScript) {
        await device.open(`/s/${room.id}`);
        await room.do('close');
        await send('12');
        await says('Votre réponse est arrivée après la clôture');
        await room.do('reopen');
        await device.open(`/s/${room.id}`);
        await room.do('end');
        await send('12');
        await says('La séance est terminée', 'Ce que vous aviez envoyé est gardé.');
      }
      if (javaScript) await room.do('end');
      await device.open(`/s/${room.id}`);
      await says('C’est terminé, merci !');
    });

    test('the code of a session that has ended', async () => {
      const late = await browser.device(server, { javaScript, forgive: REFUSED });
      await late.open(`/j/${room.code}`);
      const join = late.page.getByRole('button', { name: 'Entrer' });
      if (await join.count()) {
        await late.page.locator('input[name="code"]').fill(room.code);
        await join.click();
      }
      await eventually('it is said', () => read(late.page), (text) => /séance est terminée|n’ouvre aucune séance/.test(text));
      await late.close();
    });

    test('many wrong codes: a pause, and a right code still opens', async () => {
      const other = await Room.open(server);
      for (let n = 0; n < 10; n += 1) await server.request('POST', '/api/v1/join', { body: { code: NO_CODE } });
      await enter(NO_CODE);
      await says('Trop de codes essayés', 'Attendez une minute');
      await enter(other.code);
      await device.page.waitForURL(`**/s/${other.id}`);
    });
  });
}

test('a room that is full: so many places are taken, and what to do', async () => {
  const places = 64; // the fewest that it takes
  const server = await startServer({ openFiles: FILES_OF_THE_PROGRAM + places });
  try {
    const room = await Room.open(server);
    await room.fill(places);
    const device = await browser.device(server, { forgive: REFUSED });
    await device.open(`/j/${room.code}`);
    await device.page.getByRole('button', { name: 'Entrer' }).click();
    await eventually('it is said', () => read(device.page), (text) => text.includes('La salle est pleine') && text.includes(`${places} places`));
    await assertAccessible(device.page);
    device.assertQuiet();
    await device.close();
  } finally {
    await server.close();
  }
});
