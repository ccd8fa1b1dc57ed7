import * as oidc from 'openid-client';
import type { Logger } from 'pino';
import type { Config } from '../config.js';

/** What is kept in the session while the browser is at the provider. */
export interface ProviderVisit {
  state: string;
  nonce: string;
  verifier: string;
  untilMs: number;
}

/** The bureau's own sign-in (OpenID Connect). */
export interface Provider {
  /** What the button on the sign-in page says. */
  label: string;
  /** Whether the portal still asks for its own second step. */
  secondStep: boolean;
  /** Where the browser goes, and what to keep until it comes back. Throws ProviderFailed. */
  begin(now: Date): Promise<{ href: string; kept: ProviderVisit }>;
  /** The user name that the provider vouches for; `query` is what it sent back. Throws ProviderFailed. */
  finish(query: string, kept: ProviderVisit): Promise<string>;
}

/** Thrown when the provider is out of reach, refuses, or sends what does not fit this visit. */
export class ProviderFailed extends Error {
  override readonly name = 'ProviderFailed';
}

export const PROVIDER_RETURN = '/sign-in/provider/return';
const BACK_WITHIN_MS = 10 * 60_000;
const TIMEOUT_S = 10;

/** Authorization code with PKCE; state and nonce tie the answer to the browser that asked. */
export function createProvider(
  settings: NonNullable<Config['oidc']>,
  { baseUrl, log }: { baseUrl: string; log: Logger },
): Provider {
  const { issuer, clientId, clientSecret, claim, label, secondStep } = settings;
  let found: Promise<oidc.Configuration> | undefined;

  /** Asked for at the first sign-in, and again after a failure: a provider that is down keeps no portal from starting. */
  function configuration(): Promise<oidc.Configuration> {
    const options = {
      timeout: TIMEOUT_S,
      ...(issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {}),
    };
    found ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, options);
    found.catch(() => {
      found = undefined;
    });
    return found;
  }

  function failed(cause: unknown): never {
    log.warn({ err: cause }, 'the sign-in by the provider failed');
    throw new ProviderFailed('The provider refused or could not be reached.', { cause });
  }

  async function userName(config: oidc.Configuration, query: string, kept: ProviderVisit): Promise<unknown> {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${baseUrl}${PROVIDER_RETURN}${query}`), {
      ...{ pkceCodeVerifier: kept.verifier, expectedState: kept.state, expectedNonce: kept.nonce },
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims?.[claim] !== undefined) return claims[claim];
    return (await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? ''))[claim];
  }

  return {
    ...{ label, secondStep },
    async begin(now) {
      const kept = {
        ...{ state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() },
        untilMs: now.getTime() + BACK_WITHIN_MS,
      };
      const config = await configuration().catch(failed);
      const href = oidc.buildAuthorizationUrl(config, {
        ...{ redirect_uri: baseUrl + PROVIDER_RETURN, scope: 'openid profile', state: kept.state, nonce: kept.nonce },
        ...{ code_challenge: await oidc.calculatePKCECodeChallenge(kept.verifier), code_challenge_method: 'S256' },
      });
      return { href: href.href, kept };
    },
    async finish(query, kept) {
      const name = await configuration()
        .then((config) => userName(config, query, kept))
        .catch(failed);
      if (typeof name !== 'string' || name === '') throw new ProviderFailed(`The provider sent no claim ${claim}.`);
      return name;
    },
  };
}
