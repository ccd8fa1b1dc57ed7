import { dayInput, parseDay } from '../../shared/dates.js';
import type { Figure } from './measure.rules.js';

interface ItemTexts {
  id: string;
  mainTask: string;
  workContent: string;
  measures: string | null;
  responsiblePerson: string | null;
  measureKind: 'DELIVERABLE' | 'NUMBER';
  unit: string | null;
  weight: number;
}

/** An item as a review keeps it, so that rounds can be compared. */
export interface SnapshotItem extends ItemTexts {
  dueDate: string;
  baseline: number | null;
  target: number | null;
}

interface StoredItem extends ItemTexts {
  dueDate: Date;
  baseline: Figure | null;
  target: Figure | null;
}

const figure = (value: Figure | null): number | null => (value === null ? null : Number(value));

export function snapshotOf(items: readonly StoredItem[]): SnapshotItem[] {
  return items.map((item) => ({
    ...{ id: item.id, mainTask: item.mainTask, workContent: item.workContent, measures: item.measures },
    ...{ responsiblePerson: item.responsiblePerson, measureKind: item.measureKind, unit: item.unit },
    ...{ weight: item.weight, dueDate: dayInput(item.dueDate) },
    ...{ baseline: figure(item.baseline), target: figure(item.target) },
  }));
}

/** Reads a kept snapshot back; null where a review from before has none. */
export function readSnapshot(stored: unknown): (Omit<SnapshotItem, 'dueDate'> & { dueDate: Date })[] | null {
  if (!Array.isArray(stored)) return null;
  return (stored as SnapshotItem[]).map((item) => ({ ...item, dueDate: parseDay(item.dueDate) ?? new Date(0) }));
}
