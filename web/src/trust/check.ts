const TIMEOUT_MS = 10_000;

/**
 * Whether this browser takes the server's certificate. The answer itself stays closed to a page of another origin; that there is one
 * is enough.
 */
export async function isTrusted(httpsUrl: string): Promise<boolean> {
  try {
    await fetch(`${httpsUrl}/health`, {
      mode: 'no-cors',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return true;
  } catch {
    return false;
  }
}
