import type { Db } from '../../src/db/client.js';
import { enroll } from '../../src/features/enrollments/index.js';
import { tellBranch } from '../../src/features/notifications/day.service.js';
import type { MailMode } from '../../src/generated/prisma/enums.js';
import type { MemberModel } from '../../src/generated/prisma/models.js';
import { testCipher, useCaseFor } from '../support/use-case.js';
import { anAccount } from './account.js';
import { CREATED_AT } from './bureau.js';
import { anOpenRound, wishFor } from './enrollment-step.js';

/**
 * A branch on the first day of a sign-up from June 15 to June 20. All of its members but the last have an account; their
 * skills are filled in, so that signing up is all they have to do.
 */
export async function aBranchToRemind(db: Db, { members = 4 } = {}) {
  const branch = await anOpenRound(db, { members });
  const { bureauId, branchId } = branch.place;
  await db.member.updateMany({ where: { bureauId, branchId }, data: { skillsFilledAt: branch.clock.now() } });
  const people = [];
  for (const member of branch.members.slice(0, -1)) {
    people.push({ member, account: await anAccount(db, bureauId, { memberId: member.id, displayName: member.name }) });
  }
  const system = useCaseFor(db, { bureauId, accountId: null, name: '系统' }, branch.clock);
  return {
    ...branch,
    people,
    system,
    /** What the portal does in the morning. */
    morning: () => tellBranch(system, { bureauId, branchId }),
    /** The member does what he was reminded of. */
    signUp: (member: MemberModel) =>
      enroll(
        useCaseFor(db, { bureauId, name: member.name }, branch.clock),
        branch.place,
        member.id,
        wishFor(branch.teaching),
      ),
    words: () => db.notification.findMany({ where: { bureauId }, orderBy: [{ madeAt: 'asc' }, { id: 'asc' }] }),
  };
}

/** Lets an account have reminders by mail, as if it had confirmed this address. */
export async function wantsMail(
  db: Db,
  { bureauId, id: accountId }: { bureauId: string; id: string },
  email: string,
  wish: { mailMode?: MailMode; fromHour?: number; untilHour?: number } = {},
): Promise<void> {
  const emailCipher = testCipher.encrypt(email);
  await db.contactSetting.create({
    data: { bureauId, accountId, emailCipher, confirmedAt: CREATED_AT, mailMode: 'AT_ONCE', ...wish },
  });
}
