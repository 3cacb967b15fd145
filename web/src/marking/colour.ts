const TURN = 360;
/** An angle that keeps neighbours in the list far apart in colour. */
const GOLDEN_ANGLE = 137.508;

/** A competitor's own hue, from the code and the place in the list: the wrong competitor looks wrong. */
export function hueOf(id: string, place: number): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % TURN;
  return Math.round((sum / 12 + place * GOLDEN_ANGLE) % TURN);
}
