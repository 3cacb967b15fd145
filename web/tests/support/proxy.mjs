import { createServer, connect } from 'node:net';
import { baseUrl } from './settings.mjs';

/**
 * A wire to the server that can be cut. The browser's own offline emulation leaves WebSockets alone, and a real cut is what
 * a venue's Wi-Fi does. `sockets` cuts WebSockets only, so that a page can still be loaded.
 */
export async function openProxy(base = baseUrl) {
  const target = new URL(base);
  const pairs = new Set();
  let cut = 'nothing';

  const server = createServer((near) => {
    if (cut === 'everything') return near.destroy();
    const far = connect(Number(target.port || 80), target.hostname);
    const pair = { near, far, webSocket: false };
    pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    near.on('data', (chunk) => {
      if (chunk.includes('GET /ws/')) pair.webSocket = true;
      if (pair.webSocket && cut === 'sockets') return end();
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (!(pair.webSocket && cut === 'answers')) near.write(chunk);
    });
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  // A test that failed half-way must not keep the process.
  server.unref();

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** `answers`: what the tablet says arrives, what the server says does not — a receipt lost on the way. */
    cut(what) {
      cut = what;
      if (what === 'answers' || what === 'nothing') return;
      for (const { near, far, webSocket } of pairs) {
        if (what === 'sockets' && !webSocket) continue;
        near.destroy();
        far.destroy();
      }
    },
    async close() {
      this.cut('everything');
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
