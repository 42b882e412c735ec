// Chromium, its pages, and what went wrong in them.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const PATIENCE_MS = 20_000; // a busy machine

/** What Chromium says of a network that is gone. */
export const NO_NETWORK = /net::ERR_/;
/** What it says of a page that is an error page. */
export const REFUSED = /the server responded with a status of 4\d\d/;

/** The screens of the room. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  stage: { viewport: { width: 1280, height: 720 } },
  wide: { viewport: { width: 1920, height: 1080 } },
};

/** Chromium with a home of its own; `close` removes it. */
export async function launch() {
  const home = await mkdtemp(join(tmpdir(), 'bisou-chromium-'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: FLAGS,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  });
  return {
    /** A new device: its own cookies, its own network. */
    device: (server, options) => Device.open(browser, server, options),
    async close() {
      await browser.close();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A phone, a laptop or a projector, and all that its pages complained about. */
export class Device {
  static async open(browser, server, { screen = 'phone', javaScript = true, forgive = null, ...options } = {}) {
    const context = await browser.newContext({
      ...SCREENS[screen], javaScriptEnabled: javaScript, locale: 'fr-BE', timezoneId: 'Europe/Brussels', ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const device = new Device(context, server, forgive);
    device.page = await context.newPage();
    return device;
  }

  // `forgive`: complaints that belong to the test, such as those of a network that is cut.
  constructor(context, server, forgive) {
    Object.assign(this, { context, server, forgive, complaints: [], foreign: [] });
    context.on('request', (request) => this.#seeRequest(new URL(request.url())));
    context.on('response', (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()} ${response.url()}`);
    });
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    context.on('weberror', (event) => this.complaints.push(String(event.error())));
  }

  #seeRequest(url) {
    if (url.protocol.startsWith('http') && url.origin !== this.server.url) this.foreign.push(url.href);
  }

  /** Opens a page of the server; gives the response. */
  open(path) {
    return this.page.goto(new URL(path, this.server.url).href, { waitUntil: 'load' });
  }

  /** The facilitator's device, as the printed link makes it. */
  async becomeHost() {
    await this.open(this.server.link);
  }

  /** In by the API, without the form: for states that have another subject. */
  async join(code, name) {
    const data = name === undefined ? { code } : { code, name };
    const response = await this.context.request.post(`${this.server.url}/api/v1/join`, { data });
    assert.ok(response.ok(), `join ${code}: ${response.status()} ${await response.text()}`);
    return response.json();
  }

  /** An answer of this device's seat by the API. */
  async answer(session, step, value) {
    const response = await this.context.request.put(`${this.server.url}/api/v1/sessions/${session}/answers/${step}`, { data: { value } });
    assert.ok(response.ok(), `${step}: ${response.status()} ${await response.text()}`);
    return response.json();
  }

  /** The browser says that there is no network, until `work` is done. */
  async withoutNetwork(work) {
    await this.context.setOffline(true);
    try {
      await work();
    } finally {
      await this.context.setOffline(false);
    }
  }

  /** Nothing went wrong, and nothing was asked of another host. */
  assertQuiet() {
    const complaints = this.complaints.filter((text) => !this.forgive?.test(text));
    assert.deepEqual(complaints, [], 'the pages complained');
    assert.deepEqual(this.foreign, [], 'another host was asked');
  }

  close() {
    return this.context.close();
  }
}
