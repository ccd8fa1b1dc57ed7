import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageHelp } from '../../../src/campaign/page-help.js';
import { CAMPAIGN_STEPS } from '../../../src/campaign/phases.js';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import { GUIDES, guidePictures, pictureFile } from '../../../src/features/help/guides.js';

import { NO_PAGES, STOPS } from '../../browser/tour/stops.js';
import { testAppOn } from '../../support/app.js';
import { demoDatabase } from '../../support/demo-database.js';
import { ROUTE_ROWS } from '../../support/route-rows.js';

const { db, clock } = await demoDatabase();
const app = testAppOn(db, clock);
const PUBLIC = path.resolve(import.meta.dirname, '../../../public');

const signedInPages = ROUTE_ROWS.flatMap((row) =>
  row.method === 'get' && row.access !== 'public' && !NO_PAGES.includes(row.path) ? [row.path] : [],
);

describe('R52: help', () => {
  it.each(signedInPages)('%s says what is to be done there', (route) => {
    expect(pageHelp(route, null)?.tasks.length).toBeGreaterThan(0);
  });

  it('speaks in the plan’s own words on the pages of every step', () => {
    for (const { step } of CAMPAIGN_STEPS) expect(pageHelp('/branches/x/steps/y', step)?.plan).toMatch(/。$/);
    expect(pageHelp('/branches/x/group-proposal', null)?.plan).toContain('征求党员意见的基础上');
    expect(pageHelp('/bureau/inspections/new', null)?.plan).toBe('加强组织领导，及时督导检查。');
  });

  it('R3: shows them on the page, with the way to the reader’s own guide', async () => {
    const secretary = await app.signIn('zhongxue1-shuji', DEMO_PASSWORD);
    const { branchId } = await db.roleAssignment.findFirstOrThrow({
      where: { role: 'BRANCH_SECRETARY', account: { username: 'zhongxue1-shuji' }, bureauId: await bureauId() },
    });
    const { text, status } = await secretary.get(`/branches/${branchId}/commitments`);
    expect(status).toBe(200);
    expect(text).toContain('这一步做什么');
    expect(text).toContain('切实发挥党组织和党员的作用');
    expect(text).toContain('href="/help/secretary"');
  });

  it('has a guide for every role, each picture from a stop of the tour, and no picture that none shows', () => {
    expect(GUIDES.map(({ id }) => id).sort()).toEqual(
      ['admin', 'committee', 'inspector', 'leader', 'member', 'public', 'reviewer', 'secretary'].sort(),
    );
    for (const picture of guidePictures()) {
      expect(
        STOPS[picture.path]?.some(({ as, when }) => as === picture.as && when === undefined),
        picture.path,
      ).toBe(true);
      expect(existsSync(path.join(PUBLIC, pictureFile(picture))), pictureFile(picture)).toBe(true);
    }
    const files = readdirSync(path.join(PUBLIC, 'images/help')).filter((name) => name.endsWith('.webp'));
    expect(files.sort()).toEqual(
      guidePictures()
        .map((each) => path.basename(pictureFile(each)))
        .sort(),
    );
  });

  it('is read by anybody, and an unknown guide is not found', async () => {
    const visitor = app.anonymous();
    for (const { id } of GUIDES) expect((await visitor.get(`/help/${id}`)).status).toBe(200);
    expect((await visitor.get('/help/nothing')).status).toBe(404);
  });

  it('R5: the first steps of a new secretary count what is done', async () => {
    const secretary = await app.signIn('youeryuan-shuji', DEMO_PASSWORD);
    const { branchId } = await db.roleAssignment.findFirstOrThrow({
      where: { role: 'BRANCH_SECRETARY', account: { username: 'youeryuan-shuji' }, bureauId: await bureauId() },
    });
    const where = { bureauId: await bureauId(), branchId: branchId ?? '', leftOn: null };
    const members = await db.member.count({ where });
    const skilled = await db.member.count({ where: { ...where, skills: { isEmpty: false } } });
    const { text, status } = await secretary.get(`/branches/${branchId}/first-steps`);
    expect(status).toBe(200);
    expect(text).toContain(`名册上有${members}名党员`);
    expect(text).toContain(`${skilled}名党员填了，名册上${members}人`);
  });
});

async function bureauId(): Promise<string> {
  return (await db.loginName.findUniqueOrThrow({ where: { username: 'ju-shuji' } })).bureauId;
}
