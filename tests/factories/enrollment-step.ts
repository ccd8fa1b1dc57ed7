import type { StepPlace } from '../../src/campaign/step-gate.js';
import type { Db } from '../../src/db/client.js';
import type { UseCase } from '../../src/db/transaction.js';
import { closeRound, confirmList, enroll, openRound } from '../../src/features/enrollments/index.js';
import type { ProposalStatus } from '../../src/generated/prisma/enums.js';
import type { MemberModel } from '../../src/generated/prisma/models.js';
import { newId } from '../../src/shared/ids.js';
import { type TestClock, testClock } from '../support/fixed-clock.js';
import { useCaseFor } from '../support/use-case.js';
import { anAccount } from './account.js';
import { aBranch } from './branch.js';
import { aBureau, CREATED_AT } from './bureau.js';
import { aMember } from './member.js';

export const ENROLLMENT_DAY = '2026-06-15T10:00:00+08:00';

interface Wish {
  /** Members on the roster, all with voting rights. */
  members?: number;
  maxSize?: number;
  minSize?: number;
  proposal?: ProposalStatus;
}

export interface EnrollingBranch {
  place: StepPlace;
  useCase: UseCase;
  clock: TestClock;
  secretary: { username: string };
  /** 教学科研 and 校园平安. */
  teaching: string;
  safety: string;
  members: MemberModel[];
}

/** A branch in the step of sign-up, with two announced groups and a roster; nobody has signed up yet. */
export async function anEnrollingBranch(db: Db, wish: Wish = {}): Promise<EnrollingBranch> {
  const { members = 6, maxSize = 10, minSize = 3, proposal = 'ANNOUNCED' } = wish;
  const clock = testClock(ENROLLMENT_DAY);
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id);
  const campaignId = await aRunningCampaign(db, bureau.id);
  const place = { bureauId: bureau.id, campaignId, branchId: branch.id };
  await db.branchStep.create({ data: { ...place, id: newId(), step: 'ENROLLMENT', openedAt: CREATED_AT } });
  const proposalId = newId();
  await db.groupProposal.create({
    data: { ...place, id: proposalId, status: proposal, rationale: '按工作需要', createdAt: CREATED_AT },
  });
  const group = async (name: string, position: number): Promise<string> => {
    const id = newId();
    const texts = {
      groupFunction: name,
      hostUnit: '学科组',
      duties: `带头做好${name}工作`,
      activityRules: '每月活动一次',
    };
    await db.functionGroup.create({
      data: {
        ...{ ...place, id, proposalId, position, name, ...texts },
        ...{ hostUnitType: 'SUBJECT_TEAM' as const, minSize, maxSize, createdAt: CREATED_AT },
      },
    });
    return id;
  };
  const teaching = await group('教学科研', 1);
  const safety = await group('校园平安', 2);
  const roster: MemberModel[] = [];
  for (let index = 0; index < members; index += 1) {
    roster.push(await aMember(db, branch, { name: NAMES[index] ?? `党员${index}`, post: '教师' }));
  }
  const secretary = await anAccount(db, bureau.id, {
    displayName: '王秀兰',
    role: 'BRANCH_SECRETARY',
    branchId: branch.id,
  });
  const actor = { bureauId: bureau.id, accountId: secretary.id, name: secretary.displayName };
  const useCase = useCaseFor(db, actor, clock);
  return { place, useCase, clock, secretary, teaching, safety, members: roster };
}

/** Surnames of 2 to 12 strokes, so that their order can be seen. */
const NAMES = ['丁晓', '王伟', '刘洋', '李慧', '周军', '赵敏', '钱进', '孙强', '黄丽', '董明'];

async function aRunningCampaign(db: Db, bureauId: string): Promise<string> {
  const id = newId();
  const texts = { purpose: '', guidance: '', principles: '', theme: '' };
  await db.campaign.create({
    data: {
      ...{ bureauId, id, name: '创先争优活动', startYear: 2026, status: 'PUBLISHED', ...texts },
      ...{ createdAt: CREATED_AT, publishedAt: CREATED_AT },
    },
  });
  const phases = [
    { phase: 'MOBILIZATION', startsOn: new Date('2026-04-01'), endsOn: new Date('2026-05-31') },
    { phase: 'IMPLEMENTATION', startsOn: new Date('2026-06-01'), endsOn: new Date('2027-05-31') },
    { phase: 'SUMMARY', startsOn: new Date('2027-06-01'), endsOn: new Date('2027-06-30') },
  ] as const;
  await db.campaignPhase.createMany({
    data: phases.map((phase) => ({ bureauId, id: newId(), campaignId: id, title: '', requirement: '', ...phase })),
  });
  return id;
}

export const WINDOW = { opensOn: new Date('2026-06-15'), closesOn: new Date('2026-06-20') };

/** A wish for one group, with a pledge. */
export const wishFor = (groupId: string) => ({ groupId, secondGroupId: null, servicePledge: '每周为学生答疑一次' });

/** The same with the window open. */
export async function anOpenRound(db: Db, wish: Wish = {}): Promise<EnrollingBranch> {
  const branch = await anEnrollingBranch(db, wish);
  await openRound(branch.useCase, branch.place, WINDOW);
  return branch;
}

/** Everybody enrolled (the first half in 教学科研, the others in 校园平安) and the list confirmed. */
export async function aConfirmedList(db: Db, wish: Wish = {}): Promise<EnrollingBranch> {
  const branch = await anOpenRound(db, wish);
  const { useCase, place, members, teaching, safety } = branch;
  for (const [index, member] of members.entries()) {
    await enroll(useCase, place, member.id, wishFor(index < members.length / 2 ? teaching : safety));
  }
  await closeRound(useCase, place);
  await confirmList(useCase, place, { exceptionReason: null });
  return branch;
}

/** The same as rows: for tests of what comes after, which need not go through every sign-up. */
export async function aListedBranch(db: Db, wish: Wish = {}): Promise<EnrollingBranch> {
  const branch = await anEnrollingBranch(db, wish);
  const { place, members, teaching, safety } = branch;
  const { bureauId } = place;
  const now = branch.clock.now();
  const half = Math.ceil(members.length / 2);
  await db.enrollmentRound.create({
    data: { ...place, ...WINDOW, id: newId(), status: 'CONFIRMED', listVersion: 1, confirmedAt: now, createdAt: now },
  });
  await db.groupMembership.createMany({
    data: members.map(({ id: memberId }, index) => ({
      ...{ ...place, id: newId(), memberId, groupId: index < half ? teaching : safety },
      ...{ source: 'ENROLLED' as const, acknowledgedAt: now, startedAt: now, confirmedAt: now },
    })),
  });
  const sizes = { [teaching]: half, [safety]: members.length - half };
  for (const [id, memberCount] of Object.entries(sizes)) {
    await db.functionGroup.update({ where: { bureauId_id: { bureauId, id } }, data: { memberCount } });
  }
  return branch;
}
