export { ACCEPTANCE_ITEMS } from './acceptance.rules.js';
