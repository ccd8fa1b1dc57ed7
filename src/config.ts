import path from 'node:path';
import { z } from 'zod';
import { keptSecrets } from './kept-secrets.js';
import { StartupError } from './shared/startup-error.js';

/** The environment, read once. */
export interface Config {
  port: number;
  host: string;
  /** null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  /** Absolute. */
  dataDir: string;
  sessionSecret: string;
  /** 32 bytes: the key of the encrypted personal fields. */
  fieldKey: Buffer;
  /** The address people open, without a slash at its end. */
  baseUrl: string;
  production: boolean;
  logLevel: string;
  /** Whether an empty database is filled with the demonstration bureau. */
  demo: boolean;
  smtpUrl: string | null;
  /** The bureau's own sign-in (OpenID Connect). */
  oidc: {
    issuer: string;
    clientId: string;
    clientSecret: string;
    /** Which claim is the user name. */
    claim: string;
    label: string;
    secondStep: boolean;
  } | null;
  /** Whom mail comes from. */
  mailFrom: string;
  /** Hosts, or whole origins, to which messages for the robots of chat groups may go. */
  robotHosts: readonly string[];
  /** Absolute: the folder of photographs and papers that show what was done. */
  evidenceDir: string;
  /** An S3-compatible store instead of that folder. */
  s3: { url: string; key: string; secret: string; region: string } | null;
  /** How many background jobs this process works on at once; 0: none. */
  workers: number;
  /** Absolute: the folder of acceptance files, ready and in the making. */
  archiveDir: string;
  /** Days an acceptance file is kept. */
  archiveDays: number;
}

const FIELD_KEY_BYTES = 32;
/** Where the robots of 企业微信 and 钉钉 live; more by ROBOT_HOSTS. */
const ROBOT_HOSTS = ['qyapi.weixin.qq.com', 'oapi.dingtalk.com'];
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const text = z.string().optional();
const environment = z.object({
  PORT: z.coerce.number({ error: 'PORT 应为 0 到 65535 之间的端口号。' }).int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL 应以 postgresql:// 开头。')
    .optional(),
  DATA_DIR: z.string().default('.data'),
  SESSION_SECRET: z.string().min(32, 'SESSION_SECRET 至少应有32个字符。').optional(),
  FIELD_KEY: z
    .string()
    .refine((value) => keyBytes(value) !== null, 'FIELD_KEY 应为32字节的密钥，写成 base64 或64位十六进制。')
    .optional(),
  BASE_URL: z
    .url({ protocol: /^https?$/, error: 'BASE_URL 应为完整网址，例如 https://dangjian.example.cn。' })
    .optional(),
  NODE_ENV: text,
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `LOG_LEVEL 应为 ${LOG_LEVELS.join('、')} 之一。` }).default('info'),
  DEMO: z.enum(['0', '1'], { error: 'DEMO 应为 0 或 1。' }).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'SMTP_URL 应以 smtp:// 或 smtps:// 开头。')
    .optional(),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'OIDC_ISSUER 应为完整网址，例如 https://login.example.cn。' })
    .refine((value) => value.startsWith('https:') || isLoopback(value), 'OIDC_ISSUER 应以 https:// 开头。')
    .optional(),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_CLAIM: z.string().default('preferred_username'),
  OIDC_LABEL: z.string().max(20, 'OIDC_LABEL 最多20个字。').default('用统一身份认证登录'),
  OIDC_SECOND_STEP: z.enum(['0', '1'], { error: 'OIDC_SECOND_STEP 应为 0 或 1。' }).default('0'),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'MAIL_FROM 应为邮箱地址，例如 党建门户 <dangjian@example.cn>。')
    .optional(),
  ROBOT_HOSTS: z
    .string()
    .regex(/^[a-z0-9.:/,[\] -]*$/i, 'ROBOT_HOSTS 应为主机名或完整网址，用英文逗号隔开。')
    .default(''),
  EVIDENCE_DIR: text,
  EVIDENCE_S3_URL: z
    .url({ protocol: /^https?$/, error: 'EVIDENCE_S3_URL 应为存储桶的完整网址，例如 https://s3.example.cn/evidence。' })
    .optional(),
  EVIDENCE_S3_KEY: text,
  EVIDENCE_S3_SECRET: text,
  EVIDENCE_S3_REGION: z.string().default('us-east-1'),
  WORKERS: z.coerce.number({ error: 'WORKERS 应为 0 到 8 之间的整数。' }).int().min(0).max(8).default(2),
  ARCHIVE_DIR: text,
  ARCHIVE_DAYS: z.coerce
    .number({ error: 'ARCHIVE_DAYS 应为 1 到 3650 之间的天数。' })
    .int()
    .min(1)
    .max(3650)
    .default(30),
});
type Environment = z.infer<typeof environment>;

/**
 * Reads the settings; outside production, secrets that are not set are made once and kept in the data folder.
 * Throws StartupError naming every setting that is missing or wrong. An empty setting counts as unset.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new StartupError(parsed.error.issues.map(problemLine).join('\n'));
  const production = parsed.data.NODE_ENV === 'production';
  if (production) refuseIncompleteProduction(parsed.data);
  return assemble(parsed.data, production);
}

function problemLine(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.');
  return issue.message.startsWith(name) ? issue.message : `${name} 的值不正确。`;
}

function refuseIncompleteProduction(env: Environment): void {
  const missing = (['DATABASE_URL', 'SESSION_SECRET', 'FIELD_KEY'] as const).filter((name) => env[name] === undefined);
  const lines = missing.map((name) => `生产环境缺少设置 ${name}。 ${name} is required in production.`);
  if (env.DEMO === '1') lines.push('生产环境不能装入演示数据，请去掉 DEMO=1。 DEMO=1 is refused in production.');
  if (lines.length > 0) throw new StartupError(lines.join('\n'));
}

function assemble(env: Environment, production: boolean): Config {
  const dataDir = path.resolve(env.DATA_DIR);
  const kept = env.SESSION_SECRET && env.FIELD_KEY ? null : keptSecrets(dataDir);
  const fieldKey = keyBytes(env.FIELD_KEY ?? kept?.fieldKey ?? '');
  if (!fieldKey) throw new StartupError('数据目录中 secrets.json 保存的密钥已损坏，请从备份恢复该文件。');
  const baseUrl = (env.BASE_URL ?? addressOf(env.HOST, env.PORT)).replace(/\/+$/, '');
  return {
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir,
    sessionSecret: env.SESSION_SECRET ?? kept?.sessionSecret ?? '',
    fieldKey,
    baseUrl,
    production,
    logLevel: env.LOG_LEVEL,
    demo: env.DEMO === undefined ? !production && !env.DATABASE_URL : env.DEMO === '1',
    smtpUrl: env.SMTP_URL ?? null,
    oidc: oidcOf(env),
    mailFrom: env.MAIL_FROM ?? `no-reply@${new URL(baseUrl).hostname}`,
    robotHosts: [...ROBOT_HOSTS, ...env.ROBOT_HOSTS.split(',').map((host) => host.trim())].filter(Boolean),
    evidenceDir: path.resolve(env.EVIDENCE_DIR ?? path.join(dataDir, 'evidence')),
    s3: s3Of(env),
    workers: env.WORKERS,
    archiveDir: path.resolve(env.ARCHIVE_DIR ?? path.join(dataDir, 'acceptance-files')),
    archiveDays: env.ARCHIVE_DAYS,
  };
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}

function oidcOf(env: Environment): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined) return null;
  if (clientId === undefined || clientSecret === undefined)
    throw new StartupError('设置了 OIDC_ISSUER，还需要 OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET。');
  const { OIDC_CLAIM: claim, OIDC_LABEL: label, OIDC_SECOND_STEP } = env;
  return { issuer, clientId, clientSecret, claim, label, secondStep: OIDC_SECOND_STEP === '1' };
}

function s3Of(env: Environment): Config['s3'] {
  const { EVIDENCE_S3_URL: url, EVIDENCE_S3_KEY: key, EVIDENCE_S3_SECRET: secret, EVIDENCE_S3_REGION: region } = env;
  if (url === undefined) return null;
  if (key === undefined || secret === undefined)
    throw new StartupError('设置了 EVIDENCE_S3_URL，还需要 EVIDENCE_S3_KEY 和 EVIDENCE_S3_SECRET。');
  return { url: url.replace(/\/+$/, ''), key, secret, region };
}

/** The address of a listening portal as a browser on the same machine opens it. */
export function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function keyBytes(value: string): Buffer | null {
  const key = /^[0-9a-f]{64}$/i.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64');
  return key.length === FIELD_KEY_BYTES ? key : null;
}
