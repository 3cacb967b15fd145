import type { Pipeline, Text, Titled } from '../wire/index.ts';

/** How the files call what the register knows by its id. */
export class Titles {
  #known: Map<string, Text>;

  constructor({ programmes, competitions }: Pick<Pipeline, 'programmes' | 'competitions'>) {
    const under = (kind: string, of: string, all: Titled[]) =>
      all.map(({ id, title }): [string, Text] => [`${kind} ${of}/${id}`, title]);
    this.#known = new Map([
      ...under('programme', '', programmes),
      ...programmes.flatMap(({ id, categories }) => under('category', id, categories)),
      ...programmes.flatMap(({ id, bodies }) => under('body', id, bodies)),
      ...under('competition', '', competitions),
      ...competitions.flatMap(({ id, skills }) => under('skill', id, skills)),
    ]);
  }

  programme = (id: string): Text => this.#of('programme', '', id);
  category = (programme: string, id: string): Text => this.#of('category', programme, id);
  body = (programme: string, id: string | null | undefined): Text => this.#of('body', programme, id ?? '');
  competition = (id: string): Text => this.#of('competition', '', id);
  skill = (competition: string, id: string): Text => this.#of('skill', competition, id);

  /** What is not in the files any more has its id alone. */
  #of(kind: string, of: string, id: string): Text {
    return this.#known.get(`${kind} ${of}/${id}`) ?? { zh: id, en: id };
  }
}
