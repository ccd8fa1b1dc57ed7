import type { HeldRole, Person } from '../access/roles.js';
import type { Actor } from '../db/transaction.js';
import { writeRemark } from '../features/appraisals/index.js';
import { receiveLetter } from '../features/commitments/index.js';
import { personAs } from './person-as.js';
import type { Cast, CastMember } from './stage.js';

interface LedGroup {
  id: string;
  leader: CastMember;
}

const WORDS = [
  '公开课准备充分，听课评课有记录。下一季度请把帮带青年教师的次数补上。',
  '承诺的事项做得扎实，家长反映好。请及时登记，附上照片。',
  '进度稍慢，请把大事拆成几次来做，有困难早点提出来。',
] as const;

/** R51 and 点评: the side above confirms the letters it received, and says a word on some of them for the quarter. */
export async function remarkOnLetters(
  cast: Cast,
  bureauReviewer: Actor,
  groups: readonly LedGroup[],
  daysAgo: number,
): Promise<void> {
  const { stage, place, officer } = cast;
  const committee = personAs(bureauReviewer, [{ role: 'COMMITTEE_MEMBER', branchId: null }]);
  for (const { id } of await letters(cast, { level: 'BRANCH' })) {
    await receiveLetter(
      stage.useCase(bureauReviewer, daysAgo),
      { branchId: place.branchId, commitmentId: id },
      committee,
    );
    await say(cast, committee, id, '分解到组、责任到人，做得细。下一季度请把群众意见的办理结果也公布出来。', daysAgo);
  }
  const branchOfficer = personAs(officer, [{ role: 'BRANCH_COMMITTEE_MEMBER', branchId: place.branchId }]);
  for (const group of groups) {
    if (group.leader.actor.accountId !== officer.accountId) {
      for (const { id } of await letters(cast, { level: 'GROUP', groupId: group.id })) {
        await receiveLetter(
          stage.useCase(officer, daysAgo),
          { branchId: place.branchId, commitmentId: id },
          branchOfficer,
        );
        await say(cast, branchOfficer, id, '小组活动有主题、有记录，请注意按时登记。', daysAgo);
      }
    }
    const leader = leaderOf(cast, group);
    const ofMembers = await letters(cast, { level: 'MEMBER', groupId: group.id, memberId: { not: group.leader.id } });
    for (const [index, { id }] of ofMembers.slice(0, WORDS.length).entries()) {
      await receiveLetter(
        stage.useCase(group.leader.actor, daysAgo),
        { branchId: place.branchId, commitmentId: id },
        leader,
      );
      await say(cast, leader, id, WORDS[index] ?? '', daysAgo);
    }
  }
}

function leaderOf({ place }: Cast, { id, leader }: LedGroup): Person {
  const led = { groupId: id, branchId: place.branchId };
  const roles: HeldRole[] = [
    { role: 'MEMBER', branchId: place.branchId },
    { role: 'GROUP_LEADER', branchId: place.branchId },
  ];
  return { ...personAs(leader.actor, roles), member: { id: leader.id, branchId: place.branchId }, ledGroups: [led] };
}

const letters = ({ stage, place }: Cast, where: object) =>
  stage.deps.db.commitment.findMany({
    where: { bureauId: place.bureauId, branchId: place.branchId, status: 'PUBLISHED', ...where },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });

async function say({ stage, place }: Cast, person: Person, commitmentId: string, text: string, daysAgo: number) {
  const actor = { bureauId: place.bureauId, accountId: person.accountId, name: person.displayName };
  const where = { branchId: place.branchId, commitmentId };
  await writeRemark(stage.useCase(actor, daysAgo), where, person, { text, summingUp: false });
}
