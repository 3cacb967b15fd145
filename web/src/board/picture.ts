import { inTwoLines } from './nameLines.ts';

/** What a picture to pass on says, line by line. */
export type Said = {
  competition: string;
  skill: string;
  name: string;
  delegation: string;
  place: string;
  placeWords: string;
  total: string;
  /** Provisional or final, and of when. */
  standing: string;
  address: string;
  lang: string;
};

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 80;
const SERIF =
  "'Iowan Old Style', 'Palatino Linotype', 'Songti SC', 'Noto Serif CJK SC', 'Noto Serif SC', SimSun, Georgia, serif";
const SANS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
const PAPER = '#fffdf7';
const INK = '#221c12';
const SOFT = '#5f5543';
const GOLD = '#e3b23c';
const DARK_GOLD = '#7d5800';

/** A picture of the size that messengers show, with the fonts of the device. */
export function drawPicture(said: Said): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  canvas.lang = said.lang;
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(null);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = GOLD;
  pen.fillRect(0, 0, WIDTH, 16);
  pen.textBaseline = 'alphabetic';

  const right = WIDTH - MARGIN;
  pen.textAlign = 'right';
  const placeWidth = write(pen, said.place, right, 400, {
    size: 260,
    font: SERIF,
    weight: 700,
    colour: DARK_GOLD,
    most: 420,
  });
  pen.textAlign = 'left';
  const most = WIDTH - 2 * MARGIN;
  const beside = most - placeWidth - 48;
  write(pen, said.competition, MARGIN, 96, { size: 30, colour: SOFT, most });
  write(pen, said.skill, MARGIN, 150, { size: 42, font: SERIF, weight: 700, most });
  writeName(pen, said.name, { size: 84, font: SERIF, weight: 700, most: beside });
  write(pen, said.delegation, MARGIN, 356, { size: 36, colour: SOFT, most: beside });
  write(pen, said.placeWords, MARGIN, 440, { size: 40, weight: 600, most });
  write(pen, said.total, MARGIN, 494, { size: 40, weight: 600, most });
  write(pen, said.standing, MARGIN, 556, { size: 26, colour: SOFT, most });
  write(pen, said.address, MARGIN, 594, { size: 26, colour: SOFT, most });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** On one line, unless it would have to be small there. */
function writeName(pen: CanvasRenderingContext2D, name: string, hand: Hand): void {
  pen.font = `${hand.weight} ${hand.size}px ${hand.font}`;
  const fits = pen.measureText(name).width <= hand.most * 1.75;
  const lines = fits ? [name] : inTwoLines(name);
  const size = lines.length > 1 ? 56 : hand.size;
  lines.forEach((line, nth) =>
    write(pen, line, MARGIN, 300 - (lines.length - 1 - nth) * 62, { ...hand, size }),
  );
}

type Hand = { size: number; most: number; font?: string; weight?: number; colour?: string };

/** One line, smaller where it would be too long; answers how wide it is. */
function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number, hand: Hand): number {
  const { size, most, font = SANS, weight = 400, colour = INK } = hand;
  const set = (height: number) => (pen.font = `${weight} ${height}px ${font}`);
  set(size);
  const width = pen.measureText(text).width;
  if (width > most) set(Math.max(16, Math.floor((size * most) / width)));
  pen.fillStyle = colour;
  pen.fillText(text, x, y, most);
  return Math.min(width, most);
}
