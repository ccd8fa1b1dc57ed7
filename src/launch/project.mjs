// What every launcher needs: where the project lies and how to run one of its tools. Plain JavaScript on purpose:
// these files run before anything is installed or compiled.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

export const inProject = (...parts) => path.join(ROOT, ...parts);

/** Ends the launcher with a message for the operator and no stack. */
export function giveUp(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

/** Runs a command in the project and gives its exit code; its output goes to the console. */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  if (result.error) console.error(String(result.error.message));
  return result.status ?? 1;
}

/** The JavaScript file behind a package's command, to be run by this same Node.js without npx. */
export function tool(packageName, command = packageName) {
  const folder = inProject('node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** One digest of the names and contents of files; folders are taken whole, except what `skip` says. */
export function digestOf(entries, skip = () => false) {
  const hash = createHash('sha256');
  for (const file of entries.flatMap((entry) => filesUnder(inProject(entry), skip)).sort()) {
    hash
      .update(`${path.relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

export function filesUnder(place, skip = () => false) {
  if (!existsSync(place) || skip(place)) return [];
  try {
    return readdirSync(place, { withFileTypes: true }).flatMap((entry) =>
      filesUnder(path.join(place, entry.name), skip),
    );
  } catch (error) {
    if (error.code === 'ENOTDIR') return [place];
    throw error;
  }
}

/** Whether the stamp at `file` already says `digest`: then nothing changed since it was written. */
export const isStamped = (file, digest) => existsSync(file) && readFileSync(file, 'utf8').trim() === digest;

export function stamp(file, digest) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${digest}\n`);
}
