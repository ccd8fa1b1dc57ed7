import type { WordFile } from '../../shared/word-file.js';
import type { BranchVisit } from '../../web/visit.js';
import { enrollmentDocument } from './enrollment-document.js';

/** 报名表 of one member, under his name. */
export async function enrollmentFile(
  { place, today }: BranchVisit,
  found: Parameters<typeof enrollmentDocument>[1],
): Promise<WordFile> {
  const { name, shortName } = place.branch;
  const content = await enrollmentDocument(name, found);
  return { title: `${found.person.name}报名表`, place: shortName, day: today, content };
}
