import { checkOutcomes } from '../../campaign/guards.js';
import { CAMPAIGN_STEPS, type CheckName, stepSlug } from '../../campaign/phases.js';
import { listBranchFacts } from '../../campaign/step-facts.queries.js';
import type { Db, Tx } from '../../db/client.js';
import { findKeepingFigures } from './acceptance.queries.js';
import { assess, type FindingName, findingsOf, listWith, type Part } from './acceptance.rules.js';
import type { OfBranch } from './assessment.queries.js';
import { standingsOf } from './assessment.rules.js';
import { findDossier } from './dossier.queries.js';
import { findEvidence } from './evidence.queries.js';
import { evidenceOf } from './evidence.rules.js';

/** The whole self-assessment of a branch as the records stand today. */
export async function loadAssessment(db: Db | Tx, key: OfBranch, today: Date) {
  const [facts, figures, evidence, dossier] = await Promise.all([
    listBranchFacts(db, key),
    findKeepingFigures(db, key, today),
    findEvidence(db, key),
    findDossier(db, key),
  ]);
  const base = `/branches/${key.branchId}`;
  const shown = (name: CheckName | FindingName) => evidenceOf(name, evidence, { bureauId: key.bureauId, base });
  const outcomes = facts.flatMap((one) => checkOutcomes(one, today));
  const parts = new Map<CheckName | FindingName, Part>([
    ...outcomes.map((outcome) => [outcome.name, { ...outcome, evidence: shown(outcome.name) }] as const),
    ...[...findingsOf(figures, base)].map(([name, part]) => [name, { ...part, evidence: shown(name) }] as const),
  ]);
  const assessed = assess(listWith(evidence.list), parts, (name) => notReached(base, name));
  const { found, verdicts } = dossier;
  return {
    standings: standingsOf(assessed, found?.entries ?? []),
    found,
    verdicts,
    listChanged: evidence.list !== null,
  };
}

/** The branch has not come to the step yet. */
function notReached(base: string, name: string): Part {
  const row = CAMPAIGN_STEPS.find(({ checks }) => (checks as readonly string[]).includes(name));
  const href = row ? `${base}/steps/${stepSlug(row.step)}` : base;
  const reason = '还没有进行到这一步';
  return { title: row?.label ?? '', done: false, reason, href, access: 'branch:read', evidence: [] };
}
