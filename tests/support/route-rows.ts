import { allRoutes } from '../../src/routes.js';

const nobody = async () => 'refused' as const;

/** Every route of the portal, for the tests that walk the table; nobody signs in by these. */
export const ROUTE_ROWS = allRoutes({
  signIn: { byPassword: nobody, byProvider: nobody, byCode: async () => undefined },
  provider: null,
  demo: false,
});
