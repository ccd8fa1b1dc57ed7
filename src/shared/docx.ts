import { createRequire } from 'node:module';

type Docx = typeof import('docx');

const load = createRequire(import.meta.url);
let loaded: Docx | null = null;

/** The library of Word files, loaded with the first one: a process that makes none spares the memory. */
export function docx(): Docx {
  loaded ??= load('docx') as Docx;
  return loaded;
}
