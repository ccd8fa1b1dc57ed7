// npm run check: format, lint, types, import borders, migrations. Runs every check, then says which failed.
import { existsSync } from 'node:fs';
import { compile, generateClient, installPackages, requireNode } from './prepare.mjs';
import { filesUnder, inProject, run, tool } from './project.mjs';
import { compiled, onScratchServer } from './scratch-server.mjs';

const node = (packageName, args, command) => run(process.execPath, [tool(packageName, command), ...args]) === 0;

/**
 * Rules of squawk that do not fit: counts and revisions stay far below 2^31; each migration runs in one transaction, which
 * rules out CREATE and DROP INDEX CONCURRENTLY, under the lock_timeout that it sets itself.
 */
const LEFT_OUT = [
  ...['prefer-bigint-over-int', 'require-statement-timeout'],
  ...['require-concurrent-index-creation', 'require-concurrent-index-deletion'],
];

const CHECKS = [
  ['format and lint', () => node('@biomejs/biome', ['check', '--error-on-warnings', '.'], 'biome')],
  ['types of src', compile],
  ['types of tests', () => node('typescript', ['--noEmit', '--project', 'tests/tsconfig.json'], 'tsc')],
  [
    'import borders',
    () => node('vitest', ['run', '--project', 'house', '--reporter=dot', 'tests/architecture/borders.test.ts']),
  ],
  ['migrations are safe to run', lintMigrations],
  ['migrations lead to the schema', migrationsMatchSchema],
];

requireNode();
installPackages();
generateClient();
const failed = [];
for (const [name, check] of CHECKS) {
  const passed = await check();
  console.log(`${passed ? '✓' : '✗'} ${name}`);
  if (!passed) failed.push(name);
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exit(1);
}

/** The first migration makes the tables: nothing is there yet that it could lock. */
function lintMigrations() {
  const files = filesUnder(inProject('prisma/migrations'))
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .slice(1);
  if (files.length === 0) return true;
  return node(
    'squawk-cli',
    ['--assume-in-transaction', '--pg-version=15', `--exclude=${LEFT_OUT}`, ...files],
    'squawk',
  );
}

async function migrationsMatchSchema() {
  if (!existsSync(inProject('dist/db/migration-history.js'))) return false;
  const { schemaDrift } = await compiled('db/migration-history.js');
  const drift = await onScratchServer(schemaDrift);
  if (drift !== null) console.error(`Write a migration with npm run db:migration -- NAME; missing is:\n${drift}`);
  return drift === null;
}
