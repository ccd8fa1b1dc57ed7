import { chinaDay, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { ListedBureau } from './branches.queries.js';

export function showBureausPage(data: { frame: Frame; bureaus: readonly ListedBureau[] }) {
  const create: Action = { label: '建立教育体育局', href: '/platform/bureaus/new', kind: 'primary' };
  return {
    title: '平台管理',
    frame: data.frame,
    head: {
      title: '平台管理',
      lead: `共${data.bureaus.length}个教育体育局，各自的数据互不可见。`,
      actions: data.bureaus.length > 0 ? [create] : [],
    },
    table: {
      caption: '教育体育局名单',
      columns: [
        { label: '教育体育局' },
        { label: '局党委书记' },
        { label: '党支部', kind: 'number' },
        { label: '建立日期' },
      ],
      rows: data.bureaus.map((bureau) => ({
        cells: [
          bureau.name,
          bureau.secretary
            ? { text: bureau.secretary, href: `/platform/bureaus/${bureau.id}/accounts` }
            : { tag: { kind: 'warn', label: '待任命' } },
          `${bureau.branches}个`,
          showDay(chinaDay(bureau.createdAt)),
        ],
      })),
      empty: {
        title: '还没有教育体育局',
        text: '建立后，局党委书记用自己的账号登录，建立党支部并发布活动。',
        action: create,
      },
    },
  };
}

export function showBureauForm(data: { frame: Frame; form: FormState }) {
  const { form } = data;
  return {
    title: '建立教育体育局',
    frame: data.frame,
    lead: '同时为局党委书记开通账号，用户名和临时密码只显示一次。',
    form: {
      action: '/platform/bureaus',
      submit: '建立',
      errors: form.summary,
      cancel: { label: '返回', href: '/platform/bureaus' },
      fields: [
        fieldOf(form, 'name', '局名称', { maxlength: 60, hint: '例如“示范区教育体育局”' }),
        fieldOf(form, 'secretaryName', '局党委书记姓名', { width: 'medium', maxlength: 30 }),
        fieldOf(form, 'secretaryUsername', '用户名', {
          width: 'medium',
          optional: true,
          maxlength: 40,
          autocomplete: 'off',
          hint: '不填则用姓名的拼音',
        }),
      ],
    },
  };
}
