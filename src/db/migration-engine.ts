import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { catalogAdapter } from './migration-adapter.js';
import { readSchema } from './migration-files.js';

/** What the engine prints when the two states are the same. */
const NOTHING = '-- This is an empty migration.';

/**
 * The SQL that leads from the database as it stands to the Prisma schema; null where they agree. Runs Prisma's own
 * schema engine from its npm build, so nothing is downloaded. Partial indexes, checks and triggers are outside its sight.
 */
export async function sqlToSchema(connectionString: string): Promise<string | null> {
  const engine = await openEngine(connectionString);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: readSchema(), configDir: '.' },
      to: { tag: 'schemaDatamodel', files: readSchema() },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = stdout?.trim() ?? '';
    return sql === '' || sql === NOTHING ? null : sql;
  } finally {
    engine.free();
  }
}

/** The engine's JavaScript half holds one instance of its WebAssembly half: a second one would read the wrong memory. */
let loaded: Promise<Glue> | undefined;

async function openEngine(connectionString: string): Promise<SchemaEngine> {
  loaded ??= loadGlue();
  const glue = await loaded;
  const datamodels = readSchema().map((file): [string, string] => [file.path, file.content]);
  return glue.SchemaEngine.new({ datamodels }, () => {}, catalogAdapter(connectionString));
}

interface Glue {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: unknown): void;
}

/** The part of the WebAssembly API that is used; its types come only with those of a browser. */
interface WebAssemblyApi {
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, unknown>) => { exports: { __wbindgen_start(): void } };
}

/** The package's entry imports its .wasm file as a module, which Node.js does not do without a flag: done by hand here. */
async function loadGlue(): Promise<Glue> {
  const wasm = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as Glue;
  const binary = readFileSync(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
  const instance = new wasm.Instance(new wasm.Module(binary), { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}
