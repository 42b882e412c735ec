// Cards in places: the life-cycle wheel and the five R by tap, by keyboard, by drag, without a script; what is printed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, NO_NETWORK } from '../lib/browser.mjs';
import { ownPack } from '../lib/pack.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const KINDS = [
  {
    kind: 'sort', step: 'a45-cycle', workshop: 'atelier-45',
    cards: ['c-tel-minerais', 'c-tel-usine', 'c-tel-avion'], places: ['extraction', 'production', 'transport'],
    noted: (n) => `C’est noté : ${n} carte${n > 1 ? 's' : ''} placée${n > 1 ? 's' : ''} sur 10`,
    filling: '.ring', first: 'Des métaux sous la terre',
  },
  {
    kind: 'five-r', step: 'a45-cinq-r', workshop: 'atelier-45',
    cards: ['r-mode-emploi', 'r-ecole-prete', 'r-batterie'], places: ['refuser', 'reutiliser', 'reparer'],
    noted: (n) => `C’est noté : ${n} action${n > 1 ? 's' : ''} placée${n > 1 ? 's' : ''} sur 8`,
    filling: '.columns', first: 'Chercher d’abord dans le cours ou le mode d’emploi',
  },
];

/** Five R that are placed by groups. */
const TOGETHER = `
id = "ensemble-r"
activity = "five-r"
title = "Les 5 R, ensemble"
actions = ["r-brouillon", "r-batterie"]
by = "group"`;

const press = (page, word) => page.locator(`button[name="_to"][value="${word}"]`);

let server;
let browser;
let pack;
before(async () => {
  pack = await ownPack('ensemble', TOGETHER);
  server = await startServer({ args: ['--pack', pack.folder] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await pack?.remove();
});

for (const one of KINDS) {
  describe(one.kind, () => {
    const { step, cards, places, noted } = one;
    const all = Object.fromEntries(cards.map((card, at) => [card, places[at]]));
    let room;
    before(async () => {
      room = await Room.open(server, one.workshop);
      await room.question(step);
    });

    /** Somebody at the step, with what the server has of them. */
    async function comes(options = {}) {
      const device = await browser.device(server, options);
      const { seat } = await device.join(room.code);
      await device.open(`/s/${room.id}`);
      const phone = new Phone(device, { script: options.javaScript !== false });
      const kept = async () => {
        const state = await device.context.request.get(`${server.url}/api/v1/sessions/${room.id}/state`);
        return (await state.json()).mine?.placements;
      };
      return { device, phone, page: device.page, seat, kept };
    }
    const inHand = (page) => page.locator('[name="_card"]:checked').inputValue();
    const where = async (page, card) => (await page.locator(`label:has([value="${card}"])`).getAttribute('data-at')) ?? '';
    const take = (page, card) => page.locator(`[name="_card"][value="${card}"]`).check();

    test('a tap on a place puts the card in hand there, and the next comes to hand', async () => {
      const { device, page, phone, kept } = await comes();
      await assertAccessible(page, 'a hand of cards');
      for (const [at, word] of places.entries()) {
        assert.equal(await inHand(page), cards[at]);
        await press(page, word).click();
        await phone.sees(noted(at + 1));
      }
      await eventually('all is kept', kept, all);
      await assertAccessible(page, 'a hand half placed');

      // Another card by a tap, and another place for it: the whole is sent again.
      await take(page, cards[0]);
      await press(page, places[1]).click();
      await eventually('it is moved', kept, { ...all, [cards[0]]: places[1] });
      await page.reload();
      assert.equal(await where(page, cards[0]), places[1], 'the page remembers');
      assert.equal(await where(page, await inHand(page)), '', 'a card without a place is in hand');
      await take(page, cards[0]);
      assert.equal(await press(page, places[1]).getAttribute('aria-pressed'), 'true', 'its place is shown');
      device.assertQuiet();
      await device.close();
    });

    test('the keyboard is enough', async () => {
      const { device, page, phone, kept } = await comes();
      await page.locator('[name="_card"]:checked').focus();
      await page.keyboard.press('ArrowRight');
      assert.equal(await inHand(page), cards[1]);
      const wanted = press(page, places[1]);
      for (let presses = 0; !(await wanted.evaluate((one) => one === document.activeElement)); presses += 1) {
        assert.ok(presses < 12, 'the place is not reached');
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      await phone.sees(noted(1));
      await eventually('it is kept', kept, { [cards[1]]: places[1] });
      const focused = () => page.evaluate(() => document.activeElement.value);
      assert.equal(await focused(), cards[2], 'the next card is where one goes on');
      await page.keyboard.press('Enter');
      await phone.sees(noted(1));
      assert.deepEqual(await kept(), { [cards[1]]: places[1] }, 'the enter key in a card presses nothing');
      await device.close();
    });

    test('a card is dragged where there is a pointer', async () => {
      const { device, page, kept } = await comes({ screen: 'stage' });
      await page.locator(`label:has([value="${cards[1]}"])`).dragTo(press(page, places[1]));
      await eventually('it is kept', kept, { [cards[1]]: places[1] });
      device.assertQuiet();
      await device.close();
    });

    test('what is placed off the network is kept when it is back', async () => {
      const { device, page, kept } = await comes({ forgive: NO_NETWORK });
      await device.withoutNetwork(async () => {
        for (const word of places) await press(page, word).click();
      });
      await eventually('all is kept', kept, all);
      await device.close();
    });

    test('without a script: one of the cards, and a button for each place', async () => {
      const { device, page, phone, kept } = await comes({ javaScript: false });
      assert.equal(await inHand(page), cards[0]);
      await press(page, places[0]).click();
      await phone.sees(noted(1));
      assert.equal(await inHand(page), cards[1], 'the next card is in hand');
      await take(page, cards[2]);
      await press(page, places[2]).click();
      await phone.sees(noted(2));
      assert.deepEqual(await kept(), { [cards[0]]: places[0], [cards[2]]: places[2] });
      device.assertQuiet();
      await device.close();
    });

    test('nothing is told before the reveal; then the reference, the class, why', async () => {
      const laptop = await browser.device(server, { screen: 'stage' });
      await laptop.becomeHost();
      await laptop.open(`/stage/${room.id}`);
      const stage = new Stage(laptop);
      const { device, page, phone } = await comes();
      await press(page, places[0]).click();
      await phone.sees(noted(1));
      assert.equal(await laptop.page.locator(one.filling).count(), 1);
      assert.doesNotMatch(await stage.shows(), /\d\s?%/);
      await assertAccessible(laptop.page, 'the stage before the reveal');

      const beside = await browser.device(server);
      await beside.becomeHost();
      await beside.open(`/remote/${room.id}`);
      const remote = new Remote(beside);
      await remote.sees(/\d+ % des choix suivent la référence/);
      await assertAccessible(beside.page, 'the remote');

      await room.do('reveal');
      await stage.sees(/\d+ % des choix suivent la référence/);
      await assertAccessible(laptop.page, 'the stage after the reveal');
      await stage.key('ArrowRight');
      await stage.sees('À discuter, 1 sur');
      assert.equal(await stage.page.locator('.bar.right').count(), 1, 'the reference is marked');
      await assertAccessible(laptop.page, 'a disputed card');

      await phone.sees(`✓ vous : `);
      const line = page.locator('.outcome details').first();
      await line.locator('summary').click();
      assert.ok((await line.locator('p').first().innerText()).length > 30, 'the explanation is one tap away');
      await assertAccessible(page, 'the phone after the reveal');
      for (const each of [device, laptop, beside]) {
        each.assertQuiet();
        await each.close();
      }
    });

    test('a second vote goes on from the first, and what moved is told', async () => {
      const { device, page, phone } = await comes();
      await room.do('reopen');
      await press(page, places[0]).click();
      await phone.sees(noted(1));
      await room.do('reveal');
      await room.do('round');
      await eventually('the first vote is there', () => where(page, cards[0]), places[0]);
      await take(page, cards[0]);
      await press(page, places[1]).click();
      await phone.sees(noted(1));
      await room.do('reveal');
      const laptop = await browser.device(server, { screen: 'stage' });
      await laptop.becomeHost();
      await laptop.open(`/stage/${room.id}`);
      await new Stage(laptop).sees('1 changement, par 1 sur 1');
      device.assertQuiet();
      await laptop.close();
      await device.close();
    });

    test('the set for a table is on the desk: every card, and the places on the last sheet', async () => {
      const laptop = await browser.device(server, { screen: 'stage' });
      await laptop.becomeHost();
      await laptop.open(`/desk/s/${room.id}`);
      const [title] = (await server.host('GET', '/workshops')).find(({ id }) => id === one.workshop).steps.filter(({ id }) => id === step).map((found) => found.title);
      await laptop.page.getByRole('link', { name: title }).click();
      await laptop.page.waitForURL('**/imprimer/**');
      const sheets = laptop.page.locator('.sheet');
      assert.ok((await sheets.first().innerText()).includes(one.first));
      assert.ok((await sheets.last().innerText()).includes('Pour la personne qui anime'));
      await assertAccessible(laptop.page, 'what is printed');
      await laptop.page.emulateMedia({ media: 'print' });
      assert.equal(await laptop.page.locator('header').isVisible(), false, 'only the sheets are printed');
      laptop.assertQuiet();
      await laptop.close();
      const stranger = await browser.device(server);
      const answer = await stranger.open(`/imprimer/${one.workshop}/${step}`);
      assert.equal(answer.status(), 401, 'the solution is not for everybody');
      await stranger.close();
    });
  });
}

describe('a group', () => {
  test('places together on several phones', async () => {
    const room = await Room.open(server, 'ensemble');
    const phones = [];
    for (let n = 0; n < 3; n += 1) {
      const device = await browser.device(server);
      await device.join(room.code);
      phones.push(new Phone(device));
    }
    await room.do('group', { do: 'make', count: 2, by: 'count' });
    await room.question('ensemble-r');
    const [first, other, second] = phones;
    for (const phone of phones) await phone.device.open(`/s/${room.id}`);
    await press(first.page, 'reduire').click();
    await second.sees('Votre groupe : 1 action placée sur 2');
    // The card that is being read stays in hand, whoever has placed it meanwhile.
    assert.equal(await second.page.locator('[name="_card"]:checked').inputValue(), 'r-brouillon');
    await second.page.locator('[name="_card"][value="r-batterie"]').check();
    await press(second.page, 'reparer').click();
    await first.sees('Votre groupe : 2 actions placées sur 2');
    assert.ok(!(await other.shows()).includes('Votre groupe : 2'), 'the other group has its own');
    assert.equal((await room.state()).answered, 1);
    for (const { device } of phones) {
      device.assertQuiet();
      await device.close();
    }
  });

  test('two phones that place at the same instant are both kept, also what waited for a network', async () => {
    const room = await Room.open(server, 'ensemble');
    const phones = [];
    for (let n = 0; n < 2; n += 1) {
      const device = await browser.device(server, { forgive: NO_NETWORK });
      await device.join(room.code);
      phones.push(new Phone(device));
    }
    await room.question('ensemble-r');
    const [one, two] = phones;
    for (const { device } of phones) await device.open(`/s/${room.id}`);
    const kept = async () => {
      const state = await one.device.context.request.get(`${server.url}/api/v1/sessions/${room.id}/state`);
      return (await state.json()).mine?.['']?.placements;
    };
    const take = ({ page }, card) => page.locator(`[name="_card"][value="${card}"]`).check();
    await take(two, 'r-batterie');
    await Promise.all([press(one.page, 'reduire').click(), press(two.page, 'reparer').click()]);
    await eventually('both are kept', kept, { 'r-brouillon': 'reduire', 'r-batterie': 'reparer' });
    for (const phone of phones) await phone.sees('2 actions placées sur 2');

    // One phone has no network and moves both cards; the other moves one of them meanwhile: who comes last counts, card by card.
    await one.device.withoutNetwork(async () => {
      await take(one, 'r-brouillon');
      await press(one.page, 'refuser').click();
      await take(two, 'r-batterie');
      await press(two.page, 'recycler').click();
      await eventually('the other’s is kept', kept, { 'r-brouillon': 'reduire', 'r-batterie': 'recycler' });
    });
    await eventually('each card is where it came last', kept, { 'r-brouillon': 'refuser', 'r-batterie': 'recycler' });
    for (const { device } of phones) {
      device.assertQuiet();
      await device.close();
    }
  });
});
