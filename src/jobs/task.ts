import type { z } from 'zod';

/** A kind of background work: its name in the queue and what it has to know. Ids only, never texts or personal data. */
export interface Task<P = unknown> {
  name: string;
  payload: z.ZodType<P>;
  /** After so many failures it is given up; between them the queue waits longer each time (about 3, 7, 20, 55 seconds …). */
  maxAttempts: number;
  /** Jobs of one lane run one after the other, in whichever process; null: as workers are free. */
  lane: string | null;
  /** Takes so much memory or time that the portal has it done in a process of its own. */
  apart?: true;
}

/** What the work on one job is told. */
export interface JobRun {
  /** Aborted when the process stops or may no longer hold the job: give up soon, what is finished stays. */
  signal: AbortSignal;
  /** 1 at the first. */
  attempt: number;
}

/** A task with what does it. */
export interface TaskRow {
  task: Task;
  run(payload: unknown, job: JobRun): Promise<void>;
  /** Told once all attempts have failed, or the last one ended with its process. May be told twice. */
  givenUp(payload: unknown): Promise<void>;
}

/** Puts a task and its handlers together; the payload is checked before they see it. */
export function taskRow<P>(
  task: Task<P>,
  handlers: { run(payload: P, job: JobRun): Promise<void>; givenUp?(payload: P): Promise<void> },
): TaskRow {
  return {
    task,
    run: async (payload, job) => handlers.run(task.payload.parse(payload), job),
    givenUp: async (payload) => handlers.givenUp?.(task.payload.parse(payload)),
  };
}
