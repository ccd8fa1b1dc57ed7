import { hash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../shared/clock.js';
import { chinaDay } from '../shared/dates.js';
import type { Page } from './frame-shape.js';
import { textSizeOf } from './text-size.js';
import type { ViewEngine } from './view-engine.js';

/** A whole page in UTF-8, as it was sent. */
interface KeptPage {
  body: Buffer;
  etag: string;
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

/**
 * Copies of pages that are a function of the bureau's rows, of the reader with his rights and of the day alone. A copy
 * stands while the head of the bureau's audit chain, read with the session of the very request, is the one it was made
 * under: every change in the bureau, by whichever process, moves that head in its own transaction. A copy belongs to one
 * session, whose form token it holds, of one person as he stood.
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
    const { publicId, notice } = req.session;
    if (req.method !== 'GET' || req.stamp === null || publicId === undefined || notice !== undefined) return false;
    const page = this.find(keyOf(req, publicId, this.clock.now()), req.stamp);
    if (page) send(req, res, page);
    return page !== null;
  }

  /** Renders a page, keeps it and answers with it. */
  showAndKeep(req: Request, res: Response, view: string, page: Page): void {
    const html = this.views.render(view, page);
    const { publicId } = req.session;
    if (req.stamp === null || page.frame.notice !== null || publicId === undefined) {
      res.send(html);
      return;
    }
    const body = Buffer.from(html);
    const kept = { body, etag: `W/"${hash('sha1', body, 'base64')}"` };
    const now = this.clock.now();
    this.keep(keyOf(req, publicId, now), { page: kept, stamp: req.stamp, until: now.getTime() + KEEP_MS });
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
    this.bytes += entry.page.body.length;
    for (const [oldest, old] of this.entries) {
      if (this.entries.size <= MOST_ENTRIES && this.bytes <= MOST_BYTES) break;
      this.drop(oldest, old);
    }
  }

  private drop(key: string, { page }: Entry): void {
    this.entries.delete(key);
    this.bytes -= page.body.length;
  }
}

/** Everything but the bureau's rows that such a page depends on: address, day, size of its letters, and who reads. */
const keyOf = (req: Request, session: string, now: Date): string =>
  `${req.originalUrl} ${session} ${chinaDay(now).getTime()} ${textSizeOf(req)} ${JSON.stringify(req.person)}`;

function send(req: Request, res: Response, { body, etag }: KeptPage): void {
  res.setHeader('ETag', etag);
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Length', body.length);
  res.end(body);
}
