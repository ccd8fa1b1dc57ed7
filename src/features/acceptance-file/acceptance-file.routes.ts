import path from 'node:path';
import { mayInBranch, mayInBureau } from '../../access/permissions.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation, StepNotOpen } from '../../shared/errors.js';
import { plainFileName } from '../../shared/file-names.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit, BureauVisit } from '../../web/visit.js';
import { showFilesPage } from './acceptance-file.page.js';
import { fileHref, filesHref } from './acceptance-file.paths.js';
import { type FileRow, findFile, listFiles, type Scope, wasHandedOver } from './acceptance-file.queries.js';
import { cancelFile, recordDownload, requestFile, retryFile } from './acceptance-file.service.js';
import { archivePath, isThere } from './archive-folder.js';
import { BRANCH_FOLDERS, BUREAU_FOLDERS } from './contents.js';

type FileVisit = BranchVisit | BureauVisit;

const IN_BRANCH = '/branches/:branchId/acceptance-files';
const IN_BUREAU = '/bureau/acceptance-files';
const ofBranch = { place: 'branch', access: 'acceptance-files:read' } as const;
const byBranch = { place: 'branch', access: 'acceptance-files:build' } as const;
const ofBureau = { place: 'bureau', access: 'acceptance-files:read' } as const;
const byBureau = { place: 'bureau', access: 'acceptance-files:build' } as const;

/** R47: the acceptance file of a branch and of the whole bureau. */
export const acceptanceFileRoutes: readonly RouteRow[] = [
  { method: 'get', path: IN_BRANCH, ...ofBranch, handler: show },
  { method: 'post', path: IN_BRANCH, ...byBranch, handler: order },
  { method: 'post', path: `${IN_BRANCH}/:fileId/cancellation`, ...byBranch, handler: cancel },
  { method: 'post', path: `${IN_BRANCH}/:fileId/continuation`, ...byBranch, handler: goOn },
  { method: 'post', path: `${IN_BRANCH}/:fileId/download`, ...ofBranch, handler: handOver },
  { method: 'get', path: `${IN_BRANCH}/:fileId/archive`, ...ofBranch, handler: send },
  { method: 'get', path: IN_BUREAU, ...ofBureau, handler: show },
  { method: 'post', path: IN_BUREAU, ...byBureau, handler: order },
  { method: 'post', path: `${IN_BUREAU}/:fileId/cancellation`, ...byBureau, handler: cancel },
  { method: 'post', path: `${IN_BUREAU}/:fileId/continuation`, ...byBureau, handler: goOn },
  { method: 'post', path: `${IN_BUREAU}/:fileId/download`, ...ofBureau, handler: handOver },
  { method: 'get', path: `${IN_BUREAU}/:fileId/archive`, ...ofBureau, handler: send },
];

const branchOf = (visit: FileVisit) => ('place' in visit ? visit.place.branch : null);

const scopeOf = (visit: FileVisit): Scope => ({
  ...{ bureauId: visit.person.bureauId, branchId: branchOf(visit)?.id ?? null },
});

const placeOf = (visit: FileVisit, id: string) => ({
  ...{ archiveDir: visit.archiveDir, bureauId: visit.person.bureauId, id },
});

function mayBuild(visit: FileVisit): boolean {
  const { roles } = visit.person;
  const branch = branchOf(visit);
  return branch
    ? mayInBranch(roles, 'acceptance-files:build', branch.id)
    : mayInBureau(roles, 'acceptance-files:build');
}

async function show(visit: FileVisit): Promise<void> {
  const branch = branchOf(visit);
  const files = await listFiles(visit.useCase.db, scopeOf(visit));
  const [latest] = files;
  const crumbs = [
    ...(branch ? [{ label: branch.shortName, href: `/branches/${branch.id}` }] : []),
    { label: '验收材料包', href: null },
  ];
  const page = showFilesPage({
    ...{ frame: visit.frame(branch ? { step: 'ACCEPTANCE', crumbs } : { crumbs }), branch, files },
    isThere: latest?.status === 'READY' && (await isThere(placeOf(visit, latest.id))),
    builds: mayBuild(visit),
    folders: branch ? BRANCH_FOLDERS : [...BUREAU_FOLDERS, ...BRANCH_FOLDERS],
  });
  visit.show('acceptance-file/files', page);
}

async function campaignIdOf(visit: FileVisit): Promise<string> {
  if ('place' in visit) return campaignOf(visit).id;
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有可以汇总的材料。');
  return campaign.id;
}

async function order(visit: FileVisit): Promise<void> {
  const scope = scopeOf(visit);
  const campaignId = await campaignIdOf(visit);
  await orSay(visit, scope, '已开始，在后台生成。', () => requestFile(visit.useCase, scope, campaignId));
}

/** The page of the files shows what runs: a second press leads there as well, with the reason. */
async function orSay(visit: FileVisit, scope: Scope, done: string, act: () => Promise<unknown>): Promise<void> {
  const said = await act().then(
    () => done,
    (error: unknown) => {
      if (error instanceof RuleViolation) return error.message;
      throw error;
    },
  );
  visit.go(filesHref(scope.branchId), said);
}

const fileIdOf = (visit: FileVisit): string => visit.params['fileId'] ?? '';

async function cancel(visit: FileVisit): Promise<void> {
  const scope = scopeOf(visit);
  await cancelFile(visit.useCase, scope, fileIdOf(visit));
  visit.go(filesHref(scope.branchId), '已取消，做了一半的内容不保留。');
}

async function goOn(visit: FileVisit): Promise<void> {
  const scope = scopeOf(visit);
  const id = fileIdOf(visit);
  await orSay(visit, scope, '已接着生成，做好的部分不用重做。', () => retryFile(visit.useCase, scope, id));
}

async function getFile(visit: FileVisit): Promise<FileRow> {
  const file = await findFile(visit.useCase.db, scopeOf(visit), fileIdOf(visit));
  if (!file) throw new NotFound();
  return file;
}

/** Recorded first, then sent: the address of the archive itself serves whoever was handed it within a day. */
async function handOver(visit: FileVisit): Promise<void> {
  const file = await getFile(visit);
  if (file.status === 'READY' && !(await isThere(placeOf(visit, file.id))))
    throw new NotFound('材料包的文件不在服务器上了，请重新生成。');
  await recordDownload(visit.useCase, scopeOf(visit), file.id);
  visit.go(`${fileHref(file.branchId, file.id)}/archive`);
}

const HANDED_OVER_MS = 24 * 3_600_000;

async function send(visit: FileVisit): Promise<void> {
  const file = await getFile(visit);
  const { bureauId, accountId, bureauName } = visit.person;
  const since = new Date(visit.now.getTime() - HANDED_OVER_MS);
  const recorded = await wasHandedOver(visit.useCase.db, bureauId, { fileId: file.id, accountId, since });
  if (file.status !== 'READY' || !recorded) return visit.go(filesHref(file.branchId));
  const whole = archivePath(placeOf(visit, file.id));
  const whose = branchOf(visit)?.shortName ?? bureauName;
  const name = plainFileName(`${whose}验收材料-${dayInput(chinaDay(file.requestedAt))}`, '验收材料');
  visit.res.attachment(`${name}.zip`);
  await sendWhole(visit, whole);
}

/** Streamed by Express, with its length and by ranges, so that a broken download goes on. */
function sendWhole({ res }: FileVisit, whole: string): Promise<void> {
  const options = { root: path.dirname(whole), dotfiles: 'allow', cacheControl: false } as const;
  return new Promise((resolve, reject) => {
    res.sendFile(path.basename(whole), options, (error?: NodeJS.ErrnoException & { status?: number }) => {
      // Whoever broke off has gone.
      if (!error || res.headersSent) return resolve();
      res.removeHeader('Content-Disposition');
      reject(error.status === 404 ? new NotFound('材料包的文件不在服务器上了，请重新生成。') : error);
    });
  });
}
