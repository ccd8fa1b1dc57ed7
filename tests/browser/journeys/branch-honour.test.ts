import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { nameCandidate, recommend } from '../../../src/features/evaluations/index.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aRecommendationMeeting, DEEDS, standardsOf } from '../../factories/evaluation.js';
import { aMember } from '../../factories/member.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { wordText } from '../../support/archives.js';
import { OUTPUT } from '../../support/chromium.js';
import { choose, fill, press, reads, select } from '../../support/hands.js';
import { useCaseFor } from '../../support/use-case.js';
import { Story } from '../journey/story.js';

const story = await Story.begin('2026-12-01T10:00:00+08:00');
const { db, clock } = story;

const keep = (page: Page, name: string) =>
  page.screenshot({ path: `${OUTPUT}/journeys/branch-honour-${name}.png`, fullPage: true });

it('R43, R44, R45, E43: branches apply; one reviewer belongs to a branch, one is a relative; two branches tie and the meeting decides', {
  timeout: 300_000,
}, async () => {
  const { bureauId, campaignId, branch, base, secretary, committee } = await publishedLetters(story);
  await standardsOf(db, bureauId, campaignId);
  const colleague = await aMember(db, branch, { name: '郑红' });
  const head = await anAccount(db, bureauId, { displayName: '陈志远', role: 'BUREAU_SECRETARY' });
  const insider = await anAccount(db, bureauId, {
    ...{ displayName: '郑红', role: 'COMMITTEE_MEMBER', memberId: colleague.id },
  });
  const relative = await anAccount(db, bureauId, { displayName: '杨国栋', role: 'COMMITTEE_MEMBER' });
  for (const [who, { username }] of [
    ['陈志远', head],
    ['郑红', insider],
    ['杨国栋', relative],
    ['王秀兰', secretary],
  ] as const)
    await story.enter(who, { username, password: TEST_PASSWORD });
  await aRecommendationMeeting(db, branch, campaignId, secretary.id);
  const second = await aBranch(db, bureauId);

  const desk = await story.at('陈志远', '/bureau/evaluations/new');
  await choose(desk, '先进基层党组织', '正式党员', '舍去小数', '取平均分');
  await fill(desk, { 名称: '2026年度先进基层党组织评选', 申报截止日期: '2026-12-10' });
  await press(desk, '保存');
  await press(desk, '开始申报');
  await press(desk, '冻结标准，开始申报');
  const round = new URL(desk.url()).pathname;
  const roundId = round.split('/').at(-1) ?? '';

  // The branch applies, takes its text back once, and hands it in; nothing has to be typed twice.
  const branchDesk = await story.at('王秀兰', `${base}/evaluations/${roundId}`);
  await fill(branchDesk, { 事迹材料: DEEDS });
  await press(branchDesk, '保存');
  await press(branchDesk, '取回提名');
  expect(await branchDesk.getByLabel('事迹材料').inputValue()).toContain('与青年教师结成对子');
  await press(branchDesk, '保存');
  await choose(branchDesk, branch.name);
  await select(branchDesk, '讨论通过的支部党员大会', '2026年12月5日');
  await fill(branchDesk, { 支部意见: '同意申报。' });
  await press(branchDesk, '上报局党委');
  const by = useCaseFor(db, { bureauId, accountId: secretary.id, name: '书记' }, clock);
  const place = { campaignId, branchId: second.id, branchName: second.name };
  await nameCandidate(by, place, roundId, { memberId: null, text: DEEDS, revision: 0 });
  const named = await db.evaluationApplication.findFirstOrThrow({ where: { bureauId, branchId: second.id } });
  const theirs = await aRecommendationMeeting(db, { bureauId, id: second.id }, campaignId, secretary.id);
  await recommend(by, place, roundId, { applicationIds: [named.id], meetingId: theirs, opinion: '同意' });

  await story.at('陈志远', round);
  await press(desk, '截止申报，开始评审');
  await press(desk, '开始评审');

  // By rule, and by his own word.
  const inside = await story.at('郑红', '/bureau/score-sheets');
  await press(inside, branch.name);
  expect(await reads(inside)).toContain('您是这个党支部的成员，按规定回避');
  expect(await reads(inside)).not.toContain('与青年教师结成对子');
  await keep(inside, 'recused-1280');
  const aside = await story.at('杨国栋', '/bureau/score-sheets');
  await press(aside, second.name);
  await fill(aside, { 回避的理由: '支部书记是本人近亲属' });
  await press(aside, '申报回避');
  expect(await reads(aside)).toContain('回避');

  // Everybody scores what he may; the sums are the same.
  const [{ id: firstId } = { id: '' }] = await db.evaluationApplication.findMany({
    where: { bureauId, branchId: branch.id, status: 'RECOMMENDED' },
  });
  const score = async (who: string, name: string, points: readonly [number, number]) => {
    const page = await story.at(who, '/bureau/score-sheets');
    await press(page, name);
    await fill(page, { '领导班子好（50分）': String(points[0]), '“领导班子好”的理由': '班子团结' });
    await fill(page, { '工作业绩好（50分）': String(points[1]), '“工作业绩好”的理由': '成绩突出' });
    await press(page, '保存打分');
    await press(page, '定稿');
    return page;
  };
  await score('陈志远', branch.name, [45, 45]);
  await score('陈志远', second.name, [45, 45]);
  await keep(await score('郑红', second.name, [43, 43]), 'spread-1280');
  await score('杨国栋', branch.name, [43, 43]);
  expect(await db.scoreSheet.count({ where: { bureauId, status: 'CLOSED' } })).toBe(4);

  // A tie: the meeting has to say how it chose.
  await story.at('陈志远', round);
  await press(desk, '登记局党委会议的决定');
  expect(await reads(desk)).toContain('并列第1');
  expect(await reads(desk)).toContain('杨国栋回避');
  expect(await reads(desk)).toContain('郑红回避');
  await choose(desk, branch.name);
  await fill(desk, {
    ...{ 会议地点: '三楼会议室', 主持人: '陈志远', 记录人: '孙丽娟', 应到人数: '7', 实到人数: '7', 赞成票: '7' },
    ...{ 不赞成票: '0', 弃权票: '0', 会议议题: '审定先进基层党组织', 决议事项: '同意授予称号。' },
  });
  await press(desk, '登记决定');
  expect(await reads(desk)).toContain('得分相同，请写明会议怎样在他们之间决定');
  await keep(desk, 'tie-1280');
  await fill(desk, { 不按得分先后或得分相同时的理由: '该支部承诺全部办结，会议一致同意。' });
  await press(desk, '登记决定');
  expect(await reads(desk)).toContain('该支部承诺全部办结');

  // Reopened by two, decided again; the trace stays.
  await fill(desk, { 重新评审的理由: '有一份评分依据需要复核' });
  await press(desk, '提出重新评审');
  expect(await desk.getByRole('button', { name: '同意重新评审' }).count()).toBe(0);
  await story.at('杨国栋', round);
  await press(aside, '同意重新评审');
  expect(await reads(aside)).toContain('已重新评审');
  for (const [who, names] of [
    ['陈志远', [branch.name, second.name]],
    ['郑红', [second.name]],
    ['杨国栋', [branch.name]],
  ] as const) {
    for (const name of names) {
      const page = await story.at(who, '/bureau/score-sheets');
      await press(page, name);
      await press(page, '定稿');
    }
  }
  await story.at('陈志远', round);
  await press(desk, '登记局党委会议的决定');
  await choose(desk, branch.name);
  await fill(desk, {
    ...{ 会议地点: '三楼会议室', 主持人: '陈志远', 记录人: '孙丽娟', 应到人数: '7', 实到人数: '7', 赞成票: '7' },
    ...{ 不赞成票: '0', 弃权票: '0', 会议议题: '审定先进基层党组织', 决议事项: '复核后仍授予称号。' },
    不按得分先后或得分相同时的理由: '复核无误，会议一致同意。',
  });
  await press(desk, '登记决定');
  await press(desk, '开始公示');
  await fill(desk, { 监督电话和地址: '局党委办公室，0951-0000000', 保密审查人: '孙丽娟' });
  await choose(desk, '已进行保密审查');
  await press(desk, '开始公示');

  // From the 2nd: 2, 3, 4, 7 and 8 December are worked.
  expect(await db.noticePeriod.findFirstOrThrow({ where: { bureauId } })).toMatchObject({
    ...{ startsOn: new Date('2026-12-02'), endsOn: new Date('2026-12-08') },
  });
  clock.set('2026-12-09T09:00:00+08:00');
  await story.at('陈志远', round);
  await press(desk, '公布表彰决定');
  await press(desk, '公布表彰决定');
  await keep(desk, 'round-1280');
  const manager = await story.crowd.signIn(head.username);
  const file = await wordText((await manager.download(`${round}/certificates`)).body as Buffer);
  expect(file).toContain(`${branch.name}：`);
  const visitor = await story.enter('群众', { username: '', password: '' }, { phone: true });
  await visitor.goto(`/board/${bureauId}/honours`);
  expect(await reads(visitor)).toContain(branch.name);
  await keep(visitor, 'honours-360');
  expect(firstId).not.toBe('');
  expect(committee.id).not.toBe(head.id);
  const trail = await db.auditEvent.findFirstOrThrow({ where: { bureauId, action: 'evaluation.reopen' } });
  expect(JSON.stringify(trail.detail)).toContain('承诺全部办结');
});
