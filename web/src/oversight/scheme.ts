import type { SkillProgress, Text } from '../wire/index.ts';

export type SchemeAspect = { id: string; name: Text };
export type SchemePart = { id: string; name: Text; day: number; aspects: SchemeAspect[] };

/** Names of what is marked: reports speak of ids. */
export class Scheme {
  readonly parts: SchemePart[];
  #subs: Map<string, SchemePart>;
  #aspects: Map<string, SchemeAspect>;

  constructor(parts: SchemePart[]) {
    this.parts = parts;
    this.#subs = new Map(parts.map((part) => [part.id, part]));
    this.#aspects = new Map(parts.flatMap((part) => part.aspects.map((aspect) => [aspect.id, aspect])));
  }

  sub(id: string): SchemePart | null {
    return this.#subs.get(id) ?? null;
  }

  aspect(id: string): SchemeAspect | null {
    return this.#aspects.get(id) ?? null;
  }

  get aspects(): SchemeAspect[] {
    return [...this.#aspects.values()];
  }
}

export function schemeOf({ days }: SkillProgress): Scheme {
  return new Scheme(
    days.flatMap(({ day, sub_criteria }) =>
      sub_criteria.map(({ id, name, aspects }) => ({ id, name, day, aspects })),
    ),
  );
}
