export type BoardAddress = { competition: string; skill: string };

export function boardAddress(path: string): BoardAddress | null {
  const match = /^\/board\/([^/]+)\/([^/]+)\/?$/.exec(path);
  if (!match?.[1] || !match[2]) return null;
  return { competition: decodeURIComponent(match[1]), skill: decodeURIComponent(match[2]) };
}

export function boardPath({ competition, skill }: BoardAddress): string {
  return `/board/${encodeURIComponent(competition)}/${encodeURIComponent(skill)}`;
}
