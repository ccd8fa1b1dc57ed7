// npm run dev: as npm start, and again whenever a source, a style, a script or a schema changes.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { compile, generateClient, installPackages, requireNode } from './prepare.mjs';
import { inProject, ROOT } from './project.mjs';

const QUIET_MS = 300;
let portal = null;
let timer = null;
let ending = false;
let replacing = false;

requireNode();
installPackages();
restart();
for (const place of ['src', 'public', 'prisma/schema', 'prisma/migrations']) {
  watch(inProject(place), { recursive: true }, (_event, name) => {
    if (String(name ?? '').startsWith('generated')) return;
    clearTimeout(timer);
    timer = setTimeout(restart, QUIET_MS);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    ending = true;
    if (portal) portal.kill('SIGTERM');
    else process.exit(0);
  });
}

/** The old portal goes first, for it holds the port and the database; with broken sources it stays. */
function restart() {
  generateClient();
  if (!compile()) return;
  if (!portal) return launch();
  replacing = true;
  portal.kill('SIGTERM');
}

function launch() {
  portal = spawn(process.execPath, ['--enable-source-maps', inProject('dist', 'server.js')], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  portal.once('exit', () => {
    portal = null;
    if (ending) process.exit(0);
    // One that failed by itself waits for the next change.
    if (replacing) launch();
  });
  replacing = false;
}
