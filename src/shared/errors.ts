/**
 * What can go wrong, one class a situation. The web layer turns each into a page (status below) or, where the person
 * can mend it, into a form error. Messages are Simplified Chinese and shown as they are.
 */
export abstract class DomainError extends Error {
  abstract readonly status: number;
  override get name(): string {
    return this.constructor.name;
  }
}

/** Thrown when a row does not exist or lies outside the actor's scope: both look the same from outside. */
export class NotFound extends DomainError {
  readonly status = 404;
  constructor(message = '没有找到这个页面或记录。') {
    super(message);
  }
}

/** Thrown when the signed-in person may not do this. */
export class Forbidden extends DomainError {
  readonly status = 403;
  constructor(message = '您没有进行这项操作的权限。') {
    super(message);
  }
}

/** Thrown when somebody else changed the thing between reading and writing. */
export class StaleState extends DomainError {
  readonly status = 409;
  constructor(message = '刚才已有其他人办理了这件事，请看最新情况后再操作。') {
    super(message);
  }
}

/** Thrown when the campaign step that this act belongs to is not open for the branch. */
export class StepNotOpen extends DomainError {
  readonly status = 409;
}

/** Thrown when the branch's records are frozen by its acceptance. */
export class BranchFrozen extends DomainError {
  readonly status = 409;
}

/**
 * Thrown when a rule of the domain refuses the act and the person can mend it. `field` names the form field the
 * message belongs to; without it the message stands in the error summary.
 */
export class RuleViolation extends DomainError {
  readonly status = 422;
  constructor(
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

/** Thrown when an address or an account tried too often; `retryAfterSeconds` goes into Retry-After. */
export class TooManyRequests extends DomainError {
  readonly status = 429;
  constructor(
    readonly retryAfterSeconds: number,
    message = '操作过于频繁，请稍后再试。',
  ) {
    super(message);
  }
}

/** Thrown when the database cannot be reached or its pool is exhausted; the request may be repeated later. */
export class Unavailable extends DomainError {
  readonly status = 503;
  constructor(message = '系统暂时繁忙，请稍后再试。', options?: { cause?: unknown }) {
    super(message);
    if (options?.cause !== undefined) this.cause = options.cause;
  }
}
