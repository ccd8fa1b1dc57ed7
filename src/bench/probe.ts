// Loaded before the program of a child: tells its parent on demand what the process has used so far.
import pg from 'pg';

export interface Usage {
  /** Processor time, in milliseconds. */
  cpu: number;
  /** Resident memory, in bytes. */
  memory: number;
  /** Statements sent to the database. */
  queries: number;
}

let queries = 0;
const { query } = pg.Client.prototype;
Object.assign(pg.Client.prototype, {
  query(this: pg.Client, ...args: unknown[]): unknown {
    queries += 1;
    return Reflect.apply(query, this, args);
  },
});

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: (user + system) / 1000, memory: process.memoryUsage.rss(), queries } satisfies Usage);
});
// A parent that is gone leaves nothing behind.
process.on('disconnect', () => process.exit(0));
