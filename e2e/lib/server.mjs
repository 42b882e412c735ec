// A Bisou server of its own for a test: a free port, a store in a temporary folder, the facilitator's token.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BINARY = process.env.BISOU_BIN ?? fileURLToPath(new URL('../../target/release/bisou', import.meta.url));
const TOKEN = 'a-token-for-tests-0123456789abcdef';
const START_MS = 15_000;
const STOP_MS = 5_000;

/** Starts a server on an empty store; `close` ends it and removes the store. */
export async function startServer(options = {}) {
  const data = options.data ?? await mkdtemp(join(tmpdir(), 'bisou-e2e-'));
  const server = new Server({ ...options, data });
  try {
    await server.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

// A file system of a few megabytes that only the server sees, in a namespace of its own.
const ON_A_DISK = ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size="$0" tmpfs "$1" && shift && exec "$@"'];

/** Whether this account may give a server a small disk. */
export function canHaveDisk() {
  return spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;
}

export class Server {
  #process = null;
  #exit = null;
  #port = 0;

  // `openFiles`: the most that the system lets it open, which bounds how many people have a place. `disk`: the size of a file
  // system of its own (`48m`), empty at each start.
  constructor({ data, token = TOKEN, args = [], openFiles = null, disk = null }) {
    Object.assign(this, { data, token, args, openFiles, disk });
    this.log = ''; // both streams of all starts: what must never hold a token
  }

  /** Starts the program; on the same port as before when it ran already. */
  async start() {
    const args = ['serve', '--listen', `127.0.0.1:${this.#port}`, '--data', this.data, '--no-open', '--token', this.token, ...this.args];
    const [program, ...before] = this.#program();
    this.#process = spawn(program, [...before, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exit = new Promise((resolve) => {
      this.#process.once('error', (error) => { this.log += `${error.message}\n`; resolve(null); });
      this.#process.once('exit', resolve);
    });
    this.#process.stderr.setEncoding('utf8').on('data', (text) => { this.log += text; });
    const printed = new URL(await this.#firstLink());
    this.#port = Number(printed.port);
    this.url = `http://127.0.0.1:${this.#port}`;
    this.link = this.url + printed.pathname + printed.search; // the facilitator's link
  }

  #program() {
    if (this.openFiles) return ['sh', '-c', `ulimit -n ${this.openFiles} && exec "$0" "$@"`, BINARY];
    if (this.disk) return [...ON_A_DISK, this.disk, this.data, BINARY];
    return [BINARY];
  }

  /** Fills its own disk to the last byte. */
  async fillDisk() {
    const full = await writeFile(this.#ballast(), Buffer.alloc(1 << 30)).catch((error) => error);
    assert.equal(full?.code, 'ENOSPC');
  }

  /** There is room again. */
  freeDisk() {
    return unlink(this.#ballast());
  }

  #ballast() {
    return join(`/proc/${this.#process.pid}/root`, this.data, 'ballast');
  }

  // The first line on standard output that starts with http.
  async #firstLink() {
    const lines = createInterface({ input: this.#process.stdout });
    const link = new Promise((resolve) => {
      lines.on('line', (line) => {
        if (line.startsWith('http')) resolve(line.trim());
        else this.log += `${line}\n`;
      });
    });
    const found = await within(START_MS, Promise.race([link, this.#exit]));
    if (typeof found === 'string') return found;
    throw new Error(`the server printed no link (${found === undefined ? `in ${START_MS} ms` : 'and ended'}): ${this.log}`);
  }

  /** Ends it as a service manager does; gives its exit status. */
  async stop(signal = 'SIGTERM') {
    if (!this.#process) return null;
    this.#process.kill(signal);
    const status = await within(STOP_MS, this.#exit);
    if (status === undefined) {
      this.#process.kill('SIGKILL');
      throw new Error(`the server did not end within ${STOP_MS} ms of ${signal}`);
    }
    this.#process = null;
    return status;
  }

  /** Ends it as a power cut does. */
  async kill() {
    await this.stop('SIGKILL');
  }

  /** Ends it and starts it again on the same store and port. */
  async restart(signal = 'SIGTERM') {
    await this.stop(signal);
    await this.start();
  }

  /** The end of the test: nothing stays. */
  async close() {
    await this.stop('SIGKILL');
    await rm(this.data, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Any request; redirects are not followed. `{status, headers, body}`, the body read as JSON where it is. */
  async request(method, path, { body, headers = {} } = {}) {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.url + path, {
      method, redirect: 'manual', headers: { ...json, ...headers }, body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  /** A call of the API as the facilitator; must be answered by `expect`. */
  async host(method, path, body, expect = [200, 201, 204]) {
    const answer = await this.request(method, `/api/v1${path}`, { body, headers: { authorization: `Bearer ${this.token}` } });
    assert.ok([expect].flat().includes(answer.status), `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  createSession(workshop = 'atelier-45', more = {}) {
    return this.host('POST', '/sessions', { workshop, ...more });
  }

  /** A command of the facilitator; gives the state after it. */
  async command(session, command, fields = {}, expect = 200) {
    const answer = await this.host('POST', `/sessions/${session}/commands`, { command, ...fields }, expect);
    return answer.state ?? answer;
  }

  state(session) {
    return this.host('GET', `/sessions/${session}/state`);
  }

  /** The facilitator's cookie, as a browser gets it from the printed link: `host=VALUE`. */
  async hostCookie() {
    const { headers } = await this.request('GET', new URL(this.link).pathname);
    return cookieOf(headers, 'host');
  }

  /** Someone who joins without a browser. */
  async join(code, name) {
    const answer = await this.request('POST', '/api/v1/join', { body: name === undefined ? { code } : { code, name } });
    assert.equal(answer.status, 201, `join ${code}: ${JSON.stringify(answer.body)}`);
    return new Seat(this, answer.body, cookieOf(answer.headers, 'seat'));
  }
}

/** A participant without a browser. */
export class Seat {
  constructor(server, { session, seat }, cookie) {
    Object.assign(this, { server, session, seat, cookie });
  }

  call(method, path, body) {
    return this.server.request(method, `/api/v1/sessions/${this.session}${path}`, { body, headers: { cookie: this.cookie } });
  }

  /** An answer; `{status, body}`. */
  answer(step, value, more = {}) {
    return this.call('PUT', `/answers/${step}`, { value, ...more });
  }

  async state() {
    return (await this.call('GET', '/state')).body;
  }
}

function cookieOf(headers, name) {
  const [found] = headers.getSetCookie().filter((cookie) => cookie.startsWith(`${name}=`));
  assert.ok(found, `no cookie ${name} was set`);
  return found.split(';')[0];
}

// What a promise gives; undefined when it takes longer.
async function within(milliseconds, promise) {
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, milliseconds); });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
