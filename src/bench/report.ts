export interface Figure {
  /** The quality figure it answers, such as P1. */
  id: string;
  name: string;
  value: string;
  target: string;
  reached: boolean | null;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
};

/** Lowest, middle and highest of the rounds; the middle one is held against the target. */
export function ratioFigure(
  id: string,
  name: string,
  ratios: readonly number[],
  limit: { atLeast: number } | { atMost: number },
): Figure {
  const middle = median(ratios);
  const [sign, bound] = 'atLeast' in limit ? ['≥', limit.atLeast] : ['≤', limit.atMost];
  return {
    id,
    name,
    value: `${two(Math.min(...ratios))}  ${two(middle)}  ${two(Math.max(...ratios))}`,
    target: `${sign} ${two(bound)}`,
    reached: sign === '≥' ? middle >= bound : middle <= bound,
  };
}

/** A single number, at most `limit`. */
export function plainFigure(
  id: string,
  name: string,
  value: number,
  limit: number,
  show: (value: number) => string,
): Figure {
  return { id, name, value: show(value), target: `≤ ${show(limit)}`, reached: value <= limit };
}

const two = (value: number): string => value.toFixed(2);

export function table(figures: readonly Figure[]): string {
  const verdict = ({ reached }: Figure) => (reached === null ? '' : reached ? 'reached' : 'not reached');
  const rows = figures.map((figure) => [figure.id, figure.name, figure.value, figure.target, verdict(figure)]);
  return columns([['', 'figure', 'measured', 'target', ''], ...rows]);
}

/** Lines of cells under one another. */
export function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
