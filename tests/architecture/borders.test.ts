import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom, one row a kind of file; the first row whose `files` matches is the one that counts. */
interface Border {
  files: RegExp;
  /** What it may import of src/; OWN stands for the folder of its own slice. */
  may: string[];
  /** What it may name in `import type` besides: types are gone when the program runs. */
  types?: string[];
  /** Packages it may not use. */
  never?: RegExp;
}

const OTHER_SLICES = 'features/[^/]+/index';
const GENERATED = 'generated/prisma/.+';
const SHARED = 'shared/.+';
const WEB_PACKAGES = /^(express|express-session|passport|ejs|multer)(\/|$)/;
const own = (...kinds: string[]) => `OWN/([^/]+\\.)?(${kinds.join('|')})`;
/** A file of the slice that is none of the named kinds, such as a reader of Excel files. */
const OWN_PLAIN = 'OWN/[^/.]+';

const BORDERS: Border[] = [
  {
    files: /^features\/[^/]+\/[^/]+\.routes\.ts$/,
    may: [
      own('forms', 'service', 'queries', 'page', 'ledger', 'rules', 'paths'),
      OWN_PLAIN,
      'web/.+',
      'access/.+',
      'campaign/.+',
      SHARED,
    ],
    types: [GENERATED, 'db/transaction'],
  },
  {
    files: /^features\/[^/]+\/[^/]+\.forms\.ts$/,
    may: [own('forms', 'rules'), OWN_PLAIN, 'web/(form|request-text).*', SHARED],
    types: [GENERATED],
  },
  {
    files: /^features\/[^/]+\/[^/]+\.service\.ts$/,
    may: [
      own('service', 'rules', 'queries', 'tasks'),
      OWN_PLAIN,
      OTHER_SLICES,
      'campaign/.+',
      'access/.+',
      'db/.+',
      'jobs/.+',
      GENERATED,
      SHARED,
    ],
    never: WEB_PACKAGES,
  },
  {
    files: /^features\/[^/]+\/[^/]+\.queries\.ts$/,
    may: [own('queries', 'rules'), 'db/.+', GENERATED, SHARED],
    types: ['OWN/.+', 'access/.+', 'campaign/.+'],
    never: WEB_PACKAGES,
  },
  {
    files: /^features\/[^/]+\/[^/]+\.rules\.ts$/,
    may: [own('rules'), SHARED],
    types: [GENERATED, 'access/permissions', 'campaign/phases'],
    never: /./,
  },
  {
    // What becomes a Word or Excel file: reads through the slice's queries, speaks the words of the others.
    files: /^features\/[^/]+\/[^/]+\.documents\.ts$/,
    may: [own('queries', 'rules', 'documents'), OWN_PLAIN, OTHER_SLICES, 'campaign/.+', GENERATED, SHARED],
    never: WEB_PACKAGES,
  },
  {
    files: /^features\/[^/]+\/[^/]+\.page\.ts$/,
    may: [
      own('page', 'rules', 'paths'),
      OWN_PLAIN,
      'web/form-view',
      'campaign/.+',
      'access/(permissions|roles)',
      SHARED,
    ],
    types: ['OWN/.+', 'web/.+', 'access/.+', GENERATED],
    never: /^(express|express-session|passport|pg)(\/|$)/,
  },
  {
    // 台账: rows as plain values, in the words of the pages.
    files: /^features\/[^/]+\/[^/]+\.ledger\.ts$/,
    may: [own('ledger', 'page', 'rules'), OWN_PLAIN, 'campaign/.+', SHARED],
    types: ['OWN/.+', GENERATED],
    never: /./,
  },
  {
    files: /^features\/[^/]+\/index\.ts$/,
    may: ['OWN/.+'],
  },
  {
    files: /^features\//,
    may: ['OWN/.+', 'web/.+', 'access/.+', 'campaign/.+', 'db/.+', 'jobs/.+', GENERATED, SHARED],
  },
  { files: /^campaign\/phases\.ts$/, may: [SHARED], types: [GENERATED] },
  { files: /^access\/(permissions|roles)\.ts$/, may: ['access/roles', SHARED], types: [GENERATED] },
  {
    files: /^campaign\//,
    may: ['campaign/.+', 'access/.+', 'db/.+', OTHER_SLICES, GENERATED, SHARED],
    types: ['web/.+'],
  },
  { files: /^access\//, may: ['access/.+', 'campaign/.+', 'db/.+', GENERATED, SHARED] },
  { files: /^web\//, may: ['web/.+', 'access/.+', 'campaign/.+', 'db/.+', GENERATED, SHARED], types: ['config'] },
  { files: /^jobs\//, may: ['jobs/.+', 'db/.+', SHARED] },
  { files: /^db\//, may: ['db/.+', GENERATED, SHARED] },
  { files: /^shared\//, may: [SHARED] },
  // What puts everything together: the app, the process, the demonstration data.
  { files: /^/, may: ['.+'] },
];

interface Import {
  /** Relative to src, without its ending; for a package, its name. */
  target: string;
  typeOnly: boolean;
  local: boolean;
}

const SRC = path.resolve(import.meta.dirname, '../../src');
const IMPORT = /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;

function importsIn(file: string, source: string): Import[] {
  return [...source.matchAll(IMPORT)].map(([, type, fixed, dynamic]) => {
    const name = fixed ?? dynamic ?? '';
    const local = name.startsWith('.');
    const target = local ? path.posix.join(path.posix.dirname(file), name).replace(/\.js$/, '') : name;
    return { target, local, typeOnly: type !== undefined };
  });
}

function offences(file: string, source: string): string[] {
  const border = BORDERS.find(({ files }) => files.test(file));
  if (!border) return [`${file}: no border`];
  const folder = path.posix.dirname(file);
  const allows = (patterns: string[], target: string) =>
    patterns.some((pattern) => new RegExp(`^${pattern.replace('OWN', folder)}$`).test(target));
  return importsIn(file, source)
    .filter(({ target, typeOnly, local }) => {
      if (!local) return border.never?.test(target) && !typeOnly;
      return !allows(typeOnly ? [...border.may, ...(border.types ?? [])] : border.may, target);
    })
    .map(({ target }) => `${file} → ${target}`);
}

function sources(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('generated/'));
}

describe('import borders', () => {
  it('hold in every source file', () => {
    expect(sources().flatMap((file) => offences(file, readFileSync(path.join(SRC, file), 'utf8')))).toEqual([]);
  });

  it('src imports nothing of tests', () => {
    const targets = sources().flatMap((file) => importsIn(file, readFileSync(path.join(SRC, file), 'utf8')));
    expect(targets.filter(({ target, local }) => local && target.startsWith('..'))).toEqual([]);
  });

  it.each([
    ['features/elections/elections.rules.ts', "import { x } from '../../db/client.js';"],
    ['features/elections/elections.rules.ts', "import { readFileSync } from 'node:fs';"],
    ['features/elections/elections.service.ts', "import { x } from '../members/members.queries.js';"],
    ['features/elections/elections.service.ts', "import express from 'express';"],
    ['features/elections/elections.service.ts', "import {\n  a,\n  b,\n} from './elections.page.js';"],
    ['features/elections/elections.page.ts', "import { findElection } from './elections.queries.js';"],
    ['features/elections/elections.routes.ts', "import type { Db } from '../../db/client.js';"],
    ['features/elections/elections.routes.ts', "import { findMember } from '../members/index.js';"],
    ['features/elections/elections.queries.ts', "export { x } from '../../web/route.js';"],
    ['features/elections/elections.ledger.ts', "import { findElection } from './elections.queries.js';"],
    ['features/elections/elections.ledger.ts', "import ExcelJS from 'exceljs';"],
    ['web/frame.ts', "const x = await import('../features/members/index.js');"],
    ['shared/dates.ts', "import type { Db } from '../db/client.js';"],
    ['db/client.ts', "import { x } from '../features/members/index.js';"],
    ['campaign/phases.ts', "import { x } from '../db/client.js';"],
  ])('refuse in %s: %s', (file, source) => {
    expect(offences(file, source)).toHaveLength(1);
  });

  it.each([
    ['features/elections/elections.page.ts', "import type { Election } from './elections.queries.js';"],
    ['features/elections/elections.service.ts', "import { findMember } from '../members/index.js';"],
    ['features/elections/elections.routes.ts', "import { closeElection } from './elections.service.js';"],
  ])('allow in %s: %s', (file, source) => {
    expect(offences(file, source)).toEqual([]);
  });
});
