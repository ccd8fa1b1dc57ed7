import { acceptanceRoutes } from './features/acceptance/acceptance.routes.js';
import { bureauAcceptanceRoutes } from './features/acceptance/bureau.routes.js';
import { reviewerRoutes } from './features/acceptance/reviewers.routes.js';
import { acceptanceSheetRoutes } from './features/acceptance/sheets.routes.js';
import { acceptanceFileRoutes } from './features/acceptance-file/acceptance-file.routes.js';
import { codeRoutes } from './features/account-security/code.routes.js';
import { providerRoutes } from './features/account-security/provider.routes.js';
import { resetRoutes } from './features/account-security/reset.routes.js';
import { secondStepRoutes } from './features/account-security/second-step.routes.js';
import { staffRoutes } from './features/account-security/staff.routes.js';
import { accountRoutes } from './features/accounts/accounts.routes.js';
import { sessionRoutes } from './features/accounts/sessions.routes.js';
import { signInRoutes } from './features/accounts/sign-in.routes.js';
import { activityRoutes } from './features/activities/activities.routes.js';
import { activityActRoutes } from './features/activities/activity-acts.routes.js';
import { memberAppraisalRoutes } from './features/appraisals/member-appraisals.routes.js';
import { remarkRoutes } from './features/appraisals/remarks.routes.js';
import { surveyRoutes } from './features/appraisals/surveys.routes.js';
import { ballotRoutes } from './features/ballots/ballots.routes.js';
import { ownBallotRoutes } from './features/ballots/own-ballot.routes.js';
import { branchChangeRoutes } from './features/branch-changes/branch-changes.routes.js';
import { branchRoutes } from './features/branches/branches.routes.js';
import { bureauRoutes } from './features/branches/bureaus.routes.js';
import { campaignPartRoutes } from './features/campaigns/campaign-parts.routes.js';
import { campaignRoutes } from './features/campaigns/campaigns.routes.js';
import { commitmentRoutes } from './features/commitments/commitments.rows.js';
import { progressBoardRoutes } from './features/dashboards/board.routes.js';
import { briefingRoutes } from './features/dashboards/briefing.routes.js';
import { homeRoutes } from './features/dashboards/home.routes.js';
import { stepRoutes } from './features/dashboards/steps.routes.js';
import { committeeRoutes } from './features/elections/committee.routes.js';
import { electionActRoutes } from './features/elections/election-acts.routes.js';
import { electionRoutes } from './features/elections/elections.routes.js';
import { ownNominationRoutes } from './features/elections/own-nomination.routes.js';
import { enrollmentActRoutes } from './features/enrollments/acts.routes.js';
import { allocationRoutes } from './features/enrollments/allocation.routes.js';
import { enrollmentRoutes } from './features/enrollments/enrollments.routes.js';
import { ownEnrollmentRoutes } from './features/enrollments/own-enrollment.routes.js';
import { placeRoutes } from './features/enrollments/places.routes.js';
import { branchEvaluationRoutes } from './features/evaluations/branch-rounds.routes.js';
import { calendarRoutes } from './features/evaluations/calendar.routes.js';
import { roundDecisionRoutes } from './features/evaluations/decisions.routes.js';
import { groupWordRoutes } from './features/evaluations/group-words.routes.js';
import { objectionRoutes } from './features/evaluations/objections.routes.js';
import { ownApplicationRoutes } from './features/evaluations/own-application.routes.js';
import { publicNoticeRoutes } from './features/evaluations/public-notices.routes.js';
import { revocationRoutes } from './features/evaluations/revocations.routes.js';
import { evaluationRoundRoutes } from './features/evaluations/rounds.routes.js';
import { scoringRoutes } from './features/evaluations/scoring.routes.js';
import { evidenceRoutes } from './features/fulfillments/evidence.routes.js';
import { extensionRoutes } from './features/fulfillments/extensions.routes.js';
import { fulfillmentRoutes } from './features/fulfillments/fulfillments.routes.js';
import { consultationRoutes } from './features/function-groups/consultation.routes.js';
import { decisionRoutes } from './features/function-groups/decision.routes.js';
import { groupChangeRoutes } from './features/function-groups/group-changes.routes.js';
import { proposalRoutes } from './features/function-groups/proposal.routes.js';
import { proposedGroupRoutes } from './features/function-groups/proposed-groups.routes.js';
import { readingRoutes } from './features/function-groups/readings.routes.js';
import { singleGroupRoutes } from './features/function-groups/single-group.routes.js';
import { helpRoutes } from './features/help/help.routes.js';
import { inspectionPlanRoutes } from './features/inspections/plans.routes.js';
import { problemRoutes } from './features/inspections/problems.routes.js';
import { rectificationRoutes } from './features/inspections/rectifications.routes.js';
import { inspectionVisitRoutes } from './features/inspections/visits.routes.js';
import { exclusionRoutes } from './features/meetings/exclusions.routes.js';
import { meetingRoutes } from './features/meetings/meetings.routes.js';
import { voteRuleRoutes } from './features/meetings/vote-rules.routes.js';
import { memberChangeRoutes } from './features/members/member-changes.routes.js';
import { memberRoutes } from './features/members/members.routes.js';
import { rosterImportRoutes } from './features/members/roster-import.routes.js';
import { skillRoutes } from './features/members/skills.routes.js';
import { structureRoutes } from './features/members/structure.routes.js';
import { bureauReportRoutes } from './features/mobilization/bureau-report.routes.js';
import { statementRoutes } from './features/mobilization/statements.routes.js';
import { studyMaterialRoutes } from './features/mobilization/study-materials.routes.js';
import { studyPlanRoutes } from './features/mobilization/study-plan.routes.js';
import { studySessionRoutes } from './features/mobilization/study-sessions.routes.js';
import { dutiesAtHome, myWorkRoutes } from './features/my-work/my-work.routes.js';
import { boardRoutes, showBoardFront } from './features/notice-board/board.routes.js';
import { noticeRoutes } from './features/notice-board/notices.routes.js';
import { contactRoutes } from './features/notifications/contact.routes.js';
import { feedRoutes } from './features/notifications/feed.routes.js';
import { messageRoutes } from './features/notifications/messages.routes.js';
import { robotRoutes } from './features/notifications/robots.routes.js';
import { urgingRoutes } from './features/notifications/urging.routes.js';
import { searchRoutes } from './features/search/search.routes.js';
import { handoverRoutes } from './features/secretary-handovers/handovers.routes.js';
import { feedbackRoutes } from './features/supervision/feedback.routes.js';
import { transferRoutes } from './features/transfers/transfers.routes.js';
import type { Provider } from './web/provider.js';
import type { RouteRow } from './web/route.js';
import type { SignIn } from './web/sign-in.js';

export interface RouteOptions {
  signIn: SignIn;
  /** The bureau's own sign-in; null without one. */
  provider: Provider | null;
  /** Whether the sign-in page lists the demonstration accounts. */
  demo: boolean;
}

/** Every route of the portal but the health checks and static files: what the app serves and the tests walk. */
export function allRoutes(options: RouteOptions): readonly RouteRow[] {
  return [
    ...acceptanceRoutes,
    ...acceptanceSheetRoutes,
    ...bureauAcceptanceRoutes,
    ...reviewerRoutes,
    ...acceptanceFileRoutes,
    ...accountRoutes,
    ...staffRoutes,
    ...secondStepRoutes,
    ...activityRoutes,
    ...activityActRoutes,
    ...ballotRoutes,
    // Before the board's rows, which take any word for a branch's id.
    ...publicNoticeRoutes,
    ...objectionRoutes,
    ...revocationRoutes,
    ...boardRoutes,
    ...bureauReportRoutes,
    ...branchChangeRoutes,
    ...branchRoutes,
    ...bureauRoutes,
    ...campaignPartRoutes,
    ...campaignRoutes,
    ...commitmentRoutes,
    ...consultationRoutes,
    ...decisionRoutes,
    ...branchEvaluationRoutes,
    ...groupWordRoutes,
    ...calendarRoutes,
    ...scoringRoutes,
    ...evaluationRoundRoutes,
    ...roundDecisionRoutes,
    ...ownApplicationRoutes,
    ...committeeRoutes,
    ...electionActRoutes,
    ...electionRoutes,
    ...enrollmentActRoutes,
    ...allocationRoutes,
    ...enrollmentRoutes,
    ...placeRoutes,
    ...feedbackRoutes,
    ...fulfillmentRoutes,
    ...evidenceRoutes,
    ...extensionRoutes,
    ...groupChangeRoutes,
    ...helpRoutes,
    ...handoverRoutes,
    ...homeRoutes(showBoardFront),
    ...inspectionPlanRoutes,
    ...inspectionVisitRoutes,
    ...problemRoutes,
    ...rectificationRoutes,
    ...exclusionRoutes,
    ...meetingRoutes,
    ...voteRuleRoutes,
    ...memberAppraisalRoutes,
    ...memberChangeRoutes,
    ...memberRoutes,
    ...messageRoutes,
    ...contactRoutes,
    ...feedRoutes,
    ...robotRoutes,
    ...noticeRoutes,
    ...ownBallotRoutes,
    ...ownEnrollmentRoutes,
    ...ownNominationRoutes,
    ...briefingRoutes,
    ...progressBoardRoutes,
    ...myWorkRoutes,
    ...proposalRoutes,
    ...proposedGroupRoutes,
    ...readingRoutes,
    ...remarkRoutes,
    ...rosterImportRoutes,
    ...searchRoutes,
    ...sessionRoutes,
    ...signInRoutes(options),
    ...codeRoutes(options),
    ...resetRoutes,
    ...(options.provider ? providerRoutes({ signIn: options.signIn, provider: options.provider }) : []),
    ...singleGroupRoutes,
    ...skillRoutes,
    ...structureRoutes,
    ...statementRoutes,
    ...stepRoutes(dutiesAtHome),
    ...studySessionRoutes,
    ...studyMaterialRoutes,
    ...studyPlanRoutes,
    ...surveyRoutes,
    ...transferRoutes,
    ...urgingRoutes,
  ];
}
