import v8 from 'node:v8';
import { pino } from 'pino';
import { type Config, readConfig } from './config.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './features/accounts/demo-accounts.js';
import type { Portal } from './portal.js';
import { StartupError } from './shared/startup-error.js';

/** npm passes a Ctrl-C on that the terminal has already delivered; only a later second signal means "at once". */
const IMPATIENT_AFTER_MS = 2_000;

// Left to itself the heap grows to four times of what lives in it before it is cleared up; a third as much again is enough
// for pages as small as these, and two portals fit where one did.
v8.setFlagsFromString('--heap-growing-percent=30');

const starting = begin();
stopOnSignal(starting);

async function begin(): Promise<Portal> {
  try {
    const config = readConfig(process.env);
    const { startPortal } = await import('./portal.js');
    const log = pino({ level: config.logLevel });
    const portal = await startPortal(config, log);
    announce(config, portal);
    return portal;
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

function announce(config: Config, { address, firstAdministrator }: Portal): void {
  console.log(`\n门户已就绪：${address}\n`);
  if (firstAdministrator) {
    const { username, password } = firstAdministrator;
    console.log(`已开通管理员账号 ${username}，临时密码 ${password}（只显示这一次，首次登录时须修改）。\n`);
  }
  if (!config.demo) return;
  console.log(`演示账号（密码均为 ${DEMO_PASSWORD}）：`);
  for (const { username, who } of DEMO_ACCOUNTS) console.log(`  ${username.padEnd(20)}${who}`);
  console.log('');
}

function explain(error: unknown): void {
  console.error('\n门户没有启动。');
  console.error(error instanceof StartupError ? `${error.message}\n` : error);
}

/** A signal that comes while the portal is still starting waits until it has started, so that nothing is left behind. */
function stopOnSignal(portal: Promise<Portal>): void {
  let since: number | null = null;
  const onSignal = () => {
    if (since !== null) {
      if (performance.now() - since > IMPATIENT_AFTER_MS) process.exit(1);
      return;
    }
    since = performance.now();
    void stop(portal);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
}

async function stop(portal: Promise<Portal>): Promise<void> {
  try {
    await (await portal).stop();
    process.exit(0);
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}
