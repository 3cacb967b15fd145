import { unzip } from './unzip.ts';

export type Uploaded = { path: string; content: Blob };
export type Chosen = { files: Uploaded[]; skipped: string[] };

const TOP = ['competition.toml', 'delegations.csv', 'competitors.csv', 'experts.csv'];
const OF_SKILL = ['skill.toml', 'scheme.csv', 'scheme.xlsx'];

/** What of these files belongs to a competition, wherever its folder lies among them. */
export function sorted(found: Uploaded[]): Chosen {
  const root = rootOf(found.map((file) => file.path));
  const files: Uploaded[] = [];
  const skipped: string[] = [];
  for (const { path, content } of found) {
    const inside = path.startsWith(root) ? path.slice(root.length) : path;
    if (belongs(inside)) files.push({ path: inside, content });
    else if (!/(^|\/)(\.|__MACOSX\/)/.test(path)) skipped.push(inside);
  }
  return { files, skipped };
}

function belongs(path: string): boolean {
  const [folder, skill, name, more] = path.split('/');
  if (skill === undefined) return TOP.includes(path);
  return (
    folder === 'skills' &&
    skill !== '' &&
    !skill.startsWith('.') &&
    OF_SKILL.includes(name ?? '') &&
    more === undefined
  );
}

/** The shortest folder that holds a `competition.toml` or a `skills/`. */
function rootOf(paths: string[]): string {
  const roots = paths
    .filter((path) => !path.startsWith('__MACOSX/'))
    .flatMap((path) => /^((?:.*\/)?)(?:competition\.toml|skills\/[^/]+\/[^/]+)$/.exec(path)?.[1] ?? []);
  return roots.sort((one, other) => one.length - other.length)[0] ?? '';
}

/** Files that were chosen or dropped; one .zip stands for what is in it. */
export async function opened(chosen: File[]): Promise<Chosen> {
  const found: Uploaded[] = [];
  for (const file of chosen) {
    if (/\.zip$/i.test(file.name)) found.push(...(await unzip(file)));
    else found.push({ path: file.webkitRelativePath || file.name, content: file });
  }
  return sorted(found);
}
