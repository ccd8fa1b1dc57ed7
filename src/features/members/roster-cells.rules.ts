/** What a cell of the office's sheet holds before anybody has judged it. Plain data: it is kept as JSON between pages. */
export type RawCell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'date'; day: string }
  | { kind: 'broken'; text: string };

/** `number` is the row's number in the sheet as the person sees it; `cells[0]` is column A, null an empty cell. */
export interface SheetRow {
  number: number;
  cells: (RawCell | null)[];
}

/** Only rows that hold something. */
export interface Sheet {
  name: string;
  rows: SheetRow[];
}

/** The cell as a person would read it aloud. */
export function cellText(cell: RawCell | null | undefined): string {
  if (!cell) return '';
  if (cell.kind === 'number') return String(cell.number);
  return cell.kind === 'date' ? cell.day : cell.text;
}

/** 0 → A, 26 → AA. */
export function columnLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetter(Math.floor(index / 26) - 1) + letter;
}

/** What was typed into a correction field. */
export function typedCell(text: string): RawCell | null {
  return text.trim() === '' ? null : { kind: 'text', text };
}
