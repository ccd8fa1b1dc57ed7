import { mkdtempSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileStore, type FileStore } from '../../src/db/file-store.js';

/** A store that speaks as much of S3 as the portal uses, and refuses what is not signed. */
const objects = new Map<string, Buffer>();
const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const signed = req.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key/');
    const found = objects.get(req.url ?? '');
    if (!signed) res.statusCode = 403;
    else if (req.method === 'PUT') objects.set(req.url ?? '', Buffer.concat(chunks));
    else if (req.method === 'DELETE') objects.delete(req.url ?? '');
    else if (!found) res.statusCode = 404;
    res.end(req.method === 'GET' && signed ? found : undefined);
  });
}).listen(0, '127.0.0.1');
afterAll(() => new Promise((resolve) => server.close(resolve)));

const folder = mkdtempSync(path.join(tmpdir(), 'campaign-portal-store-'));
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket`;
const s3 = (key = 'key') => createFileStore({ evidenceDir: folder, s3: { url: url(), key, secret: 's', region: 'r' } });
const STORES: [string, () => FileStore][] = [
  ['a folder', () => createFileStore({ evidenceDir: folder, s3: null })],
  ['an S3-compatible store', () => s3()],
];

describe.each(STORES)('files in %s', (_, open) => {
  it('R41: come back as they were put, are replaced and removed; removing twice is no error', async () => {
    const store = open();
    expect(await store.get('b1/e1')).toBeNull();
    await store.put('b1/e1', Buffer.from('first'), 'image/jpeg');
    await store.put('b1/e1', Buffer.from([0, 255, 10]), 'image/jpeg');
    expect(await store.get('b1/e1')).toEqual(Buffer.from([0, 255, 10]));
    await store.remove('b1/e1');
    await store.remove('b1/e1');
    expect(await store.get('b1/e1')).toBeNull();
  });

  it.each(['../outside', 'a/../../b', '/etc/passwd', 'a//b', ''])('R41: never leave it: %j', async (key) => {
    await expect((async () => open().put(key, Buffer.from('x'), 'image/jpeg'))()).rejects.toThrow('file key');
  });
});

it('leaves no half file beside', async () => {
  const store = createFileStore({ evidenceDir: folder, s3: null });
  await store.put('b2/e2', Buffer.from('whole'), 'image/jpeg');
  expect(readdirSync(path.join(folder, 'b2'))).toEqual(['e2']);
});

it('says that the store is out of reach when it refuses', async () => {
  await expect(s3('other').put('b1/e1', Buffer.from('x'), 'image/jpeg')).rejects.toThrow('文件存储暂时连不上');
});
