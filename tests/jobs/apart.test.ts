import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apart } from '../../src/jobs/apart.js';
import { taskRow } from '../../src/jobs/task.js';

const fixture = (name: string): string => path.resolve(import.meta.dirname, '../fixtures', name);

const task = {
  name: 'heavy',
  payload: z.object({ act: z.string() }),
  maxAttempts: 3,
  lane: null,
  apart: true as const,
};
const inThisProcess = taskRow(task, { run: () => Promise.reject(new Error('The work was done in this process.')) });
const row = apart(inThisProcess, fixture('apart-job.mjs'), { greeting: 'hello' });
const run = (act: string, signal = new AbortController().signal) => row.run({ act }, { signal, attempt: 2 });

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('P6: heavy work in a process of its own', () => {
  it('is given its settings, payload and attempt, and is done when that process says so', async () => {
    await expect(run('finish')).resolves.toBeUndefined();
  });

  it('fails with the words of that process', async () => {
    await expect(run('fail')).rejects.toThrow('heavy 2 hello: no such file');
  });

  it('fails when the process ends without a word', async () => {
    await expect(run('die')).rejects.toThrow('The process of the job ended: SIGKILL');
    await expect(run('leave')).rejects.toThrow('The process of the job ended: 3');
  });

  it('is told to stop, and says then how it ended', async () => {
    const stop = new AbortController();
    const running = run('wait', stop.signal);
    const refused = expect(running).rejects.toThrow('stopped as told');
    await pause(300);
    stop.abort();
    await refused;
  });

  it('R1: ends with the portal, however that ends', async () => {
    const portal = fork(fixture('apart-portal.mjs'), { execArgv: [] });
    const [pid] = (await once(portal, 'message')) as [number];
    expect(lives(pid)).toBe(true);
    portal.kill('SIGKILL');
    await once(portal, 'exit');
    for (let turn = 0; turn < 100 && lives(pid); turn += 1) await pause(50);
    expect(lives(pid)).toBe(false);
  });
});
