import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { StartupError } from './shared/startup-error.js';

const secrets = z.object({ sessionSecret: z.string().min(32), fieldKey: z.string() });
export type KeptSecrets = z.infer<typeof secrets>;

/**
 * The secrets of a portal that was given none: made at the first start, readable by its own account only, and the same ever after,
 * for without the field key the encrypted fields are lost. Throws StartupError when the file cannot be made or read.
 */
export function keptSecrets(dataDir: string): KeptSecrets {
  const file = path.join(dataDir, 'secrets.json');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    return read(file) ?? make(file);
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) {
      throw new StartupError(`密钥文件已损坏，请从备份恢复。\n${file}`, { cause });
    }
    throw new StartupError(`数据目录不能读写，请检查 DATA_DIR 的权限和磁盘空间。\n${(cause as Error).message}`, {
      cause,
    });
  }
}

function read(file: string): KeptSecrets | null {
  try {
    return secrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written whole under another name, then linked: of two first starts at once, both use the file that came first. */
function make(file: string): KeptSecrets {
  const made = { sessionSecret: randomBytes(32).toString('base64'), fieldKey: randomBytes(32).toString('base64') };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read(file) ?? made;
}
