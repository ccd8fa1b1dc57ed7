import { expect } from 'vitest';
import { grantRole, openAccount, openFirstAdministrator } from '../../../src/features/accounts/index.js';
import { choose, fieldOf, fill, press, reads, select } from '../../support/hands.js';
import { testCipher, useCaseFor } from '../../support/use-case.js';
import { NEW_PASSWORD, readSlip, type Story } from './story.js';

export const BRANCHES = [
  { key: '实验小学', sheet: '示范区实验小学支部委员会', kind: '小学', school: '示范区实验小学', secretary: '张红梅' },
  {
    key: '第一中学',
    sheet: '示范区第一中学第一支部委员会',
    kind: '中学',
    school: '示范区第一中学',
    secretary: '李振华',
  },
  {
    key: '幼儿园',
    sheet: '示范区机关幼儿园支部委员会',
    kind: '幼儿园',
    school: '示范区机关幼儿园',
    secretary: '周雅琴',
  },
] as const;

/** An empty portal: the operator's account opens the bureau, its secretary takes over with a password of his own. */
export async function bureauIsOpened(story: Story): Promise<void> {
  const slip = await openFirstAdministrator({ db: story.db, clock: story.clock, cipher: testCipher });
  if (!slip) throw new Error('The portal was not empty.');
  await story.enter('admin', slip);
  const page = await story.firstSignIn('admin');
  await page.goto('/platform/bureaus');
  expect(await reads(page)).toContain('还没有教育体育局');
  await press(page, '建立教育体育局');
  await press(page, '建立');
  expect(await reads(page)).toContain('请填写局名称');
  await fill(page, { 局名称: '示范区教育体育局', 局党委书记姓名: '陈志远', 用户名: 'ju-shuji' });
  await press(page, '建立');
  const secretary = await readSlip(page);
  expect(secretary.username).toBe('ju-shuji');
  await story.enter('书记', secretary);
  await story.firstSignIn('书记');
}

/** R1–R3, R8, R48: from the template, edited, published. */
export async function campaignIsPublished(story: Story): Promise<void> {
  const page = await story.at('书记', '/bureau/campaigns');
  await press(page, '开设新活动');
  await fill(page, { 起始年份: '2026' });
  await press(page, '开设活动');
  const campaign = new URL(page.url()).pathname;
  story.known.set('campaign', campaign);
  await press(page, '查看修改：名称和文本');
  await fill(page, { 活动名称: '2026年“功能党小组”暨“创先争优”活动' });
  await press(page, '保存');
  await press(page, '查看修改：三个阶段和日期');
  const first = page.locator('fieldset').filter({ hasText: '第一阶段' }).first();
  await fill(first, { 结束日期: '2026-05-20' });
  await press(page, '保存');
  expect(await reads(page)).toContain('处日期空档或重叠');
  await press(page, '查看修改：三个阶段和日期');
  await fill(first, { 结束日期: '2026-05-31' });
  await press(page, '保存');
  await press(page, '查看修改：领导小组');
  const second = page.locator('fieldset').filter({ hasText: '第2人' });
  await select(second, '组内职务', '副组长');
  await fill(second, { 姓名: '刘慧敏', 单位及职务: '教育体育局党委委员、副局长' });
  await press(page, '保存');
  expect(await reads(page)).toContain('组长陈志远，共2人');
  await press(page, '发布活动');
  await press(page, '确认发布');
  expect(await reads(page)).toContain('请先完成保密审查，并勾选确认');
  await fill(page, { 保密审查人: '刘慧敏' });
  await choose(page, '已进行保密审查');
  await press(page, '确认发布');
  expect(await reads(page)).toContain('活动已于2026年4月2日发布');
  await page.goto(`${campaign}/key-tasks`);
  const task = page.locator('fieldset').first();
  await fill(task, { 重点工作: '提高教育教学质量', 工作要求: '深化课堂教学改革，办好人民满意的教育。' });
  await press(page, '保存草稿');
  await press(page, '公布重点工作');
  await fill(page, { 保密审查人: '刘慧敏' });
  await choose(page, '已进行保密审查');
  await press(page, '确认公布');
  expect(await reads(page)).toContain('提高教育教学质量');
}

/** Three branches with their secretaries, who get their slips. */
export async function branchesAreCreated(story: Story): Promise<void> {
  for (const branch of BRANCHES) {
    const page = await story.at('书记', '/bureau/branches');
    await press(page, '建立党支部');
    await fill(page, { 支部全称: branch.sheet, 支部简称: `${branch.key}党支部`, '学校（单位）': branch.school });
    await choose(page, branch.kind, '设支部委员会');
    await press(page, '建立党支部');
    story.known.set(branch.key, new URL(page.url()).pathname.split('/').at(-1) ?? '');
    await press(page, '任命书记');
    await choose(page, '新开账号');
    if (!(await fieldOf(page, '党支部书记').isChecked())) await choose(page, '党支部书记');
    await fill(page, { 姓名: branch.secretary });
    await press(page, '任命');
    await story.enter(branch.key, await readSlip(page));
    await story.firstSignIn(branch.key);
  }
  const page = await story.at('书记', '/bureau/branches');
  expect(await reads(page)).toContain('共3个支部。');
  const board = await story.at('书记', '/bureau/board');
  for (const branch of BRANCHES) expect(await reads(board)).toContain(`${branch.key}党支部`);
}

/** The committee's reviewer. His account is opened by the service: the portal has no page for the bureau's own staff yet. */
export async function reviewerIsAppointed(story: Story): Promise<void> {
  const { bureauId } = await story.db.loginName.findUniqueOrThrow({ where: { username: 'ju-shuji' } });
  const useCase = useCaseFor(story.db, { bureauId, accountId: null, name: '陈志远' }, story.clock);
  const account = { username: 'ju-weiyuan', password: NEW_PASSWORD };
  const { accountId } = await openAccount(useCase, { displayName: '刘慧敏', ...account });
  await grantRole(useCase, { accountId, role: 'COMMITTEE_MEMBER' });
  await story.enter('委员', account);
}
