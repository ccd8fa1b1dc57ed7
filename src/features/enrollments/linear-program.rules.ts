/** A column of a linear program: its name, its price and the bounds it keeps. */
interface Column {
  name: string;
  cost: number;
  lower: number;
  upper: number;
}

/** A linear program in the making: columns with prices, and rows that say what their sums come to. */
export interface LinearProgram {
  columns: Column[];
  rows: Map<string, { terms: string[]; equals: number }>;
}

export interface Flow {
  cost?: number;
  lower?: number;
  upper?: number;
  /** Rows that the column enters with a plus, and those with a minus. */
  into: readonly string[];
  outOf?: readonly string[];
}

export const emptyProgram = (): LinearProgram => ({ columns: [], rows: new Map() });

/** States what a row comes to; rows not stated come to nought, as a node where as much leaves as arrives. */
export function stateRow(program: LinearProgram, row: string, equals: number): void {
  program.rows.set(row, { terms: program.rows.get(row)?.terms ?? [], equals });
}

/** Adds a column, from 0 up and free of cost where nothing else is said. */
export function addColumn(program: LinearProgram, name: string, flow: Flow): void {
  const { cost = 0, lower = 0, upper = Number.POSITIVE_INFINITY } = flow;
  program.columns.push({ name, cost, lower, upper });
  for (const row of flow.into) termsOf(program, row).push(`+ ${name}`);
  for (const row of flow.outOf ?? []) termsOf(program, row).push(`- ${name}`);
}

function termsOf(program: LinearProgram, row: string): string[] {
  const known = program.rows.get(row);
  if (known) return known.terms;
  const terms: string[] = [];
  program.rows.set(row, { terms, equals: 0 });
  return terms;
}

/** The program in the LP format of CPLEX, which the solver reads; the lowest total price is looked for. */
export function programText({ columns, rows }: LinearProgram): string {
  const prices = columns.filter(({ cost }) => cost !== 0).map(({ name, cost }) => `${sign(cost)} ${name}`);
  const first = columns[0]?.name ?? 'nothing';
  const sums = [...rows].map(([name, { terms, equals }]) => ` ${name}: ${wrap(terms)} = ${equals}`);
  const bounds = columns.map(({ name, lower, upper }) =>
    upper === Number.POSITIVE_INFINITY ? ` ${name} >= ${lower}` : ` ${lower} <= ${name} <= ${upper}`,
  );
  const price = prices.length > 0 ? wrap(prices) : `0 ${first}`;
  return ['Minimize', ` price: ${price}`, 'Subject To', ...sums, 'Bounds', ...bounds, 'End', ''].join('\n');
}

const sign = (value: number) => (value < 0 ? `- ${-value}` : `+ ${value}`);

/** A few terms a line: readers of the format need not take lines of any length. */
function wrap(terms: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < terms.length; at += 8) lines.push(terms.slice(at, at + 8).join(' '));
  return lines.join('\n  ');
}
