// A picture of every screen in every state, in three sizes: `node shots.mjs FOLDER [TEXT]`, scenes whose name holds TEXT.
//
// A scene leads the session to a state, then names what is looked at. To add one, add its line to SCENES: scenes are
// played in their order, in one session of the workshop of their act.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './lib/browser.mjs';
import { Room } from './lib/room.mjs';
import { startServer } from './lib/server.mjs';

const SIZES = [[390, 844], [1280, 720], [1920, 1080]];
const SETTLE_MS = 250; // what moves has come to rest
const PEOPLE = 28;
const POLL = 'a45-sondage';
const CALCULATOR = 'a45-calcul';
const QUIZ = 'a45-quiz.q-eau-conversation';
const DUEL = 'a45-duel.duel-image-texte';

// What a class would say: few people ask much, most ask little.
const requests = (index) => ({ number: [0, 2, 3, 5, 8, 10, 12, 20, 25, 40, 60, 150][index % 12] });
const week = (index) => ({ requests: requests(index).number, what_if: Math.floor(requests(index).number / 2) });
const option = (index) => ({ choice: 'CCABCDCB'[index % 8] });
const side = (index) => ({ choice: 'BBACBA'[index % 6] });
const four = (letters) => (index) => {
  const [one, two, three, four] = letters[index % letters.length];
  const answers = { 'q-garder-appareil': one, 'q-gpu-fabrication': two, 'q-greenwashing-mot': three, 'q-heures-creuses': four };
  return { answers: Object.fromEntries(Object.entries(answers).filter(([, letter]) => letter !== '-')) };
};
const unsure = four(['BDAA', 'ABDA', 'BADB', 'AAD-', 'CDDA', 'BBAC', 'A-BA', 'DADB']);
const surer = four(['BADC', 'BADA', 'BADC', 'AADC', 'BDDC', 'BADC', 'BADB', 'BAAC']);
const keeps = (index) => [
  { practice: 'bp-precise', words: 'Une phrase au brouillon avant d’ouvrir l’outil, avec le public et la longueur.' },
  { practice: 'bp-reflechie', words: 'Le lundi, en équipe\u202f: trois tâches que nous faisons sans IA.' },
  { practice: 'reparer', words: 'Je fais changer la batterie de mon téléphone.' },
  { practice: 'bp-precise', words: 'En cinq lignes, pour des élèves de dix ans.' },
  { practice: 'bp-limiter', words: 'Le dictionnaire de la classe d’abord.' },
  { practice: 'refuser', words: 'Pas d’image quand une phrase suffit.' },
  { practice: 'bp-reflechie', words: 'B comme besoin, écrit au-dessus de mon écran, et je tiens un mois pour voir ce que cela change vraiment dans ma façon de préparer mes leçons de sciences.' },
][index % 7];

const LIVE = ['phone', 'stage', 'remote'];

/** `step` answered by the class and by the phone that is looked at. */
const answered = (step, value) => async (room, { phone }) => {
  await room.answers(step, value);
  await phone.answer(room.id, step, value(3));
};
const reveal = (room) => room.do('reveal');
const question = (step) => (room) => room.question(step);

const ACTS = [
  { scenes: [{ name: 'first-start', look: ['desk'] }] },
  {
    workshop: 'atelier-45',
    scenes: [
      { name: 'door', look: ['door', 'door-code', 'door-wrong-code'] },
      { name: 'lobby', look: [...LIVE, 'desk', 'console', 'pairing'] },
      { name: 'lobby-wifi', move: (room, { host }) => wifi(room, host, 'classe-b12'), look: ['stage', 'console'] },
      { name: 'welcome', move: async (room, { host }) => { await wifi(room, host, ''); await room.do('start'); }, look: [...LIVE, 'keys'] },
      { name: 'number-slide', move: (room) => room.goto(POLL), look: LIVE },
      { name: 'number', move: question(POLL), look: LIVE },
      { name: 'number-refused', look: ['refused'] },
      { name: 'number-noted', move: answered(POLL, requests), look: [...LIVE, 'offline'] },
      { name: 'number-closed', move: (room) => room.do('close'), look: LIVE },
      { name: 'number-late', look: ['late'] },
      { name: 'number-revealed', move: reveal, look: LIVE },
      { name: 'calculator', move: question(CALCULATOR), look: LIVE },
      { name: 'calculator-revealed', move: async (room, on) => { await answered(CALCULATOR, week)(room, on); await reveal(room); }, look: LIVE },
      { name: 'slide', move: (room) => room.goto('a45-impacts'), look: LIVE },
      { name: 'slide-figures', move: question('a45-impacts'), look: LIVE },
      { name: 'blank', move: (room) => room.do('stage', { show: 'blank' }), look: ['stage', 'remote'] },
      { name: 'join-in-large', move: (room) => room.do('stage', { show: 'join' }), look: ['stage', 'remote'] },
      { name: 'paused', move: async (room) => { await room.do('stage', { show: 'step' }); await room.do('pause'); }, look: LIVE },
      { name: 'duel', move: async (room) => { await room.do('resume'); await room.question(DUEL); }, look: LIVE },
      { name: 'duel-noted', move: answered(DUEL, side), look: LIVE },
      { name: 'duel-revealed', move: reveal, look: LIVE },
      { name: 'placeholder', move: (room) => room.goto('a45-cycle'), look: LIVE },
      { name: 'quiz', move: question(QUIZ), look: LIVE },
      { name: 'quiz-noted', move: answered(QUIZ, option), look: [...LIVE, 'phone-dark'] },
      { name: 'quiz-revealed', move: reveal, look: [...LIVE, 'phone-dark', 'stage-dark'] },
      { name: 'groups', move: (room) => room.do('group', { do: 'make', by: 'choice', count: 4 }), look: ['phone', 'remote'] },
      { name: 'data', look: ['data', 'figure', 'nowhere', 'stranger', 'erased'] },
      { name: 'ended', move: (room) => room.do('end'), look: [...LIVE, 'desk', 'console', 'report'] },
    ],
  },
  {
    workshop: 'module-1',
    scenes: [
      { name: 'check-before', move: question('m1-avant'), look: LIVE },
      { name: 'check-before-noted', move: answered('m1-avant', unsure), look: LIVE },
      { name: 'check-before-revealed', move: reveal, look: LIVE },
      { name: 'break', move: firstOf('break'), look: LIVE },
      { name: 'pledge', move: question('m1-engagement'), look: LIVE },
      { name: 'pledge-noted', move: answered('m1-engagement', keeps), look: LIVE },
      { name: 'pledge-revealed', move: reveal, look: LIVE },
      { name: 'check-after', move: question('m1-apres'), look: LIVE },
      { name: 'check-after-revealed', move: async (room, on) => { await answered('m1-apres', surer)(room, on); await reveal(room); }, look: [...LIVE, 'report'] },
    ],
  },
  { workshop: 'module-2', scenes: [{ name: 'free', move: firstOf('free'), look: LIVE }] },
];

/** What can be looked at: on whose device, where; `whole`: the whole page and not its first screen; `act`: what is done there
 * first, `undo`: and after. */
const LOOKS = {
  door: { on: 'stranger', path: () => '/' },
  'door-code': { on: 'stranger', path: (room) => `/j/${room.code}` },
  'door-wrong-code': { on: 'stranger', path: () => '/j/BBBBBB' },
  phone: { on: 'phone', path: (room) => `/s/${room.id}` },
  stage: { on: 'host', path: (room) => `/stage/${room.id}` },
  remote: { on: 'host', path: (room) => `/remote/${room.id}` },
  desk: { on: 'host', path: () => '/desk', whole: true },
  console: { on: 'host', path: (room) => `/desk/s/${room.id}`, whole: true },
  report: { on: 'host', path: (room) => `/api/v1/sessions/${room.id}/report.html`, whole: true },
  data: { on: 'phone', path: (room) => `/donnees?s=${room.id}`, whole: true },
  erased: { on: 'phone', path: (room) => `/donnees?s=${room.id}&efface=1` },
  figure: { on: 'stranger', path: () => '/chiffres/seed-chatgpt-water', whole: true },
  pairing: { on: 'host', path: (room) => `/desk/s/${room.id}`, act: (page) => page.getByRole('button', { name: 'Montrer le carré' }).click(), whole: true },
  keys: { on: 'host', path: (room) => `/stage/${room.id}`, act: (page) => page.keyboard.press('?') },
  'stage-dark': { on: 'host', path: (room) => `/stage/${room.id}`, act: (page) => page.keyboard.press('d') },
  'phone-dark': {
    on: 'phone', path: (room) => `/s/${room.id}`,
    act: (page) => page.emulateMedia({ colorScheme: 'dark' }), undo: (page) => page.emulateMedia({ colorScheme: 'light' }),
  },
  offline: {
    on: 'phone', path: (room) => `/s/${room.id}`,
    act: async (page) => { await page.context().setOffline(true); await page.locator('#offline').waitFor(); },
    undo: (page) => page.context().setOffline(false),
  },
  refused: { on: 'phone', path: (room) => `/s/${room.id}`, act: (page) => send(page, '5000') },
  late: { on: 'late', path: (room) => `/s/${room.id}`, act: (page, room, { late }) => late.answer(room.id, POLL, { number: 4 }).then(() => page.reload()) },
  nowhere: { on: 'stranger', path: () => '/nowhere' },
  stranger: { on: 'stranger', path: () => '/desk' },
};

/** Sends a number that the page itself would refuse. */
async function send(page, number) {
  await page.locator('form.number-form').evaluate((form) => { form.noValidate = true; });
  await page.locator('input[name="number"]').fill(number);
  await page.locator('.thumb .btn').first().click();
  await page.locator('#problem').waitFor();
}

/** Shows a wifi in the lobby; without a name, none. */
function wifi(room, host, name) {
  return host.context.request.post(`${host.server.url}/desk/s/${room.id}/wifi`, { form: { name, password: 'un mot de passe' } });
}

/** Leads to the first step of a kind, wherever the workshop has it. */
function firstOf(kind) {
  return async (room) => {
    const workshops = await room.server.host('GET', '/workshops');
    const { steps } = workshops.find(({ id }) => id === room.workshop);
    await room.question(steps.find((step) => step.kind === kind).id);
  };
}

/** Plays an act's scenes; gives how many pictures were taken. */
async function play(act, server, devices, folder, wanted) {
  const room = act.workshop && await open(act.workshop, server, devices);
  let taken = 0;
  for (const { name, move, look } of act.scenes) {
    await move?.(room, devices);
    if (!name.includes(wanted)) continue;
    for (const what of look) taken += await picture(`${name}-${what}`, LOOKS[what], room, devices, folder);
  }
  return taken;
}

async function open(workshop, server, devices) {
  const room = await Room.open(server, workshop);
  room.workshop = workshop;
  await room.fill(PEOPLE);
  await devices.phone.join(room.code, 'Lou');
  await devices.late.join(room.code);
  return room;
}

async function picture(name, { on, path, act, undo, whole = false }, room, devices, folder) {
  const { page } = devices[on];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await devices[on].open(path(room));
    await act?.(page, room, devices);
    await page.waitForTimeout(SETTLE_MS);
    await page.screenshot({ path: join(folder, `${name}-${width}x${height}.png`), fullPage: whole });
    await undo?.(page);
  }
  return SIZES.length;
}

const [folder = '../shots', wanted = ''] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const server = await startServer();
const browser = await launch();
try {
  const devices = {
    stranger: await browser.device(server),
    phone: await browser.device(server),
    late: await browser.device(server),
    host: await browser.device(server, { screen: 'stage' }),
  };
  await devices.host.becomeHost();
  let taken = 0;
  for (const act of ACTS) taken += await play(act, server, devices, folder, wanted);
  console.log(`${taken} pictures`);
} finally {
  await browser.close();
  await server.close();
}
