import { readFile } from 'node:fs/promises';
import type { Db } from '../../../src/db/client.js';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import type { TestApp } from '../../support/app.js';
import { addressOf } from './ids.js';

const ROSTER = new URL('../../fixtures/roster-three-branches.xlsx', import.meta.url);

/** What the demonstration has no occasion for: a campaign not yet published, tasks to publish, a file being checked. */
export async function makeOccasions(app: TestApp, db: Db): Promise<void> {
  const bureau = await app.signIn('ju-shuji', DEMO_PASSWORD);
  await bureau.post('/bureau/campaigns', { startYear: '2027', name: '' });
  const tasks = await addressOf(db, '/bureau/campaigns/:campaignId/key-tasks', { as: null });
  const task = { 'tasks.0.title': '规范校园安全管理', 'tasks.0.description': '完善值班护学和应急演练。' };
  await bureau.post(tasks, { year: '2026', ...task });
  const kindergarten = await app.signIn('youeryuan-shuji', DEMO_PASSWORD);
  const imports = await addressOf(db, '/branches/:branchId/roster-imports', { as: null, branch: '机关幼儿园党支部' });
  const sheet = { sheetName: '示范区机关幼儿园支部委员会' };
  await kindergarten.upload(imports, 'file', await readFile(ROSTER), '党员花名册.xlsx', sheet);
}
