// Pages that stand outside any session, read by somebody with a device of their own.
import { opened } from './house.mjs';

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
  opened((its) => Object.assign(house, its));
  return house;
}
