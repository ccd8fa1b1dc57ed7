import { yearOfWriting } from '../../campaign/commitment-year.js';
import { stepRow } from '../../campaign/phases.js';
import { type BranchPlace, currentStep, standingIn } from '../../campaign/place.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { daysBetween, parseDay, showDay, showMonthDay } from '../../shared/dates.js';
import { isYearEnd, lookBackYear } from '../../shared/year-seasons.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { ledTasks } from './led-tasks.page.js';
import type { OwnTasks } from './own-tasks.queries.js';
import { COMMITMENT_WORDS, dueWords, type Task, until } from './task-words.page.js';

const TAGS: Record<Task['state'], Tag> = {
  todo: { kind: 'warn', label: '待办' },
  done: { kind: 'ok', label: '已完成' },
  wait: { kind: 'idle', label: '等待中' },
};

/** A member's home: what is his to do next, and the list of all that concerns him. */
export function showOwnTasksPage(data: {
  frame: Frame;
  place: BranchPlace;
  name: string;
  tasks: OwnTasks | null;
  today: Date;
}) {
  const { place, tasks, today } = data;
  const list = tasks ? withReminders(allTasksOf(place, tasks, today), tasks) : [];
  const first = list.find(({ state }) => state === 'todo');
  const current = currentStep(place);
  return {
    title: '我的事项',
    frame: data.frame,
    head: {
      title: `${data.name}，您好`,
      lead: place.campaign ? `${place.branch.shortName} · ${place.campaign.name}` : place.branch.shortName,
    },
    next: first ? { title: first.title, text: `${first.reason}。`, action: first.link } : idleCard(place, current),
    checks:
      list.length > 0
        ? {
            title: '我的全部事项',
            items: list.map((task) => ({
              tag: TAGS[task.state],
              title: task.title,
              reason: task.reason,
              link: task.link,
            })),
          }
        : null,
    more: [
      ...(tasks && standingIn(place, 'STUDY')
        ? [{ label: '看学习材料、写心得', href: `/branches/${place.branch.id}/study-sessions` }]
        : []),
      ...(tasks && standingIn(place, 'COMMITMENT')
        ? [
            ...tasks.led.map(({ id, name }) => ({
              label: `登记“${name}”的活动`,
              href: `/branches/${place.branch.id}/groups/${id}/activities/new`,
            })),
            { label: '为一项短期任务写即时承诺', href: '/me/short-commitments' },
            { label: '申报优秀共产党员', href: '/me/honours' },
          ]
        : []),
    ],
    branch: current
      ? { label: `查看本支部“${stepRow(current).label}”的进展`, href: `/branches/${place.branch.id}` }
      : null,
  };
}

/** What is to do before what waits or is done; of what is to do, what has a last day first, the nearest before all. */
function byUrgency(a: Task, b: Task): number {
  const rank = ({ state, dueOn }: Task) => (state === 'todo' ? `0${dueOn ?? 'x'}` : '1');
  const [first, second] = [rank(a), rank(b)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** Everything that concerns the member, as a leader first. */
export function allTasksOf(place: BranchPlace, tasks: OwnTasks, today: Date): Task[] {
  return [...ledTasks(place, tasks, today), ...ownTasks(place, tasks, today)];
}

/** E15: what the branch reminded the member of comes first and says so, as long as it is still to do. */
function withReminders(list: readonly Task[], { reminders }: OwnTasks): Task[] {
  const sentOn = new Map(reminders.map((row) => [row.subject, parseDay(row.sentOn)]));
  const reminded: Task[] = [];
  const others: Task[] = [];
  for (const task of list) {
    const day = task.state === 'todo' && task.subject ? sentOn.get(task.subject) : null;
    if (day) reminded.push({ ...task, reason: `支部${showMonthDay(day)}提醒您办理，${task.reason}` });
    else others.push(task);
  }
  return [...reminded, ...others.toSorted(byUrgency)];
}

function idleCard(place: BranchPlace, current: StepName | null) {
  if (!place.campaign)
    return { title: '活动尚未开始', text: '局党委发布活动后，需要您办理的事项显示在这里。', action: null };
  const text = current
    ? `本支部正在“${stepRow(current).label}”，有需要您办理的事项时显示在这里。`
    : '本支部的各步骤已经完成。';
  return { title: '您的事项都已办好', text, action: null };
}

const isOpen = (place: BranchPlace, step: StepName): boolean => standingIn(place, step)?.status === 'OPEN';

const isPast = (day: string | null, today: Date): boolean => {
  const date = day === null ? null : parseDay(day);
  return date !== null && daysBetween(today, date) < 0;
};

function ownTasks(place: BranchPlace, tasks: OwnTasks, today: Date): Task[] {
  const skills = skillsTask(place, tasks);
  // Skills come first while the branch surveys; later whatever has a last day goes before them.
  const [before, after] = isOpen(place, 'SURVEY') ? [skills, null] : [null, skills];
  return [
    before,
    consultationTask(tasks, today),
    enrollmentTask(place, tasks, today),
    ballotTask(tasks),
    nominationTask(tasks, today),
    commitmentTask(place, tasks, today),
    ...tasks.shortTasks.map(shortTask),
    ...tasks.toCheck.map(checkTask),
    ...yearEndTasks(place, tasks, today),
    after,
  ].filter((task) => task !== null);
}

function skillsTask(place: BranchPlace, { skillsFilled }: OwnTasks): Task {
  const link = { label: skillsFilled ? '查看修改' : '去填写', href: '/me/profile' };
  return {
    state: skillsFilled ? 'done' : 'todo',
    title: '填写能力特长',
    reason: skillsFilled ? '已填写' : isOpen(place, 'SURVEY') ? '支部正在调查摸底，请填写您的能力特长' : '还没有填写',
    link,
    thing: 'skills',
  };
}

function consultationTask({ proposal }: OwnTasks, today: Date): Task | null {
  if (!proposal || proposal.status === 'DRAFT') return null;
  const open = proposal.status === 'CONSULTING' && !isPast(proposal.closesOn, today);
  const title = '对功能党小组初步意见提出意见';
  const link = { label: open && !proposal.opinionGiven ? '去提意见' : '查看', href: '/me/consultation' };
  const task = { title, link, thing: 'consultation' };
  if (proposal.opinionGiven) return { ...task, state: 'done', reason: '已提出意见' };
  if (!open) return null;
  const reason = until(proposal.closesOn, today);
  return { ...task, state: 'todo', reason, subject: 'CONSULTATION', dueOn: proposal.closesOn };
}

function enrollmentTask(place: BranchPlace, { round, membership, arrival }: OwnTasks, today: Date): Task | null {
  const href = '/me/enrollment';
  const thing = 'enrollment';
  if (membership?.assigned && !membership.acknowledged) {
    const reason = `支部经协商确定您参加“${membership.groupName}”，请您确认知悉`;
    const link = { label: '去确认', href };
    return { state: 'todo', title: '确认所在的功能党小组', reason, link, thing: 'place', subject: 'PLACE_ANSWER' };
  }
  if (membership) {
    const reason = `您在“${membership.groupName}”${membership.confirmed ? '，名单已确定' : '，等支部确定名单'}`;
    return { state: 'done', title: '参加一个功能党小组', reason, link: { label: '查看', href }, thing };
  }
  if (round?.status === 'CONFIRMED' && arrival) return lateSignUpTask(arrival.arrivedOn, round.wished);
  if (!round || !isOpen(place, 'ENROLLMENT')) return null;
  const title = '报名参加一个功能党小组';
  const opensOn = parseDay(round.opensOn);
  if (opensOn && daysBetween(today, opensOn) > 0)
    return { state: 'wait', title, reason: `${showDay(opensOn)}开始报名`, link: { label: '查看小组', href }, thing };
  if (round.wished) {
    const reason = '志愿已记下，所填小组暂时都已满，支部统一调配时会征求您的意见';
    return { state: 'wait', title, reason, link: { label: '查看', href }, thing };
  }
  if (round.status === 'OPEN' && !isPast(round.closesOn, today)) {
    const link = { label: '去报名', href };
    const dueOn = round.closesOn;
    return { state: 'todo', title, reason: until(dueOn, today), link, thing, dueOn, subject: 'ENROLLMENT' };
  }
  return { state: 'wait', title, reason: '报名已经截止，支部会与您协商确定小组', link: { label: '查看', href }, thing };
}

/** E2: the list was settled before he came; he says where he would like to be, and the branch decides. */
function lateSignUpTask(arrivedOn: string, wished: boolean): Task {
  const href = '/me/enrollment';
  const title = '报名参加一个功能党小组';
  const task = { title, thing: 'enrollment' };
  if (wished) return { ...task, state: 'wait', reason: '志愿已记下，等支部安排小组', link: { label: '查看', href } };
  const day = parseDay(arrivedOn);
  const reason = `您${day ? `${showMonthDay(day)}` : ''}转入本支部，请填报志愿，由支部研究确定`;
  return { ...task, state: 'todo', reason, link: { label: '去报名', href } };
}

function nominationTask({ election }: OwnTasks, today: Date): Task | null {
  if (!election) return null;
  const title = '自荐担任功能党小组组长';
  const href = '/me/nomination';
  const thing = 'nomination';
  if (election.nominated) return { state: 'done', title, reason: '已自荐', link: { label: '查看', href }, thing };
  if (election.status !== 'NOMINATING' || isPast(election.closesOn, today)) return null;
  return {
    state: 'wait',
    title,
    reason: `有意愿可以自荐，${until(election.closesOn, today)}`,
    link: { label: '去自荐', href },
    thing,
  };
}

/** Gone as soon as the member has voted. */
function ballotTask({ ballot }: OwnTasks): Task | null {
  if (!ballot) return null;
  const title = `投票：推选“${ballot.groupName}”组长`;
  const reason = `第${ballot.round}轮投票正在进行，每人投票一次，不能委托他人`;
  const thing = `ballot:${ballot.boxId}`;
  return { state: 'todo', title, reason, link: { label: '去投票', href: '/me/ballot' }, thing, secret: true };
}

/** R32, E36: each year's own; once the branch had come to the step, the next year's begins in January (E37). */
function commitmentTask(place: BranchPlace, tasks: OwnTasks, today: Date): Task | null {
  const { commitment } = tasks;
  const due = ownDue(tasks);
  const year = yearOfWriting(place, today);
  const title = year === null ? '党员个人承诺' : `${year}年党员个人承诺`;
  const task = { title, thing: `commitment:${year ?? 'last'}`, dueOn: due ?? null };
  if (commitment === null) {
    if (year === null) return null;
    return {
      ...task,
      state: 'todo',
      reason: `请根据能力特长和岗位职责写下承诺事项${dueWords(due, today)}`,
      link: { label: '去承诺', href: '/me/commitment' },
    };
  }
  const [state, reason, label] = COMMITMENT_WORDS[commitment];
  const by = state === 'todo' ? dueWords(due, today) : '';
  return { ...task, state, reason: reason + by, link: { label, href: '/me/commitment' } };
}

/** E2: whoever arrived after the branch's day has a day of his own. */
function ownDue({ due, arrival }: OwnTasks): string | undefined {
  const own = arrival?.commitmentDueOn;
  return own && (due === null || own > due.member) ? own : due?.member;
}

/** 即时承诺 that is still on its way. */
function shortTask({ id, title, status }: OwnTasks['shortTasks'][number]): Task {
  const [state, reason, label] = COMMITMENT_WORDS[status];
  const link = { label, href: `/me/short-commitments/${id}` };
  return { state, title: `即时承诺：${title}`, reason, link, thing: `short-commitment:${id}` };
}

/** E38: own items whose item above was amended or dropped. */
function checkTask({ level, branchId, commitmentId, items }: OwnTasks['toCheck'][number]): Task {
  return {
    state: 'todo',
    title: level === 'GROUP' ? '核对小组承诺' : '核对我的承诺',
    reason: `有${items}项的上级事项已经调整，请确认不变或申请调整`,
    link: { label: '去核对', href: `/branches/${branchId}/commitments/${commitmentId}` },
    thing: `check:${commitmentId}`,
  };
}

/** 一年一评议: the word on one's own letter, and the self-appraisal of the member. */
function yearEndTasks(place: BranchPlace, { lookedBack }: OwnTasks, today: Date): Task[] {
  if (!place.campaign) return [];
  const year = lookBackYear(place.campaign.startYear, today);
  if (!isYearEnd(year, today, standingIn(place, 'SUMMARY') !== null)) return [];
  const { letterId, letter, member } = lookedBack;
  const ofLetter: Task[] =
    letterId === null
      ? []
      : [
          {
            state: letter ? 'done' : 'todo',
            title: `${year}年承诺的年底自评`,
            reason: letter ? '已写好' : '哪些做到了，哪些没有做到，写几句话',
            link: {
              label: letter ? '查看' : '去写',
              href: `/branches/${place.branch.id}/commitments/${letterId}/remarks`,
            },
            thing: `letter-remark:${letterId}`,
          },
        ];
  const ofMember: Task = {
    state: member ? 'done' : 'todo',
    title: `${year}年民主评议：个人自评`,
    reason: member ? '已写好，支部评定以前可以修改' : '对照承诺和岗位职责写自评',
    link: { label: member ? '查看' : '去写', href: '/me/appraisal' },
    thing: `appraisal:${year}`,
  };
  return [...ofLetter, ofMember];
}
