import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { guidePictures, pictureFile } from '../../../src/features/help/guides.js';
import type { Stop } from './stops.js';

const PUBLIC = path.resolve(import.meta.dirname, '../../../public');
const DIGESTS = path.join(PUBLIC, 'images/help/pictures.json');
const REMAKE = 'UPDATE_HELP=1 npm test -- tests/browser/tour.test.ts';
const remakes = process.env['UPDATE_HELP'] === '1';

const digests: Record<string, string> = existsSync(DIGESTS) ? JSON.parse(readFileSync(DIGESTS, 'utf8')) : {};
const seen = new Set<string>();

/**
 * Whether the guides' picture of this page still shows it: the words of its headings, buttons, fields and links are those
 * it was taken with. With UPDATE_HELP=1 it is taken anew.
 */
export async function guidePictureFaults(page: Page, route: string, stop: Stop): Promise<string[]> {
  const picture = guidePictures().find((each) => each.path === route && each.as === stop.as);
  if (!picture || stop.when !== undefined || seen.has(pictureFile(picture))) return [];
  const file = pictureFile(picture);
  seen.add(file);
  await page.setViewportSize(picture.wide ? { width: 1280, height: 800 } : { width: 360, height: 640 });
  const digest = createHash('sha256')
    .update(JSON.stringify(await wordsOf(page)))
    .digest('hex')
    .slice(0, 16);
  if (remakes) {
    await keep(page, file, picture.wide);
    digests[file] = digest;
    return [];
  }
  if (!existsSync(path.join(PUBLIC, file))) return [`${file} is missing: ${REMAKE}`];
  return digests[file] === digest ? [] : [`${file} no longer shows the page: ${REMAKE}`];
}

/** What is written on the page's headings, labels, buttons and links, without numbers, which move with the days. */
const wordsOf = (page: Page): Promise<string[]> =>
  page
    .locator('main')
    .locator('h1, h2, h3, label, button, th, summary, a.btn, a.btn-text')
    .evaluateAll((all) => all.map(({ textContent }) => (textContent ?? '').replaceAll(/[\d\s]+/g, '')));

async function keep(page: Page, file: string, wide: boolean): Promise<void> {
  const target = path.join(PUBLIC, file);
  mkdirSync(path.dirname(target), { recursive: true });
  const picture = sharp(await page.screenshot());
  await (wide ? picture.resize({ width: 960 }) : picture).webp({ quality: 70 }).toFile(target);
}

/** Written at the end of a tour that took pictures. */
export function keepGuideDigests(): void {
  if (!remakes) return;
  const known = guidePictures().map(pictureFile).sort();
  writeFileSync(
    DIGESTS,
    `${JSON.stringify(Object.fromEntries(known.map((file) => [file, digests[file]])), null, 2)}\n`,
  );
}
