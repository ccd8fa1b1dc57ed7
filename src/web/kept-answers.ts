import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import type { Clock } from '../shared/clock.js';

interface Answer {
  /** Of what the page was made from: see createKeptAnswers. */
  edition: number;
  until: number;
  etag: string;
  plain: Body;
  /** Made for the first reader who takes it compressed. */
  packed: Body | null;
  unchanged: OutgoingHttpHeaders;
}

interface Body {
  headers: OutgoingHttpHeaders;
  bytes: Buffer;
}

/** Together with what the board's own cache keeps, a change made by another process shows after five seconds. */
const KEEP_MS = 1_000;
const MOST_ENTRIES = 200;

export interface KeptAnswers {
  /** Sends the kept answer, with the headers that it had; false where there is none and the pipeline must answer. */
  answer(req: IncomingMessage, res: ServerResponse): boolean;
  /** Sends a page of the notice board and keeps it for readers who come without a cookie. */
  sendAndKeep(req: Request, res: Response, html: string): void;
}

/**
 * The whole answers of public pages, for readers without any cookie: the link that a school sends to all parents goes
 * through no pipeline, asks for no session and renders nothing. `edition` is another one after each publication in this process, which thereby
 * drops them.
 */
export function createKeptAnswers(clock: Clock, edition: () => number): KeptAnswers {
  const answers = new Map<string, Answer>();

  function find(url: string): Answer | null {
    const answer = answers.get(url);
    if (!answer) return null;
    if (answer.edition === edition() && answer.until > clock.now().getTime()) return answer;
    answers.delete(url);
    return null;
  }

  return {
    answer: (req, res) => {
      const answer = isForAnyone(req) ? find(req.url ?? '') : null;
      if (answer) send(req, res, answer);
      return answer !== null;
    },
    sendAndKeep: (req, res, html) => {
      const made = edition();
      const bytes = Buffer.from(html);
      res.type('html').send(bytes);
      if (!isForAnyone(req) || res.hasHeader('set-cookie')) return;
      if (answers.size >= MOST_ENTRIES) answers.clear();
      answers.set(req.originalUrl, { ...answerOf(res, bytes), edition: made, until: clock.now().getTime() + KEEP_MS });
    },
  };
}

const isForAnyone = ({ method, headers }: IncomingMessage): boolean => method === 'GET' && headers.cookie === undefined;

function answerOf(res: Response, bytes: Buffer): Pick<Answer, 'etag' | 'plain' | 'packed' | 'unchanged'> {
  const {
    'content-type': type = 'text/html; charset=utf-8',
    'content-length': _length,
    'content-encoding': _encoding,
    'transfer-encoding': _transfer,
    ...headers
  } = res.getHeaders();
  const unchanged = { ...headers, vary: 'Accept-Encoding' };
  const plain = { bytes, headers: { ...unchanged, 'content-type': type, 'content-length': bytes.length } };
  return { etag: String(headers['etag']), plain, packed: null, unchanged };
}

function send(req: IncomingMessage, res: ServerResponse, answer: Answer): void {
  const { headers } = req;
  if (headers['if-none-match'] === answer.etag && !headers['cache-control']?.includes('no-cache')) {
    res.writeHead(304, answer.unchanged).end();
    return;
  }
  const body = takesGzip(headers['accept-encoding']) ? packedBody(answer) : answer.plain;
  res.writeHead(200, body.headers).end(body.bytes);
}

/** Only where it is asked for in the plain words that browsers use; any other reader gets the page as it is. */
const takesGzip = (encodings: unknown): boolean =>
  typeof encodings === 'string' && /(?:^|,)\s*gzip\s*(?:,|$)/.test(encodings);

function packedBody(answer: Answer): Body {
  if (answer.packed) return answer.packed;
  const bytes = gzipSync(answer.plain.bytes, { level: 1 });
  const headers = { ...answer.plain.headers, 'content-encoding': 'gzip', 'content-length': bytes.length };
  answer.packed = { bytes, headers };
  return answer.packed;
}
