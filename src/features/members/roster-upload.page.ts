import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import type { Action, Frame, Page } from '../../web/frame-shape.js';
import type { ImportRow } from './roster-import.queries.js';

/** 导入花名册: choose the file. */
export function showUploadPage(data: {
  frame: Frame;
  branchId: string;
  open: readonly { id: string; fileName: string; createdAt: Date }[];
  form: FormState;
}) {
  const base = `/branches/${data.branchId}/roster-imports`;
  return {
    title: '导入花名册',
    frame: data.frame,
    lead: '直接上传上级发的党员花名册，不用改格式。系统先逐格检查，您核对、更正后再一次导入。',
    template: `/branches/${data.branchId}/members/template`,
    open: data.open.map((upload) => ({
      label: upload.fileName,
      note: `${showMoment(upload.createdAt)}上传，还没有导入`,
      href: `${base}/${upload.id}`,
    })),
    form: {
      action: base,
      submit: '上传并检查',
      upload: true,
      errors: data.form.summary,
      cancel: { label: '返回名册', href: `/branches/${data.branchId}/members` },
      fields: [
        {
          name: 'file',
          label: '花名册文件',
          type: 'file',
          hint: 'Excel 工作簿(.xlsx)，不超过5MB',
          error: data.form.errors['file'],
          attributes: { accept: '.xlsx' },
        },
        {
          name: 'sheetName',
          label: '工作表名称',
          hint: '文件里有几个支部的工作表时，填写本支部的那一个；只有一个时不用填',
          optional: true,
          value: data.form.values['sheetName'] ?? '',
          error: data.form.errors['sheetName'],
        },
      ],
    },
  } satisfies Page & Record<string, unknown>;
}

/** What became of a file. */
export function showImportResultPage(data: {
  frame: Frame;
  branchId: string;
  upload: ImportRow;
  mayOpenAccounts: boolean;
}) {
  const { upload, branchId } = data;
  const imported = upload.status === 'IMPORTED';
  const moment = upload.importedAt ? showMoment(upload.importedAt) : '';
  return {
    title: imported ? '花名册已导入' : '文件已放弃',
    frame: data.frame,
    lead: imported
      ? `${moment}，文件“${upload.fileName}”已导入名册。文件内容已从系统中删除。`
      : `${moment}，文件“${upload.fileName}”已放弃，名册没有变动，文件内容已删除。`,
    figures: imported
      ? [
          { value: String(upload.addedCount ?? 0), unit: '人', label: '新增' },
          { value: String(upload.changedCount ?? 0), unit: '人', label: '更新' },
          { value: String(upload.skippedCount ?? 0), unit: '行', label: '不导入' },
        ]
      : [],
    actions: [
      { label: '查看名册', href: `/branches/${branchId}/members`, kind: 'primary' },
      ...(imported && data.mayOpenAccounts
        ? [{ label: '开通党员账号', href: `/branches/${branchId}/accounts`, kind: 'quiet' } as const]
        : []),
    ] satisfies Action[],
  } satisfies Page & Record<string, unknown>;
}
