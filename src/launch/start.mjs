// npm start: makes everything ready and becomes the portal, in one process, so that signals reach it.
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { inProject, ROOT } from './project.mjs';

process.chdir(ROOT);
prepare();
process.setSourceMapsEnabled(true);
await import(pathToFileURL(inProject('dist', 'server.js')).href);
