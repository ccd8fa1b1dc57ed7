// A database server for a moment, in a temporary folder: for writing and checking migrations.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inProject } from './project.mjs';

/** A compiled module of the portal. */
export const compiled = (name) => import(pathToFileURL(inProject('dist', name)).href);

/** Runs `work` with the connection string of an empty server and takes the server away again. */
export async function onScratchServer(work) {
  const { startEmbeddedPostgres } = await compiled('db/embedded.js');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'campaign-portal-'));
  // Open to the account that runs the server when this is root: else the database would be put elsewhere, and stay there.
  chmodSync(dataDir, 0o711);
  let server;
  try {
    server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' }, log: console.error });
    return await work(server.connectionString);
  } finally {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
