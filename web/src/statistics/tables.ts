import type { StatisticsTable } from '../wire/index.ts';

/** Rows that count nobody are left out. */
export const rowsOf = (table: StatisticsTable): StatisticsTable['rows'] =>
  table.rows.filter((row) => row.people !== 0);

/** A table in which nothing is known of anybody tells nothing. */
export const tellsSomething = (table: StatisticsTable): boolean =>
  rowsOf(table).some((row) => row.value !== 'unknown');
