// What the tests of a file run against.
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { startServer } from './server.mjs';

/** A server and a browser for all tests of the file that calls this; `take` gets them before the first test. */
export function opened(take) {
  let server;
  let browser;
  before(async () => {
    server = await startServer();
    browser = await launch();
    take({ server, browser });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
}
