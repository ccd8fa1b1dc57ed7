// npm test: installs what is missing and runs every test, those in a browser only where a Chromium is found.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { prepare } from './prepare.mjs';
import { inProject, run, tool } from './project.mjs';

const RESULTS = 'tests/.output/results.json';

prepare();
const chromium = findChromium();
console.log(
  chromium
    ? `浏览器测试使用 ${chromium} Browser tests run in it.`
    : '没有找到 Chromium，浏览器测试这次不运行。 No Chromium found: the browser tests are left out.',
);
rmSync(inProject(RESULTS), { force: true });
mkdirSync(path.dirname(inProject(RESULTS)), { recursive: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
const code = run(process.execPath, [tool('vitest'), 'run', ...reporters, ...process.argv.slice(2)], {
  NODE_ENV: 'test',
  CHROMIUM_PATH: chromium ?? '',
});
const line = summary(code);
writeFileSync(inProject('tests/.output/summary.txt'), `${line}\n`);
console.log(line);
process.exit(code);

/** A file that could not even be loaded has no failed test in the count, yet the run failed. */
function summary(exitCode) {
  if (!existsSync(inProject(RESULTS))) return '0 passed, 1 failed';
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(inProject(RESULTS), 'utf8'));
  return `${numPassedTests} passed, ${exitCode === 0 ? numFailedTests : Math.max(1, numFailedTests)} failed`;
}
