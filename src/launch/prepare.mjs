// Brings a clone into a state that can run: packages installed, database client generated, sources compiled.
// Each step leaves a stamp of its inputs and is passed over while they stay the same.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { digestOf, filesUnder, giveUp, inProject, isStamped, run, stamp, tool } from './project.mjs';

const OLDEST_NODE = [20, 19];

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  giveUp(
    `需要 Node.js ${OLDEST_NODE.join('.')} 或更高版本，当前是 ${process.versions.node}。`,
    `Node.js ${OLDEST_NODE.join('.')} or newer is needed.`,
  );
}

/** Installs the packages of package-lock.json when node_modules lacks some or has others. */
export function installPackages() {
  const stampFile = inProject('node_modules', '.installed-for');
  const digest = `${digestOf(['package-lock.json'])} ${process.platform}-${process.arch}`;
  if (isStamped(stampFile, digest)) return;
  if (!isInstalled()) {
    console.log('正在安装依赖包…… Installing packages');
    const npm = process.env.npm_execpath;
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
    const code = npm ? run(process.execPath, [npm, ...args]) : run('npm', args);
    if (code !== 0) giveUp('依赖包没有安装成功，请检查网络和磁盘后重新运行。 Installing the packages failed.');
  }
  stamp(stampFile, digest);
}

/** Compares npm's own record of what it installed with the lock file. Optional packages of other platforms may be absent. */
function isInstalled() {
  const record = inProject('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === '' || (optional && !installed[place])) return true;
    return installed[place]?.version === version && existsSync(inProject(place));
  });
}

/** Generates the Prisma client. `prisma generate` wants the name of a schema engine but never runs it: any file will do. */
export function generateClient() {
  const stampFile = inProject('src', 'generated', '.generated-for');
  const digest = digestOf(['prisma/schema', 'node_modules/prisma/package.json']);
  if (isStamped(stampFile, digest) && existsSync(inProject('src/generated/prisma/client.ts'))) return;
  console.log('正在生成数据库访问代码…… Generating the database client');
  const offline = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const code = run(process.execPath, [tool('prisma'), 'generate', '--schema', 'prisma/schema', '--no-hints'], offline);
  if (code !== 0) giveUp('数据库访问代码没有生成成功。 Generating the database client failed.');
  stamp(stampFile, digest);
}

/** Compiles src to dist. Gives false when the sources do not compile. */
export function compile() {
  const stampFile = inProject('dist', '.compiled-for');
  const digest = digestOf(['src', 'tsconfig.json', 'package-lock.json'], (file) => file.endsWith('.mjs'));
  if (isStamped(stampFile, digest)) return true;
  console.log('正在编译程序…… Compiling');
  rmSync(stampFile, { force: true });
  if (run(process.execPath, [tool('typescript', 'tsc'), '--project', 'tsconfig.json']) !== 0) return false;
  removeOrphans();
  stamp(stampFile, digest);
  return true;
}

/** The compiler leaves the output of deleted sources behind. */
function removeOrphans() {
  for (const file of filesUnder(inProject('dist'))) {
    const name = path.relative(inProject('dist'), file);
    const source = inProject('src', name.replace(/\.js(\.map)?$/, '.ts'));
    if (/\.js(\.map)?$/.test(name) && !existsSync(source)) rmSync(file);
  }
}

export function prepare() {
  requireNode();
  installPackages();
  generateClient();
  if (!compile()) giveUp('程序没有编译成功。 The sources do not compile.');
}
