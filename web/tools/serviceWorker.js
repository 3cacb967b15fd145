// The marking page without network. VERSION and FILES are put in by the build: every file the page consists of.
/* global VERSION, FILES, PAGE_HASH */

const PAGE = '/marking';
const NAME = 'jinbang-marking-';
const CACHE = NAME + VERSION;

self.addEventListener('install', (event) => event.waitUntil(fetchAll()));

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (pathname === PAGE && mode === 'navigate') event.respondWith(page(event.request));
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(event.request));
});

async function fetchAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })));
  // The server may have been replaced between two answers; then the next look finds a whole version.
  const html = await (await cache.match(PAGE)).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', html));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== PAGE_HASH) {
    await caches.delete(CACHE);
    throw new Error('the page is another version than its worker');
  }
}

async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== CACHE);
  // The newest of them is kept: a tab that still shows it may need a part that is loaded late.
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(PAGE)) ?? fetch(request);
}

async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}
