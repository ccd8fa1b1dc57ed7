/** What a member said of himself in the survey (R6), and when the branch confirmed it; null: not yet. */
export interface ToldInSurvey {
  /** Of the skills, those the branch confirmed. */
  confirmedSkills: readonly string[];
  /** 想参加的小组方向. */
  wishedFunctions: readonly string[];
  skillsFilledAt: Date | null;
  skillsConfirmedAt: Date | null;
}

/** Beside a name there is room for a few; the rest stands on the member's own page. */
const MOST_SHOWN = 3;

function few(words: readonly string[], unit: string): string {
  const shown = words.slice(0, MOST_SHOWN).join('、');
  return words.length > MOST_SHOWN ? `${shown}等${words.length}${unit}` : shown;
}

/** R6: 特长：课堂教学、合唱指挥；想参加：德育工作. Before the branch has confirmed it, only that it waits for that; else empty. */
export function surveyNote(told: ToldInSurvey | undefined): string {
  if (!told?.skillsFilledAt) return '';
  if (!told.skillsConfirmedAt) return '特长和意愿待确认';
  const { confirmedSkills, wishedFunctions } = told;
  return [
    confirmedSkills.length > 0 ? `特长：${few(confirmedSkills, '项')}` : '',
    wishedFunctions.length > 0 ? `想参加：${few(wishedFunctions, '个方向')}` : '',
  ]
    .filter(Boolean)
    .join('；');
}
