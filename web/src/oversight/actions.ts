// What the organiser does at the desk; chief experts and supervisors do it on their tablets.
import { ask, request } from '../connection/http.ts';
import type {
  AppealNoticeRequest,
  AppealRequest,
  AppealWithdrawRequest,
  CeremonyEndRequest,
  CeremonyRequest,
  CeremonyStepRequest,
  CodesRequest,
  DeadlineRequest,
  FreezeRequest,
  GraderRequest,
  GraderToken,
  ProposalRejectRequest,
  ProposalRequest,
  PublishRequest,
  UnlockRequest,
} from '../wire/index.ts';
import { skillPath } from './feed.svelte.ts';

export type Where = { readonly competition: string; readonly skill: string };

function post<B extends Where, A = null>(
  path: string,
  { competition, skill }: Where,
  rest: Omit<B, keyof Where>,
) {
  return request<A>('POST', path, { competition, skill, ...rest });
}

export function confirmProposal(where: Where, proposal: number): Promise<null> {
  return post<ProposalRequest>('/api/proposals/confirm', where, { proposal });
}

export function rejectProposal(where: Where, proposal: number, reason: string): Promise<null> {
  return post<ProposalRejectRequest>('/api/proposals/reject', where, { proposal, reason });
}

export function freezeBoard(where: Where): Promise<null> {
  return post<FreezeRequest>('/api/publication/freeze', where, {});
}

export function proposePublishing(where: Where, reason: string): Promise<null> {
  return post<PublishRequest>('/api/publication/propose', where, { reason });
}

export function proposeCeremony(where: Where, ceremony: Omit<CeremonyRequest, keyof Where>): Promise<null> {
  return post<CeremonyRequest>('/api/ceremony/propose', where, ceremony);
}

export function stepCeremony(where: Where, from: number, to: number): Promise<null> {
  return post<CeremonyStepRequest>('/api/ceremony/step', where, { from, to });
}

export function endCeremony(where: Where, publish: boolean): Promise<null> {
  return post<CeremonyEndRequest>('/api/ceremony/end', where, { publish });
}

export function confirmUnlock(where: Where, sub: string | undefined, reason: string): Promise<null> {
  const part = sub === undefined ? {} : { sub_criterion: sub };
  return post<UnlockRequest>('/api/unlocks', where, { ...part, reason });
}

export function setDeadline(where: Where, day: number, at: number | null): Promise<null> {
  return post<DeadlineRequest>('/api/deadlines', where, { day, at });
}

export function fileAppeal(where: Where, appeal: Omit<AppealRequest, keyof Where>): Promise<null> {
  return post<AppealRequest>('/api/appeals', where, appeal);
}

export function noticeAppeal(where: Where, appeal: number): Promise<null> {
  return post<AppealNoticeRequest>('/api/appeals/notice', where, { appeal });
}

export function withdrawAppeal(where: Where, appeal: number, reason: string): Promise<null> {
  return post<AppealWithdrawRequest>('/api/appeals/withdraw', where, { appeal, reason });
}

export function drawCodes(where: Where): Promise<null> {
  return post<CodesRequest>('/api/codes', where, {});
}

/** That it was taken goes on record. */
export async function takeCodeSheet({ competition, skill }: Where, layer: number): Promise<string> {
  return (await ask('GET', `${skillPath('codes', competition, skill)}/${layer}`)).text();
}

export function addGrader(where: Where, grader: string): Promise<GraderToken> {
  return post<GraderRequest, GraderToken>('/api/graders', where, { grader });
}

export async function revokeGrader({ competition, skill }: Where, grader: string): Promise<void> {
  const query = new URLSearchParams({ competition, skill });
  await request('DELETE', `/api/graders/${encodeURIComponent(grader)}?${query}`);
}
