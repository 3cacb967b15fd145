import { LiveFeed } from '../results/live.svelte.ts';
import type { SkillFairness } from '../wire/index.ts';

/** How severe each expert is, as the fairness work has it; experts it cannot compare are absent. */
export class Severities {
  #feed: LiveFeed<SkillFairness>;

  constructor(competition: string, skill: string) {
    this.#feed = new LiveFeed('fairness', competition, skill);
  }

  start(): () => void {
    return this.#feed.start();
  }

  get byExpert(): Map<string, { severity: number; flags: string[] }> {
    const experts = this.#feed.live?.report?.experts ?? [];
    return new Map(
      experts.flatMap(({ expert, rasch, flags }) =>
        rasch.severity === null ? [] : [[expert, { severity: rasch.severity, flags }]],
      ),
    );
  }
}
