// A network that can be cut: what a phone says passes through here to the server.
//
// Chromium's offline mode tells the page that the network is gone; a cut cable tells it nothing, as a wifi that dies.
import { createServer, connect } from 'node:net';

export class Cable {
  #sockets = new Set();
  #streams = new Set();
  #cut = false;
  #listener;

  /** A cable from a free port to the server. It can stand where a server is expected: it has a `url`. */
  static async to(server) {
    const cable = new Cable();
    cable.#listener = createServer((near) => cable.#join(near, server));
    await new Promise((resolve, reject) => cable.#listener.once('error', reject).listen(0, '127.0.0.1', resolve));
    cable.url = `http://127.0.0.1:${cable.#listener.address().port}`;
    return cable;
  }

  #join(near, server) {
    if (this.#cut) {
      near.destroy();
      return;
    }
    const far = connect(Number(new URL(server.url).port), '127.0.0.1');
    for (const [socket, other] of [[near, far], [far, near]]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => { this.#sockets.delete(socket); other.destroy(); });
      socket.pipe(other);
    }
    near.on('data', (sent) => {
      const isStream = sent.toString('latin1').startsWith('GET /live/');
      if (isStream) this.#streams.add(near);
      else this.#streams.delete(near);
    });
    near.on('close', () => this.#streams.delete(near));
  }

  /** How many event streams are open through it. */
  get streams() {
    return this.#streams.size;
  }

  /** Every connection breaks, and no new one comes through. */
  cut() {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#cut = false;
  }

  close() {
    this.cut();
    return new Promise((resolve) => { this.#listener.close(resolve); });
  }
}
