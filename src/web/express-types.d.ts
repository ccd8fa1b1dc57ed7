import type { Person } from '../access/roles.js';
import type { ProviderVisit } from './provider.js';

declare global {
  namespace Express {
    interface Request {
      /** The signed-in person, read with the session; null for anonymous visitors. */
      person: Person | null;
      /** The head of the bureau's audit chain, read with the session: it moves with every change; null without one. */
      stamp: string | null;
      /** The token of this request's forms, see csrf.ts. */
      formToken: () => string;
      /** Why the file of this form could not be taken; see uploadedFile. */
      uploadFault?: string;
    }
    interface User {
      bureauId: string;
      accountId: string;
      displayName: string;
      /** A code is asked for after the password. */
      secondStep: boolean;
    }
  }
}

declare module 'node:http' {
  interface IncomingMessage {
    /** Id of this request in the log and on the error page. */
    id: string;
  }
}

/** Somebody between the two pages of the sign-in. */
export interface WaitingSignIn {
  bureauId: string;
  accountId: string;
  displayName: string;
  /** Whose password was right; null where the provider vouched for him. */
  username: string | null;
  untilMs: number;
}

declare module 'express-session' {
  interface SessionData {
    /** Who is signed in, as Passport reads it. */
    passport?: { user: { bureauId: string; accountId: string } };
    /** The password was right, the code is still to come: nobody is signed in yet. */
    waiting?: WaitingSignIn;
    /** What the list of a person's sessions calls this one; says nothing about its id. */
    publicId?: string;
    userAgent?: string;
    /** Signed in by the bureau's own provider; `alone`: without a second step of the portal. */
    byProvider?: 'alone' | 'with code';
    /** Who forgot his password and was mailed a code, if there is such an account. */
    resetting?: string;
    /** Gone to the provider and not yet back. */
    atProvider?: ProviderVisit;
    /** A word shown once after a redirect. */
    notice?: string;
    /** The address of the form whose saving it tells of. */
    saved?: string;
    /** Where to go after sign-in. */
    returnTo?: string;
    createdAtMs?: number;
    touchedAtMs?: number;
  }
}
