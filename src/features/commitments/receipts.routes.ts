import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { commitmentHref } from './commitments.paths.js';
import { receiveLetter } from './receipts.service.js';

export const receiptRoutes: readonly RouteRow[] = [
  {
    method: 'post',
    path: '/branches/:branchId/commitments/:commitmentId/receipt',
    place: 'branch',
    access: 'commitments:receive',
    handler: receive,
  },
];

async function receive(visit: BranchVisit): Promise<void> {
  const { branchId, person } = visit;
  const where = { branchId, commitmentId: visit.params['commitmentId'] ?? '' };
  const side = await receiveLetter(visit.useCase, where, person);
  const notice = side === 'ORGANIZATION' ? '已确认收到。' : '已记下您已阅知。';
  visit.go(commitmentHref(branchId, where.commitmentId), notice);
}
