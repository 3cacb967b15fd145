import type {
  HonoursCandidate,
  HonoursChance,
  PipelineCompetition,
  PipelineProgramme,
} from '../wire/index.ts';

/** For what of what. */
export type Target = { programme: string; category: string };

export function chanceOf(row: HonoursCandidate, target: Target): HonoursChance | undefined {
  return row.chances.find(
    ({ programme, category }) => programme === target.programme && category === target.category,
  );
}

/** What anybody of these could be nominated for, in the order of the programmes' files, with how many surely. */
export function targets(
  rows: HonoursCandidate[],
  programmes: PipelineProgramme[],
): { programme: PipelineProgramme; categories: { id: string; certain: number; open: number }[] }[] {
  const counts = new Map<string, { certain: number; open: number }>();
  for (const { programme, category, certain } of rows.flatMap((row) => row.chances)) {
    const count = counts.get(`${programme}/${category}`) ?? { certain: 0, open: 0 };
    count[certain ? 'certain' : 'open'] += 1;
    counts.set(`${programme}/${category}`, count);
  }
  return programmes
    .map((programme) => ({
      programme,
      categories: programme.categories.flatMap(({ id }) => {
        const count = counts.get(`${programme.id}/${id}`);
        return count ? [{ id, ...count }] : [];
      }),
    }))
    .filter(({ categories }) => categories.length > 0);
}

/** This year, as far as the programme runs. */
export function firstYear(programme: PipelineProgramme | undefined, thisYear: number): number {
  const from = Math.max(thisYear, programme?.from_year ?? thisYear);
  return Math.min(from, programme?.to_year ?? from);
}

export function publishedCount(competitions: PipelineCompetition[]): number {
  return competitions.flatMap(({ skills }) => skills).filter(({ published }) => published).length;
}
