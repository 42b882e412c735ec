// A board of ideas with people at it: groups, notes, cards, votes, by the interface and without browsers.
import assert from 'node:assert/strict';

const NOTES = [
  'Demander moins d’images · garder les bonnes réponses',
  'Une charte d’une page, relue en équipe en juin',
  'Éteindre le tableau interactif entre deux cours',
];
const CARDS = [
  ['Écrire une demande précise plutôt que cinq floues. Anne prépare trois modèles pour le 15 mars.', 0],
  ['Chercher d’abord dans nos propres documents.', 0],
  ['Réparer les tablettes au repair café du quartier, le premier samedi de chaque mois, avec l’équipe technique.', 1],
  ['Demander au fournisseur ses chiffres d’énergie et d’eau avant de renouveler le contrat, et les montrer au conseil.', 2],
  ['Une semaine sans image générée.', 1],
];

/** The step of this kind in a session's workshop. */
export async function boardOf(room, workshop) {
  const workshops = await room.server.host('GET', '/workshops');
  return workshops.find(({ id }) => id === workshop).steps.find(({ kind }) => kind === 'timed-board').id;
}

export class Board {
  constructor(room, step) {
    Object.assign(this, { room, step });
  }

  /** At its own screen, with the room divided into groups in the order of arrival. */
  static async open(room, workshop, groups) {
    const board = new Board(room, await boardOf(room, workshop));
    await room.question(board.step);
    if (groups) await room.do('group', { do: 'make', by: 'count', paper: 0, ...groups });
    return board;
  }

  phase(index) {
    return this.room.do('phase', { index });
  }

  /** An answer that is taken. */
  async write(seat, key, value, more = {}) {
    const { status, body } = await seat.answer(this.step, value, { key, ...more });
    assert.equal(status, 200, `${key}: ${JSON.stringify(body)}`);
  }

  /** Everybody notes something for themselves. */
  async notes() {
    for (const [index, seat] of this.room.seats.entries()) await this.write(seat, '', { note: NOTES[index % NOTES.length] });
  }

  /** Each person writes a card of their group; `most`: how many cards a sheet has. */
  async cards(groups, most = 5) {
    for (const [index, seat] of this.room.seats.entries()) {
      const slot = Math.floor(index / groups) + 1;
      if (slot > most) continue;
      const [text, column] = CARDS[(index + slot) % CARDS.length];
      await this.write(seat, String(slot), { text, column });
    }
  }

  /** The texts as the facilitator sees them. */
  async texts() {
    return (await this.room.state()).texts ?? [];
  }

  /** Everybody gives their votes, more to some cards than to others. */
  async votes() {
    for (const [index, seat] of this.room.seats.entries()) {
      const { texts } = await seat.state();
      const others = texts.filter(({ own }) => !own);
      for (const nth of [0, index % 3, (index * index) % 7]) {
        await seat.call('PUT', `/votes/${others[nth % others.length].item}`, { value: 1 });
      }
    }
  }
}
