import { forget, remember, remembered } from '../components/storage.ts';
import { isMarkable } from '../marking/progress.ts';
import type { MarkingSession } from '../marking/session.svelte.ts';
import type { ExpertRole } from '../wire/index.ts';
import type { View } from './address.ts';
import { leads, waiting, type Me } from './affairs.ts';

const HANDED_OVER = 'jinbang.handed-over';

/** The sheet a competitor has before the eyes. */
export type HandedOver = { day: number; competitor: string };

/** What goes on besides marking, as this person has a part in it. */
export class Proceedings {
  readonly session: MarkingSession;
  /** While a competitor holds the tablet nothing else is on it; a reload changes nothing about that. */
  handedOver = $state.raw<HandedOver | null>(handedOverBefore());

  #room;

  constructor(session: MarkingSession) {
    this.session = session;
    this.#room = session.room;
  }

  me: Me | null = $derived.by(() => {
    const expert = this.#room?.welcome?.expert;
    return expert ? { id: expert.id, role: expert.role } : null;
  });

  /** Cells in which a machine's value waits for somebody of this panel. */
  measured = $derived.by(() => {
    if (this.me?.role === 'supervisor') return [];
    return this.#room.sheet.subCriteria.flatMap((sub) =>
      this.#room.sheet.competitors
        .filter((one) => isMarkable(one, sub))
        .flatMap((competitor) =>
          sub.aspects.flatMap((aspect) => {
            const measured = this.#room.cell(competitor.id, aspect.id)?.measured;
            const queued = this.#room.sheet.isQueued(competitor.id, aspect.id);
            return measured && !queued ? [{ competitor, aspect, measured }] : [];
          }),
        ),
    );
  });

  counts = $derived.by(() => {
    const { affairs } = this.#room;
    if (!affairs || !this.me) return { signing: 0, appeals: 0, corrections: 0, codes: 0 };
    return waiting(affairs, this.me, this.roleOf, this.isRemarkQueued);
  });

  /** What there is to look at for this person, with how much of it waits. */
  views: { view: Exclude<View, 'competitor' | 'aspect'>; count: number }[] = $derived.by(() => {
    if (!this.me) return [];
    const graded = this.#room.sheet.subCriteria.some((sub) =>
      sub.aspects.some((one) => one.grader !== undefined),
    );
    const { signing, appeals, corrections, codes } = this.counts;
    return [
      ...(graded ? [{ view: 'measured' as const, count: this.measured.length }] : []),
      { view: 'signing', count: signing },
      { view: 'appeals', count: appeals + this.session.outbox.drafts.length },
      ...(leads(this.me)
        ? [
            { view: 'corrections' as const, count: corrections },
            { view: 'panels' as const, count: 0 },
          ]
        : []),
      ...(this.#room.welcome?.skill.blind ? [{ view: 'codes' as const, count: codes }] : []),
    ];
  });

  roleOf = (expert: string): ExpertRole | undefined =>
    this.#room.welcome?.skill.experts.find((one) => one.id === expert)?.role;

  isRemarkQueued = (appeal: number, aspect: string): boolean =>
    this.session.outbox.waiting.some(
      ({ command }) => command.type === 'remark' && command.appeal === appeal && command.aspect === aspect,
    );

  handOver(sheet: HandedOver): void {
    remember(HANDED_OVER, JSON.stringify(sheet));
    this.handedOver = sheet;
  }

  takeBack(): void {
    forget(HANDED_OVER);
    this.handedOver = null;
  }
}

function handedOverBefore(): HandedOver | null {
  try {
    return JSON.parse(remembered(HANDED_OVER) ?? 'null') as HandedOver | null;
  } catch {
    return null;
  }
}
