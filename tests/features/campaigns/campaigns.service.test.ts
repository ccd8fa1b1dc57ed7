import { describe, expect, it } from 'vitest';
import type { UseCase } from '../../../src/db/transaction.js';
import {
  closeCampaign,
  editCampaignTexts,
  movePhases,
  openCampaign,
  publishCampaign,
  publishKeyTasks,
  replaceCriteria,
  replaceGroupFunctions,
  replaceLeadingGroup,
  saveKeyTasks,
} from '../../../src/features/campaigns/index.js';
import { NotFound, RuleViolation, StaleState } from '../../../src/shared/errors.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const day = (text: string) => new Date(`${text}T00:00:00Z`);

async function aDraft() {
  const clock = testClock('2026-04-02T10:00:00+08:00');
  const bureau = await aBureau(db);
  const secretary = await anAccount(db, bureau.id, { role: 'BUREAU_SECRETARY', displayName: '马建华' });
  const useCase = useCaseFor(db, { bureauId: bureau.id, accountId: secretary.id, name: '马建华' }, clock);
  const id = await openCampaign(useCase, { name: null, startYear: 2026 });
  return { bureauId: bureau.id, useCase, id, clock };
}

const read = (bureauId: string, id: string) =>
  db.campaign.findFirstOrThrow({
    where: { bureauId, id },
    include: {
      phases: { orderBy: { startsOn: 'asc' } },
      groupFunctions: true,
      criteria: true,
      leadingGroup: true,
      steps: true,
    },
  });
const auditOf = (bureauId: string) => db.auditEvent.findMany({ where: { bureauId }, orderBy: { seq: 'asc' } });
const publication = { revision: 1, secrecyReviewedBy: '李明', replaceRunning: false };
const publish = (useCase: UseCase, id: string, over: Partial<typeof publication> = {}) =>
  publishCampaign(useCase, id, { ...publication, ...over });

describe('opening', () => {
  it('R1, R2, R8, R48: makes a whole draft from the template, headed by the secretary of the Party committee', async () => {
    const { bureauId, id } = await aDraft();
    const campaign = await read(bureauId, id);
    expect(campaign).toMatchObject({
      name: '2026年“功能党小组”暨“创先争优”活动',
      status: 'DRAFT',
      revision: 1,
      standardsVersion: 1,
    });
    expect(campaign.phases).toHaveLength(3);
    expect(campaign.groupFunctions).toHaveLength(7);
    expect(campaign.criteria).toHaveLength(10);
    expect(campaign.criteria.every(({ isDefault }) => isDefault)).toBe(true);
    expect(campaign.leadingGroup).toMatchObject([{ seat: 'LEADER', name: '马建华' }]);
    expect(campaign.steps).toEqual([]);
    expect((await auditOf(bureauId)).map(({ action }) => action)).toEqual(['campaign.open']);
  });

  it('R1: another bureau cannot touch it', async () => {
    const { bureauId, id } = await aDraft();
    const stranger = await aDraft();
    await expect(publish(stranger.useCase, id)).rejects.toThrow(NotFound);
    await expect(
      replaceLeadingGroup(stranger.useCase, id, 1, [{ seat: 'LEADER', name: '甲', post: '乙' }]),
    ).rejects.toThrow(NotFound);
    expect(await read(bureauId, id)).toMatchObject({ status: 'DRAFT', revision: 1 });
  });
});

describe('editing', () => {
  const texts = { name: '新名称', purpose: '目的', guidance: '思想', principles: '原则', theme: '主题' };

  it('R1: texts are saved, and a second person who saw the old ones is refused', async () => {
    const { bureauId, useCase, id } = await aDraft();
    await editCampaignTexts(useCase, id, 1, texts);
    await expect(editCampaignTexts(useCase, id, 1, { ...texts, name: '别的名称' })).rejects.toThrow(StaleState);
    expect(await read(bureauId, id)).toMatchObject({ name: '新名称', revision: 2 });
  });

  it('R1: texts of a published campaign stay as they were published', async () => {
    const { bureauId, useCase, id } = await aDraft();
    await publish(useCase, id);
    await expect(editCampaignTexts(useCase, id, 2, texts)).rejects.toThrow(RuleViolation);
    expect((await read(bureauId, id)).name).not.toBe('新名称');
  });

  const moved = async (bureauId: string, id: string, first: [string, string]) => {
    const { phases } = await read(bureauId, id);
    return phases.map(({ phase, title, requirement, startsOn, endsOn }) =>
      phase === 'MOBILIZATION'
        ? { phase, title, requirement, startsOn: day(first[0]), endsOn: day(first[1]) }
        : { phase, title, requirement, startsOn, endsOn },
    );
  };

  it('R2: dates move with a warning about the gap they leave', async () => {
    const { bureauId, useCase, id } = await aDraft();
    const phases = await moved(bureauId, id, ['2026-04-10', '2026-05-20']);
    const warnings = await movePhases(useCase, id, 1, { phases, reason: null });
    expect(warnings).toEqual([expect.stringContaining('空出11天')]);
    expect((await read(bureauId, id)).phases[0]).toMatchObject({
      startsOn: day('2026-04-10'),
      endsOn: day('2026-05-20'),
    });
  });

  it('R2: an end before the start is refused and nothing is written', async () => {
    const { bureauId, useCase, id } = await aDraft();
    const phases = await moved(bureauId, id, ['2026-05-10', '2026-05-09']);
    await expect(movePhases(useCase, id, 1, { phases, reason: null })).rejects.toThrow(RuleViolation);
    expect((await read(bureauId, id)).phases[0]).toMatchObject({ startsOn: day('2026-04-01') });
  });

  it('E50: dates of a published campaign need a reason and are logged before and after', async () => {
    const { bureauId, useCase, id } = await aDraft();
    await publish(useCase, id);
    const phases = await moved(bureauId, id, ['2026-04-01', '2026-06-05']);
    await expect(movePhases(useCase, id, 2, { phases, reason: null })).rejects.toThrow(/原因/);
    expect((await read(bureauId, id)).phases[0]).toMatchObject({ endsOn: day('2026-05-31') });
    await movePhases(useCase, id, 2, { phases, reason: '学校期中考试推迟' });
    const entry = (await auditOf(bureauId)).find(({ action }) => action === 'campaign.movePhases');
    expect(entry?.note).toBe('学校期中考试推迟');
    expect(entry?.detail).toMatchObject({
      before: [{ endsOn: '2026-05-31' }, {}, {}],
      after: [{ endsOn: '2026-06-05' }, {}, {}],
    });
  });

  it('R8: standards are replaced by a whole new version; the old one stays', async () => {
    const { bureauId, useCase, id } = await aDraft();
    const version = await replaceCriteria(useCase, id, 1, [
      { award: 'ADVANCED_ORGANIZATION', title: '组织健全', description: '有制度', points: 50 },
      { award: 'OUTSTANDING_MEMBER', title: '业务过硬', description: '受好评', points: 50 },
    ]);
    expect(version).toBe(2);
    const { criteria, standardsVersion } = await read(bureauId, id);
    expect(standardsVersion).toBe(2);
    expect(criteria.filter((row) => row.version === 1)).toHaveLength(10);
    expect(criteria.filter((row) => row.version === 2).map(({ isDefault }) => isDefault)).toEqual([false, false]);
  });

  it('R8: standards for one honor only are refused', async () => {
    const { bureauId, useCase, id } = await aDraft();
    const only = [{ award: 'OUTSTANDING_MEMBER' as const, title: '业务过硬', description: '受好评', points: 50 }];
    await expect(replaceCriteria(useCase, id, 1, only)).rejects.toThrow(RuleViolation);
    expect((await read(bureauId, id)).standardsVersion).toBe(1);
  });

  it('R48: seats are replaced; without a leader nothing changes', async () => {
    const { bureauId, useCase, id } = await aDraft();
    await replaceLeadingGroup(useCase, id, 1, [
      { seat: 'LEADER', name: '马建华', post: '党委书记' },
      { seat: 'DEPUTY', name: '杨静', post: '局长' },
    ]);
    await expect(replaceLeadingGroup(useCase, id, 2, [{ seat: 'DEPUTY', name: '杨静', post: '局长' }])).rejects.toThrow(
      /组长/,
    );
    expect((await read(bureauId, id)).leadingGroup.map(({ name }) => name)).toEqual(['马建华', '杨静']);
  });

  it('R11: the catalogue is replaced; a repeated name is refused on its field', async () => {
    const { bureauId, useCase, id } = await aDraft();
    const rows = [
      { name: '家校共育', purpose: '和谐校园' },
      { name: '家校共育', purpose: '平安校园' },
    ];
    await expect(replaceGroupFunctions(useCase, id, 1, rows)).rejects.toMatchObject({ field: 'functions.1.name' });
    expect((await read(bureauId, id)).groupFunctions).toHaveLength(7);
    await replaceGroupFunctions(useCase, id, 1, rows.slice(0, 1));
    expect((await read(bureauId, id)).groupFunctions.map(({ name }) => name)).toEqual(['家校共育']);
  });
});

describe('publishing and closing', () => {
  it('R1: opens the first step for every active branch and puts the plan on the notice board', async () => {
    const { bureauId, useCase, id } = await aDraft();
    const active = [await aBranch(db, bureauId), await aBranch(db, bureauId)];
    await aBranch(db, bureauId, { status: 'CLOSED' });
    await publish(useCase, id);
    const campaign = await read(bureauId, id);
    expect(campaign).toMatchObject({ status: 'PUBLISHED', publishedAt: new Date('2026-04-02T10:00:00+08:00') });
    expect(campaign.steps.map(({ branchId, step, status }) => [branchId, step, status]).sort()).toEqual(
      active.map((branch) => [branch.id, 'SURVEY', 'OPEN']).sort(),
    );
    const notices = await db.notice.findMany({ where: { bureauId } });
    expect(notices).toMatchObject([{ kind: 'CAMPAIGN', branchId: null, secrecyReviewedBy: '李明' }]);
    const content = JSON.stringify(notices[0]?.content);
    for (const word of ['指导思想', '2026年4月1日至2026年5月31日', '教学科研', '默认标准', '马建华'])
      expect(content).toContain(word);
  });

  it('R1: two publications at once: one wins, and there is one notice and one step', async () => {
    const { bureauId, useCase, id } = await aDraft();
    await aBranch(db, bureauId);
    const results = await Promise.allSettled([publish(useCase, id), publish(useCase, id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await db.notice.count({ where: { bureauId } })).toBe(1);
    expect(await db.branchStep.count({ where: { bureauId } })).toBe(1);
  });

  it('R1: a campaign that still runs is replaced only when the person says so; several follow one another', async () => {
    const { bureauId, useCase, id, clock } = await aDraft();
    await aBranch(db, bureauId);
    await publish(useCase, id);
    clock.set('2027-04-02T10:00:00+08:00');
    const next = await openCampaign(useCase, { name: null, startYear: 2027 });
    await expect(publish(useCase, next)).rejects.toThrow(/还在进行/);
    expect(await read(bureauId, next)).toMatchObject({ status: 'DRAFT' });
    await closeCampaign(useCase, id, 2, '各支部已完成');
    await publish(useCase, next);
    expect((await read(bureauId, next)).steps).toHaveLength(1);
    expect(await read(bureauId, id)).toMatchObject({ status: 'CLOSED' });
  });

  it('R1: a draft cannot be closed, a closed one not edited', async () => {
    const { bureauId, useCase, id } = await aDraft();
    await expect(closeCampaign(useCase, id, 1, '误开')).rejects.toThrow(RuleViolation);
    await publish(useCase, id);
    await closeCampaign(useCase, id, 2, '结束');
    await expect(replaceLeadingGroup(useCase, id, 3, [{ seat: 'LEADER', name: '甲', post: '乙' }])).rejects.toThrow(
      RuleViolation,
    );
    expect((await read(bureauId, id)).leadingGroup).toMatchObject([{ name: '马建华' }]);
  });
});

describe('key tasks', () => {
  const tasks = [
    { title: '双减落实', description: '作业总量控制' },
    { title: '校园安全', description: '每月排查' },
  ];

  it('R33: drafts are replaced, published ones stay and are added to', async () => {
    const { bureauId, useCase, id } = await aDraft();
    await publish(useCase, id);
    await saveKeyTasks(useCase, id, 2026, tasks.slice(0, 1));
    await saveKeyTasks(useCase, id, 2026, tasks);
    expect(await publishKeyTasks(useCase, id, { year: 2026, secrecyReviewedBy: '李明' })).toBe(2);
    await saveKeyTasks(useCase, id, 2026, [{ title: '阅读提升', description: '书香校园' }]);
    const rows = await db.keyTask.findMany({ where: { bureauId }, orderBy: { position: 'asc' } });
    expect(rows.map(({ title, publishedAt }) => [title, publishedAt !== null])).toEqual([
      ['双减落实', true],
      ['校园安全', true],
      ['阅读提升', false],
    ]);
  });

  it('R33: a draft campaign, a year outside it, and nothing to publish are refused', async () => {
    const { bureauId, useCase, id } = await aDraft();
    await expect(saveKeyTasks(useCase, id, 2028, tasks)).rejects.toMatchObject({ field: 'year' });
    await saveKeyTasks(useCase, id, 2026, tasks);
    await expect(publishKeyTasks(useCase, id, { year: 2026, secrecyReviewedBy: '李明' })).rejects.toThrow(
      RuleViolation,
    );
    await publish(useCase, id);
    await expect(publishKeyTasks(useCase, id, { year: 2027, secrecyReviewedBy: '李明' })).rejects.toThrow(StaleState);
    expect(await db.keyTask.count({ where: { bureauId, publishedAt: { not: null } } })).toBe(0);
  });
});
