import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { temporaryFolder } from './portal-process.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://portal@db/portal',
  SESSION_SECRET: 's'.repeat(40),
  FIELD_KEY: Buffer.alloc(32, 1).toString('base64'),
};
let place: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

describe('configuration', () => {
  it('makes the secrets once and keeps them readable by its own account only', () => {
    const first = readConfig({ DATA_DIR: place.folder });
    const again = readConfig({ DATA_DIR: place.folder });
    expect(first.fieldKey).toHaveLength(32);
    expect(again.fieldKey.equals(first.fieldKey)).toBe(true);
    expect(again.sessionSecret).toBe(first.sessionSecret);
    expect(statSync(path.join(place.folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses a broken secrets file instead of making new keys over it', () => {
    const file = path.join(place.folder, 'secrets.json');
    writeFileSync(file, '{"sessionSecret":');
    expect(() => readConfig({ DATA_DIR: place.folder })).toThrow('密钥文件已损坏');
    expect(readFileSync(file, 'utf8')).toBe('{"sessionSecret":');
  });

  it('names every setting that production lacks', () => {
    const attempt = () => readConfig({ NODE_ENV: 'production', DATA_DIR: place.folder, DEMO: '1' });
    for (const name of ['DATABASE_URL', 'SESSION_SECRET', 'FIELD_KEY', 'DEMO']) expect(attempt).toThrow(name);
  });

  it('an empty setting counts as unset', () => {
    expect(() => readConfig({ ...PRODUCTION, SESSION_SECRET: '' })).toThrow('SESSION_SECRET');
  });

  it('starts in production with everything given, without demonstration data', () => {
    expect(readConfig({ ...PRODUCTION, DATA_DIR: place.folder })).toMatchObject({ production: true, demo: false });
  });

  it('loads demonstration data by itself only into the embedded database', () => {
    expect(readConfig({ DATA_DIR: place.folder }).demo).toBe(true);
    expect(readConfig({ DATA_DIR: place.folder, DATABASE_URL: 'postgres://localhost/x' }).demo).toBe(false);
    expect(readConfig({ DATA_DIR: place.folder, DEMO: '0' }).demo).toBe(false);
  });

  it('takes the field key as base64 or as hexadecimal digits', () => {
    const key = Buffer.alloc(32, 7);
    for (const text of [key.toString('base64'), key.toString('hex')]) {
      expect(readConfig({ ...PRODUCTION, FIELD_KEY: text }).fieldKey.equals(key)).toBe(true);
    }
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['SESSION_SECRET', 'short'],
    ['FIELD_KEY', 'AAAA'],
    ['BASE_URL', 'dangjian.example.cn'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO', 'yes'],
    ['SMTP_URL', 'mail.example.cn'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => readConfig({ DATA_DIR: place.folder, [name]: value })).toThrow(name);
  });

  it.each([
    ['alone', { OIDC_ISSUER: 'https://login.example.cn' }, 'OIDC_CLIENT_ID'],
    ['without TLS', { OIDC_ISSUER: 'http://login.example.cn', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }, 'https'],
    ['that is no address', { OIDC_ISSUER: 'login', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }, 'OIDC_ISSUER'],
  ])('refuses a provider %s', (_what, settings, named) => {
    expect(() => readConfig({ DATA_DIR: place.folder, ...settings })).toThrow(named);
  });

  it('takes a provider with its defaults', () => {
    const settings = { OIDC_ISSUER: 'https://login.example.cn', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
    const { oidc } = readConfig({ DATA_DIR: place.folder, ...settings });
    expect([oidc?.claim, oidc?.secondStep]).toEqual(['preferred_username', false]);
  });
});
