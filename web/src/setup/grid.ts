import type { DraftFault } from '../wire/index.ts';

export type Table = { header: string[]; rows: string[][] };
export type Cell = [row: number, column: number];

const blank = (table: Table): string[] => table.header.map(() => '');
const padded = (table: Table, row: string[]): string[] =>
  [...row, ...table.header.map(() => '')].slice(0, Math.max(table.header.length, row.length));

export function withCell(table: Table, [row, column]: Cell, value: string): Table {
  const rows = table.rows.map((cells, at) => {
    if (at !== row) return cells;
    const next = padded(table, cells);
    next[column] = value;
    return next;
  });
  return { ...table, rows };
}

export function withRow(table: Table, at: number): Table {
  return { ...table, rows: [...table.rows.slice(0, at), blank(table), ...table.rows.slice(at)] };
}

export function withoutRow(table: Table, row: number): Table {
  return { ...table, rows: table.rows.filter((_, at) => at !== row) };
}

export function moved(table: Table, row: number, by: -1 | 1): Table {
  const [one, other] = [table.rows[row], table.rows[row + by]];
  if (!one || !other) return table;
  const rows = [...table.rows];
  [rows[row], rows[row + by]] = [other, one];
  return { ...table, rows };
}

/** A column at the end; its cells are empty. */
export function withColumn(table: Table, name: string): Table {
  return { header: [...table.header, name], rows: table.rows.map((row) => [...padded(table, row), '']) };
}

export function withoutColumn(table: Table, column: number): Table {
  const without = (row: string[]): string[] => row.filter((_, at) => at !== column);
  return { header: without(table.header), rows: table.rows.map(without) };
}

/** Cells from a spreadsheet, laid over the table from a cell on; rows are added below as needed. */
export function pasted(table: Table, [row, column]: Cell, cells: string[][]): Table {
  const rows = table.rows.map((one) => padded(table, one));
  cells.forEach((line, down) => {
    const target = (rows[row + down] ??= blank(table));
    line.forEach((cell, right) => {
      if (column + right < table.header.length) target[column + right] = cell.replaceAll('\n', ' ');
    });
  });
  return { ...table, rows };
}

const normal = (name: string): string => name.trim().toLowerCase().replaceAll(/[ -]/g, '_');

/** Faults by `row/column`; a whole row's stand at its first cell. `lines`: where each row begins in the file. */
export function faultsByCell(
  faults: DraftFault[],
  header: string[],
  lines: number[],
): Map<string, DraftFault[]> {
  const found = new Map<string, DraftFault[]>();
  for (const fault of faults) {
    const row = lines.indexOf(fault.row ?? -1);
    if (row < 0) continue;
    const column = Math.max(
      0,
      header.findIndex((name) => normal(name) === normal(fault.column ?? '')),
    );
    const key = `${row}/${column}`;
    found.set(key, [...(found.get(key) ?? []), fault]);
  }
  return found;
}
