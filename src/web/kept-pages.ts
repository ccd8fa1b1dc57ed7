import { createHash, hash, randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../shared/clock.js';
import { chinaDay } from '../shared/dates.js';
import type { Page } from './frame-shape.js';
import { textSizeOf } from './text-size.js';
import { escapeHtml, type ViewEngine } from './view-engine.js';

/** A whole page in UTF-8, cut wherever the form token of the session or the name of its person belongs. */
interface KeptPage {
  parts: readonly Buffer[];
  /** What stands between each part and the next. */
  gaps: readonly ('token' | 'name')[];
  digest: string;
  bytes: number;
}

interface Entry {
  page: KeptPage;
  /** The head of the bureau's audit chain under which the page was made. */
  stamp: string;
  until: number;
}

/** A change made past the portal, by hand in the database, moves no chain: it shows when the copy is this old. */
const KEEP_MS = 60_000;
const MOST_ENTRIES = 1_000;
const MOST_BYTES = 8 * 2 ** 20;

/** Stand in the rendered page for what is never kept; nothing else can hold them. */
const GAP = randomBytes(24).toString('hex');
const TOKEN_GAP = `${GAP}t`;
const NAME_GAP = `${GAP}n`;

/**
 * Copies of pages that are a function of the bureau's rows, of the reader with his rights and of the day alone. A copy
 * stands while the head of the bureau's audit chain, read with the session of the very request, is the one it was made
 * under: every change in the bureau, by whichever process, moves that head in its own transaction. A copy belongs to one
 * person as he stood; the form token and his name are put in anew each time.
 */
export class KeptPages {
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  constructor(
    private readonly clock: Clock,
    private readonly views: ViewEngine,
  ) {}

  /** Answers with the copy where one stands; who asks has been let in to it before, with the rights he still has. */
  answer(): RequestHandler {
    return (req, res, next) => {
      if (!this.answerNow(req, res)) next();
    };
  }

  /** The same for who has waited while somebody else's request may have made the copy: whether one stood. */
  answerNow(req: Request, res: Response): boolean {
    if (req.method !== 'GET' || req.stamp === null || req.session.notice !== undefined) return false;
    const page = this.find(keyOf(req, this.clock.now()), req.stamp);
    if (page) send(req, res, page);
    return page !== null;
  }

  /** Renders a page, keeps it and answers with it. */
  showAndKeep(req: Request, res: Response, view: string, page: Page): void {
    const { frame } = page;
    if (req.stamp === null || frame.notice !== null || frame.who === null) {
      res.send(this.views.render(view, page));
      return;
    }
    const withGaps = { ...frame, csrfToken: TOKEN_GAP, who: { ...frame.who, name: NAME_GAP } };
    const kept = cut(this.views.render(view, { ...page, frame: withGaps }));
    this.keep(keyOf(req, this.clock.now()), {
      page: kept,
      stamp: req.stamp,
      until: this.clock.now().getTime() + KEEP_MS,
    });
    send(req, res, kept);
  }

  private find(key: string, stamp: string): KeptPage | null {
    const entry = this.entries.get(key);
    if (!entry) return null;
    if (entry.stamp !== stamp || entry.until <= this.clock.now().getTime()) {
      this.drop(key, entry);
      return null;
    }
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.page;
  }

  /** Those longest not asked for make room for the new. */
  private keep(key: string, entry: Entry): void {
    const former = this.entries.get(key);
    if (former) this.drop(key, former);
    this.entries.set(key, entry);
    this.bytes += entry.page.bytes;
    for (const [oldest, old] of this.entries) {
      if (this.entries.size <= MOST_ENTRIES && this.bytes <= MOST_BYTES) break;
      this.drop(oldest, old);
    }
  }

  private drop(key: string, { page }: Entry): void {
    this.entries.delete(key);
    this.bytes -= page.bytes;
  }
}

/** Everything but the bureau's rows that such a page depends on: address, day, size of its letters, and who reads. */
const keyOf = (req: Request, now: Date): string =>
  `${req.originalUrl} ${chinaDay(now).getTime()} ${textSizeOf(req)} ${JSON.stringify(req.person)}`;

function cut(html: string): KeptPage {
  const [head = '', ...rest] = html.split(GAP);
  const parts = [head, ...rest.map((part) => part.slice(1))].map((part) => Buffer.from(part));
  const sum = createHash('sha1');
  for (const part of parts) sum.update(part);
  return {
    parts,
    gaps: rest.map((part) => (part.startsWith('t') ? 'token' : 'name')),
    digest: sum.digest('base64'),
    bytes: parts.reduce((sum, { length }) => sum + length, 0),
  };
}

function send(req: Request, res: Response, { parts, gaps, digest }: KeptPage): void {
  const filling = { token: req.formToken(), name: escapeHtml(req.person?.displayName) };
  const bytes = { token: Buffer.from(filling.token), name: Buffer.from(filling.name) };
  const chunks: Buffer[] = [];
  for (const [index, part] of parts.entries()) {
    const gap = gaps[index - 1];
    if (gap) chunks.push(bytes[gap]);
    chunks.push(part);
  }
  const etag = `W/"${hash('sha1', `${digest} ${filling.token} ${filling.name}`, 'base64')}"`;
  const body = Buffer.concat(chunks);
  res.setHeader('ETag', etag);
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Length', body.length);
  res.end(body);
}
