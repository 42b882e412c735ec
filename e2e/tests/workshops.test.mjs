// The six workshops walked whole in rehearsal: a simulated class, a projector, the trainer's remote and one real phone,
// from the lobby to the report, and the optional steps after those of the path.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../lib/browser.mjs';
import { Room } from '../lib/room.mjs';
import { Phone, Remote, Stage } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';
import { eventually } from '../lib/wait.mjs';

const CLASS = { participants: 12, seed: 5, speed: 1000 };
const MOST_PRESSES = 400;
const plain = (text) => text.replace(/\s+/g, ' ').trim();

let server;
let browser;
let workshops;
before(async () => {
  server = await startServer();
  browser = await launch();
  workshops = await server.host('GET', '/workshops');
  assert.equal(workshops.length, 6);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const id of ['atelier-45', 'atelier-90', 'classe-50', 'fondamental-30', 'module-1', 'module-2']) {
  test(id, async () => {
    const walk = await Walk.begin(workshops.find((workshop) => workshop.id === id));
    await walk.path();
    await walk.options();
    await walk.end();
  });
}

class Walk {
  /** All screens of a new rehearsal, in the lobby. */
  static async begin(workshop) {
    const room = await Room.open(server, workshop.id, { rehearsal: CLASS });
    await eventually('the class is there', async () => (await room.state()).joined, CLASS.participants);
    const [laptop, hand, device] = [await browser.device(server, { screen: 'stage' }), await browser.device(server), await browser.device(server)];
    for (const [host, path] of [[laptop, 'stage'], [hand, 'remote']]) {
      await host.becomeHost();
      await host.open(`/${path}/${room.id}`);
    }
    const phone = new Phone(device);
    await phone.enterBy(`/j/${room.code}`);
    return Object.assign(new Walk(), { workshop, room, phone, stage: new Stage(laptop), remote: new Remote(hand), walked: [], devices: [laptop, hand, device] });
  }

  /** With the big button alone, until it would end the session. */
  async path() {
    await this.press((says) => says !== 'Terminer');
    const path = this.workshop.steps.filter(({ optional }) => !optional).map((step) => step.id);
    assert.deepEqual(this.walked, path, 'every step of the path, in its order');
  }

  /** The big button, as long as what it says is wanted. */
  async press(wanted) {
    for (let press = 0; ; press += 1) {
      assert.ok(press < MOST_PRESSES, 'it has no end');
      const says = await this.remote.says();
      if (!wanted(says)) return;
      if (says === 'Révéler') await this.classAnswers();
      const before = await this.place();
      await this.remote.press();
      await eventually(`« ${says} » moves the session on from ${before}`, () => this.place(), (place) => place !== before);
      await this.together();
    }
  }

  /** Each optional step, its question and its result. */
  async options() {
    for (const { id } of this.workshop.steps.filter(({ optional }) => optional)) {
      await this.room.question(id);
      await this.together();
      await this.press((says) => says === 'Révéler' || !/^(Suivant|Continuer|Terminer)/.test(says));
    }
  }

  /** The end on every screen, and all of it in the report. */
  async end() {
    await this.room.do('end');
    for (const screen of [this.stage, this.phone, this.remote]) await screen.sees(/merci|terminé|finie/i);
    const report = await server.host('GET', `/sessions/${this.room.id}/report.json`);
    const left = report.steps.filter(({ reached }) => !reached).map((step) => step.id);
    assert.deepEqual(left, [], 'no step is left out of the report');
    for (const device of this.devices) {
      device.assertQuiet();
      await device.close();
    }
  }

  /** Where the session is, and in which phase. */
  async place() {
    const { status, step, stretch } = await this.room.state();
    return status === 'lobby' ? status : JSON.stringify([step.id, step.screen, step.phase, stretch?.index]);
  }

  async classAnswers() {
    await eventually(`the class answers ${(await this.room.state()).step.id}`, async () => (await this.room.state()).answered, (n) => n > 0);
  }

  title(step) {
    return this.workshop.steps.find(({ id }) => id === step).title;
  }

  /** Every screen has come to the step, says what it is, and misses no word. */
  async together() {
    const { step, stretch } = await this.room.state();
    if (this.walked.at(-1) !== step.id && !this.walked.includes(step.id)) this.walked.push(step.id);
    await eventually(`the phone is at ${step.id}`, () => this.phone.page.locator('main').getAttribute('data-key'), (key) => key?.startsWith(`${step.id}#`));
    await eventually(`the remote is at ${step.id}`, () => this.remote.title(), (title) => plain(title).endsWith(plain(this.title(step.id))));
    await eventually(`the remote is where ${step.id} is`, () => this.remote.at(), (at) =>
      (at.screen ?? step.screen.of) === step.screen.index + 1 && at.stretch === stretch?.index && (at.revealed ?? step.phase === 'revealed') === (step.phase === 'revealed'));
    for (const [who, screen] of [['phone', this.phone], ['stage', this.stage], ['remote', this.remote]]) {
      const titles = await screen.page.locator('h1').allInnerTexts();
      assert.ok(titles.some((title) => plain(title)), `${step.id}: the ${who} has a title`);
      const text = await screen.shows();
      for (const raw of ['undefined', 'NaN', '{{', '{$', '[object']) assert.ok(!text.includes(raw), `${step.id}: ${raw} on the ${who}`);
    }
  }
}
