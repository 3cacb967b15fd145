import type { ErrorBody, Text } from '../wire/index.ts';

const TIMEOUT_MS = 10_000;

/** What a request can end in besides an answer: the server's own words, or none at all. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly code: string;
  readonly text: Text | null;

  constructor(status: number, code: string, text: Text | null) {
    super(code);
    this.status = status;
    this.code = code;
    this.text = text;
  }
}

export async function request<T>(method: string, path: string, body?: object): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new RequestFailed(0, 'unreachable', null);
  }
  const content: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const error = (content as ErrorBody | null)?.error;
    throw new RequestFailed(answer.status, error?.code ?? `http-${answer.status}`, error?.message ?? null);
  }
  return content as T;
}

export function failure(error: unknown): RequestFailed {
  return error instanceof RequestFailed ? error : new RequestFailed(0, 'unexpected', null);
}
