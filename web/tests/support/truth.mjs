import { WebSocket } from 'ws';
import { ask } from './server.mjs';

/** What the server has of one expert: every cell's own value, and how many entries there are in all, corrections included. */
export async function truthOf(venue, cookie, skill, expert = 0) {
  const code = await venue.code(cookie, skill, expert);
  const body = { code, device_name: 'Witness' };
  const { content: pairing } = await ask('POST', '/api/pair', { body, base: venue.base });
  const cells = await wholePicture(venue.base, pairing);
  const { content } = await ask('GET', '/api/desk', { cookie, base: venue.base });
  const { experts } = content.competitions.find((one) => one.id === venue.competition);
  const { entries } = experts.find((one) => one.expert === venue.expert(skill, expert));
  const own = cells.filter((cell) => cell.own);
  return {
    entries,
    values: new Map(own.map((cell) => [`${cell.competitor} ${cell.aspect}`, cell.own.value])),
  };
}

function wholePicture(base, { competition, token }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/ws/marking`, { origin: base });
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1, competition, token })));
    socket.on('message', (data) => {
      const frame = JSON.parse(data);
      if (frame.type === 'error') reject(new Error(frame.code));
      if (frame.type !== 'marks' || !frame.full) return;
      resolve(frame.cells);
      socket.close();
    });
  });
}
