import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, type Socket, Server as TcpServer } from 'node:net';
import { StartupError } from './shared/startup-error.js';

const FINISH_LIMIT_MS = 10_000;
const LAST_REQUEST_MS = 300;

export interface OpenPort {
  /** The port that was really opened, also when 0 was asked for. */
  port: number;
  /** Hands requests to `handler` from now on; before that they are answered 503. */
  serve(handler: RequestListener): void;
  /** Takes no new connections, lets the requests under way finish (10 s at most) and resolves when all is quiet. */
  close(): Promise<void>;
}

/** Opens the port before anything else is started, so that a taken port is told at once. Throws StartupError. */
export async function openPort(host: string, port: number): Promise<OpenPort> {
  let handler: RequestListener = (_request, response) => {
    response
      .writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain; charset=utf-8' })
      .end('系统正在启动，请稍候。');
  };
  const server = createServer((request, response) => handler(request, response));
  server.headersTimeout = 15_000;
  server.requestTimeout = 120_000;
  // Longer than the idle time of a proxy in front, or the proxy meets closed connections.
  server.keepAliveTimeout = 65_000;
  const close = trackConnections(server);
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    serve: (next) => {
      handler = next;
    },
    close,
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const place = `${host}:${port}`;
  const reasons: Record<string, string> = {
    EADDRINUSE: `端口 ${port} 已被其他程序占用，请停止那个程序，或用 PORT 设置另一个端口。\nAnother program listens on ${place} (EADDRINUSE).`,
    EACCES: `没有使用端口 ${port} 的权限，请用 PORT 设置 1024 以上的端口。\nNo permission to listen on ${place} (EACCES).`,
    EADDRNOTAVAIL: `本机没有地址 ${host}，请检查 HOST。\nCannot listen on ${place} (EADDRNOTAVAIL).`,
    ENOTFOUND: `无法识别地址 ${host}，请检查 HOST。\nCannot listen on ${place} (ENOTFOUND).`,
  };
  const reason = reasons[error.code ?? ''];
  return reason ? new StartupError(reason, { cause: error }) : error;
}

/**
 * Node's own close() cuts an answer that is finished but not yet sent, and refuses the request that a kept-alive client is just
 * sending. Here a connection is closed only when its answers are out, and idle ones get a moment for one last request.
 */
function trackConnections(server: Server): () => Promise<void> {
  const atWork = new Map<Socket, number>();
  let closing = false;
  server.on('connection', (socket) => {
    atWork.set(socket, 0);
    socket.once('close', () => atWork.delete(socket));
  });
  server.prependListener('request', (request, response) => {
    const { socket } = request;
    atWork.set(socket, (atWork.get(socket) ?? 0) + 1);
    response.shouldKeepAlive &&= !closing;
    response.once('close', () => {
      const left = (atWork.get(socket) ?? 1) - 1;
      if (atWork.has(socket)) atWork.set(socket, left);
      if (closing && left === 0) socket.end();
    });
  });
  return async () => {
    closing = true;
    const quiet = new Promise<void>((resolve) => TcpServer.prototype.close.call(server, () => resolve()));
    const lastRequest = setTimeout(() => endIdle(atWork), LAST_REQUEST_MS);
    const limit = setTimeout(() => destroyAll(atWork), FINISH_LIMIT_MS);
    await quiet;
    clearTimeout(lastRequest);
    clearTimeout(limit);
    server.closeAllConnections();
  };
}

function endIdle(atWork: Map<Socket, number>): void {
  for (const [socket, count] of atWork) if (count === 0) socket.end();
}

function destroyAll(atWork: Map<Socket, number>): void {
  for (const socket of atWork.keys()) socket.destroy();
}
