import { chinaDay, showDay } from '../../shared/dates.js';
import type { Action } from '../../web/frame-shape.js';
import type { BoardInput, BoardMember, EnrollmentBoard } from './board.page.js';
import { needsTalk } from './enrollments.rules.js';

/** The one next step, by the state of the sign-up; people without the right see the same words without the button. */
export function nextCard(data: BoardInput, base: string, unplaced: readonly BoardMember[]) {
  const card = nextOf(data, base, unplaced);
  return data.mayManage ? card : { ...card, action: null };
}

function nextOf(data: BoardInput, base: string, unplaced: readonly BoardMember[]) {
  const { board, branchId, today } = data;
  const { round } = board;
  const act = (label: string, href: string): Action => ({ label, href });
  if (!round) {
    return board.announced
      ? {
          title: '开放报名',
          text: '确定报名的起止日期，党员即可在手机上选择小组。',
          action: act('开放报名', `${base}/new`),
        }
      : { title: '等待公布功能党小组', text: '小组方案在支部大会上公布后，即可开放报名。', action: null };
  }
  const silent = unplaced.filter(({ wish }) => wish === null);
  if (round.status === 'OPEN' && today < round.closesOn && silent.length > 0) {
    return waitingCard(silent, data, base);
  }
  if (round.status === 'OPEN') {
    const text =
      unplaced.length > 0 ? `还有${unplaced.length}名党员没有小组，结束后由支部统一调配。` : '全体党员都已参加小组。';
    return { title: '结束报名', text, action: act('结束报名', `${base}/closure/new`) };
  }
  if (round.status === 'CLOSED' && unplaced.length > silent.length) {
    const title = `为${unplaced.length}名党员确定小组`;
    const text = '先生成统一调配的建议方案，按全体党员的志愿一起考虑；采用前不改变任何人的安排。';
    return { title, text, action: act('生成建议方案', `${base}/allocation`) };
  }
  if (round.status === 'CLOSED' && unplaced[0]) {
    const title = `为${unplaced.length}名党员协商安排小组`;
    return {
      title,
      text: '逐人协商，写明协商情况。',
      action: act(`先安排${unplaced[0].name}`, `${base}/members/${unplaced[0].id}`),
    };
  }
  const talk = round.status === 'CLOSED' ? board.members.filter(needsTalk).length : 0;
  if (talk > 0) {
    const text = '安排与第1志愿不一致，请逐人协商，写明协商情况；也可以继续调整。';
    return { title: `与${talk}名党员协商`, text, action: act('调整安排', `${base}/places`) };
  }
  if (round.status === 'CLOSED') {
    return {
      title: '确定小组党员名单',
      text: '每名党员都有了小组，可以确定名单。',
      action: act('确定名单', `${base}/confirmation/new`),
    };
  }
  return afterConfirmation(board, branchId, base);
}

/** E15: reminds those alone who have not signed up, each once a day. */
function waitingCard(silent: readonly BoardMember[], { board, today }: BoardInput, base: string) {
  const isDue = ({ remindedAt }: BoardMember) => remindedAt === null || chinaDay(remindedAt) < today;
  const due = silent.filter(isDue).length;
  const begun = board.round !== null && board.round.opensOn <= today;
  const remind: Action = { label: `催一催（${due}人）`, href: `${base}/reminders`, method: 'post' };
  return {
    title: `还有${silent.length}名党员未报名`,
    text:
      due > 0
        ? '可以提醒这些党员，每人每天提醒一次；没有报名的，截止后由支部协商安排。'
        : '今天都已提醒过；没有报名的，截止后由支部协商安排。',
    eyebrow: '等待党员报名',
    action: begun && due > 0 ? remind : null,
  };
}

function afterConfirmation(board: EnrollmentBoard, branchId: string, base: string) {
  const without = board.groups.filter((group) => group.leader === null).length;
  if (without > 0) {
    const action: Action = { label: '去推选组长', href: `/branches/${branchId}/elections` };
    return { title: '推选组长', text: `还有${without}个小组没有组长。`, action };
  }
  if (board.publishedAt === null) {
    const action: Action = { label: '公布名单和组长', href: `${base}/publication/new` };
    return { title: '在党务公开栏公布', text: '名单和组长都已确定，请公布。', action };
  }
  if (board.changedAt && board.changedAt > board.publishedAt) {
    const action: Action = { label: '公布新名单', href: `${base}/publication/new` };
    return { title: '公布新的名单和组长', text: '名单或组长在上次公布以后有变动，公开栏上还是以前的。', action };
  }
  const day = showDay(chinaDay(board.publishedAt));
  return { title: '名单和组长已公布', text: `${day}在党务公开栏公布。如有变动，调整后请重新公布。`, action: null };
}
