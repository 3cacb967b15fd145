import { COMPETITION, SKILL } from './hall.mjs';
import { ask } from './server.mjs';

/** A machine with a token of its own; answers what posts its measurements. */
export async function addGrader(hall, grader) {
  const where = { competition: COMPETITION, skill: SKILL };
  const body = { ...where, grader };
  const { content } = await ask('POST', '/api/graders', { body, cookie: hall.cookie, base: hall.base });
  return async (run) => {
    const answer = await fetch(`${hall.base}/api/measurements`, {
      method: 'POST',
      headers: { authorization: `Bearer ${content.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...where, ...run }),
    });
    if (!answer.ok) throw new Error(`measurements: ${answer.status} ${await answer.text()}`);
  };
}

/** The second person looks at a proposal and confirms it. */
export async function confirmProposal(page, number) {
  await page.click('[data-view=corrections]');
  await page.click(`[data-proposal="${number}"]`);
  await page.click('[data-action=confirm]');
  await page.click('[data-action=confirm-now]');
  await page.waitForSelector('[data-closed=confirmed]');
}
