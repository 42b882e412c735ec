// A picture of every screen in every state, in three sizes: `node shots.mjs FOLDER [TEXT]`, scenes whose name holds TEXT.
//
// A scene leads the session to a state, then names what is looked at. To add one, add its line to SCENES: scenes are
// played in their order, in one session of the workshop of their act.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Board } from './lib/board.mjs';
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
const SAFE = 'a45-coffre';

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

// Each card where it belongs, but for a few, which differ from one to the other.
const SORT = 'a45-cycle';
const STAGES = { 'c-tel-minerais': 'extraction', 'c-tel-usine': 'production', 'c-tel-avion': 'transport', 'c-tel-recharge': 'utilisation', 'c-tel-tiroir': 'fin-de-vie', 'c-ia-entrainement': 'production', 'c-ia-chaleur': 'valorisation' };
const FIVE_R = 'a45-cinq-r';
const RS = { 'r-mode-emploi': 'reduire', 'r-ecole-prete': 'reutiliser', 'r-batterie': 'reparer', 'r-parc-conteneurs': 'recycler', 'r-image-inutile': 'refuser', 'r-brouillon': 'reduire' };
const cards = (places, moved = 0) => (index) => {
  const words = Object.values(places);
  const place = ([card, word], at) => [card, (index + moved + at) % 4 ? word : words[(at + index) % words.length]];
  return { placements: Object.fromEntries(Object.entries(places).map(place)) };
};
// The safe: what the first group and the others have found when one looks.
const FOUND = [[0, 'coffre-mine', 'GARDER'], [0, 'coffre-cahier', '42'], [0, 'coffre-afficheur', 'deux'], [1, 'coffre-mine', 'garder'], [2, 'coffre-cinq-r', 'partage']];
const REST = [[0, 'coffre-bisou', 'O'], [0, 'coffre-cinq-r', 'PARTAGE'], [0, 'code', '54672']];
const find = (found) => async (room) => {
  for (const [seat, key, answer] of found) await room.seats[seat].answer(SAFE, { answer }, { key });
};
const BISOU = 'a45-bisou.sit-image-affiche';
const CASE = 'm1-cas.cas-trainees';
const CHAIN = 'm1-chaine.ch-dix-fois';
const hop = (index) => ({ hop: ['wh-rapport', 'wh-relais', 'wh-rapport', 'wh-calcul', 'wh-remarque', 'wh-rapport', 'wh-refait'][index % 7] });
const profile = (index) => ({
  scores: { B: [3, 2, 4, 1, 3, 4][index % 6], I: [0, 1, 2, 1, 0][index % 5], S: [1, 2, 1, 0, 3][index % 5], O: [0, 1, 0, 2][index % 4], U: [2, 3, 1, 4][index % 4] },
  decision: ['sans', 'plus-tard', 'avec', 'sans'][index % 4],
  alternative: ['Un concours de dessins', 'un concours de dessins', 'Une photo de la fête précédente', 'Demander aux élèves', null][index % 5],
});
const worth = (index) => ({ worth: [-1, 0, 1, 1, 2, -2][index % 6], evidence: index % 3 ? 'strong' : 'weak' });
const moved = (index) => ({ worth: [-1, -1, 0, 1, 2, -1][index % 6], evidence: index % 2 ? 'strong' : 'weak' });

const BY_GROUP = 'a90-cycle';
const STAGES_90 = { 'c-tel-minerais': 'extraction', 'c-tel-eau-pure': 'production', 'c-tel-avion': 'transport', 'c-tel-recharge': 'utilisation', 'c-tel-tiroir': 'fin-de-vie', 'c-ia-puces': 'production', 'c-ia-chaleur': 'valorisation' };
const DEBATE = 'a90-debat';
const ARGUMENTS = [
  ['Réparer coûte moins que racheter.', 'Une batterie changée, et mon téléphone a deux ans de plus.', 'Le confort d’aujourd’hui est payé ailleurs.'],
  ['Les élèves les moins équipés y perdraient les premiers.', 'Un outil lent ne sert plus à personne.', 'C’est aux fabricants de s’y mettre.'],
];
const stands = (index) => {
  const position = [2, 1, -1, 0, 1, -2, 2][index % 7];
  const argument = index < 9 && position ? ARGUMENTS[position > 0 ? 0 : 1][index % 3] : null;
  return argument ? { position, argument } : { position };
};
const QUESTIONS = ['Et l’eau, d’où vient-elle ?', 'Qui paie le courant des centres de données ?', 'Un petit modèle suffit-il pour corriger des dictées ?'].map((text) => text.replace(' ?', '\u202f?'));

/** The first of the class ask, one with a name. */
async function asks({ server, code, seats }) {
  for (const [index, text] of QUESTIONS.entries()) await seats[index].call('POST', '/questions', { text });
  const named = await server.join(code, 'Awa');
  await named.call('POST', '/questions', { text: 'Que fait l’école des vieux écrans\u202f?', named: true });
}

/** The class votes for the texts of the step, or for the questions: the first most. */
async function supports(room, list) {
  const texts = (await room.state())[list];
  for (const [nth, { item }] of texts.entries()) {
    for (const seat of room.seats.slice(10, 10 + Math.max(0, 9 - 2 * nth))) await seat.call('PUT', `/votes/${item}`, { value: 1 });
  }
}

/** Half of the class and the phone that is looked at want the badge. */
async function claims(room, { phone }) {
  for (const seat of room.seats.slice(0, 14)) await seat.call('PUT', '/votes/a90-badge', { value: 1 });
  await phone.context.request.put(`${phone.server.url}/api/v1/sessions/${room.id}/votes/a90-badge`, { data: { value: 1 } });
}

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
      { name: 'sort', move: question(SORT), look: LIVE },
      { name: 'sort-noted', move: answered(SORT, cards(STAGES)), look: LIVE },
      { name: 'sort-revealed', move: reveal, look: [...LIVE, 'phone-whole', 'phone-cards'] },
      { name: 'sort-disputed', move: (room) => room.do('next'), look: ['stage'] },
      { name: 'five-r', move: question(FIVE_R), look: LIVE },
      { name: 'five-r-noted', move: answered(FIVE_R, cards(RS)), look: LIVE },
      { name: 'five-r-revealed', move: reveal, look: LIVE },
      { name: 'five-r-again', move: async (room, on) => { await room.do('round'); await answered(FIVE_R, cards(RS, 1))(room, on); await reveal(room); }, look: LIVE },
      { name: 'print', look: ['print-sort', 'print-five-r'] },
      { name: 'bisou', move: question(BISOU), look: LIVE },
      { name: 'bisou-noted', move: answered(BISOU, profile), look: LIVE },
      { name: 'bisou-revealed', move: reveal, look: LIVE },
      { name: 'bisou-alone', look: ['alone', 'alone-asks'] },
      { name: 'quiz', move: question(QUIZ), look: LIVE },
      { name: 'quiz-noted', move: answered(QUIZ, option), look: [...LIVE, 'phone-dark'] },
      { name: 'quiz-revealed', move: reveal, look: [...LIVE, 'phone-dark', 'stage-dark'] },
      { name: 'groups', move: (room) => room.do('group', { do: 'make', by: 'choice', count: 4 }), look: ['phone', 'remote', 'remote-groups'] },
      { name: 'safe', move: async (room) => { await room.do('group', { do: 'make', count: 6, by: 'count', paper: 1 }); await room.question(SAFE); }, look: LIVE },
      { name: 'safe-played', move: find(FOUND), look: [...LIVE, 'phone-whole', 'puzzle', 'remote-group'] },
      { name: 'safe-opened', move: find(REST), look: LIVE },
      { name: 'safe-revealed', move: reveal, look: LIVE },
      { name: 'safe-debate', move: (room) => room.do('next'), look: LIVE },
      { name: 'data', look: ['data', 'figure', 'figures', 'claim', 'deck-charts', 'nowhere', 'stranger', 'erased'] },
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
      { name: 'chain', move: question(CHAIN), look: LIVE },
      { name: 'chain-noted', move: answered(CHAIN, hop), look: LIVE },
      { name: 'chain-revealed', move: reveal, look: [...LIVE, 'phone-whole', 'print-chain'] },
      { name: 'chain-others', move: (room) => room.do('next'), look: LIVE },
      { name: 'chains-alone', look: ['chains', 'chain-read', 'chain-asks', 'chain-found', 'reflex'] },
      { name: 'case', move: question(CASE), look: LIVE },
      { name: 'case-revealed', move: async (room, on) => { await answered(CASE, worth)(room, on); await reveal(room); }, look: LIVE },
      { name: 'case-again', move: async (room, on) => { await room.do('round'); await answered(CASE, moved)(room, on); }, look: LIVE },
      { name: 'case-compared', move: reveal, look: LIVE },
      { name: 'pledge', move: question('m1-engagement'), look: LIVE },
      { name: 'pledge-noted', move: answered('m1-engagement', keeps), look: [...LIVE, 'phone-whole'] },
      { name: 'pledge-revealed', move: reveal, look: [...LIVE, 'phone-whole', 'remote-practices'] },
      { name: 'check-after', move: question('m1-apres'), look: LIVE },
      { name: 'check-after-revealed', move: async (room, on) => { await answered('m1-apres', surer)(room, on); await reveal(room); }, look: [...LIVE, 'report'] },
      { name: 'check-explained', move: (room) => room.do('next'), look: ['stage', 'remote'] },
    ],
  },
  { workshop: 'atelier-90', scenes: [{ name: 'footprint', move: question('a90-empreinte'), look: [...LIVE, 'report'] }] },
  {
    workshop: 'atelier-90',
    scenes: [
      { name: 'cards-by-group', move: async (room) => { await room.do('group', { do: 'make', count: 5, by: 'count' }); await room.question(BY_GROUP); }, look: LIVE },
      { name: 'cards-by-group-revealed', move: async (room, on) => { await answered(BY_GROUP, cards(STAGES_90))(room, on); await reveal(room); }, look: [...LIVE, 'phone-whole'] },
      { name: 'debate', move: question(DEBATE), look: [...LIVE, 'phone-whole'] },
      { name: 'debate-noted', move: answered(DEBATE, stands), look: LIVE },
      { name: 'debate-revealed', move: async (room) => { await reveal(room); await supports(room, 'texts'); }, look: [...LIVE, 'phone-whole', 'phone-dark', 'stage-dark'] },
      { name: 'debate-again', move: async (room, on) => { await room.do('round'); await answered(DEBATE, (index) => stands(index + 1))(room, on); await reveal(room); }, look: [...LIVE, 'phone-whole'] },
      { name: 'questions', move: async (room) => { await room.question('a90-questions'); await asks(room); await supports(room, 'questions'); }, look: [...LIVE, 'phone-whole', 'questions', 'remote-texts'] },
      { name: 'question-in-large', move: async (room) => room.do('highlight', { item: (await room.state()).questions[0].item }), look: ['stage', 'remote-texts'] },
      { name: 'badge', move: question('a90-badge'), look: [...LIVE, 'phone-whole'] },
      { name: 'badge-claimed', move: claims, look: ['phone', 'stage', 'remote'] },
      { name: 'debate-lingers', move: async (room) => { await room.do('linger', { step: DEBATE, open: true }); await room.do('end'); }, look: [...LIVE, 'phone-whole', 'later'] },
      { name: 'debate-closed', move: (room) => room.do('linger', { step: DEBATE, open: false }), look: ['phone-whole', 'stage'] },
    ],
  },
  { workshop: 'module-2', scenes: [{ name: 'free', move: firstOf('free'), look: LIVE }] },
  {
    workshop: 'module-2',
    scenes: [
      { name: 'board-alone', move: async (room) => { room.board = await Board.open(room, 'module-2', { count: 5 }); await room.board.notes(); }, look: LIVE },
      { name: 'board-group', move: async ({ board }) => { await board.phase(1); await board.cards(5, 4); }, look: [...LIVE, 'phone-whole'] },
      { name: 'board-conflict', move: conflict, look: ['phone-whole', 'remote'] },
      { name: 'board-closed', move: (room) => room.do('close'), look: LIVE },
      { name: 'board-pitch', move: ({ board }) => board.phase(2), look: LIVE },
      { name: 'board-own-pitch', move: ({ board }) => board.phase(5), look: ['phone'] },
      { name: 'board-vote', move: async ({ board }) => { await board.phase(7); await board.votes(); }, look: [...LIVE, 'phone-whole'] },
      { name: 'board-revealed', move: reveal, look: [...LIVE, 'phone-whole', 'report'] },
      { name: 'board-column', move: (room) => room.do('next'), look: ['stage'] },
    ],
  },
];

/** What can be looked at: on whose device, where; `whole`: the whole page and not its first screen; `act`: what is done there
 * first, `undo`: and after. */
const LOOKS = {
  door: { on: 'stranger', path: () => '/' },
  'door-code': { on: 'stranger', path: (room) => `/j/${room.code}` },
  'door-wrong-code': { on: 'stranger', path: () => '/j/BBBBBB' },
  phone: { on: 'phone', path: (room) => `/s/${room.id}` },
  'phone-whole': { on: 'phone', path: (room) => `/s/${room.id}`, whole: true },
  stage: { on: 'host', path: (room) => `/stage/${room.id}` },
  remote: { on: 'host', path: (room) => `/remote/${room.id}` },
  puzzle: { on: 'phone', path: (room) => `/s/${room.id}?e=coffre-bisou`, whole: true },
  'phone-cards': { on: 'phone', path: (room) => `/s/${room.id}/plus/cartes`, whole: true },
  'remote-group': { on: 'host', path: (room) => `/remote/${room.id}/plus/groupe-0`, whole: true },
  'remote-groups': { on: 'host', path: (room) => `/remote/${room.id}/groupes`, whole: true },
  'remote-practices': { on: 'host', path: (room) => `/remote/${room.id}/plus/pratiques` },
  desk: { on: 'host', path: () => '/desk', whole: true },
  console: { on: 'host', path: (room) => `/desk/s/${room.id}`, whole: true },
  report: { on: 'host', path: (room) => `/api/v1/sessions/${room.id}/report.html`, whole: true },
  data: { on: 'phone', path: (room) => `/donnees?s=${room.id}`, whole: true },
  'print-sort': { on: 'host', path: (room) => `/imprimer/${room.workshop}/${SORT}`, whole: true },
  'print-five-r': { on: 'host', path: (room) => `/imprimer/${room.workshop}/${FIVE_R}`, whole: true },
  erased: { on: 'phone', path: (room) => `/donnees?s=${room.id}&efface=1` },
  figure: { on: 'stranger', path: () => '/chiffres/seed-chatgpt-water', whole: true },
  figures: { on: 'stranger', path: () => '/chiffres', whole: true },
  claim: { on: 'stranger', path: () => '/chiffres/eau-par-reponse?water=on-site', whole: true },
  'deck-charts': { on: 'stranger', path: () => '/chiffres/graphiques-du-diaporama', whole: true },
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
  alone: { on: 'stranger', path: () => '/bisou', whole: true },
  'alone-asks': { on: 'stranger', path: () => '/bisou?situation=sit-image-affiche', whole: true },
  chains: { on: 'stranger', path: () => '/chiffres/chaines', whole: true },
  'chain-read': { on: 'stranger', path: () => '/chiffres/chaines/ch-video', whole: true },
  'chain-asks': { on: 'stranger', path: () => '/chiffres/chaines/ch-bouteille/exercice', whole: true },
  'chain-found': { on: 'stranger', path: () => '/chiffres/chaines/ch-bouteille/exercice?hop=eau-classe&what=scope', whole: true },
  questions: { on: 'phone', path: (room) => `/s/${room.id}/questions`, whole: true },
  'remote-texts': { on: 'host', path: (room) => `/remote/${room.id}/textes`, whole: true },
  later: { on: 'stranger', path: (room) => `/d/${room.id}` },
  reflex: { on: 'stranger', path: () => '/chiffres/reflexe', whole: true },
  'print-chain': { on: 'host', path: (room) => `/imprimer/${room.workshop}/${CHAIN}`, whole: true },
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

/** Two phones of the group that is looked at write the same card. */
async function conflict({ board, seats }) {
  const mates = seats.filter((_, index) => index % 5 === 3);
  await board.write(mates[0], '5', { text: 'Un référent par étage pour le matériel.' }, { base: 0 });
  const { status } = await mates[1].answer(board.step, { text: 'Un carnet de pannes dans la salle des profs.' }, { key: '5', base: 0 });
  if (status !== 409) throw new Error(`no conflict: ${status}`);
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
