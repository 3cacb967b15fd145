import { RequestFailed, request } from '../connection/http.ts';
import type {
  HonoursAct,
  HonoursAnswer,
  HonoursCandidates,
  NominationView,
  OfficerPassword,
  OfficerRequest,
  Officers,
  OfficerSessionRequest,
  Pipeline,
} from '../wire/index.ts';

const part = encodeURIComponent;

export const signIn = (body: OfficerSessionRequest) => request<null>('POST', '/api/session/officer', body);
export const signOut = () => request<null>('DELETE', '/api/session');

export const readPipeline = () => request<Pipeline>('GET', '/api/honours');
export const readNomination = (nomination: number) =>
  request<NominationView>('GET', `/api/honours/nominations/${nomination}`);
export const readCandidates = (competition: string, skill: string) =>
  request<HonoursCandidates>('GET', `/api/honours/candidates/${part(competition)}/${part(skill)}`);

export const preview = (acts: HonoursAct[]) =>
  request<HonoursAnswer>('POST', '/api/honours/preview', { acts });

/** What is refused is an answer too: nothing of it was done then. */
export async function submit(acts: HonoursAct[]): Promise<HonoursAnswer> {
  try {
    return await request<HonoursAnswer>('POST', '/api/honours', { acts });
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 409 && isAnswer(error.content))
      return error.content;
    throw error;
  }
}

function isAnswer(content: unknown): content is HonoursAnswer {
  return Array.isArray((content as Partial<HonoursAnswer> | null)?.refused);
}

export const listOfficers = () => request<Officers>('GET', '/api/officers');
export const addOfficer = (body: OfficerRequest) => request<OfficerPassword>('POST', '/api/officers', body);
export const removeOfficer = (officer: string) => request<null>('DELETE', `/api/officers/${part(officer)}`);
