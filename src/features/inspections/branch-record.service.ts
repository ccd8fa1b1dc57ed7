import type { Db } from '../../db/client.js';
import { RESULT_TAGS } from './checklist.rules.js';
import { RECTIFICATION_TAGS, SEVERITY_LABELS } from './rectifications.rules.js';
import { type BranchKey, listVisits } from './visits.queries.js';

/** A visit as the acceptance file shows it: plain words and days. */
export interface InspectionRecord {
  visitId: string;
  title: string;
  visitOn: Date;
  team: string[];
  summary: string;
  /** 陈述意见; null: none. */
  statement: string | null;
  items: { title: string; result: string; note: string }[];
  rectifications: {
    id: string;
    content: string;
    severity: string;
    demand: string;
    dueOn: Date;
    status: string;
    closedOn: Date | null;
    reports: { doneOn: Date; content: string; outcome: string; note: string }[];
  }[];
}

/** R47, R49: what was found at a branch and how it was mended, of the records handed over; the latest first. */
export async function listInspectionRecords(db: Db, key: BranchKey): Promise<InspectionRecord[]> {
  const visits = await listVisits(db, key, true);
  return visits.map((visit) => ({
    ...{ visitId: visit.id, title: visit.inspection.title, visitOn: visit.visitOn },
    team: visit.inspection.team.map(({ name }) => name),
    ...{ summary: visit.summary ?? '', statement: visit.statement },
    items: visit.items.map(({ title, result, note }) => ({
      ...{ title, result: RESULT_TAGS[result ?? 'NOT_CHECKED'].label, note: note ?? '' },
    })),
    rectifications: visit.rectifications.map(({ reports, severity, status, ...rest }) => ({
      ...{ ...rest, severity: SEVERITY_LABELS[severity], status: RECTIFICATION_TAGS[status].label },
      reports: reports.map(({ doneOn, content, accepted, note }) => ({
        ...{
          doneOn,
          content,
          outcome: accepted === null ? '待复查' : accepted ? '整改到位' : '退回',
          note: note ?? '',
        },
      })),
    })),
  }));
}

/** The photographs and PDFs of those records, with where each is kept and what it shows. */
export async function listInspectionFiles(db: Db, { bureauId, branchId }: BranchKey) {
  const files = await db.inspectionEvidence.findMany({
    where: {
      ...{ bureauId, removedAt: null, visit: { bureauId, branchId, status: { in: ['HANDED_OVER', 'ACKNOWLEDGED'] } } },
      OR: [{ rectificationId: null }, { rectification: { status: { not: 'WITHDRAWN' } } }],
    },
    relationLoadStrategy: 'join',
    orderBy: { id: 'asc' },
    select: {
      ...{ id: true, visitId: true, fileName: true, mediaType: true, storageKey: true, sha256: true },
      item: { select: { title: true } },
      rectification: { select: { content: true } },
      report: { select: { content: true } },
    },
  });
  return files.map(({ item, rectification, report, ...file }) => ({
    ...file,
    shows: item?.title ?? rectification?.content ?? report?.content ?? '',
  }));
}
