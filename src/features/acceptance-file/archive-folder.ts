import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where the files of one bureau lie: `<id>.zip` when ready, a folder `<id>` with the parts meanwhile. */
export interface FilePlace {
  archiveDir: string;
  bureauId: string;
  id: string;
}

const homeOf = ({ archiveDir, bureauId }: Omit<FilePlace, 'id'>) => path.join(archiveDir, bureauId);

export const partsFolder = (place: FilePlace): string => path.join(homeOf(place), place.id);
export const archivePath = (place: FilePlace): string => path.join(homeOf(place), `${place.id}.zip`);

/** Whether the finished archive is where it should be. */
export const isThere = (place: FilePlace): Promise<boolean> =>
  stat(archivePath(place)).then(
    (found) => found.isFile(),
    () => false,
  );

export const removeParts = (place: FilePlace): Promise<void> =>
  rm(partsFolder(place), { recursive: true, force: true });

/** Takes away whatever belongs to none of the files `kept`: cancelled, superseded, removed, or left by a killed process. */
export async function removeOthers(
  place: Omit<FilePlace, 'id'>,
  isKept: (id: string) => Promise<boolean>,
): Promise<void> {
  const names = await readdir(homeOf(place)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const id = name.slice(0, 36);
    if (!(await isKept(id))) await rm(path.join(homeOf(place), name), { recursive: true, force: true });
  }
}

/** What the first build settled, so that one that goes on uses the same folders though branches came or were renamed. */
export interface Plan {
  branches: { id: string; folder: string }[];
}

export async function planOf(place: FilePlace, draw: () => Promise<Plan>): Promise<Plan> {
  const file = path.join(partsFolder(place), 'plan.json');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept) return JSON.parse(kept) as Plan;
  const plan = await draw();
  await mkdir(partsFolder(place), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(plan), { mode: 0o600, flush: true });
  return plan;
}
