// Pages that stand outside any session, read by somebody with a device of their own.
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { startServer } from './server.mjs';

/** A server and a browser for the tests of this file; `read` opens a page, and the device is closed when all is seen. */
export function reading() {
  const house = {
    async read(path, options, look) {
      const device = await house.browser.device(house.server, { screen: 'stage', ...options });
      await device.open(path);
      await look(device.page, device);
      device.assertQuiet();
      await device.close();
    },
  };
  before(async () => {
    house.server = await startServer();
    house.browser = await launch();
  });
  after(async () => {
    await house.browser?.close();
    await house.server?.close();
  });
  return house;
}
