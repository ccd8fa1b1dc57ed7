import { it } from 'vitest';
import { bureauSeesAll, parentIsAnswered, parentReadsTheBoard } from './journey/board.js';
import { branchPledges, commitmentsArePublished, groupsPledge, membersPledge } from './journey/commitments.js';
import { enrollmentIsOpened, listIsConfirmed, membersEnroll, secondEnrollmentIsRefused } from './journey/enrollment.js';
import { groupsAreAnnounced, groupsAreDecided, groupsAreProposed, membersAreConsulted } from './journey/groups.js';
import { leadersAreElected, leadersArePublished, membersStand } from './journey/leaders.js';
import { branchesAreCreated, bureauIsOpened, campaignIsPublished, reviewerIsAppointed } from './journey/opening.js';
import { accountsAreOpened, goalsArePublished, rostersAreImported, surveyIsFinished } from './journey/rosters.js';
import { Story } from './journey/story.js';

/**
 * The main job from an empty portal to reviewed commitments, by hand in real Chromium. One story: each chapter goes on where
 * the one before ended.
 */
const story = await Story.begin('2026-04-02T09:00:00+08:00');

it('opens a bureau whose secretary chooses his own password', () => bureauIsOpened(story));
it('R1, R2, R8: the secretary opens the campaign from the template, edits and publishes it', () =>
  campaignIsPublished(story));
it('creates three branches and appoints their secretaries', () => branchesAreCreated(story));
it('has a reviewer in the committee', () => reviewerIsAppointed(story));
it('R55, E49: three secretaries import the same file, mend and leave out what is wrong in it', () =>
  rostersAreImported(story));
it('opens an account for every member, who changes the temporary password on a phone', () => accountsAreOpened(story));
it('R3, R6: the survey ends when everybody has told his skills', () => surveyIsFinished(story));
it('R4, R7: the goals are reviewed and published, and phase one ends', () => goalsArePublished(story));
it('R9–R11: groups are proposed', () => groupsAreProposed(story));
it('R12, R13: a member gives his opinion on a phone and is answered', () => membersAreConsulted(story));
it('R14: a first vote fails, a second one decides', () => groupsAreDecided(story));
it('R15: the groups are announced', () => groupsAreAnnounced(story));
it('R16: the sign-up opens and cannot be ended early', () => enrollmentIsOpened(story));
it('R17, E16: members choose on a phone; the wish for a group that filled up is kept and may be changed', () =>
  membersEnroll(story));
it('R17: a second place is refused', () => secondEnrollmentIsRefused(story));
it('R18–R21: the one left over is placed after a talk, the list is confirmed', () => listIsConfirmed(story));
it('R23: members put themselves forward', () => membersStand(story));
it('R24: paper votes are counted: one round without a majority, two that elect', () => leadersAreElected(story));
it('R24, R25: one leader is appointed; list and leaders are published', () => leadersArePublished(story));
it('R28, R32, R35: the branch pledges; the committee returns the letter once, then approves it', () =>
  branchPledges(story));
it('R33, R36: the tasks are broken down and every group pledges', () => groupsPledge(story));
it('R34: every member pledges, the leaders review', () => membersPledge(story));
it('R37–R39: all letters are published and the step ends', () => commitmentsArePublished(story));
it('R25, R40: a parent reads the notice board on a phone', () => parentReadsTheBoard(story));
it('R41: a parent asks and is answered', () => parentIsAnswered(story));
it('R50: the bureau sees where each branch stands', () => bureauSeesAll(story));
