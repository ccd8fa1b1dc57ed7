import type { Request } from 'express';
import { navigationFor } from '../access/navigation.js';
import { mayAnywhere } from '../access/permissions.js';
import { type Person, ROLE_LABELS } from '../access/roles.js';
import { GUIDE_OF, pageHelp } from '../campaign/page-help.js';
import type { BranchPlace } from '../campaign/place.js';
import { showRail } from '../campaign/rail.js';
import { showDay } from '../shared/dates.js';
import { assetVersion } from './assets.js';
import type { Frame } from './frame-shape.js';
import { textSizeOf } from './text-size.js';
import type { FrameOptions } from './visit.js';

/** The frame of a page; takes the flash notice out of the session. */
export function frameFor(req: Request, today: Date, place: BranchPlace | null, options: FrameOptions = {}): Frame {
  const person = req.person ?? null;
  const { notice, saved } = takeNotice(req);
  const nav = person ? navigationFor(person, place?.branch.id ?? null) : [];
  const current = nav
    .filter((link) => req.path === link.href || (link.href !== '/' && req.path.startsWith(`${link.href}/`)))
    .at(-1);
  return {
    layout: options.layout ?? (person ? 'portal' : 'plain'),
    bureauName: person?.bureauName ?? '',
    csrfToken: (options.withForm ?? options.layout !== 'board') ? req.formToken() : '',
    ...{ notice, saved },
    who: person
      ? {
          ...{ name: person.displayName, key: person.accountId, ...labelsOf(person, place), href: '/account' },
          messages: { href: '/account/messages', unread: person.unread ?? 0 },
        }
      : null,
    search: person !== null && maySearch(person) && req.path !== '/search',
    nav: nav.map((link) => ({ ...link, current: link === current })),
    rail: place ? showRail(place, today, options.step ?? null) : null,
    crumbs: [...(options.crumbs ?? [])],
    frozen: place?.acceptedOn
      ? `${place.branch.shortName}已于${showDay(place.acceptedOn)}通过验收，活动资料已冻结，只能查看。`
      : null,
    ...helpOf(req.path, person, options),
    textSize: textSizeOf(req),
    today: showDay(today),
    assetVersion,
    ...(options.board ? { board: options.board } : {}),
  };
}

/** The platform's administrator has nothing to find; a temporary password is changed first. */
function maySearch({ mustChangePassword, roles }: Person): boolean {
  return !mustChangePassword && mayAnywhere(roles, 'branch:read');
}

function helpOf(
  path: string,
  person: Person | null,
  { layout, step }: FrameOptions,
): Pick<Frame, 'help' | 'guideHref'> {
  const [held] = person?.roles ?? [];
  const guideHref = `/help/${held && layout !== 'board' ? GUIDE_OF[held.role] : 'public'}`;
  const help = person && pageHelp(path, step ?? null);
  return { guideHref, help: help && { ...help, guideHref } };
}

/** The session is absent where the database is out of reach. */
function takeNotice(req: Request): { notice: string | null; saved: string | null } {
  const session = req.session as Request['session'] | undefined;
  if (session?.notice === undefined) return { notice: null, saved: null };
  const { notice, saved = null } = session;
  delete session.notice;
  delete session.saved;
  return { notice, saved };
}

function labelsOf(person: Person, place: BranchPlace | null): { roleLabel: string; placeLabel: string } {
  const here = place?.branch.id;
  const held = person.roles.find((role) => role.branchId === null || role.branchId === here) ?? person.roles[0];
  if (!held) return { roleLabel: '', placeLabel: person.bureauName };
  const branch = held.branchId === null ? null : (person.branchNames[held.branchId] ?? null);
  return { roleLabel: ROLE_LABELS[held.role], placeLabel: branch ?? person.bureauName };
}
