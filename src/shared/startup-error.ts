/** The portal cannot start, for a reason its operator can mend. The message is shown as it is, without a stack. */
export class StartupError extends Error {
  override name = 'StartupError';
}
