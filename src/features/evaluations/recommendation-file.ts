import { NotFound } from '../../shared/errors.js';
import type { WordFile } from '../../shared/word-file.js';
import type { BranchVisit } from '../../web/visit.js';
import { recommendationDocument } from './recommendation-document.js';
import { findRecommendationForm } from './recommendation-form.queries.js';
import { AWARD_NAMES } from './rounds.rules.js';

/** 推荐审批表 of one candidate of the branch, under his name. */
export async function recommendationFile(visit: BranchVisit, roundId: string, id: string): Promise<WordFile> {
  const { branchId, place, today, person, useCase } = visit;
  const form = await findRecommendationForm(useCase.db, person.bureauId, { roundId, branchId, id });
  if (!form) throw new NotFound();
  const title = `${form.candidateName}${AWARD_NAMES[form.round.award]}推荐审批表`;
  return { title, place: place.branch.shortName, day: today, content: await recommendationDocument(form) };
}
