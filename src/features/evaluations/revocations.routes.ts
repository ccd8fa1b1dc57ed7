import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { minutesFields } from '../../web/form-minutes.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { decisionValues, showRevocationForm } from './decisions.page.js';
import { findOutcome } from './decisions.queries.js';
import { ROUNDS, roundHref } from './evaluations.paths.js';
import { revokeAward } from './revocations.service.js';
import { meetingOf, revocationForm } from './rounds.forms.js';

const ONE = `${ROUNDS}/:roundId/applications/:applicationId/revocation`;
const manage = { place: 'bureau', access: 'evaluations:manage' } as const;

/** E30: an award is withdrawn by the committee's meeting, with its record. */
export const revocationRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${ONE}/new`, ...manage, handler: (visit: BureauVisit) => ask(visit, null, 200) },
  { method: 'post', path: ONE, ...manage, handler: revoke },
];

async function getCandidate(visit: BureauVisit) {
  const { roundId = '', applicationId = '' } = visit.params;
  const outcome = await findOutcome(visit.useCase.db, visit.person.bureauId, roundId);
  const candidate = outcome?.applications.find(({ id }) => id === applicationId);
  if (!outcome || !candidate) throw new NotFound();
  return { outcome, candidate, roundId };
}

async function ask(visit: BureauVisit, refused: FormState | null, status: number): Promise<void> {
  const { outcome, candidate, roundId } = await getCandidate(visit);
  if (!outcome.awardedAt || candidate.awardRevokedOn || candidate.status !== 'CHOSEN')
    return visit.go(roundHref(roundId));
  const crumbs = [
    { label: '评选表彰', href: ROUNDS },
    { label: outcome.title, href: roundHref(roundId) },
    { label: '撤销表彰', href: null },
  ];
  const form = refused ?? freshForm({ ...decisionValues(visit.today, 0), agenda: '研究撤销表彰' });
  const minutes = minutesFields(form, { eligibleHint: '局党委委员的应到人数', vote: true });
  const page = showRevocationForm({ frame: visit.frame({ crumbs }), roundId, candidate, form, minutes });
  visit.show('pages/form', page, status);
}

async function revoke(visit: BureauVisit): Promise<void> {
  const { candidate, roundId } = await getCandidate(visit);
  await submitForm(visit, revocationForm, {
    save: async (data) => {
      const target = { roundId, applicationId: candidate.id };
      await revokeAward(visit.useCase, target, { reason: data.reason, ...meetingOf(data) });
      return { href: roundHref(roundId), notice: '表彰已撤销，公开的表彰名单已经写明。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}
