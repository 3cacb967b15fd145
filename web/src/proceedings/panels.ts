import type { Sheet } from '../marking/progress.ts';
import type { Aspect, Cell, ColleagueCard } from '../wire/index.ts';

/** A panel that has begun with a cell and is not through with it; `lacks`: who could still score. */
export type WaitingPanel = { cell: Cell; aspect: Aspect; lacks: string[] };

export function waitingPanels(sheet: Sheet, experts: ColleagueCard[]): WaitingPanel[] {
  return sheet.subCriteria.flatMap((sub) =>
    sub.aspects
      .filter((aspect) => aspect.kind === 'J')
      .flatMap((aspect) =>
        sheet.competitors
          .filter((one) => !one.withdrawn)
          .flatMap(({ id }) => {
            const cell = sheet.cell(id, aspect.id);
            if (!cell || (cell.state !== 'partial' && cell.state !== 'rescore')) return [];
            return [{ cell, aspect, lacks: lacksOf(cell, experts) }];
          }),
      ),
  );
}

/** In a later round those who scored the one before; in the first one the colleagues of whoever has begun. */
function lacksOf(cell: Cell, experts: ColleagueCard[]): string[] {
  const scored = new Set(cell.scored ?? []);
  if (cell.state === 'rescore' || scored.size === 0) return [];
  const before = cell.earlier?.at(-1)?.map((one) => one.expert);
  const panels = new Set(experts.filter((one) => scored.has(one.id)).map((one) => one.panel));
  const may =
    before ??
    experts.filter((one) => one.role !== 'supervisor' && panels.has(one.panel)).map((one) => one.id);
  return may.filter((id) => !scored.has(id));
}
