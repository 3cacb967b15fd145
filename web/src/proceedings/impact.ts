import { request, RequestFailed } from '../connection/http.ts';
import type { Impact, ImpactRequest, Pairing } from '../wire/index.ts';

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
