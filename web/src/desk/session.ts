import { failure, request } from '../connection/http.ts';
import { loadPairing } from '../marking/pairing.ts';
import type { DeviceSessionRequest, SessionInfo } from '../wire/index.ts';

/** Who is signed in here; null: nobody. */
export async function whose(): Promise<SessionInfo | null> {
  try {
    return await request<SessionInfo>('GET', '/api/session');
  } catch (error) {
    const { status } = failure(error);
    if (status === 401 || status === 403) return null;
    throw error;
  }
}

/** Whether this is a tablet that was paired, and for whom. */
export function pairedExpert(): string | null {
  return loadPairing()?.expert ?? null;
}

/** A chief expert's or supervisor's tablet opens the desk of the own skill. */
export async function enterWithDevice(): Promise<void> {
  const pairing = loadPairing();
  if (!pairing) return;
  const body: DeviceSessionRequest = { competition: pairing.competition, token: pairing.token };
  await request('POST', '/api/session/device', body);
}
