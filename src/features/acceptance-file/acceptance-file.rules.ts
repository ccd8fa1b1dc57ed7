import type { Permission } from '../../access/permissions.js';
import type { AcceptanceFileStatus } from '../../generated/prisma/enums.js';

export type FileAct = 'begin' | 'finish' | 'fail' | 'cancel' | 'retry' | 'supersede' | 'expire';

interface Step {
  to: AcceptanceFileStatus;
  /** Null: done by the portal in the background. */
  permission: Permission | null;
  label: string;
}

const begin = { to: 'BUILDING', permission: null, label: '开始生成' } as const;
const fail = { to: 'FAILED', permission: null, label: '没有生成' } as const;
const cancel = { to: 'CANCELLED', permission: 'acceptance-files:build', label: '取消生成' } as const;
const retry = { to: 'QUEUED', permission: 'acceptance-files:build', label: '接着生成' } as const;

/** The life of an acceptance file. A stopped build begins again and goes on from the last finished branch. */
export const FILE_LIFE: Readonly<Record<AcceptanceFileStatus, Partial<Record<FileAct, Step>>>> = {
  QUEUED: { begin, fail, cancel },
  BUILDING: { begin, finish: { to: 'READY', permission: null, label: '生成完毕' }, fail, cancel },
  READY: {
    supersede: { to: 'SUPERSEDED', permission: null, label: '由新的材料包代替' },
    expire: { to: 'REMOVED', permission: null, label: '到期删除' },
  },
  FAILED: { retry, expire: { to: 'REMOVED', permission: null, label: '到期删除' } },
  CANCELLED: {},
  SUPERSEDED: {},
  REMOVED: {},
};

/** From which states an act leads somewhere. */
export function statesBefore(act: FileAct): AcceptanceFileStatus[] {
  return (Object.keys(FILE_LIFE) as AcceptanceFileStatus[]).filter((status) => FILE_LIFE[status][act] !== undefined);
}

export const FILE_TAGS: Record<AcceptanceFileStatus, { kind: 'ok' | 'warn' | 'late' | 'idle'; label: string }> = {
  QUEUED: { kind: 'warn', label: '排队等候' },
  BUILDING: { kind: 'warn', label: '正在生成' },
  READY: { kind: 'ok', label: '可以下载' },
  FAILED: { kind: 'late', label: '没有生成' },
  CANCELLED: { kind: 'idle', label: '已取消' },
  SUPERSEDED: { kind: 'idle', label: '已被新的代替' },
  REMOVED: { kind: 'idle', label: '已到期删除' },
};

/** Whether the portal still works on it: the page is worth looking at again. */
export const isRunning = (status: AcceptanceFileStatus): boolean => status === 'QUEUED' || status === 'BUILDING';

const DISK_FULL = ['ENOSPC', 'EDQUOT'];
const NOT_WRITABLE = ['EACCES', 'EPERM', 'EROFS', 'EIO', 'ENOTDIR'];

/** What went wrong, for the person who pressed the button; null: worth another try. */
export function failureWords(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (DISK_FULL.includes(String(code)))
    return '服务器磁盘空间不足，材料包没有生成。请联系管理员清理空间后，再点“接着生成”，已做好的支部不用重做。';
  if (NOT_WRITABLE.includes(String(code)))
    return '服务器上存放材料包的文件夹不能写入。请联系管理员检查后，再点“接着生成”。';
  return null;
}

export const GIVEN_UP = '多次尝试都没有成功。请稍后点“接着生成”；仍不成功的，请联系管理员查看运行日志。';

/** 3.2MB, 950千字节. */
export function showBytes(bytes: number | bigint): string {
  const count = Number(bytes);
  if (count < 1_048_576) return `${Math.max(1, Math.round(count / 1_024))}千字节`;
  return `${(count / 1_048_576).toFixed(1)}MB`;
}
