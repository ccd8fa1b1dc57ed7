import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Unavailable } from '../../shared/errors.js';

/** What the solver found: each column's value, and its reduced price in the best solution. */
export interface Solution {
  status: string;
  columns: Record<string, { value: number; reducedCost: number }>;
}

/** Solves one linear program in the LP format. */
export type Solve = (program: string) => Promise<Solution>;

/** One program may take this long; the worker is ended soon after in any case. */
const SECONDS = 20;

/**
 * The worker's own program, in plain JavaScript: it is started the same way from the compiled portal and from the
 * sources. The solver's module would keep the process alive and block every request while it works.
 */
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads');
const highs = require(workerData.solver)({
  instantiateWasm(imports, ready) {
    WebAssembly.instantiate(workerData.program, imports).then((instance) => ready(instance, workerData.program));
    return {};
  },
});
parentPort.on('message', async (program) => {
  try {
    const { Status, Columns } = (await highs).solve(program, { time_limit: workerData.seconds, output_flag: false });
    const columns = {};
    for (const [name, column] of Object.entries(Columns)) {
      columns[name] = { value: column.Primal, reducedCost: column.Dual };
    }
    parentPort.postMessage({ status: Status, columns });
  } catch (error) {
    parentPort.postMessage({ status: 'Failed', columns: {}, reason: String(error) });
  }
});`;

/** The types of Node.js 20 do not name it. */
const { WebAssembly } = globalThis as unknown as { WebAssembly: { compile(bytes: Uint8Array): Promise<object> } };

let compiled: Promise<object> | undefined;

/** The solver's program, compiled once a process and shared with every thread: most of the time to start one is this. */
function solverProgram(): Promise<object> {
  compiled ??= readFile(createRequire(import.meta.url).resolve('highs/runtime')).then((bytes) =>
    WebAssembly.compile(bytes),
  );
  compiled.catch(() => {
    compiled = undefined;
  });
  return compiled;
}

const FAILED = '计算没有完成，请稍后再试；也可以逐人手动安排。';

/**
 * Runs `work` with the solver (HiGHS in WebAssembly) in a thread of its own, which is ended afterwards. Throws
 * Unavailable when the solver fails or takes too long.
 */
export async function withSolver<T>(work: (solve: Solve) => Promise<T>, seconds = SECONDS): Promise<T> {
  const solver = createRequire(import.meta.url).resolve('highs');
  const program = await solverProgram();
  const worker = new Worker(WORKER, { eval: true, workerData: { solver, program, seconds }, execArgv: [] });
  try {
    return await work((program) => solveIn(worker, program, seconds));
  } finally {
    await worker.terminate();
  }
}

function solveIn(worker: Worker, program: string, seconds: number): Promise<Solution> {
  return new Promise((resolve, reject) => {
    const fail = () => settle(() => reject(new Unavailable(FAILED)));
    const late = setTimeout(fail, (seconds + 1) * 1000);
    const answer = (solution: Solution) => settle(() => resolve(solution));
    const settle = (end: () => void) => {
      clearTimeout(late);
      worker.off('message', answer).off('error', fail).off('exit', fail);
      end();
    };
    worker.on('message', answer).on('error', fail).on('exit', fail);
    worker.postMessage(program);
  });
}
