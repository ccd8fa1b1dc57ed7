import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import type { TaskRow } from './task.js';

/** What the other process is told once it is there. */
export interface ApartOrder<S> {
  settings: S;
  task: string;
  payload: unknown;
  attempt: number;
}

/** What it says at the end. */
export type ApartEnd = { done: true } | { done: false; message: string };

/** Readers come first: the work yields the processor to them. */
const NICENESS = 10;

/**
 * The same work, done in a process of its own that `program` starts: what it takes in memory is given back with its end,
 * and no reader waits for it. It ends with this process, however that ends. `settings` reach it over the pipe between the
 * two, for an environment can be read by others.
 */
export function apart<S>(row: TaskRow, program: string, settings: S): TaskRow {
  return {
    ...row,
    async run(payload, { signal, attempt }) {
      const child = fork(program, { execArgv: [] });
      yieldToReaders(child);
      const abort = () => void (child.connected && child.send('abort'));
      signal.addEventListener('abort', abort);
      try {
        await ended(child, { settings, task: row.task.name, payload, attempt });
      } finally {
        signal.removeEventListener('abort', abort);
        child.kill('SIGKILL');
      }
    },
  };
}

function yieldToReaders({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, NICENESS);
  } catch {
    // It has ended already: that is told by its exit.
  }
}

function ended(child: ChildProcess, order: ApartOrder<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', (end: ApartEnd) => (end.done ? resolve() : reject(new Error(end.message))));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`The process of the job ended: ${signal ?? code}`)));
    child.send(order);
  });
}
