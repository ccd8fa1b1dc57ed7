import { chinaDay, showDay, showMoment } from '../../shared/dates.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { fileHref, filesHref } from './acceptance-file.paths.js';
import type { FileRow } from './acceptance-file.queries.js';
import { FILE_LIFE, FILE_TAGS, isRunning, showBytes } from './acceptance-file.rules.js';

export interface FilesPageData {
  frame: Frame;
  /** Null: the whole bureau. */
  branch: { id: string; shortName: string } | null;
  files: readonly FileRow[];
  /** Whether the latest one is where it should be, once it is ready. */
  isThere: boolean;
  /** May order, cancel and go on. */
  builds: boolean;
  folders: readonly { title: string; holds: string }[];
}

/** R47: one button that makes the acceptance file, how far it is, and what there is to download. */
export function showFilesPage(data: FilesPageData) {
  const { frame, branch, files, builds } = data;
  const [latest = null] = files;
  const running = latest !== null && isRunning(latest.status);
  const rest = files.slice(latest && (running || latest.status === 'FAILED') ? 1 : 0);
  return {
    title: '验收材料包',
    frame,
    lead: branch
      ? `把${branch.shortName}的名册、会议记录、名单、承诺书、践诺记录和佐证等汇成一个压缩文件，带目录和校验清单。`
      : '把各党支部的名册、会议记录、名单、承诺书、践诺记录和佐证等汇成一个压缩文件，带目录和校验清单。',
    next: nextOf(data, latest),
    progress: latest && running ? progressOf(latest) : null,
    running: latest && running ? runningActs(latest, branch?.id ?? null, builds) : null,
    again: latest?.status === 'READY' && builds ? orderAction(branch?.id ?? null, '重新生成', 'quiet') : null,
    facts: latest?.status === 'READY' ? factsOf(latest) : [],
    sum: latest?.status === 'READY' ? latest.sha256 : null,
    history: {
      caption: '生成过的材料包',
      columns: [{ label: '申请时间' }, { label: '申请人' }, { label: '状态' }, { label: '内容' }, { label: '保存到' }],
      rows: rest.map((file) => ({
        cells: [
          { text: showMoment(file.requestedAt) },
          file.requestedByName,
          { tag: FILE_TAGS[file.status], note: file.status === 'FAILED' ? file.failure : null },
          file.byteSize === null ? '' : `${file.documentCount ?? 0}件，${showBytes(file.byteSize)}`,
          file.status === 'READY' && file.expiresAt ? showDay(file.expiresAt) : '',
        ],
      })),
      empty: { title: '还没有生成过', text: '生成过的材料包在这里列出。' },
    },
    folders: data.folders.map(({ title, holds }) => ({ label: title, value: holds })),
  };
}

function nextOf(data: FilesPageData, latest: FileRow | null) {
  const branchId = data.branch?.id ?? null;
  if (latest && isRunning(latest.status)) return waiting(latest);
  if (latest?.status === 'READY') {
    if (!data.isThere)
      return {
        title: '材料包的文件不在服务器上了',
        text: data.builds ? '存放材料包的文件夹可能换过或清理过，请重新生成。' : '请告知生成材料包的书记重新生成。',
        action: data.builds ? orderAction(branchId, '重新生成', 'primary') : null,
      };
    return {
      title: '材料包已生成，可以下载',
      text: `${latest.documentCount ?? 0}件材料，${showBytes(latest.byteSize ?? 0)}，材料截至${showMoment(latest.finishedAt ?? latest.requestedAt)}。`,
      action: { label: '下载', href: `${fileHref(branchId, latest.id)}/download`, method: 'post' } satisfies Action,
    };
  }
  if (latest?.status === 'FAILED')
    return {
      title: '材料包没有生成',
      text: latest.failure,
      action:
        data.builds && FILE_LIFE.FAILED.retry
          ? ({
              ...{ label: FILE_LIFE.FAILED.retry.label, href: `${fileHref(branchId, latest.id)}/continuation` },
              method: 'post',
            } satisfies Action)
          : null,
    };
  return {
    title: latest ? '现在没有可以下载的材料包' : '还没有生成过材料包',
    text: data.builds
      ? `点一下按钮，在后台生成，可以离开页面。不含身份证号、电话和住址。${data.branch ? '' : '支部多、佐证多时需要几分钟到几十分钟。'}`
      : '材料包由书记生成，生成后可以在这里下载。',
    action: data.builds ? orderAction(branchId, '生成材料包', 'primary') : null,
  };
}

function waiting(latest: FileRow) {
  const queued = latest.status === 'QUEUED';
  return {
    eyebrow: '正在办理',
    title: queued ? '材料包在排队，马上开始' : '材料包正在生成',
    text: '可以离开这个页面去做别的事，回来时在这里下载。',
    action: null,
  };
}

const orderAction = (branchId: string | null, label: string, kind: 'primary' | 'quiet'): Action => ({
  ...{ label, href: filesHref(branchId), method: 'post', kind },
});

function progressOf({ partsDone, partsTotal, doing }: FileRow) {
  const total = Math.max(1, partsTotal);
  return {
    value: Math.floor((partsDone * 100) / total),
    text: partsTotal === 0 ? '还没有开始' : `${partsTotal}个部分，已完成${partsDone}个`,
    doing: doing ?? '',
  };
}

function runningActs(latest: FileRow, branchId: string | null, builds: boolean): Action[] {
  const cancel: Action = {
    ...{ label: '取消生成', href: `${fileHref(branchId, latest.id)}/cancellation`, method: 'post', kind: 'quiet' },
  };
  return [{ label: '刷新', href: filesHref(branchId), kind: 'quiet' }, ...(builds ? [cancel] : [])];
}

function factsOf(file: FileRow) {
  return [
    { label: '生成', value: `${showMoment(file.requestedAt)}，${file.requestedByName}` },
    { label: '内容', value: `${file.documentCount ?? 0}件，${showBytes(file.byteSize ?? 0)}` },
    { label: '保存到', value: file.expiresAt ? `${showDay(chinaDay(file.expiresAt))}，到期自动删除` : null },
  ];
}
