import { request, RequestFailed } from '../connection/http.ts';
import type { Pairing, ProposedScore } from '../wire/index.ts';

export type ImpactRequest = { proposal: number } | { scores: ProposedScore[] };
export type Place = { rank: number | null; total: string; medal: string | null };
export type Impact = {
  rows: { competitor: string; known_as?: string; before: Place; after: Place }[];
  unchanged: number;
};

/** What scores would do to places. The desk's answers take a session, which a chief expert's device is given for its token. */
export async function impactOf(pairing: Pairing, skill: string, asked: ImpactRequest): Promise<Impact> {
  const { competition, token } = pairing;
  const path = `/api/impact/${encodeURIComponent(competition)}/${encodeURIComponent(skill)}`;
  try {
    return await request<Impact>('POST', path, asked);
  } catch (error) {
    const signedOut = error instanceof RequestFailed && (error.status === 401 || error.status === 403);
    if (!signedOut) throw error;
  }
  await request('POST', '/api/session/device', { competition, token });
  return request<Impact>('POST', path, asked);
}
