import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { withTables } from '../support/readme-tables.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const README = path.join(ROOT, 'README.md');

it('the README prints the phases, steps and permissions as the code has them (UPDATE_README=1 writes them)', () => {
  const readme = readFileSync(README, 'utf8');
  const printed = withTables(readme);
  if (process.env['UPDATE_README'] === '1') writeFileSync(README, printed);
  else expect(readme).toBe(printed);
});

it('every folder of the map exists, and every folder of src stands in the map', () => {
  const map = /```text\n([\s\S]*?)```/.exec(readFileSync(README, 'utf8'))?.[1] ?? '';
  const named = [...map.matchAll(/^ *([\w./-]+\/) /gm)].map((match) => match[1] ?? '');
  for (const folder of named) {
    const found = ['', 'src', 'src/features', 'tests', 'prisma', 'views'].some((base) =>
      existsSync(path.join(ROOT, base, folder)),
    );
    expect(found, folder).toBe(true);
  }
  const folders = (dir: string) =>
    readdirSync(path.join(ROOT, dir), { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'generated',
    );
  for (const dir of ['src', 'src/features'])
    for (const { name } of folders(dir)) expect(named, `${dir}/${name}`).toContain(`${name}/`);
});
