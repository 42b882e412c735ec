// The screens as people use them: what they read, what they press.
import assert from 'node:assert/strict';
import { eventually } from './wait.mjs';

/** Without a script a phone sees what is new when it asks. */
const ASK = 'Actualiser';

/** What stands on a page for the eye, in plain spaces, without the clocks that go on by themselves. */
export async function read(page) {
  const text = await page.evaluate(() => [...document.body.children]
    .filter((part) => part.id !== 'say' && part.checkVisibility()).map((part) => part.innerText).join('\n'));
  return plain(text).replace(/\b\d+:\d\d\b/g, '0:00');
}

/** In plain spaces. */
const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ');

const holds = (wanted) => (text) => (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted));

/** A participant's phone. */
export class Phone {
  constructor(device, { script = true } = {}) {
    Object.assign(this, { device, script, page: device.page });
  }

  /** The same person in another tab. */
  tab(page) {
    return Object.assign(new Phone(this.device, this), { page });
  }

  /** In by typing the code at the door. */
  async enter(code) {
    await this.device.open('/');
    await this.page.locator('input[name="code"]').fill(code);
    await this.#come();
  }

  /** In by the address in the square. */
  async enterBy(path) {
    await this.device.open(path);
    await this.#come();
  }

  async #come() {
    await this.page.getByRole('button', { name: 'Entrer' }).click();
    await this.page.waitForURL('**/s/*');
  }

  /** All that is on it now. */
  async shows() {
    if (!this.script) await this.page.getByRole('link', { name: ASK }).click();
    return read(this.page);
  }

  /** It comes to show this text, or what matches. */
  sees(wanted, what = `a phone sees ${wanted}`) {
    return eventually(what, () => this.shows(), holds(wanted));
  }

  /** What the person has chosen when they press on: from the number pad, the slider or the letters. `nth` makes it differ. */
  async answer(nth) {
    const { page } = this;
    const number = page.locator('input[name="number"]');
    const slider = page.locator('input[name="what_if"]');
    const boxes = page.locator('input[name="choices"]');
    if (await number.count()) {
      const value = String(10 * (nth + 1));
      if (this.script && nth === 0) for (const digit of value) await page.locator(`[data-digit="${digit}"]`).click();
      else await number.fill(value);
      await page.locator('.thumb .btn').first().click();
      return { value, noted: `C’est noté : ${value} requêtes` };
    }
    if (await slider.count()) {
      await slider.fill(String(5 * (nth + 1)));
      await page.getByRole('button', { name: 'Envoyer ce choix' }).click();
      return { value: 5 * (nth + 1), noted: `et si c’était ${5 * (nth + 1)}` };
    }
    if (await boxes.count()) {
      const letters = nth === 0 ? ['A'] : ['A', 'B'];
      for (const letter of letters) await page.locator(`input[name="choices"][value="${letter}"]`).check();
      await page.getByRole('button', { name: 'Envoyer' }).click();
      return { value: letters.join(), noted: /C’est noté : A\. / };
    }
    const questions = page.locator('form.check fieldset');
    if (await questions.count()) {
      for (const question of await questions.all()) await question.locator('input').nth(nth % 2).check();
      await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
      return { value: 'AB'[nth % 2], noted: `C’est noté : 1 ${'AB'[nth % 2]}` };
    }
    const pledge = page.locator('form.pledge').first();
    if (await pledge.count()) {
      const practice = pledge.locator('label.answer').nth(nth);
      await practice.locator('input').check();
      await pledge.locator('textarea').fill(`Essai ${nth}.`);
      await pledge.locator('button').click();
      return { value: await practice.innerText(), noted: `« Essai ${nth}. »` };
    }
    // Cards are radio buttons too: the places are looked for first.
    const places = page.locator('button[name="_to"]');
    if (await places.count()) {
      await places.nth(nth).click();
      return { value: nth, noted: /C’est noté : 1 (carte|action) placée/ };
    }
    const marks = page.locator('main input[type="radio"]');
    if (await marks.count()) {
      for (const one of await page.locator('main input[type="range"]').all()) await one.fill(String((2 * nth) % 5));
      const names = new Set(await marks.evaluateAll((all) => all.map((one) => one.name)));
      for (const name of names) await page.locator(`input[name="${name}"]`).nth(nth % 2).check();
      await page.locator('main').getByRole('button', { name: 'Envoyer' }).click();
      return { value: nth % 2, noted: /C’est noté : \S/ };
    }
    const letters = await page.locator('button[name="choice"]').evaluateAll((all) => all.map((one) => one.value));
    assert.ok(letters.length > 1, `nothing to answer on ${await this.page.locator('h1').innerText()}`);
    const letter = letters[nth % letters.length];
    await page.locator(`button[name="choice"][value="${letter}"]`).click();
    return { value: letter, noted: new RegExp(`C’est noté : ${letter}[.,] `) };
  }
}

/** The facilitator's phone. */
export class Remote {
  constructor(device) {
    Object.assign(this, { device, page: device.page, big: device.page.locator('form.next button') });
    device.page.on('dialog', (dialog) => dialog.accept());
  }

  /** The one word of the big button. */
  async says() {
    return (await this.big.count()) ? plain(await this.big.innerText()).replace('→', '').trim() : '';
  }

  press() {
    return this.big.click();
  }

  /** Where it says that the session is: the screen of the step (none: its last), what has become of its answers, its phase. */
  async at() {
    const [, screen] = /écran (\d+) sur \d+/.exec(await this.shows()) ?? [];
    const tag = await this.page.locator('h1 + .tag').innerText();
    const [stretch] = await this.page.locator('button[value^="phase "][aria-pressed=true]').evaluateAll((all) => all.map((one) => +one.value.slice(6)));
    return { screen: screen && +screen, revealed: tag.includes('à l’écran') ? undefined : tag.includes('révélé'), stretch };
  }

  /** A button among the small ones. */
  tap(name) {
    return this.page.locator('form.ctl').getByRole('button', { name, exact: true }).click();
  }

  /** Jumps to the first step of this title in the list of all steps, and is back on the remote. */
  async jump(title) {
    await this.page.locator('a[href$="/etapes"]').click();
    await this.page.locator('button.jump').filter({ hasText: title }).first().click();
    await this.big.waitFor();
  }

  /** All that is on it now. */
  shows() {
    return read(this.page);
  }

  sees(wanted, what = `the remote shows ${wanted}`) {
    return eventually(what, () => this.shows(), holds(wanted));
  }

  title() {
    return this.page.locator('h1').innerText();
  }
}

/** The projector. */
export class Stage {
  constructor(device) {
    Object.assign(this, { device, page: device.page });
  }

  /** What the room reads. */
  shows() {
    return read(this.page);
  }

  sees(wanted, what = `the stage shows ${wanted}`) {
    return eventually(what, () => this.shows(), holds(wanted));
  }

  key(name) {
    return this.page.keyboard.press(name);
  }

  /** The letters that are right, once the room may know. */
  right() {
    return this.page.locator('.bar.right').evaluateAll((all) => all.map((one) => 'ABCD'.split('').find((letter) => one.classList.contains(letter))));
  }
}
