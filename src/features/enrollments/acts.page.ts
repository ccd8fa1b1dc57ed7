import { dayInput, showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf, secrecyFields } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { listChanges } from './list-changes.rules.js';

interface ActInput {
  frame: Frame;
  branchId: string;
  form: FormState;
}

const enrollmentHref = (branchId: string) => `/branches/${branchId}/enrollment`;

/** Opening the sign-up, or moving its dates. */
export function showWindowPage(data: ActInput & { stored: { opensOn: Date; closesOn: Date } | null; today: Date }) {
  const { form, stored } = data;
  const base = enrollmentHref(data.branchId);
  const field = (name: 'opensOn' | 'closesOn', label: string, hint: string) => ({
    name,
    label,
    hint,
    type: 'date',
    width: 'short',
    value: form.values[name] ?? (stored ? dayInput(stored[name]) : name === 'opensOn' ? dayInput(data.today) : ''),
    error: form.errors[name],
  });
  return {
    title: stored ? '调整报名时间' : '开放报名',
    frame: data.frame,
    lead: stored
      ? '保存后，党员可在新的起止日期内报名、改报。'
      : '开放后，全体党员可在手机上选择小组，提交后先占位，截止前可以改报；截止后由支部统一调配。',
    form: {
      action: stored ? `${base}/window` : base,
      submit: stored ? '保存报名时间' : '开放报名',
      errors: form.summary,
      fields: [field('opensOn', '开始日期', '当天即可报名'), field('closesOn', '截止日期', '当天仍可报名')],
      cancel: { label: '返回', href: base },
    },
  };
}

export function showClosurePage(data: ActInput & { unplaced: readonly { name: string }[]; closesOn: Date }) {
  const base = enrollmentHref(data.branchId);
  return {
    title: '结束报名',
    frame: data.frame,
    warnings: [],
    confirm: {
      question: '确定结束报名吗？',
      happens: `党员不能再自行报名或改报，由支部协商安排未参加的${data.unplaced.length}名党员，然后确定名单。`,
      seenBy: '本支部党员会看到报名已经结束。',
      undo: '名单确定之前可以重新开放报名。',
      facts: [
        { label: '报名截止日期', value: showDay(data.closesOn) },
        { label: '未参加小组', value: data.unplaced.map((member) => member.name).join('、') || '没有' },
      ],
      action: `${base}/closure`,
      submit: '结束报名',
      errors: data.form.summary,
      cancel: { label: '暂不结束', href: base },
    },
  };
}

export function showConfirmationPage(
  data: ActInput & {
    groups: readonly { name: string; memberCount: number }[];
    unplaced: readonly { name: string }[];
    faults: readonly string[];
    waiting: readonly string[];
  },
) {
  const { form } = data;
  const base = enrollmentHref(data.branchId);
  const people = data.groups.reduce((sum, group) => sum + group.memberCount, 0);
  return {
    title: '确定小组党员名单',
    frame: data.frame,
    warnings: [
      ...(data.unplaced.length > 0
        ? [`还有${data.unplaced.length}名党员未参加小组：${data.unplaced.map((member) => member.name).join('、')}。`]
        : []),
      ...data.faults.map((fault) => `${fault}。`),
      ...(data.waiting.length > 0
        ? [
            `${data.waiting.length}名党员尚未在线确认支部的安排：${data.waiting.join('、')}。协商情况已有记录，可以确定名单。`,
          ]
        : []),
    ],
    confirm: {
      question: '确定这份名单吗？',
      happens: `名单生效并存档为第1版：${data.groups.length}个小组，${people}名党员，各归一个小组。随后可以推选组长。`,
      seenBy: '本支部党员和局党委；公布后在党务公开栏公开。',
      undo: '不能撤回。以后调整须写明原因，并形成新的名单版本。',
      facts: data.groups.map((group) => ({ label: group.name, value: `${group.memberCount}人` })),
      action: `${base}/confirmation`,
      submit: '确定名单',
      errors: form.summary,
      fields:
        data.faults.length > 0
          ? [
              fieldOf(form, 'exceptionReason', '保留理由', {
                type: 'textarea',
                rows: 3,
                maxlength: 300,
                hint: '小组一般不少于3人，且至少有1名正式党员。确需保留的，请写明理由',
              }),
            ]
          : [],
      cancel: { label: '暂不确定', href: base },
    },
  };
}

export function showPublicationPage(
  data: ActInput & {
    groups: readonly {
      name: string;
      memberships: readonly unknown[];
      leaderTerms: readonly { member: { name: string } }[];
    }[];
  },
) {
  const { form } = data;
  const base = enrollmentHref(data.branchId);
  return {
    title: '公布名单和组长',
    frame: data.frame,
    warnings: [],
    confirm: {
      question: '在党务公开栏公布名单和组长吗？',
      happens: '党务公开栏上出现两份公告：功能党小组党员名单、功能党小组组长名单。此前的同类公告标为旧版。',
      seenBy: '任何人，不需要账号。只公布小组、姓名、岗位，不公布电话、身份证号等个人信息。',
      undo: '公布后不能删改，有变动须重新公布；内容有误可以撤下并说明原因。',
      facts: data.groups.map((group) => ({
        label: group.name,
        value: `${group.memberships.length}人，组长：${group.leaderTerms[0]?.member.name ?? '未产生'}`,
      })),
      action: `${base}/publication`,
      submit: '公布',
      errors: form.summary,
      fields: secrecyFields(form),
      cancel: { label: '暂不公布', href: base },
    },
  };
}

interface FrozenGroup {
  group: string;
  groupFunction: string;
  members: readonly { name: string; post: string | null }[];
}

/** A frozen list as it looks on paper. */
export function showListVersionPage(data: {
  frame: Frame;
  branchId: string;
  branchName: string;
  list: { version: number; content: readonly FrozenGroup[]; reason: string; confirmedAt: Date; confirmedBy: string };
  /** The version before, frozen; null for the first. */
  before: readonly FrozenGroup[] | null;
  versions: readonly number[];
}) {
  const { list } = data;
  const base = enrollmentHref(data.branchId);
  return {
    title: `功能党小组党员名单（第${list.version}版）`,
    frame: data.frame,
    subtitle: data.branchName,
    back: { label: '返回报名定岗', href: base },
    others: data.versions
      .filter((version) => version !== list.version)
      .map((version) => ({ label: `第${version}版`, href: `${base}/lists/${version}` })),
    groups: list.content.map((group) => ({
      heading: `${group.group}（${group.members.length}人）`,
      table: {
        caption: group.group,
        columns: [{ label: '姓名' }, { label: '岗位' }],
        rows: group.members.map((member) => ({ cells: [member.name, member.post ?? ''] })),
      },
    })),
    changes: data.before ? changesOf(data.before, list.content) : null,
    closing: `${showMoment(list.confirmedAt)}由${list.confirmedBy}确定。说明：${list.reason}。`,
  };
}

/** Names stand in the lists, posts may differ as well: then nobody has moved. */
function changesOf(before: readonly FrozenGroup[], after: readonly FrozenGroup[]): string[] {
  const changes = listChanges(before, after);
  return changes.length > 0 ? changes : ['小组和成员没有变化'];
}
