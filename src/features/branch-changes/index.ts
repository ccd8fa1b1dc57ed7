export { type Renaming, renameBranch } from './renaming.service.js';
export { dissolveBranch, mergeBranch, type Split, splitBranch } from './reorganizing.service.js';
