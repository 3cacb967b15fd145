import { attendance } from './attended.ts';
import type { ErrorBody, Text } from '../wire/index.ts';

const TIMEOUT_MS = 10_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/** What a request can end in besides an answer: the server's own words, or none at all. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly code: string;
  readonly text: Text | null;
  /** All the server said, where it is more than a text. */
  readonly content: unknown;

  constructor(status: number, code: string, text: Text | null, content: unknown = null) {
    super(code);
    this.status = status;
    this.code = code;
    this.text = text;
    this.content = content;
  }
}

/** Any answer but a refusal. A body that is no text, or long, may take its time. */
export async function ask(
  method: string,
  path: string,
  body: BodyInit | null = null,
  headers: Record<string, string> = {},
  timeoutMs = body instanceof Blob ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS,
): Promise<Response> {
  let answer: Response;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    answer = await fetch(path, { method, headers: { ...attendance(), ...headers }, body, signal });
  } catch {
    throw new RequestFailed(0, 'unreachable', null);
  }
  if (answer.ok) return answer;
  const content: unknown = await answer.json().catch(() => null);
  const error = (content as ErrorBody | null)?.error;
  throw new RequestFailed(
    answer.status,
    error?.code ?? `http-${answer.status}`,
    error?.message ?? null,
    content,
  );
}

export async function request<T>(method: string, path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
  const answer = await ask(method, path, body ? JSON.stringify(body) : null, headers);
  return (await answer.json().catch(() => null)) as T;
}

export function failure(error: unknown): RequestFailed {
  return error instanceof RequestFailed ? error : new RequestFailed(0, 'unexpected', null);
}
