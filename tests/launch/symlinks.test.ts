import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { restoreSymlinks } from '../../src/db/embedded-programs.js';

const folder = mkdtempSync(path.join(tmpdir(), 'campaign-portal-links-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('T13: makes the links of the server programs where npm ran no install script, and leaves them alone afterwards', () => {
  const native = path.join(folder, 'native');
  mkdirSync(path.join(native, 'lib'), { recursive: true });
  writeFileSync(path.join(native, 'lib', 'libpq.so.5.18'), '');
  writeFileSync(
    path.join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  restoreSymlinks(native);
  restoreSymlinks(native);
  expect(readlinkSync(path.join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
});
