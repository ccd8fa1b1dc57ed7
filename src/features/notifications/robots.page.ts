import type { SendStatus } from '../../generated/prisma/enums.js';
import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { hoursFrom } from './contact.page.js';
import type { Hours } from './hours.rules.js';
import { ROBOT_LABELS } from './robot-address.rules.js';
import type { RobotRow } from './robots.queries.js';

const SENT: Record<SendStatus, Tag> = {
  QUEUED: { kind: 'idle', label: '等待发送' },
  SENDING: { kind: 'idle', label: '正在发送' },
  SENT: { kind: 'ok', label: '已发到群里' },
  DROPPED: { kind: 'idle', label: '没有需要提醒的' },
  FAILED: { kind: 'late', label: '没有发出' },
};

export interface RobotData {
  frame: Frame;
  /** The page's own address: forms and buttons lie under it. */
  base: string;
  whose: string;
  robot: RobotRow | null;
  form: FormState;
  /** Only for the bureau. */
  quiet: { hours: Hours; form: FormState } | null;
}

/** 群提醒: the robot of a chat group, which tells numbers and no names; for the bureau its quiet hours as well. */
export function showRobotPage({ frame, base, whose, robot, form, quiet }: RobotData) {
  return {
    title: quiet ? '提醒设置' : '群提醒',
    frame,
    head: {
      title: quiet ? '提醒设置' : '群提醒',
      lead: `有事项快到期或已逾期时，每天由群机器人在${whose}的工作群里提醒一次，只报还有几人没有办，不报姓名。`,
    },
    robot: robot && { title: '群机器人', facts: robotFacts(robot), actions: robotActions(base) },
    form: {
      title: robot ? '更换群机器人' : '设置群机器人',
      note: '在企业微信或钉钉的群设置里添加“群机器人”（钉钉选“自定义”），复制网址粘贴到这里。网址和密钥加密保存，保存后不再显示。',
      form: robotForm(base, form, robot !== null),
    },
    quiet: quiet && { title: '夜间不打扰', form: quietForm(base, quiet.form) },
  };
}

const robotActions = (base: string): Action[] => [
  { label: '发一条测试消息', href: `${base}/robot/trial`, method: 'post', kind: 'primary' },
  { label: '停用', href: `${base}/robot/removal`, method: 'post', kind: 'quiet' },
];

function robotFacts(robot: RobotRow) {
  const [last] = robot.messages;
  return [
    { label: '软件', value: ROBOT_LABELS[robot.kind] },
    { label: '设置', value: `${robot.setBy}，${showMoment(robot.setAt)}` },
    last
      ? {
          ...{ label: '最近一条', value: showMoment(last.sentAt ?? last.createdAt), tag: SENT[last.status] },
          note: last.failure ?? undefined,
        }
      : { label: '最近一条', value: '还没有发过' },
  ];
}

const robotForm = (base: string, form: FormState, replaces: boolean) => ({
  ...{ action: `${base}/robot`, submit: '保存', errors: form.summary, kind: replaces ? 'quiet' : 'primary' },
  fields: [
    fieldOf(form, 'kind', '群在哪个软件里', {
      type: 'radios',
      options: Object.entries(ROBOT_LABELS).map(([value, label]) => ({ value, label })),
    }),
    fieldOf(form, 'url', '机器人的网址', { inputmode: 'url', maxlength: 500, autocomplete: 'off' }),
    fieldOf(form, 'secret', '签名密钥', {
      ...{ optional: true, maxlength: 200, autocomplete: 'off', width: 'medium' },
      hint: '钉钉机器人的安全设置选了“加签”的，填写它给出的密钥',
    }),
  ],
});

const quietForm = (base: string, form: FormState) => ({
  ...{ action: `${base}/quiet-hours`, submit: '保存', errors: form.summary, kind: 'quiet' },
  fields: [
    fieldOf(form, 'fromHour', '从几点开始不打扰', { type: 'select', options: hoursFrom(0, 23), width: 'short' }),
    fieldOf(form, 'untilHour', '到几点为止', {
      ...{ type: 'select', options: hoursFrom(0, 23), width: 'short' },
      hint: '这段时间不发邮件和群消息，到点后再发。两个钟点一样，就是全天都可以发',
    }),
  ],
});
