/** What counts of an item of a commitment for its progress (shared/progress.ts); of its records only accepted ones. */
export const COUNTED = {
  ...{ weight: true, closedOn: true, measureKind: true, baseline: true, target: true },
  fulfillments: { where: { status: 'ACCEPTED' }, select: { doneOn: true, value: true, completes: true } },
} as const;

const PUBLISHED = { commitment: { status: 'PUBLISHED' } } as const;

/** The same of the items that refine it, two levels down; those still in a draft bind nobody. */
export const COUNTED_BELOW = {
  where: PUBLISHED,
  select: { ...COUNTED, children: { where: PUBLISHED, select: COUNTED } },
} as const;
