// The audit kit on the pages: each page in each state is one test, and must stay within the budget of its profile.
// Run by `cargo xtask test --only audit`, which copies the kit, installs its packages and names the copy in AUDIT_KIT.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { Room } from './lib/room.mjs';
import { startServer } from './lib/server.mjs';

const KIT = process.env.AUDIT_KIT;
const PEOPLE = 12;
const QUIZ = 'a45-quiz.q-eau-conversation';
const SORT = 'a45-cycle';
const SAFE = 'a45-coffre';
const BISOU = 'a45-bisou.sit-image-affiche';
const [CASE, FIVE_R, BOARD, DEBATE, PLEDGE] = ['a90-cas.cas-trainees', 'a90-cinq-r', 'a90-idees', 'a90-debat', 'a90-engagement'];
const check = (later) => (index) => ({ answers: { 'q-garder-appareil': letter(index), 'q-gpu-fabrication': letter(later * index) } });
const worth = (later) => (index) => ({ worth: ((index + later) % 5) - 2, evidence: index % 2 ? 'weak' : 'strong' });
const letter = (index) => 'ABCD'[index % 4];
const bisou = (index) => ({
  scores: { B: index % 5, I: (2 * index) % 5, S: 1, O: 0, U: (3 * index) % 5 }, decision: ['avec', 'sans', 'plus-tard'][index % 3], alternative: `Un dessin ${index % 4}`,
});

/** The live screens: profile, path, whose cookie. */
const LIVE = [['phone', '/s/:session', 'seat'], ['stage', '/stage/:session', 'host'], ['phone', '/remote/:session', 'host']];
const AROUND = [
  ['phone', '/'], ['phone', '/j/:code'], ['desk', '/desk', 'host'], ['desk', '/desk/s/:session', 'host'], ['reading', '/donnees'],
  ['reading', '/bisou'], ['reading', '/bisou?situation=sit-image-affiche'],
  ['reading', '/calculer?question=20&long-text=2&image=3&code=1'], ['reading', '/calculer/hypotheses'],
  ['reading', '/chiffres'], ['reading', '/chiffres/tous'], ['reading', '/chiffres?q=4%20g'], ['reading', '/chiffres/eau-par-reponse?water=on-site'], ['reading', '/chiffres/energie-par-requete'],
  ['reading', '/chiffres/google-2025-water'], ['reading', '/chiffres/graphiques-du-diaporama'],
  ['reading', '/chiffres/chaines'], ['reading', '/chiffres/chaines/ch-video'], ['reading', '/chiffres/chaines/ch-video/exercice'],
  ['reading', '/chiffres/chaines/ch-video/exercice?hop=video-aie&what=scope'], ['reading', '/chiffres/reflexe'],
];
const END = [['phone', '/s/:session', 'seat'], ['reading', '/api/v1/sessions/:session/report.html', 'host']];

/** In this order, in one session of atelier-45: how a state is reached, and what is looked at in it. */
const STATES = [
  { name: 'lobby', pages: [...AROUND, ...LIVE] },
  { name: 'slide', move: () => room.goto('a45-impacts') },
  { name: 'number', move: () => room.question('a45-sondage') },
  {
    name: 'number revealed',
    async move() {
      await room.answers('a45-sondage', (index) => ({ number: 3 * index }));
      await room.do('reveal');
    },
  },
  { name: 'calculator', move: () => room.question('a45-calcul') },
  { name: 'bisou', move: () => room.question(BISOU) },
  {
    name: 'bisou revealed',
    async move() {
      await room.answers(BISOU, bisou);
      await room.do('reveal');
    },
  },
  {
    name: 'quiz',
    async move() {
      await room.question(QUIZ);
      await room.do('extend', { seconds: 600 }); // its clock must not run out while it is looked at
    },
  },
  {
    name: 'quiz revealed',
    async move() {
      await room.answers(QUIZ, (index) => ({ choice: letter(index) }));
      await room.do('reveal');
    },
  },
  { name: 'cards', move: () => room.question(SORT) },
  {
    name: 'cards revealed',
    async move() {
      await room.answers(SORT, (index) => ({ placements: { 'c-tel-usine': index % 3 ? 'production' : 'extraction', 'c-ia-chaleur': 'valorisation' } }));
      await room.do('reveal');
    },
    pages: [...LIVE, ['phone', '/s/:session/plus/cartes', 'seat'], ['phone', '/remote/:session/plus/cartes', 'host'], ['reading', `/imprimer/atelier-45/${SORT}`, 'host']],
  },
  {
    name: 'safe',
    async move() {
      await room.do('group', { do: 'make', count: 3, by: 'count', paper: 1 });
      await room.question(SAFE);
    },
    pages: [...LIVE, ['phone', '/s/:session?e=coffre-bisou', 'seat'], ['phone', '/s/:session/plus/message', 'seat'], ['phone', '/remote/:session/groupes', 'host'], ['phone', '/remote/:session/plus/groupe-0', 'host']],
  },
  { name: 'safe revealed', move: () => room.do('reveal'), pages: [...LIVE, ['phone', '/s/:session/plus/solutions', 'seat']] },
  { name: 'ended', move: () => room.do('end'), pages: END },
];

/** The kinds that atelier-45 has not, or not so: in one session of atelier-90. Their remotes are alike but for a few. */
const ROOM = LIVE.slice(0, 2);
const OTHERS = [
  { name: 'check before', move: () => room.question('a90-avant'), pages: ROOM },
  {
    name: 'cards by groups',
    async move() {
      await room.answers('a90-avant', check(0));
      await room.do('group', { do: 'make', count: 3, by: 'count' });
      await room.question('a90-cycle');
    },
    pages: ROOM,
  },
  { name: 'case', move: () => room.question(CASE), pages: ROOM },
  {
    name: 'case revealed',
    async move() {
      await room.answers(CASE, worth(0));
      await room.do('reveal');
      await room.do('round');
      await room.answers(CASE, worth(1));
      await room.do('reveal');
    },
    pages: ROOM,
  },
  { name: 'five R', move: () => room.question(FIVE_R), pages: ROOM },
  {
    name: 'five R revealed',
    async move() {
      await room.answers(FIVE_R, (index) => ({ placements: { 'r-batterie': index % 3 ? 'reparer' : 'reduire', 'r-seconde-main': 'reutiliser' } }));
      await room.do('reveal');
    },
    pages: LIVE,
  },
  { name: 'board', move: () => room.question(BOARD), pages: ROOM },
  {
    name: 'board revealed',
    async move() {
      await room.do('phase', { index: 1 });
      for (const seat of [0, 1, 2]) for (const key of ['1', '2']) await room.seats[seat].answer(BOARD, { text: `Une idée ${seat}${key}` }, { key });
      await room.do('reveal');
    },
    pages: LIVE,
  },
  { name: 'debate', move: () => room.question(DEBATE), pages: LIVE },
  {
    name: 'debate revealed',
    async move() {
      await room.answers(DEBATE, (index) => ({ position: (index % 5) - 2, argument: `Un argument de plus ${index}` }));
      await room.do('reveal');
    },
    pages: [...LIVE, ['phone', '/remote/:session/plus/arguments', 'host']],
  },
  {
    name: 'questions',
    async move() {
      for (const seat of room.seats.slice(1, 7)) await seat.call('POST', '/questions', { text: `Une question de ${seat.seat.slice(0, 6)} ?` });
      await room.question('a90-questions');
    },
    pages: [...LIVE, ['phone', '/s/:session/questions', 'seat'], ['phone', '/remote/:session/textes', 'host']],
  },
  { name: 'pledge', move: () => room.question(PLEDGE), pages: ROOM },
  {
    name: 'pledge revealed',
    async move() {
      await room.answers(PLEDGE, (index) => ({ practice: ['bp-precise', 'bp-limiter', 'reparer'][index % 3], words: `Chaque lundi, ${index} fois.` }));
      await room.do('reveal');
    },
    pages: LIVE,
  },
  {
    name: 'check after, revealed',
    async move() {
      await room.question('a90-apres');
      await room.answers('a90-apres', check(1));
      await room.do('reveal');
    },
    pages: LIVE,
  },
  { name: 'badge', move: () => room.question('a90-badge'), pages: LIVE },
  { name: 'footprint', move: () => room.question('a90-empreinte'), pages: LIVE },
  {
    name: 'a debate after the session',
    async move() {
      await room.do('linger', { step: DEBATE, open: true });
      await room.do('end');
    },
    pages: [['phone', '/s/:session', 'seat'], ['phone', '/d/:session']],
  },
];

/** The kit's budget without times: a busy machine makes them worse, so that they are measured by hand and not asserted. */
function budget() {
  const limits = JSON.parse(readFileSync(`${KIT}/budget.default.json`, 'utf8'));
  for (const { max = {} } of Object.values(limits)) {
    for (const time of ['vitals.lcp', 'vitals.tbt']) delete max[time];
  }
  const file = `${KIT}/budget.json`;
  writeFileSync(file, JSON.stringify(limits));
  return file;
}

let server;
let room;
let cookies;
let limits;
before(async () => {
  assert.ok(KIT, 'AUDIT_KIT names no folder');
  limits = budget();
  server = await startServer();
});
after(() => server?.close());

for (const [workshop, states] of [['atelier-45', STATES], ['atelier-90', OTHERS]]) {
  describe(workshop, () => {
    before(async () => {
      room = await Room.open(server, workshop);
      await room.fill(PEOPLE);
      cookies = { seat: room.seats[0].cookie, host: await server.hostCookie() };
    });
    for (const { name, move, pages = LIVE } of states) {
      describe(name, () => {
        before(() => move?.());
        for (const [profile, path, whose] of pages) {
          test(`${profile} ${path}`, () => audit(profile, path.replace(':session', room.id).replace(':code', room.code), cookies[whose]));
        }
      });
    }
  });
}

/** The kit on one page; fails with a line for each violation. */
function audit(profile, path, cookie) {
  const args = [`${KIT}/audit.mjs`, server.url + path, '--profile', profile, '--budget', limits, ...(cookie ? ['--cookie', cookie] : [])];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: KIT }, (error, _, violations) => {
      if (error) reject(new Error(violations.trim() || error.message));
      else resolve();
    });
  });
}
