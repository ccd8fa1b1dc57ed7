import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Db } from '../../../src/db/client.js';
import { type TestApp, testAppOn } from '../../support/app.js';
import { PHONE, type Site, startSite } from '../../support/chromium.js';
import { type TestClock, testClock } from '../../support/fixed-clock.js';
import { fill, press, reads, signIn } from '../../support/hands.js';
import { testDatabase } from '../../support/test-database.js';

/** The password everybody chooses in place of the temporary one. */
export const NEW_PASSWORD = 'Chunfeng-2026-Huayu';

interface Player {
  page: Page;
  username: string;
  password: string;
}

/** What the chapters share: the site, its clock, who is who, and what has come about so far. */
export class Story {
  private readonly players = new Map<string, Player>();
  /** Addresses and ids met on the way, by a name of the story's own. */
  readonly known = new Map<string, string>();

  private constructor(
    readonly site: Site,
    readonly db: Db,
    readonly clock: TestClock,
    /** The same portal without a browser, for what others repeat after the first has done it by hand. */
    readonly crowd: TestApp,
  ) {}

  static async begin(start: string): Promise<Story> {
    const { db } = await testDatabase();
    const clock = testClock(start);
    return new Story(await startSite(db, clock), db, clock, testAppOn(db, clock));
  }

  /** Somebody comes to a desk or, with `phone`, takes out a phone. */
  async enter(
    who: string,
    account: { username: string; password: string },
    { phone = false }: { phone?: boolean } = {},
  ): Promise<Page> {
    const page = await this.site.newPage(phone ? { viewport: PHONE, isMobile: true, hasTouch: true } : {});
    this.players.set(who, { page, ...account });
    return page;
  }

  /** The first sign-in: the temporary password has to be changed before anything else can be seen. */
  async firstSignIn(who: string): Promise<Page> {
    const player = this.player(who);
    const { page } = player;
    await signIn(page, player.username, player.password);
    expect(await page.title()).toContain('请先修改临时密码');
    await fill(page, { 临时密码: player.password, 新密码: NEW_PASSWORD, 再输一次新密码: NEW_PASSWORD });
    await press(page, '保存新密码');
    player.password = NEW_PASSWORD;
    return page;
  }

  /** Goes to an address as somebody; signs in again when days have passed since. */
  async at(who: string, path: string): Promise<Page> {
    const { page, username, password } = this.player(who);
    await page.goto(path);
    if (new URL(page.url()).pathname === '/sign-in') await signIn(page, username, password);
    // Rarely the old session ends between the form and its answer, which says that the page is outdated: sign in again.
    if ((await page.getByText('页面已过期').count()) > 0) {
      await page.goto(path);
      if (new URL(page.url()).pathname === '/sign-in') await signIn(page, username, password);
    }
    return page;
  }

  username(who: string): string {
    return this.player(who).username;
  }

  /** An id or address the story has met. */
  get(name: string): string {
    const value = this.known.get(name);
    if (value === undefined) throw new Error(`The story does not know ${name} yet.`);
    return value;
  }

  private player(who: string): Player {
    const player = this.players.get(who);
    if (!player) throw new Error(`${who} has not entered the story.`);
    return player;
  }
}

/** The slips on the page just shown: who, user name, temporary password. */
export async function readSlips(page: Page): Promise<{ name: string; username: string; password: string }[]> {
  return page.locator('.slip').evaluateAll((slips) =>
    slips.map((slip) => {
      const [username, password] = [...slip.querySelectorAll('code')].map((code) => code.textContent ?? '');
      return {
        name: slip.querySelector('strong')?.textContent ?? '',
        username: username ?? '',
        password: password ?? '',
      };
    }),
  );
}

/** The one slip of the page. */
export async function readSlip(page: Page) {
  const [slip] = await readSlips(page);
  if (!slip) throw new Error(`No slip on the page: ${await reads(page)}`);
  return slip;
}
