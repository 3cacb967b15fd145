import type { BoardCompetitor, Text } from '../wire/index.ts';

/** Everything a competitor may be looked for by, in both scripts. */
function searched({ id, name, delegation, members }: BoardCompetitor): string {
  const texts: Text[] = [name, delegation.name, ...members];
  return [id, delegation.id, ...texts.flatMap((text) => [text.zh, text.en])].join('\n');
}

/** Without case, accents and the width of letters: `Zoë` is found by `zoe`. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Whether a competitor is meant: every word must be somewhere. */
export function searchFor(query: string): (competitor: BoardCompetitor) => boolean {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  return (competitor) => {
    const text = plain(searched(competitor));
    return wanted.every((word) => text.includes(word));
  };
}
