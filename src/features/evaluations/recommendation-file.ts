import { NotFound } from '../../shared/errors.js';
import type { WordFile } from '../../shared/word-file.js';
import type { BranchVisit } from '../../web/visit.js';
import { listLettersOf } from './candidate-record.queries.js';
import { type CandidateRecord, composeRecord } from './candidate-record.rules.js';
import { recommendationDocument } from './recommendation-document.js';
import { findRecommendationForm } from './recommendation-form.queries.js';
import { AWARD_NAMES } from './rounds.rules.js';

/** 推荐审批表 of one candidate of the branch, under his name; its record is the frozen one, else as it stands today. */
export async function recommendationFile(visit: BranchVisit, roundId: string, id: string): Promise<WordFile> {
  const { branchId, place, today, person, useCase } = visit;
  const { bureauId } = person;
  const form = await findRecommendationForm(useCase.db, bureauId, { roundId, branchId, id });
  if (!form) throw new NotFound();
  const { campaignId, award } = form.round;
  const candidate = { bureauId, campaignId, branchId, memberId: form.memberId };
  const record =
    (form.record as CandidateRecord | null) ??
    composeRecord(await listLettersOf(useCase.db, candidate), form.member?.appraisals ?? [], today);
  const title = `${form.candidateName}${AWARD_NAMES[award]}推荐审批表`;
  const content = await recommendationDocument({ ...form, record });
  return { title, place: place.branch.shortName, day: today, content };
}
