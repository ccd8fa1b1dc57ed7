import { expect, it } from 'vitest';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

/**
 * E40: what a merger does with the rows of the old branch. CARRIED: they go on in the branch that took it over; ENDED: with
 * the reason, or the merger waits for their end; HISTORY: they say what was, and stay with the old branch.
 */
const FATE: Readonly<Record<string, 'CARRIED' | 'ENDED' | 'HISTORY'>> = {
  // Members and what they have of the branch.
  member: 'CARRIED',
  rights_suspension: 'CARRIED',
  attendance_exclusion: 'CARRIED',
  enrollment_exemption: 'CARRIED',
  group_membership: 'CARRIED',
  member_appraisal: 'CARRIED',
  member_change: 'HISTORY',
  roster_import: 'HISTORY',
  // Groups and commitments, where the successor has settled its own list; else ended.
  function_group: 'CARRIED',
  leader_term: 'CARRIED',
  commitment: 'CARRIED',
  group_proposal: 'HISTORY',
  group_change: 'HISTORY',
  enrollment_round: 'HISTORY',
  commitment_round: 'HISTORY',
  leader_election: 'ENDED',
  // Before the committee, or for it to decide on.
  evaluation_application: 'CARRIED',
  evaluation_recusal: 'CARRIED',
  branch_recommendation: 'HISTORY',
  inspection_visit: 'CARRIED',
  feedback: 'CARRIED',
  // Acts of the old branch.
  branch_step: 'HISTORY',
  branch_meeting: 'HISTORY',
  branch_statement: 'HISTORY',
  branch_change: 'HISTORY',
  study_session: 'HISTORY',
  activity_log: 'HISTORY',
  notice: 'HISTORY',
  self_assessment: 'HISTORY',
  acceptance_sheet: 'HISTORY',
  acceptance_verdict: 'HISTORY',
  acceptance_file: 'HISTORY',
  audit_event: 'HISTORY',
  planned_event: 'ENDED',
  appraisal_survey: 'ENDED',
  // Offices and words to people; a robot of a closed branch is silent, as only branches in being have a morning's round.
  role_assignment: 'ENDED',
  secretary_handover: 'HISTORY',
  reminder: 'HISTORY',
  notification: 'HISTORY',
  group_robot: 'HISTORY',
};

it('E40: of each table with a branch it is decided what becomes of its rows in a merger', async () => {
  const { rows } = await db.$pool.query<{ name: string }>(`SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'branchId' ORDER BY 1`);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(FATE).sort());
});
