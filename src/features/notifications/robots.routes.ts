import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, BureauVisit } from '../../web/visit.js';
import { quietForm } from './contact.forms.js';
import { findQuietHours } from './outbox.queries.js';
import { setQuietHours } from './quiet-hours.service.js';
import { robotForm } from './robots.forms.js';
import { showRobotPage } from './robots.page.js';
import { findRobot, type RobotScope } from './robots.queries.js';
import { removeRobot, setRobot, tryRobot } from './robots.service.js';

type RobotVisit = BranchVisit | BureauVisit;

const IN_BRANCH = '/branches/:branchId/group-reminders';
const IN_BUREAU = '/bureau/reminders';
const ofBranch = { place: 'branch', access: 'reminders:send' } as const;
const ofBureau = { place: 'bureau', access: 'bureau-reminders:manage' } as const;

/** E15: the robot of a chat group, of a branch and of the bureau; the bureau's quiet hours. */
export const robotRoutes: readonly RouteRow[] = [
  { method: 'get', path: IN_BRANCH, ...ofBranch, handler: (visit: BranchVisit) => show(visit) },
  { method: 'post', path: `${IN_BRANCH}/robot`, ...ofBranch, handler: save },
  { method: 'post', path: `${IN_BRANCH}/robot/trial`, ...ofBranch, handler: tryOut },
  { method: 'post', path: `${IN_BRANCH}/robot/removal`, ...ofBranch, handler: remove },
  { method: 'get', path: IN_BUREAU, ...ofBureau, handler: (visit: BureauVisit) => show(visit) },
  { method: 'post', path: `${IN_BUREAU}/robot`, ...ofBureau, handler: save },
  { method: 'post', path: `${IN_BUREAU}/robot/trial`, ...ofBureau, handler: tryOut },
  { method: 'post', path: `${IN_BUREAU}/robot/removal`, ...ofBureau, handler: remove },
  { method: 'post', path: `${IN_BUREAU}/quiet-hours`, ...ofBureau, handler: saveQuiet },
];

const branchOf = (visit: RobotVisit) => ('place' in visit ? visit.place.branch : null);

const scopeOf = (visit: RobotVisit): RobotScope => ({
  ...{ bureauId: visit.person.bureauId, branchId: branchOf(visit)?.id ?? null },
});

const baseOf = (visit: RobotVisit): string => {
  const branch = branchOf(visit);
  return branch ? `/branches/${branch.id}/group-reminders` : IN_BUREAU;
};

async function show(visit: RobotVisit, refused: { robot?: FormState; quiet?: FormState } = {}): Promise<void> {
  const { db } = visit.useCase;
  const branch = branchOf(visit);
  const robot = await findRobot(db, scopeOf(visit));
  const hours = branch ? null : await findQuietHours(db, visit.person.bureauId);
  const crumbs = branch
    ? [
        { label: branch.shortName, href: `/branches/${branch.id}` },
        { label: '催办', href: `/branches/${branch.id}/reminders` },
        { label: '群提醒', href: null },
      ]
    : [{ label: '提醒设置', href: null }];
  const page = showRobotPage({
    ...{ frame: visit.frame({ crumbs }), base: baseOf(visit), robot },
    whose: branch?.shortName ?? visit.person.bureauName,
    form: refused.robot ?? freshForm({ kind: robot?.kind ?? 'WECOM' }),
    quiet: hours && {
      hours,
      form: refused.quiet ?? freshForm({ fromHour: String(hours.fromHour), untilHour: String(hours.untilHour) }),
    },
  });
  visit.show('notifications/robot', page, refused.robot || refused.quiet ? 422 : 200);
}

async function save(visit: RobotVisit): Promise<void> {
  await submitForm(visit, robotForm, {
    save: async (input) => {
      await setRobot(visit.useCase, scopeOf(visit), input, visit.reach.robotHosts);
      return { href: baseOf(visit), notice: '群机器人已保存。请发一条测试消息，看群里能不能收到。' };
    },
    // What was typed is a key: it does not come back.
    again: ({ values, ...state }) =>
      show(visit, { robot: { ...state, values: { kind: values['kind'] ?? '', url: values['url'] ?? '' } } }),
  });
}

async function tryOut(visit: RobotVisit): Promise<void> {
  await tryRobot(visit.useCase, scopeOf(visit));
  visit.go(baseOf(visit), '测试消息已交给群机器人，请到群里查看；刷新本页可以看到结果。');
}

async function remove(visit: RobotVisit): Promise<void> {
  await removeRobot(visit.useCase, scopeOf(visit));
  visit.go(baseOf(visit), '群机器人已停用。');
}

async function saveQuiet(visit: BureauVisit): Promise<void> {
  await submitForm(visit, quietForm, {
    save: async (hours) => {
      await setQuietHours(visit.useCase, hours);
      return { href: IN_BUREAU, notice: '不打扰的时间已保存。' };
    },
    again: (state) => show(visit, { quiet: state }),
  });
}
