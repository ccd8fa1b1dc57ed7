import { describe, expect, it } from 'vitest';
import { openConsultation } from '../../../src/features/function-groups/consultation.service.js';
import {
  addGroup,
  adoptSuggestedGroups,
  removeGroup,
  saveRationale,
  updateGroup,
} from '../../../src/features/function-groups/proposal.service.js';
import { NotFound, RuleViolation, StaleState, StepNotOpen } from '../../../src/shared/errors.js';
import { newId } from '../../../src/shared/ids.js';
import { aBranchInGroupSetup, GROUP_INPUT } from '../../factories/group-setup.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const clock = testClock('2026-06-02T10:00:00+08:00');
const groupsOf = (bureauId: string) => db.functionGroup.findMany({ where: { bureauId }, orderBy: { position: 'asc' } });

describe('drafting', () => {
  it('R12: saves the rationale and groups in a draft, each with its audit entry', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    await saveRationale(useCase, place, '围绕教学中心工作设置。');
    const id = await addGroup(useCase, place, GROUP_INPUT);
    await updateGroup(useCase, place, id, { ...GROUP_INPUT, name: '教研先锋' }, 3);
    const proposal = await db.groupProposal.findFirstOrThrow({ where: { bureauId } });
    expect(proposal).toMatchObject({ status: 'DRAFT', rationale: '围绕教学中心工作设置。', revision: 4 });
    expect(await groupsOf(bureauId)).toMatchObject([
      { id, name: '教研先锋', hostUnitType: 'SUBJECT_TEAM', position: 1 },
    ]);
    const events = await db.auditEvent.findMany({ where: { bureauId }, orderBy: { seq: 'asc' } });
    expect(events.map((event) => event.action)).toEqual(['proposal.saveRationale', 'group.add', 'group.update']);
  });

  it('R10: keeps a target size between the limits and the wanted skills, and refuses another target', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    const wished = { ...GROUP_INPUT, targetSize: 6, wantedSkills: ['课堂教学', '教学研究'] };
    const id = await addGroup(useCase, place, wished);
    await expect(updateGroup(useCase, place, id, { ...wished, targetSize: 11 })).rejects.toThrow('目标人数应在');
    await expect(updateGroup(useCase, place, id, { ...wished, targetSize: 2 })).rejects.toBeInstanceOf(RuleViolation);
    expect(await groupsOf(bureauId)).toMatchObject([{ targetSize: 6, wantedSkills: ['课堂教学', '教学研究'] }]);
  });

  it('R12: takes of the place its ids only, and the bureau of the actor', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    const known = { ...place, bureauId: newId(), id: newId(), status: 'ANNOUNCED', shortName: '第二中学党支部' };
    await saveRationale(useCase, known, '围绕教学中心工作设置。');
    expect(await db.groupProposal.findFirst({ where: { bureauId } })).toMatchObject({ status: 'DRAFT', ...place });
  });

  it('R11: takes over the seven suggested groups, and later only the missing ones', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock, { members: 24 });
    await addGroup(useCase, place, GROUP_INPUT);
    expect(await adoptSuggestedGroups(useCase, place)).toBe(6);
    const groups = await groupsOf(bureauId);
    expect(groups.map((group) => group.position)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(groups.map((group) => group.name)).toEqual([
      '教学科研',
      '内部管理',
      '德育工作',
      '师德建设',
      '校园建设',
      '文体活动',
      '校园平安',
    ]);
    await expect(adoptSuggestedGroups(useCase, place)).rejects.toThrow('没有需要加入');
    expect(await groupsOf(bureauId)).toHaveLength(7);
  });

  it('R10: refuses a second group of the same name, on adding and on renaming', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    await addGroup(useCase, place, GROUP_INPUT);
    const other = await addGroup(useCase, place, { ...GROUP_INPUT, name: '德育工作' });
    await expect(addGroup(useCase, place, GROUP_INPUT)).rejects.toMatchObject({ field: 'name', status: 422 });
    await expect(updateGroup(useCase, place, other, GROUP_INPUT)).rejects.toMatchObject({ field: 'name' });
    expect((await groupsOf(bureauId)).map((group) => group.name)).toEqual(['教学科研', '德育工作']);
  });

  it('R10: of two groups of one name added at once, one stays', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    await saveRationale(useCase, place, '说明');
    const results = await Promise.allSettled([
      addGroup(useCase, place, GROUP_INPUT),
      addGroup(useCase, place, GROUP_INPUT),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await groupsOf(bureauId)).toHaveLength(1);
  });

  it('refuses an upper limit below the lower one', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    await expect(addGroup(useCase, place, { ...GROUP_INPUT, maxSize: 2 })).rejects.toMatchObject({ field: 'maxSize' });
    expect(await groupsOf(bureauId)).toHaveLength(0);
  });

  it('removes a group; a group of another branch is not found', async () => {
    const { useCase, place, bureauId, campaignId } = await aBranchInGroupSetup(db, clock);
    const other = await aBranchInGroupSetup(db, clock, { beside: { bureauId, campaignId } });
    const theirs = await addGroup(other.useCase, other.place, GROUP_INPUT);
    const id = await addGroup(useCase, place, GROUP_INPUT);
    await expect(removeGroup(useCase, place, theirs)).rejects.toBeInstanceOf(NotFound);
    await expect(updateGroup(useCase, place, theirs, GROUP_INPUT)).rejects.toBeInstanceOf(NotFound);
    await removeGroup(useCase, place, id);
    expect(await groupsOf(bureauId)).toMatchObject([{ id: theirs, name: GROUP_INPUT.name }]);
  });

  it('a change over what somebody else changed since is refused and overwrites nothing', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    const id = await addGroup(useCase, place, GROUP_INPUT);
    const { revision } = await db.groupProposal.findFirstOrThrow({ where: { bureauId } });
    await updateGroup(useCase, place, id, { ...GROUP_INPUT, duties: '第一次修改' }, revision);
    await expect(
      updateGroup(useCase, place, id, { ...GROUP_INPUT, duties: '第二次修改' }, revision),
    ).rejects.toBeInstanceOf(RuleViolation);
    expect((await groupsOf(bureauId))[0]?.duties).toBe('第一次修改');
  });

  it('R3: is refused while the branch stands at another step', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock, { step: 'STUDY' });
    await expect(addGroup(useCase, place, GROUP_INPUT)).rejects.toBeInstanceOf(StepNotOpen);
    expect(await db.groupProposal.count({ where: { bureauId } })).toBe(0);
  });
});

describe('opening the consultation', () => {
  it('R13: sets the closing day; the groups stay open to change', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    await addGroup(useCase, place, GROUP_INPUT);
    await openConsultation(useCase, place, { closesOn: new Date('2026-06-08') });
    expect(await db.groupProposal.findFirst({ where: { bureauId } })).toMatchObject({
      status: 'CONSULTING',
      consultationClosesOn: new Date('2026-06-08'),
      consultationOpenedAt: clock.now(),
    });
    await addGroup(useCase, place, { ...GROUP_INPUT, name: '德育工作' });
    expect(await groupsOf(bureauId)).toHaveLength(2);
    await expect(openConsultation(useCase, place, { closesOn: new Date('2026-06-20') })).rejects.toBeInstanceOf(
      StaleState,
    );
  });

  it('R13: is refused without groups, and with a closing day of today', async () => {
    const { useCase, place, bureauId } = await aBranchInGroupSetup(db, clock);
    await expect(openConsultation(useCase, place, { closesOn: new Date('2026-06-08') })).rejects.toThrow('还没有小组');
    await addGroup(useCase, place, GROUP_INPUT);
    await expect(openConsultation(useCase, place, { closesOn: new Date('2026-06-02') })).rejects.toMatchObject({
      field: 'closesOn',
    });
    expect(await db.groupProposal.findFirst({ where: { bureauId } })).toMatchObject({
      status: 'DRAFT',
      consultationClosesOn: null,
    });
  });
});
