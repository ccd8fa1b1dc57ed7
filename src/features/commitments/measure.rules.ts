import type { MeasureKind } from '../../generated/prisma/enums.js';

/** How it will be seen that an item is done, and how much it counts beside the others. */
export interface Measure {
  measureKind: MeasureKind;
  /** NUMBER: where it starts, what it is to reach, and in what unit; null for a deliverable. */
  baseline: number | null;
  target: number | null;
  unit: string | null;
  /** 1 to 100; only its share among the items beside it matters. */
  weight: number;
}

export const MEASURE_LABELS: Record<MeasureKind, string> = { DELIVERABLE: '做成一件事', NUMBER: '达到一个数' };

/** An item that is either done or not, and counts as much as any other. */
export const PLAIN_MEASURE: Measure = {
  measureKind: 'DELIVERABLE',
  baseline: null,
  target: null,
  unit: null,
  weight: 1,
};

/** What is wrong with a measure and in which field; null when it is sound. A deliverable's numbers are not asked. */
export function measureFault(measure: Measure): { field: keyof Measure; message: string } | null {
  if (measure.measureKind === 'DELIVERABLE') return null;
  if (measure.target === null) return { field: 'target', message: '请填写要达到的目标数' };
  if (measure.unit === null) return { field: 'unit', message: '请填写单位，如：次、人、%' };
  if (measure.target === (measure.baseline ?? 0)) return { field: 'target', message: '目标应与现在的数不同' };
  return null;
}

/** The measure as it is kept: a deliverable has no numbers. */
export function measureToKeep({ measureKind, baseline, target, unit, weight }: Measure): Measure {
  return measureKind === 'NUMBER' ? { measureKind, baseline, target, unit, weight } : { ...PLAIN_MEASURE, weight };
}

/** A number as the database gives it. */
export type Figure = number | { toString(): string };

interface MeasureToShow {
  measureKind: MeasureKind;
  baseline: Figure | null;
  target: Figure | null;
  unit: string | null;
}

/** 从4次到12次 / 达到12次; null for a deliverable. */
export function showMeasure({ measureKind, baseline, target, unit }: MeasureToShow): string | null {
  if (measureKind === 'DELIVERABLE' || target === null) return null;
  return baseline === null ? `达到${target}${unit ?? ''}` : `从${baseline}${unit ?? ''}到${target}${unit ?? ''}`;
}

/**
 * What each weight makes of the whole, in whole percent that add up to 100 (what is left over by rounding goes to the
 * largest remainders, the first of equals first).
 */
export function sharesInPercent(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const shares = weights.map((weight) => Math.floor((weight * 100) / sum));
  const left = 100 - shares.reduce((total, share) => total + share, 0);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (weight * 100) % sum }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** The share of each weight in words; nothing where all weigh the same, for then it says nothing. */
export function shareLabels(weights: readonly number[]): (string | null)[] {
  if (new Set(weights).size <= 1) return weights.map(() => null);
  return sharesInPercent(weights).map((share) => `占${share}%`);
}
