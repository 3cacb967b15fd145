import { baseUrl, organiserPassword, wantedCompetition } from './settings.mjs';

/** `base`: another server than the one that all tests share. */
export async function ask(method, path, { body, cookie, base = baseUrl } = {}) {
  const headers = { origin: base };
  if (body) headers['content-type'] = 'application/json';
  if (cookie) headers.cookie = cookie;
  const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return { answer, content: text ? JSON.parse(text) : null };
}

export async function competition() {
  const { content } = await ask('GET', '/api/competitions');
  const found = content.competitions.find((one) => !wantedCompetition || one.id === wantedCompetition);
  if (!found) throw new Error('the server has no such competition');
  return found;
}

/** A skill whose board is open to the audience and where marks are still awaited. */
export async function liveSkill() {
  const { skills } = await competition();
  const found = skills.find((skill) => skill.visibility === 'live' && skill.state === 'marking');
  return found ?? skills.find((skill) => skill.visibility === 'live') ?? skills[0];
}

export async function signIn(password = organiserPassword, base = baseUrl) {
  const { answer } = await ask('POST', '/api/session', { body: { password }, base });
  return answer.headers.getSetCookie()[0].split(';')[0];
}

export async function experts(cookie) {
  const { content } = await ask('GET', '/api/desk', { cookie });
  const { id } = await competition();
  return content.competitions.find((one) => one.id === id).experts;
}

/** A pairing code that the organiser has just made, for an expert of `skill` who may mark. */
export async function freshCode(skill, role = 'expert') {
  const cookie = await signIn();
  const { id } = await competition();
  const all = await experts(cookie);
  const expert = all.find((one) => one.skill === skill && one.role === role);
  if (!expert) throw new Error(`no ${role} in ${skill}`);
  const body = { competition: id, skill, expert: expert.expert };
  const { content } = await ask('POST', '/api/pairing-codes', { body, cookie });
  return content.code;
}
