import type { StatisticsTable, YearStatistics } from '../wire/index.ts';

/** A table in which nothing is known of anybody tells nothing. */
export const tellsSomething = (table: StatisticsTable): boolean =>
  table.rows.some((row) => row.value !== 'unknown' && row.people !== 0);

export function isPersonalUnknown(year: YearStatistics): boolean {
  const personal = year.tables.filter(({ dimension }) =>
    ['level', 'gender', 'migrant', 'age'].includes(dimension),
  );
  return personal.length > 0 && !personal.some(tellsSomething);
}

/** Rows that count nobody are left out. */
export const rowsOf = (table: StatisticsTable): StatisticsTable['rows'] =>
  table.rows.filter((row) => row.people !== 0);
