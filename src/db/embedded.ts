import path from 'node:path';
import { StartupError } from '../shared/startup-error.js';
import { type Cluster, openCluster, PORTAL } from './embedded-cluster.js';
import { EmbeddedServer } from './embedded-server.js';

export interface EmbeddedOptions {
  /** The portal's data folder; the database lies in `postgres` under it, or where `postgres-location` in it points. */
  dataDir: string;
  /** Server settings over the defaults, for example `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
  log: (line: string) => void;
}

export interface EmbeddedPostgres {
  connectionString: string;
  /** Ends the server (fast shutdown) and resolves when it is gone. */
  stop(): Promise<void>;
}

const DEFAULTS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  idle_in_transaction_session_timeout: '60s',
  log_line_prefix: '%m [%p] ',
  // Statements and details of errors carry people's data; the log must not.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/**
 * Starts the real PostgreSQL that comes with npm, or takes over the one that an earlier, killed portal left running on
 * `dataDir`, and brings it back when it dies. Throws StartupError when it cannot, or when another portal uses the folder.
 */
export async function startEmbeddedPostgres({ dataDir, settings, log }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const all = { ...DEFAULTS, ...settings };
  const cluster = openOrExplain(path.resolve(dataDir), all['fsync'] !== 'off');
  const server = new EmbeddedServer(cluster, all, log);
  const port = await server.start();
  return {
    connectionString: `postgresql://${PORTAL}:${cluster.password}@127.0.0.1:${port}/${PORTAL}`,
    stop: () => server.stop(),
  };
}

const REASONS: Record<string, string> = {
  EACCES: '没有写入权限',
  EPERM: '没有写入权限',
  EROFS: '所在磁盘是只读的',
  ENOSPC: '磁盘空间已用完',
  ENOTDIR: '路径中有一个不是目录',
  EEXIST: '路径中有一个不是目录',
};

function openOrExplain(dataDir: string, sync: boolean): Cluster {
  try {
    return openCluster(dataDir, sync);
  } catch (cause) {
    const reason = REASONS[(cause as NodeJS.ErrnoException).code ?? ''];
    if (!reason) throw cause;
    throw new StartupError(`数据目录不能使用：${reason}。请检查 DATA_DIR。\n${(cause as Error).message}`, { cause });
  }
}
