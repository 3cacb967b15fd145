import { createServer, request } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

const NO_FAULTS = { delayMs: 0, duplicate: 0, swap: 0, cut: 0, swallow: 0 };
const SWAP_WAIT_MS = 15;
const SWALLOWED_MS = 40;

/**
 * A proxy that knows WebSocket messages, and delays, doubles and reorders them, cuts the line before or after one, or swallows
 * what the server says before it cuts: an entry is stored then and its receipt is lost. `random` decides; with `faults` set to
 * nothing it is an honest proxy. `rewrite` may change what the server answers to a request.
 */
export async function openHostileProxy({ target, random = () => 1, faults = {}, rewrite }) {
  const proxy = { target, faults: { ...NO_FAULTS, ...faults }, rewrite, message: null };
  const lines = new Set();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const done = { messages: 0, duplicated: 0, swapped: 0, cuts: 0, swallowed: 0 };

  const server = createServer((near, answer) => {
    if (proxy.request?.(near, answer)) return;
    const { hostname, port } = new URL(proxy.target);
    const { method, url, headers } = near;
    if (proxy.rewrite) delete headers['if-none-match'];
    const far = request({ hostname, port, method, path: url, headers }, async (from) => {
      const body = Buffer.concat(await from.toArray());
      const changed = proxy.rewrite?.(url, body) ?? body;
      const kept = { ...from.headers, 'content-length': changed.length };
      delete kept['transfer-encoding'];
      if (from.statusCode === 304 || method === 'HEAD') delete kept['content-length'];
      answer.writeHead(from.statusCode, kept).end(changed);
    });
    far.on('error', () => near.socket.destroy());
    near.pipe(far);
  });

  server.on('upgrade', (near, socket, head) => {
    const { origin, host } = near.headers;
    const url = proxy.target.replace(/^http/, 'ws') + near.url;
    const far = new WebSocket(url, { origin, headers: { host }, perMessageDeflate: false });
    const fail = () => socket.destroy();
    far.once('error', fail);
    far.once('open', () =>
      sockets.handleUpgrade(near, socket, head, (tablet) => {
        const line = { tablet, far, swallowing: false };
        lines.add(line);
        const end = () => {
          lines.delete(line);
          tablet.terminate();
          far.terminate();
        };
        for (const one of [tablet, far]) one.on('error', end).on('close', end);
        const cut = () => {
          done.cuts += 1;
          end();
        };
        carry(tablet, far, { proxy, random, done, cut, line, fromServer: false });
        carry(far, tablet, { proxy, random, done, cut, line, fromServer: true });
      }),
    );
  });

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${server.address().port}`,
    port: server.address().port,
    done,
    calm() {
      proxy.faults = NO_FAULTS;
    },
    cutAll() {
      for (const { tablet, far } of lines) {
        tablet.terminate();
        far.terminate();
      }
    },
    async close() {
      this.cutAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** Carries messages one way. The first of each side greets and is left alone: without it there is nothing to disturb. */
function carry(from, to, { proxy, random, done, cut, line, fromServer }) {
  let first = true;
  let held = null;
  let free = Promise.resolve();

  const pass = (data) => {
    if (to.readyState === WebSocket.OPEN && !(fromServer && line.swallowing)) to.send(String(data));
  };
  const release = () => {
    if (held === null) return;
    pass(held);
    held = null;
  };

  function disturb(data) {
    const { faults } = proxy;
    const chance = (what) => random() < faults[what];
    if (!fromServer && chance('swallow')) {
      done.swallowed += 1;
      line.swallowing = true;
      setTimeout(cut, SWALLOWED_MS);
    }
    if (chance('cut')) {
      if (random() < 0.5) pass(data);
      return cut();
    }
    if (held === null && chance('swap')) {
      done.swapped += 1;
      held = data;
      setTimeout(release, SWAP_WAIT_MS);
      return;
    }
    pass(data);
    if (chance('duplicate')) {
      done.duplicated += 1;
      pass(data);
    }
    release();
  }

  from.on('message', (raw) => {
    const data = proxy.message?.(String(raw), fromServer) ?? String(raw);
    done.messages += 1;
    if (first) {
      first = false;
      free = free.then(() => pass(data));
      return;
    }
    const wait = random() * proxy.faults.delayMs;
    free = free.then(async () => {
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      disturb(data);
    });
  });
}
