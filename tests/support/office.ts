import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PATIENCE_MS = 240_000;

/** LibreOffice as SOFFICE_PATH names it, else from the PATH; null where there is none. */
export const SOFFICE: string | null = findOffice();

function findOffice(): string | null {
  const named = process.env['SOFFICE_PATH'];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const places = named ? [named] : folders.map((folder) => path.join(folder, 'soffice'));
  return places.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why the files were not opened in LibreOffice, for the name of the test that is left out. */
export const OFFICE_NOTE = SOFFICE === null ? '（没有找到LibreOffice，未检查：请安装或设置SOFFICE_PATH）' : '';

/** Opens each file in LibreOffice and gives it back as PDF; a file it cannot open is missing in the answer. */
export async function toPdf(files: ReadonlyMap<string, Buffer>): Promise<Map<string, Buffer>> {
  if (SOFFICE === null) throw new Error('There is no LibreOffice.');
  const folder = await mkdtemp(path.join(tmpdir(), 'office-'));
  try {
    const [from, to] = [path.join(folder, 'from'), path.join(folder, 'to')];
    await mkdir(from);
    for (const [name, content] of files) await writeFile(path.join(from, name), content);
    const names = [...files.keys()].map((name) => path.join(from, name));
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    await run(SOFFICE, [profile, '--headless', '--convert-to', 'pdf', '--outdir', to, ...names], {
      timeout: PATIENCE_MS,
      maxBuffer: 10_000_000,
    });
    const made = new Map<string, Buffer>();
    for (const name of await readdir(to)) made.set(name, await readFile(path.join(to, name)));
    return made;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
