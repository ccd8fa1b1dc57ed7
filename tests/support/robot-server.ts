import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface GotMessage {
  path: string;
  query: Record<string, string>;
  content: string;
}

export interface RobotServer {
  /** `http://127.0.0.1:PORT`, to be named among the allowed hosts. */
  origin: string;
  got: GotMessage[];
  /** What it answers to the next messages, status and body; then that all is well. */
  answers: [number, string][];
}

/** A real HTTP server that takes messages as the robots of chat groups do. */
export async function startRobotServer(): Promise<RobotServer> {
  const robot: RobotServer = { origin: '', got: [], answers: [] };
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const [status, body] = robot.answers.shift() ?? [200, '{"errcode":0,"errmsg":"ok"}'];
      const url = new URL(req.url ?? '', 'http://robot');
      const message = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { text: { content: string } };
      if (status === 200)
        robot.got.push({
          path: url.pathname,
          query: Object.fromEntries(url.searchParams),
          content: message.text.content,
        });
      res.writeHead(status, { 'Content-Type': 'application/json', Location: '/elsewhere' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  robot.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return robot;
}
