import type { Frame, Page, Tag } from '../../web/frame-shape.js';
import type { FirstStepFacts } from './first-steps.queries.js';
import { helpHref } from './help.page.js';

interface FirstStep {
  tag: Tag;
  title: string;
  reason: string;
  link: { label: string; href: string };
}

interface FirstStepsPage extends Page {
  lead: string;
  list: { title: string; items: FirstStep[] };
  guideHref: string;
}

interface Matter {
  frame: Frame;
  branchId: string;
  facts: FirstStepFacts;
}

/** What a secretary who has just taken office does first, with what is done already. */
export function showFirstStepsPage({ frame, branchId, facts }: Matter): FirstStepsPage {
  const items = stepsOf(`/branches/${branchId}`, facts);
  const open = items.filter(({ tag }) => tag.kind !== 'ok').length;
  return {
    title: '新任书记的前几步',
    frame,
    lead: open === 0 ? '都做好了，可以按首页的步骤往下做。' : `一次做一件就行，还有${open}件。做过的会自己打上勾。`,
    list: { title: '前几步', items },
    guideHref: helpHref('secretary'),
  };
}

function stepsOf(branch: string, facts: FirstStepFacts): FirstStep[] {
  const { members, accounts, signedIn, officers, skills, sessions } = facts;
  const some = members > 0;
  return [
    step(some, '导入党员花名册', some ? `名册上有${members}名党员。` : '上传办公室现有的表格即可，不用另外誊写。', {
      label: some ? '看名册' : '去导入',
      href: some ? `${branch}/members` : `${branch}/roster-imports/new`,
    }),
    step(
      some && accounts >= members,
      '给党员开通账号',
      `已开通${accounts}个，名册上${members}人。打印账号条发给本人。`,
      {
        label: '党员账号',
        href: `${branch}/accounts`,
      },
    ),
    step(some && signedIn >= members, '请党员登录一次', `${signedIn}名党员已经登录并改了密码。`, {
      label: '看谁还没有登录',
      href: `${branch}/accounts`,
    }),
    step(some && skills >= members, '请党员填写能力特长', `${skills}名党员填了，名册上${members}人。`, {
      label: '能力特长',
      href: `${branch}/skills`,
    }),
    step(officers > 0, '认识一起办事的人', `支部委员账号${officers}个。需要增加的，请局党委在党支部管理中任命。`, {
      label: '支部概况',
      href: branch,
    }),
    step(
      sessions > 0,
      '登记第一次学习',
      sessions > 0 ? `已登记${sessions}次学习。` : '时间、主题、材料和参加的人，几行字就够。',
      {
        label: '学习活动',
        href: `${branch}/study-sessions`,
      },
    ),
  ];
}

function step(done: boolean, title: string, reason: string, link: FirstStep['link']): FirstStep {
  return { tag: done ? { kind: 'ok', label: '已做' } : { kind: 'warn', label: '待做' }, title, reason, link };
}
