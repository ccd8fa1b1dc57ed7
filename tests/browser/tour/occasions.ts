import { readFile } from 'node:fs/promises';
import type { Db } from '../../../src/db/client.js';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import type { TestApp } from '../../support/app.js';
import { addressOf } from './ids.js';

const ROSTER = new URL('../../fixtures/roster-three-branches.xlsx', import.meta.url);

/** The committee sends a report back, so that its author has something to mend. */
export async function returnSelfAssessment(app: TestApp, db: Db): Promise<void> {
  const committee = await app.signIn('ju-weiyuan1', DEMO_PASSWORD);
  const report = await addressOf(db, '/bureau/statements/:statementId', { as: null, branch: '职业中专党支部' });
  await committee.post(`${report}/reviews`, { outcome: 'return', note: '请补充佐证材料目录。' });
}

/** What the demonstration has no occasion for: a campaign not yet published, tasks to publish, a file being checked. */
export async function makeOccasions(app: TestApp, db: Db): Promise<void> {
  const bureau = await app.signIn('ju-shuji', DEMO_PASSWORD);
  await bureau.post('/bureau/campaigns', { startYear: '2027', name: '' });
  const tasks = await addressOf(db, '/bureau/campaigns/:campaignId/key-tasks', { as: null });
  const task = { 'tasks.0.title': '规范校园安全管理', 'tasks.0.description': '完善值班护学和应急演练。' };
  await bureau.post(tasks, { year: '2026', ...task });
  const member = await app.signIn('zhongxue1-dangyuan', DEMO_PASSWORD);
  const item = { 'items.0.mainTask': '带好青年教师', 'items.0.workContent': '每两周听一次青年教师的课。' };
  const due = { 'items.0.dueDate': '2026-12-20', 'items.0.parentItemId': '', 'items.0.measures': '' };
  await member.post('/me/commitment', { revision: '0', preamble: '', ...item, ...due, next: 'draft' });
  const kindergarten = await app.signIn('youeryuan-shuji', DEMO_PASSWORD);
  const imports = await addressOf(db, '/branches/:branchId/roster-imports', { as: null, branch: '机关幼儿园党支部' });
  const sheet = { sheetName: '示范区机关幼儿园支部委员会' };
  await kindergarten.upload(imports, 'file', await readFile(ROSTER), '党员花名册.xlsx', sheet);
}
