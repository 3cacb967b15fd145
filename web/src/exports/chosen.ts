import type { CisTable, Column, ExportColumn, ExportOf, Stage, TableFormat } from '../wire/index.ts';

/** What a list has unless somebody says otherwise. */
const USUAL: Column[] = [
  'nomination',
  'person',
  'name-zh',
  'name-en',
  'programme-title',
  'category-title',
  'year',
  'body',
  'stage',
  'stage-since',
  'competition-title',
  'skill-title',
  'competitor',
  'place',
  'medal',
  'amended',
];

export type Kind = ExportOf['kind'];

/** What the form holds; parts that another kind does not need stay as they are. */
export type Chosen = {
  kind: Kind;
  format: TableFormat;
  columns: Column[];
  programme: string;
  year: string;
  stage: Stage | '';
  competition: string;
  skill: string;
  /** Of verdicts; empty: all of them. */
  rules: string;
  file: CisTable;
  nomination: string;
  names: boolean;
};

export const atFirst = (nomination = ''): Chosen => ({
  kind: nomination === '' ? 'nominations' : 'dossier',
  format: 'xlsx',
  columns: USUAL,
  programme: '',
  year: '',
  stage: '',
  competition: '',
  skill: '',
  rules: '',
  file: 'competitor-results',
  nomination,
  names: false,
});

/** Columns stand in the order of the list, however they were ticked. */
export function toggled(all: ExportColumn[], chosen: Column[], column: Column): Column[] {
  const wanted = new Set(chosen);
  if (!wanted.delete(column)) wanted.add(column);
  return all.map((known) => known.column).filter((known) => wanted.has(known));
}

/** What is asked for; null: something is missing yet. */
export function asked(chosen: Chosen): ExportOf | null {
  switch (chosen.kind) {
    case 'nominations': {
      const { format, columns, programme, year, stage } = chosen;
      if (columns.length === 0) return null;
      return {
        kind: 'nominations',
        format,
        columns,
        ...(programme && { programme }),
        ...(year && { year: Number(year) }),
        ...(stage && { stage }),
      };
    }
    case 'certificates': {
      const { competition, skill } = chosen;
      if (!competition) return null;
      return { kind: 'certificates', competition, ...(skill && { skill }) };
    }
    case 'verdicts': {
      const { competition, rules } = chosen;
      if (!competition) return null;
      return { kind: 'verdicts', competition, ...(rules && { programme: rules }) };
    }
    case 'cis': {
      const { competition, file } = chosen;
      return competition ? { kind: 'cis', competition, file } : null;
    }
    case 'dossier':
      if (!/^[1-9]\d*$/.test(chosen.nomination)) return null;
      return { kind: 'dossier', nomination: Number(chosen.nomination), names: chosen.names };
  }
}

export function isPersonal(chosen: Chosen, all: ExportColumn[]): boolean {
  if (chosen.kind === 'dossier') return chosen.names;
  return (
    chosen.kind === 'nominations' &&
    all.some((known) => known.personal && chosen.columns.includes(known.column))
  );
}
