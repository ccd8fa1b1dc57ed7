import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll } from 'vitest';

export const CLIENT = { clientId: 'portal', clientSecret: 'a secret of the portal at the provider' };

export interface TestProvider {
  issuer: string;
  /** Who is sitting in front of the browser: the next sign-in at the provider is this person's. */
  person: string;
}

/** A real OpenID Connect provider on the loopback address. It asks for no password: `person` is whoever comes. */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: TestProvider = { issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, person: '' };
  const provider = new Provider(state.issuer, {
    clients: [
      {
        ...{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] },
        ...{ grant_types: ['authorization_code'], response_types: ['code'] },
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, preferred_username: id.split(':')[1] }),
    }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        ...(ctx.oidc.session?.accountId ? { accountId: ctx.oidc.session.accountId } : {}),
        clientId: CLIENT.clientId,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, interaction) => `/who/${interaction.uid}` },
  });
  const answer = provider.callback();
  server.on('request', (req, res) => {
    if (!req.url?.startsWith('/who/')) return answer(req, res);
    const login = { accountId: `user:${state.person}` };
    provider.interactionFinished(req, res, { login }).catch(() => res.writeHead(500).end());
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return state;
}
