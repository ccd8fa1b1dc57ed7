import type { Actor } from '../db/transaction.js';
import {
  readSelfAssessment,
  reviewAssessment,
  saveEntry,
  saveSheet,
  submitAssessment,
} from '../features/acceptance/index.js';
import { draftReport, draftSummary, saveStatement } from '../features/mobilization/index.js';
import type { Cast } from './stage.js';
import { SUMMARY } from './texts.js';
import { reviewAndPublish } from './walk-mobilization.js';

/** R46: the summary begun from the template with its figures, worded, reviewed and published. */
export async function summarize(cast: Cast, reviewer: Actor, daysAgo: number): Promise<void> {
  const { stage, place, secretary } = cast;
  await draftSummary(stage.useCase(secretary, daysAgo + 1), place, SUMMARY.title);
  const { body, revision } = await stage.deps.db.branchStatement.findFirstOrThrow({
    where: { ...place, kind: 'SUMMARY' },
    select: { body: true, revision: true },
  });
  const words = [...SUMMARY.words];
  const worded = body.replaceAll(/【请补充：[^】]*】/g, () => words.shift() ?? '');
  await saveStatement(stage.useCase(secretary, daysAgo), place, 'SUMMARY', {
    title: SUMMARY.title,
    body: worded,
    revision,
  });
  await reviewAndPublish(cast, reviewer, 'SUMMARY', daysAgo);
}

const REMARKS = {
  keeping: '践诺记录由小组长每月核对；还没有登记和说明的事项，已安排责任人本月补齐。',
  honours: '推荐对象经支部党员大会表决，公示期间没有异议。',
} as const;

/** R47: the branch goes through the list and hands in; the committee passes it on. */
export async function assessOneself(cast: Cast, reviewer: Actor, daysAgo: number): Promise<void> {
  const { stage, place, secretary } = cast;
  const at = { campaignId: place.campaignId, branchId: place.branchId };
  const items = await itemsOf(cast, daysAgo);
  for (const [revision, name] of (['keeping', 'honours'] as const).entries()) {
    const points = items.find((item) => item.name === name)?.suggested ?? 0;
    await saveEntry(stage.useCase(secretary, daysAgo), at, name, {
      points,
      reason: null,
      remark: REMARKS[name],
      revision,
    });
  }
  await submitAssessment(stage.useCase(secretary, daysAgo), at, 2);
  await reviewAssessment(stage.useCase(reviewer, daysAgo - 2), at, {
    ...{ outcome: 'passOn', note: null, revision: 3, ownBranches: [] },
  });
}

async function itemsOf({ stage, place }: Cast, daysAgo: number) {
  const now = stage.useCase({ bureauId: place.bureauId, accountId: null, name: '' }, daysAgo).clock.now();
  return (await readSelfAssessment(stage.deps.db, place, now, stage.day(daysAgo))).content.items;
}

/** The region's reviewer has begun his sheet, the bureau its own report. */
export async function reviewForTheRegion(cast: Cast, head: Actor, daysAgo: number): Promise<void> {
  const { stage, place } = cast;
  const { id } = await stage.deps.db.account.findFirstOrThrow({
    where: { bureauId: place.bureauId, username: 'yanshou' },
    select: { id: true },
  });
  const region: Actor = { bureauId: place.bureauId, accountId: id, name: '郑文博' };
  const items = await itemsOf(cast, daysAgo);
  const scores = items.map(({ name, most, points }) => {
    if (name === 'rules') return { points: most - 2, remark: '活动记录有两次补记，建议当次登记。' };
    return { points, remark: points < most ? '记录还不完整，请补登记并逐项说明。' : null };
  });
  const subject = { campaignId: place.campaignId, branchId: place.branchId };
  const remark = '小组和承诺的资料齐全，承诺逐级分解；践诺记录还要补。';
  await saveSheet(stage.useCase(region, daysAgo), subject, { scores, remark, revision: 0 });
  await draftReport(stage.useCase(head, daysAgo), place.campaignId, '示范区教育体育局功能党小组建设和创先争优活动总结');
}
