import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { baseUrl, chromiumPath, WAIT_MS } from './settings.mjs';

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const SIZES = {
  phone: { width: 360, height: 740 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
};

/** Where Chromium on Linux looks for authorities that its user has added. */
async function trust(profile, authority) {
  const database = join(profile, '.pki/nssdb');
  await mkdir(database, { recursive: true });
  const certutil = (...args) => promisify(execFile)('certutil', ['-d', `sql:${database}`, ...args]);
  await certutil('-N', '--empty-password');
  await certutil('-A', '-t', 'C,,', '-n', 'venue', '-i', authority);
}

/**
 * One browser for a test file; every page gets a context of its own and reports what goes wrong in it. `authority`: a PEM file with a
 * certificate authority that it trusts.
 */
export async function openBrowser({ authority } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'jinbang-browser-'));
  if (authority) await trust(profile, authority);
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: FLAGS,
    env: { ...process.env, HOME: profile },
  });
  return {
    async open(path, { language = 'zh', scheme = 'light', size = 'desktop', base = baseUrl, context } = {}) {
      const owner =
        context ??
        (await browser.newContext({
          viewport: SIZES[size],
          locale: language === 'zh' ? 'zh-CN' : 'en-GB',
          colorScheme: scheme,
          reducedMotion: 'reduce',
        }));
      owner.setDefaultTimeout(WAIT_MS);
      const page = await owner.newPage();
      page.faults = [];
      page.on('pageerror', (error) => page.faults.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) page.faults.push(message.text());
      });
      await page.goto(base + path);
      return page;
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Of what is right nothing is told, and style sheets are not loaded a second time: no rule of these asks for them.
const AXE = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  preload: false,
};

/** The violations axe finds, one line each. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(
    async (options) => (await globalThis.axe.run(document, options)).violations,
    AXE,
  );
  return found.map((one) => `${one.id}: ${one.nodes.map(said).join(' | ')}`);
}

/** An element that axe found at fault; of a contrast also the colours it saw. */
function said(node) {
  const { fgColor, bgColor, contrastRatio } = node.any[0]?.data ?? {};
  return contrastRatio ? `${node.html} (${fgColor} on ${bgColor}: ${contrastRatio})` : node.html;
}

export async function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Waits until the page answers `true`; `what` says what was waited for. */
export async function until(page, what, test, argument) {
  try {
    return await page.waitForFunction(test, argument, { timeout: WAIT_MS, polling: 100 });
  } catch (error) {
    throw new Error(`waited in vain: ${what}`, { cause: error });
  }
}
