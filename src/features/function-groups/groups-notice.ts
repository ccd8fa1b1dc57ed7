import type { HostUnitType } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';
import { HOST_UNIT_LABELS } from './function-groups.rules.js';

interface NoticeGroup {
  name: string;
  groupFunction: string;
  hostUnitType: HostUnitType;
  hostUnit: string;
  duties: string;
  minSize: number;
  targetSize: number | null;
  maxSize: number;
}

/** The notice of the groups a branch has set up: no person is named in it. */
export function groupsNotice(data: {
  branchName: string;
  rationale: string;
  decidedOn: Date;
  announcedOn: Date;
  groups: readonly NoticeGroup[];
}) {
  const steps = `经征求党员意见，${showDay(data.decidedOn)}支部会议研究确定，${showDay(data.announcedOn)}在支部党员大会上公布，${data.branchName}设立${data.groups.length}个功能党小组。`;
  return {
    title: `${data.branchName}功能党小组设置情况`,
    content: [
      { paragraphs: [steps, ...data.rationale.split('\n').filter((line) => line.trim() !== '')] },
      {
        heading: '功能党小组',
        table: {
          head: ['小组', '功能定位', '依托', '职责', '人数'],
          rows: data.groups.map((group) => [
            group.name,
            group.groupFunction,
            hostOf(group),
            group.duties,
            sizeOf(group),
          ]),
        },
      },
    ],
  };
}

/** 3至8人，目标5人 */
export function sizeOf(group: { minSize: number; maxSize: number; targetSize: number | null }): string {
  const limits = group.minSize === group.maxSize ? `${group.maxSize}人` : `${group.minSize}至${group.maxSize}人`;
  return group.targetSize === null ? limits : `${limits}，目标${group.targetSize}人`;
}

/** 学科组 · 语文教研组 */
export function hostOf({ hostUnitType, hostUnit }: Pick<NoticeGroup, 'hostUnitType' | 'hostUnit'>): string {
  return hostUnitType === 'OTHER' ? hostUnit : `${HOST_UNIT_LABELS[hostUnitType]} · ${hostUnit}`;
}
