import { readFile } from 'node:fs/promises';
import type { Db } from '../../../src/db/client.js';
import { failureWords } from '../../../src/features/acceptance-file/acceptance-file.rules.js';
import { failFile } from '../../../src/features/acceptance-file/acceptance-file.service.js';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import { makerOn } from '../../features/acceptance-file/built.js';
import type { TestApp } from '../../support/app.js';
import { testArchives } from '../../support/file-store.js';
import { addressOf } from './ids.js';

const ROSTER = new URL('../../fixtures/roster-three-branches.xlsx', import.meta.url);

async function draft(app: TestApp, username: string, address: string, dueDate: string): Promise<void> {
  const item = { 'items.0.mainTask': '带好青年教师', 'items.0.workContent': '每两周听一次青年教师的课。' };
  const author = await app.signIn(username, DEMO_PASSWORD);
  await author.post(address, { revision: '0', preamble: '', ...item, 'items.0.dueDate': dueDate, next: 'draft' });
}

/** 每年年初: branch and group write the letters of the second year. */
export async function beginNewYear(app: TestApp, db: Db): Promise<void> {
  const branch = '第一中学党支部';
  const ofBranch = await addressOf(db, '/branches/:branchId/commitments/branch', { as: null, branch });
  await draft(app, 'zhongxue1-shuji', ofBranch, '2027-05-20');
  const ofGroup = await addressOf(db, '/branches/:branchId/groups/:groupId/commitment', { as: null, branch });
  await draft(app, 'zhongxue1-zuzhang', ofGroup, '2027-05-10');
  // The members' honour of the year is over, that of the branches is decided: the next one is drafted.
  const { bureauId } = await db.loginName.findUniqueOrThrow({ where: { username: 'ju-shuji' } });
  await db.evaluationRound.updateMany({
    where: { bureauId, award: 'OUTSTANDING_MEMBER' },
    data: { status: 'AWARDED' },
  });
  await decideHonours(app, db);
  const bureau = await app.signIn('ju-shuji', DEMO_PASSWORD);
  await bureau.post('/bureau/evaluations', {
    ...{ award: 'OUTSTANDING_MEMBER', title: '2027年度优秀共产党员评选', applyUntil: '2027-05-20', percent: '10' },
    ...{ noticeDays: '5', rounding: 'DOWN', minimum: '1', monthsInBranch: '12', aggregation: 'MEAN' },
  });
}

/** The committee's secretary closes his sheet and registers what the meeting decided. */
async function decideHonours(app: TestApp, db: Db): Promise<void> {
  const bureau = await app.signIn('ju-shuji', DEMO_PASSWORD);
  const at = { as: null, branch: '第一中学党支部' };
  const sheet = await addressOf(db, '/bureau/score-sheets/:applicationId', at);
  const scores = Array.from({ length: 5 }, (_, index) => [
    [`scores.${index}.at`, String(index)],
    [`scores.${index}.points`, '18'],
    [`scores.${index}.reason`, '与践诺记录一致'],
  ]);
  await bureau.post(sheet, { ...Object.fromEntries(scores.flat() as [string, string][]), revision: '0' });
  await bureau.post(`${sheet}/closure`, {});
  const round = await addressOf(db, '/bureau/evaluations/:roundId', { ...at, with: { roundId: 'scoring' } });
  await bureau.post(`${round}/decision`, {
    ...{
      chosenIds: sheet.split('/').at(-1) ?? '',
      revision: '3',
      heldOn: '2026-11-20',
      place: '三楼会议室',
      chair: '陈志远',
    },
    ...{ recorder: '刘慧敏', eligibleCount: '7', presentCount: '6', agenda: '审定表彰对象', decision: '同意表彰。' },
    ...{ forCount: '6', againstCount: '0', abstainCount: '0' },
  });
}

/** The committee sends a report back, so that its author has something to mend. */
export async function returnSelfAssessment(app: TestApp, db: Db): Promise<void> {
  const committee = await app.signIn('ju-weiyuan1', DEMO_PASSWORD);
  const report = await addressOf(db, '/bureau/statements/:statementId', { as: null, branch: '职业中专党支部' });
  await committee.post(`${report}/reviews`, { outcome: 'return', note: '请补充佐证材料目录。' });
  const chief = await app.signIn('ju-shuji', DEMO_PASSWORD);
  const branch = { as: null, branch: '职业中专党支部' };
  await chief.post(await addressOf(db, '/bureau/acceptance/branches/:branchId/verdict', branch), {
    ...{ outcome: 'AFTER_MENDING', text: '资料基本齐全，个别活动记录不完整。', decidedOn: '2026-11-20', number: '1' },
    ...{ decidedBy: '自治区教育厅检查组', 'problems.0.text': '补齐校园平安小组十月的活动记录' },
    'problems.0.dueOn': '2026-12-15',
  });
}

/** One member leaves for elsewhere, another comes over from a branch beside. */
async function beginTransfers(app: TestApp, db: Db): Promise<void> {
  const days = { letterOn: '2026-11-20', validUntil: '2026-12-10' };
  const leaving = (branch: string) =>
    addressOf(db, '/branches/:branchId/members/:memberId/transfer', {
      as: null,
      branch,
      with: { memberId: 'leaving' },
    });
  const first = await app.signIn('zhongxue1-shuji', DEMO_PASSWORD);
  await first.post(await leaving('第一中学党支部'), { toBranchId: '', destination: '邻县教育体育局党委', ...days });
  const home = await addressOf(db, '/branches/:branchId', { as: null, branch: '第一中学党支部' });
  const second = await app.signIn('zhongxue2-shuji', DEMO_PASSWORD);
  await second.post(await leaving('第二中学党支部'), {
    toBranchId: home.split('/').at(-1) ?? '',
    destination: '',
    ...days,
  });
}

/** Two branches are visited today: one record is being written, one was handed over; an answer waits for its re-check. */
async function inspect(app: TestApp, db: Db): Promise<void> {
  const bureau = await app.signIn('ju-shuji', DEMO_PASSWORD);
  const branches = ['第三小学党支部', '机关幼儿园党支部'];
  const homes = await Promise.all(branches.map((branch) => addressOf(db, '/branches/:branchId', { as: null, branch })));
  const { rows: people } = await db.$pool.query<{ id: string }>(
    "SELECT id FROM account WHERE username IN ('dudao', 'ju-weiyuan1') ORDER BY username",
  );
  const day = app.clock.now().toISOString().slice(0, 10);
  const visits = homes.flatMap((home, index) => [
    [`visits.${index}.branchId`, home.split('/').at(-1) ?? ''],
    [`visits.${index}.visitOn`, day],
  ]);
  await bureau.post('/bureau/inspections', {
    ...{ title: '十一月督导检查', startsOn: day, endsOn: day, revision: '0' },
    ...{ leaderId: people[1]?.id ?? '', memberIds: people[0]?.id ?? '' },
    ...Object.fromEntries(visits as [string, string][]),
  });
  const inspector = await app.signIn('dudao', DEMO_PASSWORD);
  for (const branch of branches) {
    const visit = await addressOf(db, '/branches/:branchId/inspections/:visitId', { as: null, branch });
    await inspector.post(`${visit}/start`);
    await inspector.post(`${visit}/problems`, {
      ...{ content: '两个小组的活动记录只有标题，没有内容。', severity: 'SERIOUS', demand: '补记活动内容。' },
      ...{ dueOn: '2026-12-20', itemId: '', revision: '0' },
    });
  }
  const [, second] = branches;
  const handed = await addressOf(db, '/branches/:branchId/inspections/:visitId', { as: null, branch: second ?? '' });
  const bureauId = (await db.loginName.findUniqueOrThrow({ where: { username: 'dudao' } })).bureauId;
  await db.inspectionItem.updateMany({
    where: { bureauId, visitId: handed.split('/').at(-1) ?? '' },
    data: { result: 'MET', filledBy: '吴海涛' },
  });
  await inspector.post(`${handed}/handover`, { summary: '按步骤推进，党员都填写了能力特长。' });
  const answered = await addressOf(db, '/branches/:branchId/rectifications/:rectificationId', {
    ...{ as: null, branch: '第一中学党支部', with: { rectificationId: 'overdue' } },
  });
  const running = await db.rectification.findFirstOrThrow({
    where: {
      bureauId,
      id: { not: answered.split('/').at(-1) ?? '' },
      status: 'OPEN',
      visit: { status: 'ACKNOWLEDGED' },
    },
    select: { id: true, revision: true },
  });
  const first = await app.signIn('zhongxue1-shuji', DEMO_PASSWORD);
  const home = await addressOf(db, '/branches/:branchId', { as: null, branch: '第一中学党支部' });
  await first.post(`${home}/rectifications/${running.id}/reports`, {
    ...{
      doneOn: day,
      content: '两个小组已补写活动内容，并商定以后由组长当天记录。',
      revision: String(running.revision),
    },
  });
}

/** What the demonstration has no occasion for: a campaign not yet published, tasks to publish, a file being checked. */
export async function makeOccasions(app: TestApp, db: Db): Promise<void> {
  const bureau = await app.signIn('ju-shuji', DEMO_PASSWORD);
  await bureau.post('/bureau/campaigns', { startYear: '2027', name: '' });
  const tasks = await addressOf(db, '/bureau/campaigns/:campaignId/key-tasks', { as: null });
  const task = { 'tasks.0.title': '规范校园安全管理', 'tasks.0.description': '完善值班护学和应急演练。' };
  await bureau.post(tasks, { year: '2026', ...task });
  await draft(app, 'zhongxue1-dangyuan', '/me/commitment', '2026-12-20');
  const first = await app.signIn('zhongxue1-shuji', DEMO_PASSWORD);
  const renewal = await addressOf(db, '/branches/:branchId/committee-election', {
    as: null,
    branch: '第一中学党支部',
  });
  await first.post(renewal, { committeeElectedOn: '2026-11-20' });
  await beginTransfers(app, db);
  await inspect(app, db);
  await makeAcceptanceFiles(app, db);
  const kindergarten = await app.signIn('youeryuan-shuji', DEMO_PASSWORD);
  const imports = await addressOf(db, '/branches/:branchId/roster-imports', { as: null, branch: '机关幼儿园党支部' });
  const sheet = { sheetName: '示范区机关幼儿园支部委员会' };
  await kindergarten.upload(imports, 'file', await readFile(ROSTER), '党员花名册.xlsx', sheet);
}

/** Acceptance files in each of their states: ready, not made, in the making. */
async function makeAcceptanceFiles({ clock }: TestApp, db: Db): Promise<void> {
  const maker = await makerOn(db, clock, testArchives);
  const { bureauId } = maker;
  const branchOf = async (shortName: string) =>
    (await db.branch.findFirstOrThrow({ where: { bureauId, shortName }, select: { id: true } })).id;
  await maker.make(await branchOf('第一中学党支部'));
  const failed = await maker.order(await branchOf('实验小学党支部'));
  await failFile(maker.deps.useCase, failed, failureWords({ code: 'ENOSPC' }) ?? '', 30);
  const under = await maker.order(await branchOf('职业中专党支部'));
  await db.acceptanceFile.update({
    where: { bureauId_id: { bureauId, id: under } },
    data: { status: 'BUILDING', partsTotal: 2, partsDone: 1, doing: '正在编目录、合成一个文件' },
  });
}
