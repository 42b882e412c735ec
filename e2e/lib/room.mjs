// A session that is walked through: a class without browsers, and moves that lead to a state worth looking at.
import assert from 'node:assert/strict';

const MOST_MOVES = 40; // more points and screens than any step has

export class Room {
  constructor(server, session) {
    Object.assign(this, { server, ...session, seats: [] });
  }

  /** A new session of a workshop, in the lobby. */
  static async open(server, workshop, more) {
    return new Room(server, await server.createSession(workshop, more));
  }

  do(command, fields) {
    return this.server.command(this.id, command, fields);
  }

  state() {
    return this.server.state(this.id);
  }

  /** So many more people, without names. */
  async fill(people) {
    for (let n = 0; n < people; n += 1) this.seats.push(await this.server.join(this.code));
  }

  /** On the first screen of a step; starts the session when it is in the lobby. */
  goto(step) {
    return this.do('goto', { step });
  }

  /** On a step's last screen, where its question is. */
  async question(step) {
    let state = await this.goto(step);
    for (let move = 0; state.step.screen.index + 1 < state.step.screen.of; move += 1) {
      assert.ok(move < MOST_MOVES, `${step} has no last screen`);
      state = await this.do('next');
    }
    return state;
  }

  /** Everyone of the class answers the step: `value` is made from the number of the seat. */
  async answers(step, value) {
    for (const [index, seat] of this.seats.entries()) {
      const { status, body } = await seat.answer(step, value(index));
      assert.equal(status, 200, `${step}: ${JSON.stringify(body)}`);
    }
  }
}
