import type { RouteRow } from '../../web/route.js';
import { amendmentRoutes } from './amendments.routes.js';
import { commitmentPublishingRoutes } from './breakdown.routes.js';
import { commitmentReadingRoutes } from './cascade.routes.js';
import { handoverRoutes } from './handovers.routes.js';
import { letterRoutes } from './letters.routes.js';
import { oralCommitmentRoutes } from './oral.routes.js';
import { pictureRoutes } from './pictures.routes.js';
import { receiptRoutes } from './receipts.routes.js';
import { commitmentReviewRoutes } from './review.routes.js';
import { commitmentRoundRoutes } from './rounds.routes.js';
import { shortCommitmentRoutes } from './short-tasks.routes.js';
import { commitmentSubmissionRoutes } from './submission.routes.js';
import { commitmentWritingRoutes } from './writing.routes.js';

/** In this order: addresses with a word (…/commitments/branch) come before those with an id in the same place. */
export const commitmentRoutes: readonly RouteRow[] = [
  ...commitmentRoundRoutes,
  ...pictureRoutes,
  ...shortCommitmentRoutes,
  ...commitmentWritingRoutes,
  ...oralCommitmentRoutes,
  ...commitmentSubmissionRoutes,
  ...commitmentPublishingRoutes,
  ...letterRoutes,
  ...commitmentReviewRoutes,
  ...amendmentRoutes,
  ...receiptRoutes,
  ...handoverRoutes,
  ...commitmentReadingRoutes,
];
