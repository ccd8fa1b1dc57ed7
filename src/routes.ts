import { accountRoutes } from './features/accounts/accounts.routes.js';
import { signInRoutes } from './features/accounts/sign-in.routes.js';
import { meetingRoutes } from './features/meetings/meetings.routes.js';
import { memberRoutes } from './features/members/members.routes.js';
import { rosterImportRoutes } from './features/members/roster-import.routes.js';
import { skillRoutes } from './features/members/skills.routes.js';
import type { RouteRow } from './web/route.js';
import type { SignIn } from './web/sign-in.js';

export interface RouteOptions {
  signIn: SignIn;
  /** Whether the sign-in page lists the demonstration accounts. */
  demo: boolean;
}

/** Every route of the portal but the health checks and static files: what the app serves and the tests walk. */
export function allRoutes(options: RouteOptions): readonly RouteRow[] {
  return [
    ...accountRoutes,
    ...meetingRoutes,
    ...memberRoutes,
    ...rosterImportRoutes,
    ...signInRoutes(options),
    ...skillRoutes,
  ];
}
