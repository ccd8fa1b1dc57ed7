import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AwsClient } from 'aws4fetch';
import { Unavailable } from '../shared/errors.js';

/** Where uploaded files lie. Keys are made by the portal: letters, digits, `-` and `/` only. */
export interface FileStore {
  put(key: string, bytes: Buffer, mediaType: string): Promise<void>;
  /** Null when there is no such file. */
  get(key: string): Promise<Buffer | null>;
  remove(key: string): Promise<void>;
}

export interface FileStoreSettings {
  /** Absolute. */
  evidenceDir: string;
  /** An S3-compatible store instead of the folder; null without. */
  s3: S3Settings | null;
}

export interface S3Settings {
  /** The address of the bucket, without a slash at its end. */
  url: string;
  key: string;
  secret: string;
  region: string;
}

export function createFileStore({ evidenceDir, s3 }: FileStoreSettings): FileStore {
  return s3 ? s3Store(s3) : folderStore(evidenceDir);
}

const KEY = /^[0-9a-z-]+(\/[0-9a-z-]+)*$/;

function checked(key: string): string {
  if (!KEY.test(key)) throw new Error('A file key holds letters, digits, - and / only.');
  return key;
}

function folderStore(folder: string): FileStore {
  const place = (key: string) => path.join(folder, ...checked(key).split('/'));
  return {
    /** Written beside and renamed, so that a stop in between leaves no half file under the key. */
    async put(key, bytes) {
      const file = place(key);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(`${file}.part`, bytes, { mode: 0o600, flush: true });
      await rename(`${file}.part`, file);
    },
    get: (key) =>
      readFile(place(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      }),
    remove: (key) => rm(place(key), { force: true }),
  };
}

const OUT_OF_REACH = '文件存储暂时连不上，请稍后再试。';

function s3Store({ url, key: accessKeyId, secret: secretAccessKey, region }: S3Settings): FileStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 1 });
  const ask = async (method: string, key: string, more: { body?: Buffer; headers?: Record<string, string> } = {}) => {
    const { body, headers = {} } = more;
    const answer = await client
      .fetch(`${url}/${checked(key)}`, { method, headers, ...(body ? { body: new Uint8Array(body) } : {}) })
      .catch((cause: unknown) => {
        throw new Unavailable(OUT_OF_REACH, { cause });
      });
    if (!answer.ok && answer.status !== 404) throw new Unavailable(OUT_OF_REACH);
    return answer;
  };
  return {
    async put(key, bytes, mediaType) {
      const answer = await ask('PUT', key, { body: bytes, headers: { 'content-type': mediaType } });
      if (answer.status === 404) throw new Unavailable(OUT_OF_REACH);
    },
    async get(key) {
      const answer = await ask('GET', key);
      return answer.status === 404 ? null : Buffer.from(await answer.arrayBuffer());
    },
    async remove(key) {
      await ask('DELETE', key);
    },
  };
}
