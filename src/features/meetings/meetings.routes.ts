import { mayInBranch } from '../../access/permissions.js';
import { dayInput, parseDay } from '../../shared/dates.js';
import { NotFound } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { minutesFields, votesOf } from '../../web/form-minutes.js';
import { asLedger, asWord, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { meetingForm } from './meetings.forms.js';
import { meetingLedger } from './meetings.ledger.js';
import { absenceFields, eligibleHint, showMeetingsPage, showNewMeetingPage } from './meetings.page.js';
import { findMeeting, listMeetings, suggestAttendance } from './meetings.queries.js';
import { purposeRow } from './meetings.rules.js';
import { recordBranchMeeting } from './meetings.service.js';
import { showMinutesPage } from './minutes.page.js';
import { meetingMinutesDocument } from './minutes-document.js';

const PATH = '/branches/:branchId/meetings';

export const meetingRoutes: readonly RouteRow[] = [
  { method: 'get', path: PATH, place: 'branch', access: 'meetings:read', handler: list },
  { method: 'get', path: `${PATH}/new`, place: 'branch', access: 'meetings:manage', handler: newMeeting },
  { method: 'post', path: PATH, place: 'branch', access: 'meetings:manage', handler: create },
  { method: 'get', path: `${PATH}/:meetingId`, place: 'branch', access: 'meetings:read', handler: show },
];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const listHref = (visit: BranchVisit) => `/branches/${visit.branchId}/meetings`;
const scopeOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });
const home = (visit: BranchVisit) => ({ label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` });

async function list(visit: BranchVisit): Promise<void> {
  const after = visit.query['after'] ?? '';
  const { rows, more } = await listMeetings(visit.useCase.db, scopeOf(visit), UUID.test(after) ? after : null);
  const frame = visit.frame({ crumbs: [home(visit), { label: '会议记录', href: null }] });
  const mayRecord = mayInBranch(visit.person.roles, 'meetings:manage', visit.branchId);
  const exclusionsHref = `/branches/${visit.branchId}/exclusions`;
  const page = showMeetingsPage({ frame, href: listHref(visit), rows, more, exclusionsHref, mayRecord });
  const whole = () => listMeetings(visit.useCase.db, scopeOf(visit), null, MOST_ROWS);
  await showWithPapers(visit, 'meetings/index', page, [
    asLedger(async () => meetingLedger(matterOf(visit), (await whole()).rows)),
  ]);
}

async function newMeeting(visit: BranchVisit): Promise<void> {
  const asked = visit.query['purpose'];
  const purpose = asked === 'RECOMMENDATION' || asked === 'ENROLLMENT_MOBILIZATION' ? asked : 'OTHER';
  const known: Record<string, string> = { kind: 'GENERAL', purpose, heldOn: dayInput(visit.today) };
  await showNew(visit, freshForm(purpose === 'OTHER' ? known : { ...known, title: purposeRow(purpose).label }), 200);
}

async function showNew(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const suggested = await suggestAttendance(visit.useCase.db, stepPlaceOf(visit), meetingDay(visit, form));
  const { hasCommittee } = visit.place.branch;
  const eligible = suggested.general > 0 ? { eligibleCount: String(suggested.general) } : {};
  const filled = { ...form, values: { ...eligible, ...form.values } };
  const fields = minutesFields(filled, {
    eligibleHint: eligibleHint(suggested, hasCommittee),
    vote: true,
    absences: absenceFields(filled, suggested.voters),
  });
  const frame = visit.frame({
    crumbs: [home(visit), { label: '会议记录', href: listHref(visit) }, { label: '登记会议', href: null }],
  });
  const page = showNewMeetingPage({
    frame,
    href: listHref(visit),
    form: filled,
    suggested,
    hasCommittee,
    minutesFields: fields,
  });
  visit.show('meetings/new', page, status);
}

/** The day whose rights are asked for: as typed, else as the address says, else today. */
function meetingDay(visit: BranchVisit, form: FormState): Date {
  const typed = form.values['heldOn'] ?? '';
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? parseDay(typed) : null;
  return day !== null && day <= visit.today ? day : visit.today;
}

async function create(visit: BranchVisit): Promise<void> {
  const { campaignId, branchId } = stepPlaceOf(visit);
  await submitForm(visit, meetingForm, {
    rows: ['absences'],
    save: async (data) => {
      const { forCount, againstCount, abstainCount, ...minutes } = data;
      const votes = votesOf({ forCount, againstCount, abstainCount });
      const meeting = await recordBranchMeeting(visit.useCase, {
        ...minutes,
        votes,
        campaignId,
        branchId,
      });
      return { href: `${listHref(visit)}/${meeting.id}`, notice: `会议记录已保存。${meeting.verdictText}` };
    },
    again: (form) => showNew(visit, form, 422),
  });
}

async function show(visit: BranchVisit): Promise<void> {
  const meeting = await findMeeting(visit.useCase.db, scopeOf(visit), visit.params['meetingId'] ?? '');
  if (!meeting) throw new NotFound();
  const crumbs = [home(visit), { label: '会议记录', href: listHref(visit) }, { label: meeting.title, href: null }];
  const inside = mayInBranch(visit.person.roles, 'meetings:manage', visit.branchId);
  const page = showMinutesPage({ frame: visit.frame({ layout: 'paper', crumbs }), meeting, inside });
  await showWithPapers(visit, 'meetings/show', page, [
    asWord(async () => ({
      ...{ title: meeting.title, place: visit.place.branch.shortName, day: meeting.heldOn },
      content: await meetingMinutesDocument(meeting, inside),
    })),
  ]);
}
