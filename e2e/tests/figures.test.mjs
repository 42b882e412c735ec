// The exhibition of figures: found in ten seconds, never alone, turned by eight settings, with and without a script, on paper.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible, assertAccessibleInBoth } from '../lib/axe.mjs';
import { assertReflows } from '../lib/fits.mjs';
import { cut, print } from '../lib/paper.mjs';
import { reading } from '../lib/reader.mjs';
import { eventually } from '../lib/wait.mjs';

const INDEX = '/chiffres';
const CLAIM = '/chiffres/eau-par-reponse';
const FIGURE = '/chiffres/seed-request-co2';
const DECK = '/chiffres/graphiques-du-diaporama';
const PAGES = [INDEX, '/chiffres/tous', '/chiffres/tous/water', '/chiffres/requetes-par-kilometre', `${CLAIM}?unit=answer`, `${INDEX}?q=4%20g`, `${INDEX}?q=licorne`, CLAIM, `${CLAIM}?water=on-site`, '/chiffres/energie-par-requete', '/chiffres/entrainement-co2',
  FIGURE, '/chiffres/streaming-shift-2019', DECK];

const house = reading();
const { read } = house;

const rows = (page, list = '.rows:not(.set-aside)') => page.locator(`${list} > li`).evaluateAll((all) => all.map((one) => one.id.replace('fig-', '')));
const spread = async (page) => (await page.locator('#spread').innerText()).replaceAll('\u202f', ' ');

describe('every page of the exhibition', () => {
  for (const path of PAGES) {
    test(`${path} can be read by all, on small screens, in the dark, on paper`, () => read(path, {}, async (page) => {
      await assertAccessibleInBoth(page);
      await assertReflows(page);
      assert.deepEqual(await cut(page), [], 'cut on paper');
      const { sheets, texts } = await print(page);
      assert.ok(sheets >= 1 && sheets <= 8 && texts > 20, `${sheets} sheets, ${texts} texts`);
    }));
  }

  test('in English, what the registry says is marked as French', () => read(CLAIM, { locale: 'en-GB' }, async (page) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.match(await page.locator('h1').innerText(), /How much water/);
    assert.equal(await page.locator('.rows').getAttribute('lang'), 'fr');
    await assertAccessible(page);
  }));
});

describe('who doubts a figure of the deck', () => {
  test('types it and sees who says what, without a script', () => read(INDEX, { screen: 'phone', javaScript: false }, async (page) => {
    await page.locator('#q').fill('4 g');
    await page.locator('.find button').click();
    const first = page.locator('.results > li').first();
    const said = (await first.innerText()).replaceAll('\u202f', ' ');
    assert.match(said, /4 g CO₂e par requête/);
    assert.match(said, /citations fragiles/);
    assert.match(said, /À lire avec : .*0,03 g CO₂e \(Google, 2025, Gemini\)/);
    assert.match(await page.locator('.questions .why').first().innerText(), /La requête n’est pas la même/);
    assert.doesNotMatch(await page.locator('main').innerText(), /7,26/);
    await page.locator('.questions a').first().click();
    assert.match(page.url(), /co2-par-requete$/);
    assert.deepEqual((await rows(page)).slice(0, 2), ['google-2025-co2', 'ecologits-gpt4o-co2']);
    assert.equal(await page.locator('.why li').count(), 3);
  }));

  test('sees it first, with who says it, what the others say and why', () => read(INDEX, { screen: 'phone', javaScript: false }, async (page) => {
    const told = (await page.locator('.doubts > li').allInnerTexts()).map((one) => one.replaceAll('\u202f', ' '));
    assert.match(told[0], /^4 g CO₂e par requête\s+Dutoit, 2024 .*citations fragiles\s+Les autres : de 0,03 g CO₂e à 4,32 g CO₂e\.\s+La requête n’est pas la même/s);
    assert.match(told[1], /^50 cl d’eau par conversation\s+.*Les autres : de 0,26 mL à 519 mL/s);
    const box = await page.locator('.doubts > li').first().boundingBox();
    assert.ok(box.y + box.height < 844, 'on the first screen of a phone');
    await page.locator('.doubts a').nth(1).click();
    assert.match(page.url(), /eau-par-reponse$/);
    const [why, chart] = await Promise.all(['.why', '#chart'].map((part) => page.locator(part).boundingBox()));
    assert.ok(why.y + why.height < 844 && why.y < chart.y, 'why they differ stands before the chart');
  }));

  test('finds it by other words', () => read(`${INDEX}?q=un%20demi-litre`, {}, async (page) => {
    assert.match(await page.locator('.results > li').first().innerText(), /50.cl d’eau par conversation/);
  }));

  test('is told when nothing is found, and sent on', () => read(`${INDEX}?q=licorne`, {}, async (page) => {
    assert.match(await page.locator('main').innerText(), /Aucun chiffre du registre/);
    await page.locator('main >> text=Toutes les questions').click();
    assert.ok(await page.locator('.questions a').count() >= 15);
  }));

  test('sees one figure among those that contradict it, side by side', () => read(FIGURE, {}, async (page) => {
    const shown = await rows(page);
    assert.ok(shown.includes('google-2025-co2') && shown.includes('seed-request-co2'));
    assert.equal(await page.locator('.rows .about').getAttribute('id'), 'fig-seed-request-co2');
    assert.equal(await page.locator('table.differences').count(), shown.length - 1);
    assert.match(await page.locator('main').innerText(), /ne le citez jamais seul/);
  }));
});

describe('a setting', () => {
  const ON_SITE = ['google-2025-water'];

  async function isTurned(page) {
    assert.deepEqual(await rows(page), ON_SITE);
    const aside = await rows(page, '.set-aside');
    assert.ok(aside.includes('mistral-2025-water') && aside.length === 7, 'no contested figure is left alone');
    assert.match(await spread(page), /1 chiffre sur 8.*Sans réglage : un facteur 2 000.*Réglé : Eau \(sur place\)/s);
    assert.match(page.url(), /\?(.*&)?water=on-site/);
  }

  test('moves the figures at once', () => read(CLAIM, {}, async (page) => {
    const settings = page.locator('.turn');
    assert.equal(await settings.locator('button').isVisible(), false);
    await page.locator('.turned summary').click();
    await settings.locator('[name="water"]').selectOption('on-site');
    await eventually('they have moved', async () => (await rows(page)).length, 1);
    await isTurned(page);
    await assertAccessible(page);
    await page.reload();
    await isTurned(page);
    await page.locator('#spread a').click();
    assert.equal((await rows(page)).length, 8);
  }));

  test('moves them by a form where there is no script', () => read(CLAIM, { javaScript: false, screen: 'phone' }, async (page) => {
    await page.locator('.turned summary').click();
    await page.locator('[name="water"]').selectOption('on-site');
    await page.locator('.turn button').click();
    await isTurned(page);
    assert.equal(await page.locator('[name="water"]').inputValue(), 'on-site');
  }));

  test('exchanges a figure for the one that says the same set otherwise', () => read(`${CLAIM}?unit=answer`, {}, async (page) => {
    const swapped = await page.locator('#fig-li-2023-water-per-response .swap').evaluateAll((all) => all.map((one) => one.id));
    assert.deepEqual(swapped, ['fig-li-2023-water', 'fig-seed-chatgpt-water']);
    assert.ok(!(await rows(page, '.set-aside')).includes('seed-chatgpt-water'));
  }));

  test('of the eight leads to where it moves most, turned', () => read(INDEX, {}, async (page) => {
    const ways = await page.locator('.settings a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.equal(ways.length, 8);
    await page.locator('.settings a').first().click();
    assert.ok(await page.locator('#spread').innerText().then((told) => told.includes('Sans réglage')));
    assert.ok(await page.locator('.turned').evaluate((one) => one.open), 'the settings are open where one is turned');
  }));

  test('that nothing answers says so, and leaves all in sight', () => read(`${CLAIM}?water=on-site&unit=email`, {}, async (page) => {
    assert.match(await spread(page), /Aucun chiffre publié/);
    assert.equal((await rows(page, '.set-aside')).length, 8);
  }));

  test('is offered only where some figure can show it', () => read('/chiffres/part-du-numerique-france', {}, async (page) => {
    const offered = await page.locator('.turn select').evaluateAll((all) => all.map((one) => one.name));
    assert.deepEqual(offered, ['stage:imports', 'date']);
  }));
});

test('the charts of the deck stand on sources, or say that there are none', () => read(DECK, {}, async (page) => {
  const sections = await page.locator('main section').evaluateAll((all) => all.map((one) => [one.id, one.querySelectorAll('.rows > li').length, !!one.querySelector('.nowhere')]));
  assert.deepEqual(sections, [['carbone', 2, false], ['ressources', 0, true], ['energie', 1, false], ['metaux', 1, false]]);
}));

test('the files are those of the claim', () => read(CLAIM, {}, async (page, device) => {
  const [sheet, programs] = await page.locator('.files a').evaluateAll((all) => all.map((one) => one.href));
  const answers = await Promise.all([sheet, programs].map((url) => device.context.request.get(url)));
  assert.ok((await answers[0].text()).includes('google-2025-water'));
  assert.equal((await answers[1].json()).figures.length, 8);
}));

test('the door and the desk lead to it', async () => {
  await read('/', { screen: 'phone' }, async (page) => {
    await page.locator('footer a', { hasText: 'Chiffres' }).click();
    assert.match(page.url(), /\/chiffres$/);
  });
  const device = await house.browser.device(house.server, { screen: 'stage' });
  await device.becomeHost();
  await device.page.locator('nav a', { hasText: 'Chiffres' }).click();
  assert.match(device.page.url(), /\/chiffres$/);
  await device.close();
});
