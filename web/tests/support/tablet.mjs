import WebSocket from 'ws';
import { ask } from './server.mjs';
import { WAIT_MS } from './settings.mjs';

/** A paired tablet as a program: says what the marking page would say, and waits for the answer. */
export async function openTablet({ base, cookie, competition, skill, expert }) {
  const body = { competition, skill, expert };
  const { content: code } = await ask('POST', '/api/pairing-codes', { body, cookie, base });
  const pairing = { code: code.code, device_name: `Tablet ${expert}` };
  const { content: paired } = await ask('POST', '/api/pair', { body: pairing, base });
  const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/ws/marking`, { origin: base });
  const waiting = [];
  const seen = { welcome: null, affairs: null };

  socket.on('message', (data) => {
    const frame = JSON.parse(data);
    seen[frame.type] = frame;
    for (const one of [...waiting]) one(frame);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const greeted = expect((frame) => frame.type === 'affairs' || frame.type === 'error', 'the welcome');
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, competition, token: paired.token }));
  const first = await greeted;
  if (first.type === 'error') throw new Error(`${expert}: ${first.code}`);
  let sequence = seen.welcome.next_sequence;

  function expect(test, what) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${expert} waited in vain for ${what}`)), WAIT_MS);
      const look = (frame) => {
        if (!test(frame)) return;
        clearTimeout(late);
        waiting.splice(waiting.indexOf(look), 1);
        resolve(frame);
      };
      waiting.push(look);
    });
  }

  return {
    expert,
    paired,
    welcome: () => seen.welcome,
    affairs: () => seen.affairs,
    /** Answers the receipt; a refusal is an error with the refusal's code. */
    async say(message) {
      const number = sequence++;
      const answered = expect((frame) => frame.sequence === number || frame.type === 'error', message.type);
      socket.send(JSON.stringify({ ...message, sequence: number }));
      const answer = await answered;
      if (answer.type !== 'receipt') throw new Error(`${expert} ${message.type}: ${answer.code}`);
      return answer;
    },
    async ping(queued) {
      const answered = expect((frame) => frame.type === 'pong', 'pong');
      socket.send(JSON.stringify({ type: 'ping', queued }));
      await answered;
    },
    /** Waits until what this person may see is as wanted. */
    async sees(test, what) {
      if (!test(seen.affairs)) await expect((frame) => frame.type === 'affairs' && test(frame), what);
      return seen.affairs;
    },
    close: () => socket.close(),
  };
}
