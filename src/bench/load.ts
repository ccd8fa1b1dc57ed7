import { connect, type Socket } from 'node:net';

/** What is asked for, again and again. */
export interface Target {
  port: number;
  path: string;
  cookie: string;
  /** Each request has an address of its own, so that no copy of the page answers. */
  fresh?: boolean;
}

export interface Load {
  answers: number;
  seconds: number;
}

let visits = 0;

const END_OF_HEAD = '\r\n\r\n';

/**
 * Keeps `connections` connections busy for a while, one request at a time on each, and counts the answers. Bare sockets,
 * for the client shares the machine with what it measures. Throws on anything but 200.
 */
export async function load(target: Target, connections: number, seconds: number): Promise<Load> {
  const request = requestsFor(target);
  const lines = await Promise.all(Array.from({ length: connections }, () => open(target.port)));
  const start = performance.now();
  const until = start + seconds * 1000;
  try {
    const counts = await Promise.all(lines.map((socket) => askUntil(socket, request, until)));
    return { answers: counts.reduce((sum, count) => sum + count, 0), seconds: (performance.now() - start) / 1000 };
  } finally {
    for (const socket of lines) socket.destroy();
  }
}

function requestsFor({ port, path, cookie, fresh }: Target): () => Buffer {
  const head = `HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${cookie ? `Cookie: ${cookie}\r\n` : ''}\r\n`;
  const same = Buffer.from(`GET ${path} ${head}`);
  return () => (fresh ? Buffer.from(`GET ${path}?visit=${++visits} ${head}`) : same);
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.setTimeout(10_000, () => socket.destroy(new Error('No answer within 10 seconds')));
    socket.once('error', reject);
  });
}

function askUntil(socket: Socket, request: () => Buffer, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answers = 0;
    let head: Buffer = Buffer.alloc(0);
    /** Bytes of the body still to come; null while the head is not complete. */
    let missing: number | null = null;
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed the connection')));
    socket.on('data', (chunk: Buffer) => {
      try {
        missing = missing === null ? bodyLeft(chunk) : missing - chunk.length;
      } catch (error) {
        reject(error);
      }
      if (missing !== 0) return;
      missing = null;
      answers += 1;
      if (performance.now() >= until) resolve(answers);
      else socket.write(request());
    });
    socket.write(request());

    function bodyLeft(chunk: Buffer): number | null {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const end = head.indexOf(END_OF_HEAD);
      if (end < 0) return null;
      const left = lengthIn(head.toString('latin1', 0, end)) - (head.length - end - END_OF_HEAD.length);
      head = Buffer.alloc(0);
      return left;
    }
  });
}

function lengthIn(head: string): number {
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
    throw new Error(`Not an answer that can be counted:\n${head}`);
  }
  return Number(length);
}
