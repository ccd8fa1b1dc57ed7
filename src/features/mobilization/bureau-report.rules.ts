import type { Permission } from '../../access/permissions.js';
import type { StatementStatus } from '../../generated/prisma/enums.js';

export type ReportAction = 'submit' | 'approve' | 'return' | 'publish';

interface Move {
  to: StatementStatus;
  permission: Permission;
  label: string;
  note?: string;
}

/** The life of the bureau's report: as a branch's text, with another member of the committee as the second pair of eyes. */
export const REPORT_LIFE: Record<StatementStatus, Partial<Record<ReportAction, Move>>> = {
  DRAFT: { submit: { to: 'SUBMITTED', permission: 'bureau-report:write', label: '送委员审核' } },
  SUBMITTED: {
    approve: { to: 'APPROVED', permission: 'statements:review', label: '审核通过' },
    return: { to: 'RETURNED', permission: 'statements:review', label: '退回修改', note: '请写明退回的理由和修改建议' },
  },
  RETURNED: { submit: { to: 'SUBMITTED', permission: 'bureau-report:write', label: '修改后再送审' } },
  APPROVED: { publish: { to: 'PUBLISHED', permission: 'bureau-report:write', label: '在党务公开栏公布' } },
  PUBLISHED: {},
};

export const REPORT_STATUS_LABELS: Record<StatementStatus, string> = {
  DRAFT: '草稿',
  SUBMITTED: '待委员审核',
  RETURNED: '退回修改',
  APPROVED: '审核通过',
  PUBLISHED: '已公布',
};
