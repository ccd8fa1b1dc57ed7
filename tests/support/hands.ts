import type { Locator, Page } from 'playwright-core';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The field whose label says exactly this, apart from 选填 and the hint inside a choice. */
export function fieldOf(within: Page | Locator, label: string): Locator {
  return within.getByLabel(new RegExp(`^\\s*${escaped(label)}(（选填）)?\\s*$`));
}

/** Fills the fields by their labels. */
export async function fill(within: Page | Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await fieldOf(within, label).fill(value);
}

/** Ticks the choices (radios and checkboxes) whose label begins with these words. */
export async function choose(within: Page | Locator, ...labels: string[]): Promise<void> {
  for (const label of labels)
    await within
      .locator('label.choice')
      .filter({ hasText: new RegExp(`^\\s*${escaped(label)}`) })
      .locator('input')
      .check();
}

/** Picks the option of a select that begins with these words. */
export async function select(within: Page | Locator, label: string, option: string): Promise<void> {
  const list = fieldOf(within, label);
  const value = await list
    .locator('option')
    .filter({ hasText: new RegExp(`^${escaped(option)}`) })
    .first()
    .getAttribute('value');
  await list.selectOption(value ?? '');
}

/** Presses the button or follows the link of the page's main part, and waits for the page that comes. */
export async function press(page: Page, name: string, within: Page | Locator = page.locator('main')): Promise<void> {
  // What stands after a colon is often for screen readers only, and drawn apart from the rest.
  const called = new RegExp(`^${escaped(name).replaceAll('：', '\\s*：')}$`);
  const target = within.getByRole('button', { name: called }).or(within.getByRole('link', { name: called }));
  await arriving(page, () => target.click());
}

/** Does something that leads to another page, and waits until that page is there. */
export async function arriving(page: Page, act: () => Promise<unknown>): Promise<void> {
  const arrival = page.waitForEvent('load');
  arrival.catch(() => undefined);
  await act();
  await arrival;
}

/** What a person reads in the main part of the page or in a part of it: without what is hidden. */
export function reads(where: Page | Locator): Promise<string> {
  const part = 'goto' in where ? where.locator('main') : where;
  // biome-ignore lint/performance/useDomNodeTextContent: the text as it is laid out is what is asked for
  return part.innerText();
}

/** Signs in by the form; a page that was asked for before is shown then. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  if (new URL(page.url()).pathname !== '/sign-in') await page.goto('/sign-in');
  await fill(page, { 用户名: username, 密码: password });
  await press(page, '登录');
}
