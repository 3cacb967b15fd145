import type {
  Affairs,
  AppealCard,
  Capacity,
  DeadlineCard,
  PartCard,
  WantedSignature,
} from '../wire/index.ts';
import { TABS, type Tab } from './route.ts';

/** How far the signing of a part is. */
export type PartStage = 'marking' | 'ready' | 'signing' | 'signed';

export function stageOf(part: PartCard): PartStage {
  if (part.signed) return 'signed';
  if (part.signatures.length > 0) return 'signing';
  return part.ready ? 'ready' : 'marking';
}

export type BoardDay = {
  day: number;
  subs: PartCard[];
  /** The signature of the whole day, where the rules ask for one. */
  whole: PartCard | null;
  deadline: DeadlineCard | null;
  signed: number;
  of: number;
};

/** The parts of one skill by day, and the skill itself. */
export function boardOf({ parts, deadlines }: Affairs): { days: BoardDay[]; skill: PartCard | null } {
  const numbers = [...new Set(parts.filter(({ part }) => part.kind !== 'skill').map(({ day }) => day))];
  const days = numbers
    .toSorted((a, b) => a - b)
    .map((day) => {
      const ofDay = parts.filter((one) => one.day === day && one.part.kind !== 'skill');
      return {
        day,
        subs: ofDay.filter(({ part }) => part.kind === 'sub-criterion'),
        whole: ofDay.find(({ part }) => part.kind === 'day') ?? null,
        deadline: deadlines.find((one) => one.day === day) ?? null,
        signed: ofDay.filter(({ signed }) => signed).length,
        of: ofDay.length,
      };
    });
  return { days, skill: parts.find(({ part }) => part.kind === 'skill') ?? null };
}

export type WantedGroup = { capacity: Capacity; experts: string[]; any: boolean };

/** Who still signs: all of a team in one line; of several chief experts any one will do. */
export function wantedGroups(wanted: WantedSignature[]): WantedGroup[] {
  const groups: WantedGroup[] = [];
  for (const { capacity, experts } of wanted) {
    const any = experts.length > 1;
    const same = groups.at(-1);
    if (same && same.capacity === capacity && !same.any && !any) same.experts.push(...experts);
    else groups.push({ capacity, experts: [...experts], any });
  }
  return groups;
}

/** A name for a part that is the same on every look at it. */
export function keyOf({ part }: PartCard): string {
  return part.kind === 'sub-criterion' ? `sub ${part.id}` : part.kind === 'day' ? `day ${part.day}` : 'skill';
}

/** The tabs there are, each with how many things in it wait for somebody. */
export function tabsOf(affairs: Affairs | null): { tab: Tab; count: number }[] {
  const counts = affairs ? waiting(affairs) : {};
  const blind = affairs?.codes !== undefined;
  return TABS.filter((tab) => tab !== 'codes' || blind).map((tab) => ({ tab, count: counts[tab] ?? 0 }));
}

function waiting(affairs: Affairs): Partial<Record<Tab, number>> {
  return {
    signing: affairs.unlock_requests.length,
    proposals: affairs.proposals.filter(({ closed }) => !closed).length,
    appeals: affairs.appeals.filter(isWaiting).length,
    publication: affairs.proposals.filter(({ what, closed }) => !closed && what.kind === 'publish').length,
    ceremony: affairs.proposals.filter(({ what, closed }) => !closed && what.kind === 'begin-ceremony')
      .length,
    codes: affairs.codes && !affairs.codes.drawn ? 1 : 0,
  };
}

function isWaiting({ stage, noticed_at }: AppealCard): boolean {
  return stage === 'filed' || stage === 'assigned' || (stage === 'decided' && noticed_at === undefined);
}
