// What the harness that started the server says about it.

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests need a running server`);
  return value;
}

export const baseUrl = required('JINBANG_URL').replace(/\/$/, '');
export const organiserPassword = process.env.JINBANG_ORGANISER_PASSWORD ?? '';
export const wantedCompetition = process.env.JINBANG_COMPETITION ?? '';
export const pairingCodes = JSON.parse(process.env.JINBANG_PAIRING_CODES ?? '[]');
/** For tests that need a server of their own. */
export const program = process.env.JINBANG_PROGRAM ?? '';
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const WAIT_MS = 20_000;
