/** A table as it is edited: every row with the line its text begins on. */
export type Row = { line: number; cells: string[] };

/** Comma-separated text; blank lines are left out, as the server does. */
export function readCsv(text: string): Row[] {
  const rows: Row[] = [];
  let [cells, cell, quoted, line, begun]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begun, cells });
    [cells, cell] = [[], ''];
  };
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] ?? '';
    if (letter === '\n') line += 1;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      [quoted, cell] = [true, ''];
    } else if (letter === ',') {
      cells.push(cell);
      cell = '';
    } else if (letter === '\n') {
      endRow();
      begun = line;
    } else cell += letter;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows.map((row) => ({ ...row, cells: row.cells.map((one) => one.trim()) }));
}

export function writeCsv(header: string[], rows: string[][]): string {
  const written = (cell: string): string =>
    /[",\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return [header, ...rows].map((cells) => `${cells.map(written).join(',')}\n`).join('');
}

/** What a spreadsheet puts on the clipboard. */
export function readPasted(text: string): string[][] {
  const lines = readTabs(text.replace(/\r\n?/g, '\n').replace(/\n$/, ''));
  return lines.map((cells) => cells.map((cell) => cell.trim()));
}

function readTabs(text: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, quoted] = ['', false];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (quoted && letter === '"') quoted = false;
    else if (!quoted && letter === '"' && cell === '') quoted = true;
    else if (!quoted && (letter === '\t' || letter === '\n')) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (letter === '\n') rows.push([]);
    } else cell += letter;
  }
  rows.at(-1)?.push(cell);
  return rows;
}
