import { ask } from './server.mjs';

/**
 * Marks the first `competitors` of a skill completely, as its experts would: each on a socket of their own, from the browser.
 * `alike`: everybody gets the same, so that all are tied.
 */
export async function judge(page, { base, cookie, competition, skill, competitors, alike = false }) {
  const { content } = await ask('GET', '/api/desk', { cookie, base });
  const all = content.competitions.find((one) => one.id === competition).experts;
  const panel = all.filter((one) => one.skill === skill && one.role === 'expert');
  const tokens = [];
  for (const { expert } of panel) {
    const body = { competition, skill, expert };
    const { content: code } = await ask('POST', '/api/pairing-codes', { body, cookie, base });
    const pairing = { code: code.code, device_name: `Results ${expert}` };
    const { content: paired } = await ask('POST', '/api/pair', { body: pairing, base });
    tokens.push(paired.token);
  }
  return page.evaluate(inBrowser, { competition, tokens, competitors, alike });
}

/** Runs in the page: what it needs is inside it. */
async function inBrowser({ competition, tokens, competitors, alike }) {
  const expert = await Promise.all(tokens.map(open));
  const [first] = expert;
  const chosen = first.welcome.competitors.slice(0, competitors).map((one) => one.id);
  const wanted = first.welcome.skill.judgement?.experts ?? 1;
  const work = expert.map(() => []);
  const cells = new Map();
  expert.forEach(({ welcome }, judge) => {
    const may = new Set(welcome.competitors.filter((one) => one.may_mark).map((one) => one.id));
    for (const sub of welcome.sub_criteria.filter((one) => one.may_mark)) {
      for (const aspect of sub.aspects) {
        for (const competitor of chosen.filter((id) => may.has(id))) {
          const key = `${competitor} ${aspect.id}`;
          const given = cells.get(key) ?? 0;
          if (given >= (aspect.kind === 'J' ? wanted : 1)) continue;
          cells.set(key, given + 1);
          work[judge].push({ competitor, aspect: aspect.id, value: value(aspect, competitor, given) });
        }
      }
    }
  });
  const stored = await Promise.all(expert.map((one, judge) => submit(one, work[judge])));
  expert.forEach(({ socket }) => socket.close());
  return stored.reduce((sum, count) => sum + count, 0);

  function open(token) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/marking`);
      socket.onerror = () => reject(new Error('no socket'));
      socket.onopen = () =>
        socket.send(JSON.stringify({ type: 'hello', protocol: 1, competition, token, watch: false }));
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(data);
        if (frame.type === 'welcome') resolve({ socket, welcome: frame });
        if (frame.type === 'error') reject(new Error(frame.code));
      };
    });
  }

  function submit({ socket, welcome }, entries) {
    return new Promise((resolve, reject) => {
      let at = 0;
      const next = () => {
        if (at === entries.length) return resolve(at);
        const sequence = welcome.next_sequence + at;
        socket.send(JSON.stringify({ type: 'submit', sequence, ...entries[at] }));
      };
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(data);
        if (frame.type === 'refused') reject(new Error(`${frame.code}: ${JSON.stringify(entries[at])}`));
        if (frame.type !== 'receipt') return;
        at += 1;
        next();
      };
      next();
    });
  }

  function value(aspect, competitor, nth) {
    const seed = [...(alike ? aspect.id : aspect.id + competitor)].reduce(
      (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 10_007,
      7,
    );
    if (aspect.entry === 'yes-no') return seed % 3 ? 'yes' : 'no';
    if (aspect.entry === 'choice') return aspect.choices[seed % aspect.choices.length];
    if (aspect.entry === 'value') return String(seed % 2);
    if (aspect.entry === 'mark') return String(seed % (Math.floor(Number(aspect.max_mark)) + 1));
    const { min, max, step } = aspect.score ?? first.welcome.skill.judgement;
    const steps = Math.round((Number(max) - Number(min)) / Number(step));
    const lower = seed % steps;
    return String(Number(min) + Number(step) * (lower + (alike ? 0 : nth % 2)));
  }
}
