import { tick } from 'svelte';
import { addressOf, hashOf, type View } from '../proceedings/address.ts';
import { cellKey, type Place } from './progress.ts';

export type { View };

/** What is chosen and worked at in the room. */
export class Choice {
  view = $state<View>(addressOf(location.hash).view);
  /** What of a view besides marking is open. */
  detail = $state(addressOf(location.hash).detail);
  competitor = $state('');
  subCriterion = $state('');
  aspect = $state('');
  /** The cell that is being corrected, and a reason to begin with. */
  correcting = $state('');
  reason = $state('');
  /** A value that was taken back, to be mended. */
  prefill = $state.raw<{ cell: string; value: string } | null>(null);

  get whereabouts(): string {
    return [this.view, this.competitor, this.subCriterion, this.aspect].join('\n');
  }

  /** The address says what is shown, so that back works. */
  show(view: View): void {
    const hash = hashOf({ view, detail: '' });
    if (hashOf(addressOf(location.hash)) !== hash) location.hash = hash;
    this.follow();
  }

  follow = (): void => {
    const { view, detail } = addressOf(location.hash);
    if (view !== this.view || detail !== this.detail) scrollTo({ top: 0 });
    this.view = view;
    this.detail = detail;
  };

  isActive(competitor: string, aspect: string): boolean {
    return this.competitor === competitor && this.aspect === aspect;
  }

  activate(competitor: string, aspect: string): void {
    this.competitor = competitor;
    this.aspect = aspect;
  }

  async go(place: Place): Promise<void> {
    if (this.view !== 'aspect' && this.view !== 'competitor') {
      this.show('competitor');
    }
    this.competitor = place.competitor;
    this.subCriterion = place.subCriterion;
    this.aspect = place.aspect;
    await tick();
    focusCard(document.getElementById(cardId(this.view, place.competitor, place.aspect)));
  }

  async correct(place: Place, reason: string): Promise<void> {
    await this.go(place);
    this.reason = reason;
    this.correcting = cellKey(place.competitor, place.aspect);
  }

  async mend(place: Place, value: string): Promise<void> {
    this.prefill = { cell: cellKey(place.competitor, place.aspect), value };
    await this.go(place);
  }
}

export function cardId(view: View, competitor: string, aspect: string): string {
  return view === 'aspect' ? `competitor-${competitor}` : `aspect-${aspect}`;
}

/** Where the keyboard goes on: the field to fill in, or the card itself where there is none. */
function focusCard(card: HTMLElement | null): void {
  if (!card) return;
  card.scrollIntoView({ block: 'center' });
  const field = card.querySelector<HTMLElement>('form[data-entry] input');
  (field ?? card).focus({ preventScroll: true });
}

/** The next or previous card of the list that takes an entry. */
export function neighbour(from: Element, by: 1 | -1): { competitor: string; aspect: string } | null {
  const cards = [...document.querySelectorAll<HTMLElement>('[data-cell]')];
  let at = cards.findIndex((card) => card.contains(from)) + by;
  while (cards[at] && !cards[at]?.querySelector('form[data-entry]')) at += by;
  const [competitor, aspect] = cards[at]?.dataset.cell?.split('\n') ?? [];
  return competitor && aspect ? { competitor, aspect } : null;
}
