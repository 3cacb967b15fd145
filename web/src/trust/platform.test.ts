import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platformOf } from './platform.ts';

const CASES: [string, number, string][] = [
  ['Mozilla/5.0 (Linux; Android 14; SM-X510) AppleWebKit/537.36 Chrome/126.0 Safari/537.36', 5, 'android'],
  ['Mozilla/5.0 (Linux; Android 12; HarmonyOS; BAH4-W09) AppleWebKit/537.36 Chrome/114.0', 10, 'harmony'],
  ['Mozilla/5.0 (Tablet; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 ArkWeb/4.1', 10, 'harmony'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
    5,
    'apple',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
    0,
    'mac',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15', 5, 'apple'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0', 10, 'windows'],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/126.0', 10, 'linux'],
];

for (const [userAgent, touchPoints, platform] of CASES) {
  test(`${platform}: ${userAgent.slice(13, 60)}`, () => {
    assert.equal(platformOf(userAgent, touchPoints), platform);
  });
}
