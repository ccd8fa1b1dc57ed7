import { Secret, TOTP } from 'otpauth';
import type { TestApp, TestBrowser } from '../support/app.js';

/** The code an authenticator app shows for the seed at this moment. */
export function codeAt(seed: string, moment: Date): string {
  const totp = new TOTP({ secret: Secret.fromBase32(seed.replaceAll(' ', '')) });
  return totp.generate({ timestamp: moment.getTime() });
}

/** Sets up the second step as its owner does, by the pages; gives the seed and the recovery codes. */
export async function openSecondStep(
  app: TestApp,
  browser: TestBrowser,
): Promise<{ seed: string; recoveryCodes: string[] }> {
  await browser.post('/account/second-step/start');
  const page = await browser.get('/account/second-step');
  const seed = /class="secret">([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '';
  const shown = await browser.post('/account/second-step/confirmation', { code: codeAt(seed, app.clock.now()) });
  if (shown.status !== 200) throw new Error(`The second step was not opened: ${shown.status}`);
  const recoveryCodes = [...shown.text.matchAll(/<code>([a-z0-9-]{14})<\/code>/g)].map(([, code]) => code ?? '');
  return { seed, recoveryCodes };
}
