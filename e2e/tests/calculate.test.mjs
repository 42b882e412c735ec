// The calculator: a week as ranges, with and without a script; the address holds it; what is wrong is told; on paper.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessibleInBoth } from '../lib/axe.mjs';
import { REFUSED } from '../lib/browser.mjs';
import { assertReflows } from '../lib/fits.mjs';
import { cut, print } from '../lib/paper.mjs';
import { reading } from '../lib/reader.mjs';
import { eventually } from '../lib/wait.mjs';

const EMPTY = '/calculer';
const CLASS = '/calculer?question=20&long-text=2&image=3&code=1&modele=gpt-4o&personnes=25&garde=50&publie=eau';
const NONE = '/calculer?question=0';
const ASSUMPTIONS = '/calculer/hypotheses';

const house = reading();
const { read } = house;

const told = async (locator) => (await locator.innerText()).replaceAll('\u202f', ' ');
/** The three numbers of the year, in the order in which they stand. */
const year = async (page) => (await told(page.locator('.big').first())).match(/[\d, ]+(?= – | \w)/g);

describe('every page of the calculator', () => {
  for (const path of [EMPTY, CLASS, NONE, ASSUMPTIONS]) {
    test(`${path} can be read by all, on small screens, in the dark, on paper`, () => read(path, {}, async (page) => {
      await assertAccessibleInBoth(page);
      await assertReflows(page);
      assert.deepEqual(await cut(page), [], 'cut on paper');
      const { sheets, texts } = await print(page);
      assert.ok(sheets >= 1 && sheets <= 6 && texts > 20, `${sheets} sheets, ${texts} texts`);
    }));
  }

  test('in English, what the data say is marked as French', () => read(CLASS, { locale: 'en-GB' }, async (page) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.match(await told(page.locator('main')), /What counts most: the country of the electricity; then how many people the server answers at once/);
    assert.equal(await page.locator('.like span').first().getAttribute('lang'), 'fr');
  }));
});

describe('without a script', () => {
  const options = { screen: 'phone', javaScript: false };

  test('the form is sent, and the address holds the week', () => read(EMPTY, options, async (page) => {
    await page.locator('input[name=question]').fill('40');
    await page.locator('input[name=zone]').fill('Belgique');
    await page.locator('button[type=submit]').click();
    assert.match(page.url(), /question=40.*zone=Belgique/);
    assert.match(await told(page.locator('.big')), /^[\d,]+ – [\d,]+ – [\d,]+ g|kg/);
    assert.match(await told(page.locator('main')), /Ce qui compte le plus : combien de personnes le serveur sert à la fois, que personne ne publie/);
    assert.match(await told(page.locator('main')), /sans fourchette publiée/);
  }));

  test('the published figures are shown one measure at a time', () => read(CLASS, options, async (page) => {
    assert.match(await told(page.locator('#publies')), /Mistral AI, 2025/);
    await page.locator('.tabs >> text=Gaz à effet de serre').click();
    assert.match(await told(page.locator('#publies')), /chiffre du diaporama/);
    assert.match(await told(page.locator('#publies')), /ecologits-0\.11\.3/);
  }));

  test('what is wrong is told with what to do, and nothing typed is lost', () => read(
    '/calculer?question=1%20000&modele=gpt-4o', { ...options, forgive: REFUSED }, async (page) => {
      assert.match(await told(page.locator('[role=alert]')), /questions : « 1 000 » n’est pas un nombre de 0 à 100 000/);
      const field = page.locator('input[name=question]');
      assert.equal(await field.inputValue(), '1 000');
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.equal(await page.locator('[aria-invalid]').count(), 1);
    }));

  test('a number that can be read in two ways is told with both', () => read(
    '/calculer?question=1.000', { ...options, forgive: REFUSED }, async (page) => {
      assert.match(await told(page.locator('[role=alert]')), /questions : « 1\.000 » peut se lire 1 ou 1000/);
    }));

  test('a name that is not known has its nearest', () => read(
    '/calculer?question=3&modele=gpt4o&zone=Belgqiue', { ...options, forgive: REFUSED }, async (page) => {
      const alert = await told(page.locator('[role=alert]'));
      assert.match(alert, /gpt-4o, gpt-4o-mini/);
      assert.match(alert, /BEL/);
      assert.equal(await page.locator('input[name=modele]').inputValue(), 'gpt4o');
    }));
});

describe('with a script', () => {
  test('what changes in the form changes the sums at once, and the address with it', () => read(EMPTY, { forgive: REFUSED }, async (page) => {
    const before = await year(page);
    await page.locator('input[name=question]').fill('200');
    await eventually('another year', async () => JSON.stringify(await year(page)) !== JSON.stringify(before), true);
    assert.match(page.url(), /question=200/);
    const field = page.locator('input[name=question]');
    await field.fill('1 000');
    await eventually('what was refused is marked', () => field.getAttribute('aria-invalid'), 'true');
    await field.fill('200');
    await eventually('and no longer when it is mended', () => page.locator('[aria-invalid]').count(), 0);
    await page.locator('input[name=garde]').fill('50');
    await eventually('half', async () => /: −50 %/.test(await told(page.locator('.both .then'))), true);
    await page.locator('input[name=modele]').fill('gpt4o');
    await eventually('the nearest names', async () => /gpt-4o-mini/.test(await told(page.locator('[role=alert]'))), true);
    await page.reload();
    assert.equal(await field.inputValue(), '200');
  }));

  test('the smallest model of the same host weighs less', () => read('/calculer?question=50', {}, async (page) => {
    await page.locator('input[name=petit]').check();
    await eventually('less', async () => /: −[6-9]\d %/.test(await told(page.locator('.both .then'))), true);
  }));

  test('the same address gives the same numbers, and the table for a spreadsheet too', () => read(CLASS, {}, async (page, device) => {
    const first = await year(page);
    await device.open(CLASS);
    assert.deepEqual(await year(page), first);
    const csv = await page.request.get(`${house.server.url}${CLASS.replace('/calculer', '/calculer.csv')}`);
    assert.match(csv.headers()['content-type'], /text\/csv/);
    const lines = (await csv.text()).trim().split('\r\n');
    assert.equal(lines.length, 1 + 4 * 5);
    for (const line of lines.slice(1)) {
      const [low, median, high] = line.split(';').slice(3, 6).map(Number);
      assert.ok(low < median && median < high, line);
    }
  }));
});
