// axe on the three screens of the room, in every state of a session, in the light and in the dark.
import { after, before, describe, test } from 'node:test';
import { assertAccessibleInBoth } from '../lib/axe.mjs';
import { launch } from '../lib/browser.mjs';
import { Room } from '../lib/room.mjs';
import { startServer } from '../lib/server.mjs';

const POLL = 'a45-sondage';
const CALCULATOR = 'a45-calcul';
const QUIZ = 'a45-quiz.q-eau-conversation';
const DUEL = 'a45-duel.duel-image-texte';

const letter = (index) => ({ choice: 'ABCA'[index % 4] });
const number = (index) => ({ number: 3 * index });

/** In this order, in one session: how a state is reached. The phone's own answer comes with the room's. */
const STATES = {
  lobby: () => {},
  slide: () => room.do('start'),
  'slide with figures': () => room.question('a45-impacts'),
  number: () => room.question(POLL),
  'number noted': () => answers(POLL, number),
  'number closed': () => room.do('close'),
  'number revealed': () => room.do('reveal'),
  calculator: () => room.question(CALCULATOR),
  'calculator revealed': async () => { await answers(CALCULATOR, (index) => ({ requests: 3 * index, what_if: index })); await room.do('reveal'); },
  duel: () => room.question(DUEL),
  'duel revealed': async () => { await answers(DUEL, letter); await room.do('reveal'); },
  quiz: async () => { await room.question(QUIZ); await room.do('extend', { seconds: 600 }); },
  'quiz noted, paused': async () => { await answers(QUIZ, letter); await room.do('pause'); },
  'quiz revealed, groups': async () => {
    await room.do('resume');
    await room.do('group', { do: 'make', by: 'choice', count: 3 });
    await room.do('reveal');
  },
  'the way in, in large': () => room.do('stage', { show: 'join' }),
  'a dark screen': () => room.do('stage', { show: 'blank' }),
  ended: () => room.do('end'),
};

let server;
let browser;
let room;
let phone;
let laptop;
before(async () => {
  server = await startServer();
  browser = await launch();
  room = await Room.open(server);
  await room.fill(4);
  phone = await browser.device(server);
  await phone.join(room.code, 'Lou');
  laptop = await browser.device(server, { screen: 'stage' });
  await laptop.becomeHost();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function answers(step, value) {
  await room.answers(step, value);
  await phone.answer(room.id, step, value(1));
}

const onStage = { darken: (page) => page.keyboard.press('d'), lighten: (page) => page.keyboard.press('d') };

for (const [state, reach] of Object.entries(STATES)) {
  describe(state, () => {
    before(reach);
    test('phone', () => look(phone, `/s/${room.id}`));
    test('stage', () => look(laptop, `/stage/${room.id}`, onStage));
    test('remote', () => look(laptop, `/remote/${room.id}`));
  });
}

async function look(device, path, theme = {}) {
  await device.open(path);
  await assertAccessibleInBoth(device.page, { what: `${path.split('/')[1]} in this state`, ...theme });
  device.assertQuiet();
}
