// What a device can be like: asleep, its clock wrong, its storage shut; and what a screen reader is given to say.

/** As the system does when another tab or the lock screen is in front (`hidden`), and when the page is seen again. */
export function hide(page, hidden) {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (value ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** The clock of a device that its owner never set: wrong by so many hours. For pages opened from now on. */
export function wrongClock(device, hours) {
  return device.context.addInitScript((wrong) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + wrong;
  }, hours * 3_600_000);
}

/** A browser that lets pages keep nothing. For pages opened from now on. */
export function withoutStorage(device) {
  return device.context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }
  });
}

/** Notes what the live regions of the device's pages say. For pages opened from now on. */
export function listen(device) {
  return device.context.addInitScript(() => {
    globalThis.saidAloud = [];
    document.addEventListener('DOMContentLoaded', () => {
      const line = document.getElementById('say');
      if (line) new MutationObserver(() => globalThis.saidAloud.push(line.textContent)).observe(line, { childList: true });
    });
  });
}

/** What was said since the last time it was asked, in plain spaces. */
export function heard(page) {
  return page.evaluate(() => globalThis.saidAloud.splice(0).map((text) => text.replace(/[\u00a0\u202f]/g, ' ')));
}

/** What a page's origin keeps in the browser, cookies aside. */
export function kept(page) {
  return page.evaluate(() => [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage)));
}
