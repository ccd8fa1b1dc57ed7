export { createBranch } from './branches.service.js';
export { createBureau } from './bureaus.service.js';
