import type { BoardCompetitor, Text } from '../wire/index.ts';

/** Reports speak of ids; people on the desk want names beside them. */
export class People {
  #names: Map<string, Text>;

  constructor(competitors: BoardCompetitor[], experts: { expert: string; name: Text }[]) {
    this.#names = new Map([
      ...competitors.map(({ id, name }): [string, Text] => [id, name]),
      ...experts.map(({ expert, name }): [string, Text] => [expert, name]),
    ]);
  }

  name(id: string): Text | null {
    return this.#names.get(id) ?? null;
  }
}
