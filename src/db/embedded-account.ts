import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { StartupError } from '../shared/startup-error.js';

/** The operating system account that runs the database server. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

const PREFERRED = ['postgres', 'nobody', 'campaign-portal'];

/**
 * PostgreSQL refuses to run as root, so root hands it to an unprivileged account: the owner of the existing
 * data, else the first of PREFERRED that exists, else a new one. Gives null where the portal itself runs unprivileged.
 */
export function serverAccount(dataFolder: string): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = findAccount();
  if (known) return known;
  spawnSync('useradd', ['--system', '--no-create-home', 'campaign-portal']);
  const created = findAccount();
  if (created) return created;
  throw new StartupError(
    '内置数据库不能以 root 身份运行，而系统中没有 postgres 或 nobody 用户。请改用普通用户启动，或设置 DATABASE_URL 使用外部数据库。',
  );
}

function findAccount(): ServerAccount | null {
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of PREFERRED) {
    const row = rows.find((fields) => fields[0] === name);
    if (row && Number(row[2]) > 0) return { uid: Number(row[2]), gid: Number(row[3]) };
  }
  return null;
}

/** Whether the account may enter the folder: every folder above it counts too, so only trying tells. */
export function canEnter(account: ServerAccount, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;
}
