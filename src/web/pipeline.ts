import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import multer, { MulterError } from 'multer';
import { mayAnywhere, mayInBranch, mayInBureau } from '../access/permissions.js';
import type { Person } from '../access/roles.js';
import type { BranchPlace } from '../campaign/place.js';
import { findBranchPlace, findRunningCampaign } from '../campaign/place.queries.js';
import type { Db } from '../db/client.js';
import type { FileStore } from '../db/file-store.js';
import type { FieldCipher } from '../shared/cipher.js';
import type { Clock } from '../shared/clock.js';
import { chinaDay } from '../shared/dates.js';
import { Forbidden, NotFound, RuleViolation } from '../shared/errors.js';
import { Turns } from '../shared/turns.js';
import { FormExpired, requireCsrfToken } from './csrf.js';
import { frameFor } from './frame.js';
import type { Page } from './frame-shape.js';
import type { KeptAnswers } from './kept-answers.js';
import type { KeptPages } from './kept-pages.js';
import { readParams, readQuery } from './request-text.js';
import type { BranchRow, OwnRow, RouteRow } from './route.js';
import { SignInNeeded } from './sign-in-needed.js';
import type { Throttles } from './throttle.js';
import type { ViewEngine } from './view-engine.js';
import type { BranchVisit, FrameOptions, PersonVisit, Visit } from './visit.js';

export interface PortalDeps {
  db: Db;
  clock: Clock;
  cipher: FieldCipher;
  throttles: Throttles;
  baseUrl: string;
  reach: Visit['reach'];
  files: FileStore;
  archiveDir: string;
  views: ViewEngine;
  keptPages: KeptPages;
  keptAnswers: KeptAnswers;
  /** Told after each request that changed something and ended well, for what keeps copies. */
  afterChange: () => void;
}

type Shape = Pick<RouteRow, 'kept' | 'place'>;

/** The pages a person with a temporary password may use. */
const OPEN_BEFORE_PASSWORD_CHANGE = ['/account/password', '/sign-out'];
/** And one who must set up a second step first. */
const OPEN_BEFORE_SECOND_STEP = [
  '/account/second-step',
  '/account/second-step/start',
  '/account/second-step/confirmation',
  '/sign-out',
];

/**
 * Pages of which copies are kept read hundreds of rows each: made by the dozen at once they would only hold their rows
 * in memory longer, for there is one thread to make them. Whoever waits for the same page gets the copy.
 */
const LARGE_PAGES_AT_ONCE = 3;

/**
 * The only way on to a router: each row with its access check, its file field and its CSRF check. A request is held
 * against the rows of its own shape alone, in their order, for there are more than a hundred.
 */
export function routerFor(rows: readonly RouteRow[], deps: PortalDeps): RequestHandler {
  const routers = new Map<string, Router>();
  const largePages = new Turns(LARGE_PAGES_AT_ONCE);
  for (const row of rows) {
    const shape = shapeOf(row.path);
    const router = routers.get(shape) ?? Router();
    routers.set(shape, router);
    const steps: RequestHandler[] = [admit(row)];
    if (row.upload) steps.push(readUpload(row.upload));
    if (row.method === 'post') steps.push(checkFormToken(row, deps));
    steps.push((req, res, next) => {
      const answer = () => visit(row, deps, req, res);
      const orCopy = async () => deps.keptPages.answerNow(req, res) || (await answer());
      (row.kept ? largePages.run(orCopy) : answer()).catch(next);
    });
    router[row.method](row.path, ...steps);
  }
  const handler: RequestHandler = (req, res, next) => {
    const router = routers.get(shapeOf(req.path));
    if (router) router(req, res, next);
    else next();
  };
  // As a router shows its own: what is served can be held against the table.
  return Object.assign(handler, { stack: [...routers.values()].map((handle) => ({ handle })) });
}

/** The first word of a path, in which every row is literal, and how many there are; case and a last slash do not count. */
function shapeOf(path: string): string {
  const words = path.split('/').filter((word) => word !== '');
  return `${words.length} ${words[0]?.toLowerCase() ?? ''}`;
}

/** May this person use this route at all? Anonymous: to sign-in and back. Whose rows: see visit. */
function admit(row: RouteRow): RequestHandler {
  return (req, _res, next) => {
    if (row.access === 'public') return next();
    const person = req.person;
    if (!person) return next(new SignInNeeded());
    if (person.mustChangePassword && !OPEN_BEFORE_PASSWORD_CHANGE.includes(row.path))
      return next(new SignInNeeded('/account/password'));
    if (!person.mustChangePassword && person.mustSetSecondStep && !OPEN_BEFORE_SECOND_STEP.includes(row.path))
      return next(new SignInNeeded('/account/second-step'));
    return next(allowed(row, person) ? undefined : new Forbidden());
  };
}

function allowed(row: RouteRow, person: Person): boolean {
  if (row.access === 'public' || row.access === 'signed-in') return true;
  if (row.place === 'bureau') return mayInBureau(person.roles, row.access);
  return mayAnywhere(person.roles, row.access);
}

/** A row that can show its form again does so instead of the page of the refusal. */
function checkFormToken(row: RouteRow, deps: PortalDeps): RequestHandler {
  return (req, res, next) =>
    requireCsrfToken(req, res, (refusal?: unknown) => {
      if (refusal instanceof FormExpired && row.expired) row.expired(visitOf(row, deps, req, res, null));
      else next(refusal);
    });
}

function readUpload({ field, maxBytes }: NonNullable<RouteRow['upload']>): RequestHandler {
  const parse = multer({
    storage: multer.memoryStorage(),
    limits: { files: 1, fileSize: maxBytes, fields: 20, fieldSize: 10_000, parts: 25 },
  }).single(field);
  return (req: Request, res: Response, next: NextFunction) =>
    parse(req, res, (error?: unknown) => {
      // Too large: the form is shown again with what was typed before the file (see uploadedFile).
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
        req.uploadFault = `文件超过${Math.floor(maxBytes / 1_048_576)}MB，请缩小后再上传。`;
        return next();
      }
      if (error instanceof MulterError)
        return next(new RuleViolation('上传的内容不正确，请在页面上选择一个文件再上传。', field));
      // Busboy throws plain errors at broken multipart bodies.
      return next(error ? new RuleViolation('上传的内容不完整，请重新选择文件再上传。', field) : undefined);
    });
}

async function visit(row: RouteRow, deps: PortalDeps, req: Request, res: Response): Promise<void> {
  const base = visitOf(row, deps, req, res, null);
  switch (row.place) {
    case 'open':
      return row.handler(base);
    case 'account':
      return row.handler({ ...base, person: personOf(base) });
    case 'bureau': {
      const person = personOf(base);
      return row.handler({ ...base, person, campaign: () => findRunningCampaign(deps.db, person.bureauId) });
    }
    case 'branch':
      return row.handler(await branchVisit(row, deps, req, res, base.params['branchId'] ?? ''));
    case 'own': {
      const person = personOf(base);
      if (!person.member) throw new Forbidden();
      const inBranch = await branchVisit(row, deps, req, res, person.member.branchId);
      return row.handler({ ...inBranch, memberId: person.member.id });
    }
  }
}

/** A branch outside the scope of the person's role is not found, exactly like one that does not exist. */
async function branchVisit(
  row: Pick<BranchRow, 'access' | 'kept' | 'place'> | Pick<OwnRow, 'access' | 'kept' | 'place'>,
  deps: PortalDeps,
  req: Request,
  res: Response,
  branchId: string,
): Promise<BranchVisit> {
  const person = req.person;
  if (!person || !mayInBranch(person.roles, row.access, branchId)) throw new NotFound();
  const place = await findBranchPlace(deps.db, person.bureauId, branchId);
  if (!place) throw new NotFound();
  return { ...visitOf(row, deps, req, res, place), person, place, branchId };
}

function personOf(visit: Visit): PersonVisit['person'] {
  if (!visit.person) throw new SignInNeeded();
  return visit.person;
}

function showKept(row: Shape, deps: PortalDeps, req: Request, res: Response, view: string, page: Page): void {
  if (row.place === 'open') deps.keptAnswers.sendAndKeep(req, res, deps.views.render(view, page));
  else deps.keptPages.showAndKeep(req, res, view, page);
}

function visitOf(row: Shape, deps: PortalDeps, req: Request, res: Response, place: BranchPlace | null): Visit {
  const now = deps.clock.now();
  const today = chinaDay(now);
  const person = req.person;
  return {
    req,
    res,
    now,
    today,
    person,
    throttles: deps.throttles,
    baseUrl: deps.baseUrl,
    reach: deps.reach,
    files: deps.files,
    archiveDir: deps.archiveDir,
    useCase: {
      db: deps.db,
      clock: deps.clock,
      cipher: deps.cipher,
      actor: {
        bureauId: person?.bureauId ?? '',
        accountId: person?.accountId ?? null,
        name: person?.displayName ?? '公众',
      },
    },
    params: readParams(req),
    query: readQuery(req),
    body: (req.body ?? {}) as Record<string, unknown>,
    frame: (options?: FrameOptions) => frameFor(req, today, place, options),
    show: (view, page, status = 200) => {
      if (row.kept && status === 200) showKept(row, deps, req, res, view, page);
      else res.status(status).send(deps.views.render(view, page));
    },
    go: (href, notice) => {
      if (req.method === 'POST') deps.afterChange();
      if (notice !== undefined) {
        req.session.notice = notice;
        if (req.method === 'POST') req.session.saved = req.path;
      }
      res.redirect(303, href);
    },
  };
}
