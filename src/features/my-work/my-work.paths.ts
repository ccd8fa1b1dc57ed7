export const MY_WORK = '/account/work';
export const DONE = '/account/work/done';
