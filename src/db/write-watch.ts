import { AsyncLocalStorage } from 'node:async_hooks';

const READS = /^(?:find|count|aggregate|groupBy|\$queryRaw)/;
const watch = new AsyncLocalStorage<{ wrote: boolean }>();

/** Called by the database client for each operation, so that a transaction knows whether it changed anything. */
export function noteOperation(operation: string): void {
  const seen = watch.getStore();
  if (seen && !READS.test(operation)) seen.wrote = true;
}

/** Runs `work` and tells whether it wrote through the client. A query that `work` returns unawaited starts within too. */
export async function watchWrites<T>(work: () => Promise<T>): Promise<{ result: T; wrote: boolean }> {
  const seen = { wrote: false };
  const result = await watch.run(seen, async () => await work());
  return { result, wrote: seen.wrote };
}
