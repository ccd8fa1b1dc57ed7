export {
  type Appointee,
  appointOfficer,
  type BranchInput,
  createBranch,
  dismissOfficer,
  editBranch,
} from './branches.service.js';
export { createBureau, type NewBureau } from './bureaus.service.js';
