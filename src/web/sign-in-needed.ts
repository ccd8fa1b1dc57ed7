/** Thrown when a page needs an account (or a changed password, a second step) first; the error handler redirects to `href`. */
export class SignInNeeded extends Error {
  constructor(readonly href: '/sign-in' | '/account/password' | '/account/second-step' = '/sign-in') {
    super('Sign-in needed');
  }
}
