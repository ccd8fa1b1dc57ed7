import { createHmac } from 'node:crypto';
import { lookup as resolve } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { RobotKind } from '../../generated/prisma/enums.js';
import { mayCall } from './robot-address.rules.js';

/** Thrown when the robot refuses the message for good: wrong address, wrong signature, no such group. */
export class RobotRefused extends Error {
  override readonly name = 'RobotRefused';
}

export interface RobotCall {
  kind: RobotKind;
  url: string;
  secret: string | null;
  text: string;
}

const TIMEOUT_MS = 10_000;
const MOST_ANSWER = 16_384;

/** Networks of one's own: a name that leads there is none of a chat group's. */
const PRIVATE = new BlockList();
const NETS = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'];
const MORE_NETS = ['192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/3', '::/127', 'fc00::/7', 'fe80::/10'];
for (const net of [...NETS, ...MORE_NETS, 'ff00::/8']) {
  const [address = '', bits] = net.split('/');
  PRIVATE.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
}

export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPrivate(mapped);
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Looks the name up itself and connects to what it has looked at: the name cannot lead elsewhere in between. */
const publicLookup: LookupFunction = (hostname, options, done) =>
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    const [first] = found;
    if (!first || found.some(({ address }) => isPrivate(address)))
      return done(new RobotRefused('网址指向内部网络，不能使用') as NodeJS.ErrnoException, '', 0);
    return options.all ? done(null, found) : done(null, first.address, first.family);
  });

/**
 * Hands one message to the robot of a chat group. Throws RobotRefused for what another try would not mend, anything else for
 * what it may. No redirect is followed.
 */
export async function callRobot(
  call: RobotCall,
  hosts: readonly string[],
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  if (!mayCall(call.url, hosts)) throw new RobotRefused('网址不在允许的范围内');
  const url = new URL(call.url);
  if (call.kind === 'DINGTALK' && call.secret !== null) sign(url, call.secret, now);
  const named = hosts.includes(url.origin);
  if (!named && isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) throw new RobotRefused('网址指向内部网络，不能使用');
  const body = JSON.stringify({ msgtype: 'text', text: { content: call.text } });
  const options = { ...(named ? {} : { lookup: publicLookup }), signal };
  const { status, text } = await post(url, body, options);
  if (status >= 500 || status === 429) throw new Error(`The robot answered ${status}.`);
  if (status !== 200) throw new RobotRefused(`群机器人没有接收（${status}）`);
  const { errcode } = answerOf(text);
  if (errcode !== undefined && errcode !== 0) refuse(errcode);
}

/** Codes of both that only say that it was too much or too busy just now. */
const LATER = new Set([-1, 45_009, 130_101, 410_100]);

function refuse(errcode: number): never {
  if (LATER.has(errcode)) throw new Error(`The robot is busy: ${errcode}.`);
  throw new RobotRefused(`群机器人没有接收（代码${errcode}），请检查网址、签名和安全设置`);
}

/** DingTalk's signature: HMAC-SHA-256 of the moment and the secret, in the address. */
function sign(url: URL, secret: string, now: Date): void {
  const timestamp = String(now.getTime());
  const signature = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  url.searchParams.set('timestamp', timestamp);
  url.searchParams.set('sign', signature);
}

function answerOf(text: string): { errcode?: number } {
  try {
    const answer: unknown = JSON.parse(text);
    const errcode = typeof answer === 'object' && answer !== null && 'errcode' in answer ? answer.errcode : undefined;
    return typeof errcode === 'number' ? { errcode } : {};
  } catch {
    throw new RobotRefused('网址没有按群机器人的方式回答，请检查网址');
  }
}

function post(url: URL, body: string, options: RequestOptions): Promise<{ status: number; text: string }> {
  const open = url.protocol === 'http:' ? plainRequest : request;
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((done, fail) => {
    const asked = open(url, { ...options, method: 'POST', headers, timeout: TIMEOUT_MS }, (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_ANSWER) answer.destroy(new Error('The answer is too long.'));
        else chunks.push(chunk);
      });
      answer.on('error', fail);
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
    });
    asked.on('timeout', () => asked.destroy(new Error('The robot did not answer in time.')));
    asked.on('error', fail);
    asked.end(body);
  });
}
