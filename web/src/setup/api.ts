import { ask, request } from '../connection/http.ts';
import type {
  CardIssueRequest,
  Cards,
  CardStates,
  DraftCheck,
  DraftCreateRequest,
  DraftFile,
  DraftKey,
  DraftList,
  DraftOpened,
  DraftValues,
  DraftView,
  ListPreview,
  SchemeTable,
} from '../wire/index.ts';

const part = encodeURIComponent;
const of = (draft: string): string => `/api/drafts/${part(draft)}`;
const paths = (path: string): string => path.split('/').map(part).join('/');

/** A version that a change is meant for; none: the file is new. */
const version = (etag: string | null): Record<string, string> =>
  etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };

export const listDrafts = () => request<DraftList>('GET', '/api/drafts');
export const createDraft = (body: DraftCreateRequest) => request<null>('POST', '/api/drafts', body);
export const removeDraft = (draft: string) => request<null>('DELETE', of(draft));
export const showDraft = (draft: string) => request<DraftView>('GET', of(draft));
export const checkDraft = (draft: string) => request<DraftCheck>('GET', `${of(draft)}/check`);

export async function readText(draft: string, path: string): Promise<{ text: string; etag: string }> {
  const answer = await ask('GET', `${of(draft)}/files/${paths(path)}`);
  return { text: await answer.text(), etag: answer.headers.get('etag') ?? '' };
}

export async function writeFile(
  draft: string,
  path: string,
  body: Blob | string,
  etag: string | null,
): Promise<DraftFile> {
  const answer = await ask('PUT', `${of(draft)}/files/${paths(path)}`, body, version(etag));
  return (await answer.json()) as DraftFile;
}

export async function deleteFile(draft: string, path: string, etag: string | null): Promise<void> {
  await ask('DELETE', `${of(draft)}/files/${paths(path)}`, null, etag === null ? {} : version(etag));
}

export const undo = (draft: string, path: string) =>
  request<DraftFile>('POST', `${of(draft)}/undo`, { path });
export const readValues = (draft: string, path: string) =>
  request<DraftValues>('GET', `${of(draft)}/values/${paths(path)}`);
export const changeKeys = (draft: string, path: string, etag: string | null, set: DraftKey[]) =>
  request<DraftFile>('POST', `${of(draft)}/keys`, { path, etag, set });
export const workbook = (draft: string, skill: string) =>
  request<SchemeTable>('GET', `${of(draft)}/workbooks/${part(skill)}`);
export const convertWorkbook = (draft: string, skill: string) =>
  request<null>('POST', `${of(draft)}/workbooks/${part(skill)}`);
export const openDraft = (draft: string, digest: string) =>
  request<DraftOpened>('POST', `${of(draft)}/open`, { digest });

export type ListOptions = {
  merging: 'append' | 'replace';
  sheet: string | null;
  map: string | null;
  skill: string | null;
};

/** `etag`: take it in, on top of this version; undefined: only show. */
export async function takeIn(
  draft: string,
  table: string,
  file: Blob,
  options: ListOptions,
  etag?: string | null,
): Promise<ListPreview> {
  const query = new URLSearchParams({ merging: options.merging });
  for (const key of ['sheet', 'map', 'skill'] as const) {
    const value = options[key];
    if (value !== null && value !== '') query.set(key, value);
  }
  if (etag !== undefined) query.set('apply', 'true');
  const headers = etag === undefined ? {} : version(etag);
  const answer = await ask('POST', `${of(draft)}/lists/${part(table)}?${query}`, file, headers);
  return (await answer.json()) as ListPreview;
}

export const issueCards = (body: CardIssueRequest) => request<Cards>('POST', '/api/cards', body);
export const cardStates = (competition: string) =>
  request<CardStates>('GET', `/api/cards/${part(competition)}`);
