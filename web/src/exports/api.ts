import { ask, request } from '../connection/http.ts';
import type { ExportAsked, ExportList, ExportRequest } from '../wire/index.ts';

export const readExports = () => request<ExportList>('GET', '/api/honours/exports');
export const askForExport = (body: ExportRequest) =>
  request<ExportAsked>('POST', '/api/honours/exports', body);
export const confirmExport = (of: number) => request<null>('POST', `/api/honours/exports/${of}/confirm`);
export const withdrawExport = (of: number) => request<null>('POST', `/api/honours/exports/${of}/withdraw`);

/** The file itself; the server makes it anew and looks whether it is the same. */
export async function fetchExport(of: number): Promise<Blob> {
  const answer = await ask('GET', `/api/honours/exports/${of}/file`, null, {}, FILE_TIMEOUT_MS);
  return answer.blob();
}

const FILE_TIMEOUT_MS = 120_000;
