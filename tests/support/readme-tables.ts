import { PERMISSIONS } from '../../src/access/permissions.js';
import { ROLE_LABELS, type Role } from '../../src/access/roles.js';
import { CAMPAIGN_PHASES, CAMPAIGN_STEPS } from '../../src/campaign/phases.js';

/** The parts of the README that are printed from the code, by the name that stands in their marks. */
export function readmeTables(): Record<string, string> {
  return { phases: phaseDiagram(), steps: stepTable(), permissions: permissionTable() };
}

/** Puts the tables between `<!-- name -->` and `<!-- /name -->`. Throws when a mark is missing. */
export function withTables(readme: string): string {
  return Object.entries(readmeTables()).reduce((text, [name, table]) => {
    const pattern = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!pattern.test(text)) throw new Error(`README has no place for ${name}`);
    return text.replace(pattern, (_, before: string, after: string) => `${before}${table}\n${after}`);
  }, readme);
}

function phaseDiagram(): string {
  const groups = CAMPAIGN_PHASES.map((phase) => {
    const steps = CAMPAIGN_STEPS.filter((row) => row.phase === phase.phase).map(
      (row) => `    ${row.step}["${row.label}"]`,
    );
    return [`  subgraph ${phase.phase}["${phase.numeral} ${phase.label}"]`, ...steps, '  end'].join('\n');
  });
  const arrows = CAMPAIGN_STEPS.flatMap((row) => (row.next === null ? [] : [`  ${row.step} --> ${row.next}`]));
  return ['```mermaid', 'flowchart LR', ...groups, ...arrows, '```'].join('\n');
}

function stepTable(): string {
  const rows = CAMPAIGN_STEPS.map(
    (row) =>
      `| \`${row.step}\` ${row.label} | ${row.opens} | ${row.checks.map((check) => `\`${check}\``).join(', ')} |`,
  );
  return ['| step | opens | checks that must hold to leave it |', '| --- | --- | --- |', ...rows].join('\n');
}

function permissionTable(): string {
  const roles = Object.keys(ROLE_LABELS) as Role[];
  const head = `| permission | ${roles.map((role) => ROLE_LABELS[role]).join(' | ')} |`;
  const line = `| --- |${roles.map(() => ' :-: |').join('')}`;
  const rows = Object.entries(PERMISSIONS).map(([permission, holders]) => {
    const held: readonly Role[] = holders;
    return `| \`${permission}\` | ${roles.map((role) => (held.includes(role) ? '●' : '')).join(' | ')} |`;
  });
  return [head, line, ...rows].join('\n');
}
