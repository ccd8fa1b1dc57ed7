export type ExtensionState = 'REQUESTED' | 'GRANTED' | 'REFUSED';

/** E34: a request for more time waits, and is decided once by the side above. Nothing else sets its status. */
export const EXTENSION_LIFE: Record<
  ExtensionState,
  Partial<Record<'grant' | 'refuse', { to: ExtensionState; note?: string }>>
> = {
  REQUESTED: { grant: { to: 'GRANTED' }, refuse: { to: 'REFUSED', note: '请写明不同意的理由' } },
  GRANTED: {},
  REFUSED: {},
};

export const EXTENSION_TAGS: Record<ExtensionState, { kind: 'ok' | 'warn' | 'late'; label: string }> = {
  REQUESTED: { kind: 'warn', label: '等待审核' },
  GRANTED: { kind: 'ok', label: '已同意' },
  REFUSED: { kind: 'late', label: '未同意' },
};
