import type { Text } from '../wire/index.ts';

/** The members of a team, unless its name says them all already. */
export function membersBeside(name: string, members: Text[], inLanguage: (text: Text) => string): string {
  const all = members.map(inLanguage);
  return all.every((member) => name.includes(member)) ? '' : all.join(' · ');
}
