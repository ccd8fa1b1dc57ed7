import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { DEEDS, standardsOf } from '../../factories/evaluation.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { wordText } from '../../support/archives.js';
import { OUTPUT, PHONE } from '../../support/chromium.js';
import { choose, fill, press, reads, select } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin('2026-12-01T10:00:00+08:00');
const { db, clock } = story;

const MEETING = {
  ...{ 会议地点: '三楼会议室', 主持人: '陈志远', 记录人: '孙丽娟', 应到人数: '7', 实到人数: '7', 赞成票: '7' },
  ...{ 不赞成票: '0', 弃权票: '0' },
};

const keep = (page: Page, name: string) =>
  page.screenshot({ path: `${OUTPUT}/journeys/member-honour-${name}.png`, fullPage: true });

const fitsPhone = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);

it('R8, R43, R44, R45, R57, E29: two members are put forward; of two objections one is upheld, one rejected; one is honoured', {
  timeout: 300_000,
}, async () => {
  const { bureauId, campaignId, branch, base, secretary, committee, teaching, safety } = await publishedLetters(story);
  await standardsOf(db, bureauId, campaignId);
  const step = { bureauId, id: newId(), campaignId, branchId: branch.id, step: 'EVALUATION', status: 'OPEN' } as const;
  await db.branchStep.create({ data: { ...step, openedAt: clock.now() } });
  const head = await anAccount(db, bureauId, { displayName: '陈志远', role: 'BUREAU_SECRETARY' });
  for (const [who, { username }] of [
    ['局书记', head],
    ['局委员', committee],
    ['支部书记', secretary],
  ] as const)
    await story.enter(who, { username, password: TEST_PASSWORD });
  for (const [who, { username }] of [
    ['赵敏', teaching.member.account],
    ['李慧', teaching.leader.account],
  ] as const)
    await story.enter(who, { username, password: TEST_PASSWORD }, { phone: true });

  // The bureau lays the rules down and freezes them.
  const desk = await story.at('局书记', '/bureau/evaluations/new');
  await choose(desk, '优秀共产党员', '正式党员', '舍去小数', '取平均分');
  await fill(desk, { 名称: '2026年度优秀共产党员评选', 申报截止日期: '2026-12-10', 名额比例: '50', 最少名额: '1' });
  await press(desk, '保存');
  await press(desk, '开始申报');
  await press(desk, '冻结标准，开始申报');
  expect(await reads(desk)).toContain('冻结校验码');
  const round = new URL(desk.url()).pathname;

  // A member applies on the phone: only the deeds are his to write.
  const phone = await story.at('赵敏', '/me/honours');
  await press(phone, '2026年度优秀共产党员评选');
  expect(await reads(phone)).toContain('系统附上的情况');
  await fill(phone, { 事迹材料: DEEDS });
  await press(phone, '保存');
  await press(phone, '提交党支部');
  expect(await reads(phone)).toContain('接下来由所在小组讨论、支部党员大会研究');
  await fitsPhone(phone);
  const fellow = await story.crowd.signIn(safety.member.account.username);
  const own = round.replace('/bureau/evaluations', '/me/honours');
  await fellow.post(own, { text: DEEDS, revision: '0' });
  await fellow.post(`${own}/submission`, {});

  // Their groups speak first.
  const leader = await story.at('李慧', '/me');
  await press(leader, '去填写：提出申报评选的小组意见');
  await press(leader, '赵敏');
  await choose(leader, '同意推荐');
  await fill(leader, { 小组讨论日期: '2026-12-01', 小组的意见: '带徒弟最用心，小组一致同意。' });
  await keep(leader, 'group-360');
  await fitsPhone(leader);
  await press(leader, '提交小组意见');
  expect(await reads(leader)).toContain('小组同意推荐');
  const applications = await db.evaluationApplication.findMany({ where: { bureauId } });
  const [first, second] = ['赵敏', '周军'].map((name) => applications.find((one) => one.candidateName === name)?.id);
  const other = await story.crowd.signIn(safety.leader.account.username);
  const word = { supported: 'yes', heldOn: '2026-12-01', opinion: '同意' };
  expect((await other.post(`${base}/group-words/${second}`, word)).status).toBe(303);

  // The branch's general meeting with its vote, then the bureau.
  clock.set('2026-12-03T10:00:00+08:00');
  const branchDesk = await story.at('支部书记', `${base}/meetings/new?purpose=RECOMMENDATION`);
  await choose(branchDesk, '支部党员大会', '讨论推荐对象');
  await fill(branchDesk, {
    ...{ 会议名称: '讨论推荐优秀共产党员', 会议地点: '会议室', 主持人: '王秀兰', 记录人: '陈建国', 应到人数: '4' },
    ...{
      实到人数: '4',
      会议议题: '讨论推荐对象',
      赞成票: '4',
      不赞成票: '0',
      弃权票: '0',
      决议事项: '同意推荐赵敏、周军。',
    },
  });
  await press(branchDesk, '保存会议记录');
  await branchDesk.goto(`${base}/evaluations${round.replace('/bureau/evaluations', '')}`);
  expect(await reads(branchDesk)).toContain('可推荐2名');
  await choose(branchDesk, '赵敏', '周军');
  await select(branchDesk, '讨论通过的支部党员大会', '2026年12月3日');
  await fill(branchDesk, { 支部意见: '同意推荐，事迹属实。' });
  await keep(branchDesk, 'branch-1280');
  await press(branchDesk, '上报局党委');
  expect(await reads(branchDesk)).toContain('已推荐上报');

  // The review, criterion by criterion.
  await story.at('局书记', round);
  await press(desk, '截止申报，开始评审');
  await press(desk, '开始评审');
  const reviewer = await story.at('局委员', '/bureau/score-sheets');
  await press(reviewer, '赵敏');
  await fill(reviewer, { '带头学习提高（50分）': '46', '“带头学习提高”的理由': '带徒成效好' });
  await fill(reviewer, { '带头服务群众（50分）': '45', '“带头服务群众”的理由': '答疑有记录' });
  await press(reviewer, '保存打分');
  await press(reviewer, '定稿');
  expect(await reads(reviewer)).toContain('已定稿');
  const scores = {
    ...{ 'scores.0.at': '0', 'scores.0.points': '45', 'scores.0.reason': '材料翔实', revision: '0' },
    ...{ 'scores.1.at': '1', 'scores.1.points': '44', 'scores.1.reason': '成绩突出' },
  };
  for (const [who, ids] of [
    [head, [first, second]],
    [committee, [second]],
  ] as const) {
    const browser = await story.crowd.signIn(who.username);
    for (const id of ids) {
      expect((await browser.post(`/bureau/score-sheets/${id}`, scores)).status).toBe(303);
      await browser.post(`/bureau/score-sheets/${id}/closure`, {});
    }
  }

  // The committee's meeting decides, and the public is told.
  await story.at('局书记', round);
  await press(desk, '登记局党委会议的决定');
  await choose(desk, '赵敏', '周军');
  await fill(desk, { ...MEETING, 会议议题: '审定优秀共产党员', 决议事项: '同意授予称号。' });
  await keep(desk, 'decision-1280');
  await press(desk, '登记决定');
  await press(desk, '开始公示');
  await fill(desk, { 监督电话和地址: '局党委办公室，0951-0000000', 保密审查人: '孙丽娟' });
  await choose(desk, '已进行保密审查');
  await press(desk, '开始公示');
  expect(await reads(desk)).toContain('期满以后才能公布表彰决定');

  // Two of the public object, one with his name.
  clock.set('2026-12-07T10:00:00+08:00');
  const visitor = await story.enter('群众', { username: '', password: '' }, { phone: true });
  await visitor.goto(`/board/${bureauId}`);
  await press(visitor, '公示：2026年度优秀共产党员评选');
  await fitsPhone(visitor);
  await keep(visitor, 'notice-360');
  const notice = visitor.url();
  const object = async (whom: string, content: string, name: string): Promise<string> => {
    await visitor.goto(notice);
    await press(visitor, '提出异议');
    await choose(visitor, whom);
    await fill(visitor, { 反映的情况: content, 姓名和联系方式: name });
    await press(visitor, '提交');
    expect(await reads(visitor)).toContain('待核查');
    expect(await reads(visitor)).not.toContain(content);
    return visitor.url();
  };
  const upheld = await object('赵敏', '九月至今没有听过课，记录是补的。', '李群众');
  const rejected = await object('周军', '听说值守有缺岗。', '');
  await keep(visitor, 'objection-360');
  await story.at('局书记', round);
  expect(await reads(desk)).toContain('暂缓，异议待核查');

  // The committee investigates; the candidate's side reads nothing of it.
  const conclude = async (whom: string, outcome: string, finding: string) => {
    const page = await story.at('局委员', '/bureau/objections');
    await press(page, whom);
    await fill(page, { 核查人: '刘志远、孙丽娟' });
    await press(page, '开始核查');
    await choose(page, outcome);
    await fill(page, { 结论和依据: finding });
    await press(page, '登记结论');
    expect(await reads(page)).toContain(finding);
    await keep(page, `finding-${whom === '赵敏' ? 'upheld' : 'rejected'}-1280`);
  };
  await conclude('赵敏', '异议成立', '经核对教务记录，听课记录确为后补。');
  await conclude('周军', '异议不成立', '值守安排表和门卫登记一致，没有缺岗。');
  await story.at('赵敏', own);
  expect(await reads(phone)).toContain('本轮没有入选');
  expect(await reads(phone)).not.toMatch(/异议|李群众|补的/);
  await branchDesk.reload();
  expect(await reads(branchDesk)).not.toMatch(/异议|李群众|补的/);

  // The period ends on the fifth working day; the day after, the award is made.
  clock.set('2026-12-11T09:00:00+08:00');
  await story.at('局书记', round);
  await press(desk, '公布表彰决定');
  expect(await reads(desk)).not.toContain('赵敏');
  await press(desk, '公布表彰决定');
  expect(await reads(desk)).toContain('异议成立，不予表彰');
  await keep(desk, 'round-1280');
  await visitor.goto(`/board/${bureauId}/honours`);
  expect(await reads(visitor)).toContain('周军');
  expect(await reads(visitor)).not.toContain('赵敏');
  await fitsPhone(visitor);
  await keep(visitor, 'honours-360');
  for (const [link, words] of [
    [upheld, '听课记录确为后补'],
    [rejected, '没有缺岗'],
  ] as const) {
    await visitor.goto(link);
    expect(await reads(visitor)).toContain(words);
  }
  const manager = await story.crowd.signIn(head.username);
  const file = await wordText((await manager.download(`${round}/certificates`)).body as Buffer);
  expect(file).toContain('周军同志：');
  expect(file).not.toContain('赵敏');
  const outcomes = await db.evaluationApplication.findMany({ where: { bureauId } });
  expect(new Map(outcomes.map(({ candidateName, status }) => [candidateName, status]))).toEqual(
    new Map([
      ['赵敏', 'NOT_CHOSEN'],
      ['周军', 'CHOSEN'],
    ]),
  );
});
