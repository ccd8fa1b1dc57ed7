import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Latin words a reader of a Chinese page knows. */
const KNOWN_WORDS = /^(Excel|Word|xlsx|PDF|JPG|jpg|PNG|WebP|MB|A4|Linux)$/;

/** Everything wrong with the page whatever its width: words, head, headings. */
export async function faultsOf(page: Page, usernames: ReadonlySet<string>): Promise<string[]> {
  return [...(await shapeFaults(page)), ...(await wordFaults(page, usernames))];
}

/** What axe-core finds of WCAG 2.2, levels A and AA, in the page as it is laid out now. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: { id: string; nodes: string[] }[] = await page.evaluate(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} }, resultTypes: ['violations'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)) })))`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.join(' | ')}`);
}

async function shapeFaults(page: Page): Promise<string[]> {
  const shape = await page.evaluate(() => ({
    title: document.title,
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    primaries: [...document.querySelectorAll('main .btn-primary')].map((button) => button.textContent?.trim() ?? ''),
  }));
  return [
    ...(/^.+ · .+$/.test(shape.title) ? [] : [`title: ${shape.title}`]),
    ...(shape.lang === 'zh-CN' ? [] : [`lang: ${shape.lang}`]),
    ...(shape.headings === 1 ? [] : [`${shape.headings} h1`]),
    ...(shape.primaries.length <= 1 ? [] : [`primary buttons: ${shape.primaries.join('、')}`]),
  ];
}

/** Words that a program left behind, and Latin words where the portal speaks Chinese. */
async function wordFaults(page: Page, usernames: ReadonlySet<string>): Promise<string[]> {
  const text = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && parent.closest('code, script, .break-anywhere') === null && parent.checkVisibility())
        words.push(node.textContent ?? '');
    }
    return words.join('\n');
  });
  const leftBehind = text.match(/undefined|\bnull\b|\bNaN\b|\[object|Invalid Date|\d{4}-\d{2}-\d{2}T/g) ?? [];
  const latin = (text.match(/[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]/g) ?? []).filter(
    (word) => !KNOWN_WORDS.test(word) && !usernames.has(word),
  );
  const exclamations = text.match(/.{0,8}[!！]$/gm)?.filter((words) => words.trim() !== '!') ?? [];
  return [...new Set([...leftBehind, ...latin, ...exclamations])].map((word) => `word: ${word}`);
}

/** How far the page is wider than its screen, with the widest things on it. */
export async function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > width + 1,
    );
    const names = wide.slice(-3).map((one) => `${one.tagName.toLowerCase()}.${one.className}`);
    return [`${document.documentElement.scrollWidth} px wide at ${width}: ${names.join(', ')}`];
  });
}

/** Buttons and links of actions and navigation that are too small for a thumb. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = '.btn, .btn-text, button, summary, nav a, .choice, select, textarea, input:not([type=hidden])';
    const inChoice = (one: Element) => one.matches('input') && one.closest('.choice, .form-check-inline') !== null;
    const small = [...document.querySelectorAll(targets)].filter((one) => {
      if (!one.checkVisibility() || one.closest('.visually-hidden, .crumbs, .skip') || inChoice(one)) return false;
      const { width, height } = one.getBoundingClientRect();
      return height < 43.5 || width < 43.5;
    });
    return small.map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return `small target ${Math.round(width)}×${Math.round(height)}: ${one.className} ${one.textContent?.trim().slice(0, 20)}`;
    });
  });
}
