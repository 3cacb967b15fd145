import { forget, remember, remembered } from '../components/storage.ts';
import { request } from '../connection/http.ts';
import type { Pairing } from '../wire/index.ts';

const KEY = 'jinbang.pairing';
const DEVICE_KEY = 'jinbang.device-name';

export function loadPairing(): Pairing | null {
  try {
    const pairing = JSON.parse(remembered(KEY) ?? 'null') as Pairing | null;
    return pairing?.token && pairing.device ? pairing : null;
  } catch {
    return null;
  }
}

/** `deviceName`: as somebody typed it; without one the device bears its system's name. */
export async function pair(code: string, deviceName: string): Promise<Pairing> {
  const body = { code, device_name: deviceName || guessedDeviceName() };
  const pairing = await request<Pairing>('POST', '/api/pair', body);
  remember(KEY, JSON.stringify(pairing));
  if (deviceName) remember(DEVICE_KEY, deviceName);
  return pairing;
}

/** What was typed when this device was paired before. */
export function keptDeviceName(): string {
  return remembered(DEVICE_KEY) ?? '';
}

/** The queue stays: entries that were not confirmed can be sent after pairing again. */
export function unpair(): void {
  forget(KEY);
}

/** The code from a QR link. It works once, so it leaves the address bar and the history at once. */
export function codeFromFragment(): string {
  const code = new URLSearchParams(location.hash.slice(1)).get('pair') ?? '';
  if (code) history.replaceState(null, '', location.pathname + location.search);
  return normalised(code);
}

/** Of a code from the desk, and of one from a printed card. */
const CODE_LENGTHS = [6, 8];

/** The code in what a camera has read: a pairing link, or the code itself; empty for anything else. */
export function codeIn(text: string): string {
  const fragment = text.split('#')[1];
  const code = normalised(fragment === undefined ? text : (new URLSearchParams(fragment).get('pair') ?? ''));
  return CODE_LENGTHS.includes(code.length) ? code : '';
}

export function isCode(typed: string): boolean {
  return CODE_LENGTHS.includes(normalised(typed).length);
}

export function normalised(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

export function guessedDeviceName(): string {
  const agent = navigator.userAgent;
  if (/iPad/.test(agent)) return 'iPad';
  if (/iPhone/.test(agent)) return 'iPhone';
  if (/HarmonyOS|OpenHarmony/.test(agent)) return 'HarmonyOS';
  if (/Android/.test(agent)) return /Mobile/.test(agent) ? 'Android phone' : 'Android tablet';
  if (/Windows/.test(agent)) return 'Windows';
  if (/Mac OS X/.test(agent)) return 'Mac';
  return 'Linux';
}
