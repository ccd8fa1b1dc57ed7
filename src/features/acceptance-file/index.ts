/** What other slices may call: the use cases (demonstration data), and the work in the background. */

export { acceptanceFileJobs, type FileJobDeps } from './acceptance-file.jobs.js';
export { requestFile } from './acceptance-file.service.js';
