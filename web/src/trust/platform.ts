export type Platform = 'android' | 'apple' | 'harmony' | 'windows' | 'mac' | 'linux';

/** In the order of the page. */
export const PLATFORMS: Platform[] = ['android', 'apple', 'harmony', 'windows', 'mac', 'linux'];

/** What a device installs: Apple's wants a profile, the others take the certificate itself. */
export const FILES: Record<Platform, string> = {
  android: 'jinbang-ca.crt',
  apple: 'jinbang.mobileconfig',
  harmony: 'jinbang-ca.crt',
  windows: 'jinbang-ca.crt',
  mac: 'jinbang-ca.crt',
  linux: 'jinbang-ca.pem',
};

/** A guess, which only decides what is opened first. An iPad says that it is a Mac, but has a touch screen. */
export function platformOf(userAgent: string, touchPoints: number): Platform {
  if (/OpenHarmony|HarmonyOS/i.test(userAgent)) return 'harmony';
  if (/Android/.test(userAgent)) return 'android';
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'apple';
  if (/Macintosh/.test(userAgent)) return touchPoints > 1 ? 'apple' : 'mac';
  return /Windows/.test(userAgent) ? 'windows' : 'linux';
}
