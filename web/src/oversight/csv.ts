import type { Language } from '../language/words.ts';
import type { AuditEntry } from '../wire/index.ts';

const COLUMNS = [
  'position',
  'time',
  'actor',
  'device',
  'kind',
  'skill',
  'competitor',
  'aspect',
  'value',
  'corrects',
  'reason',
  'late',
  'text',
];

/** The entries as a spreadsheet reads them: UTF-8 with its mark, times in UTC. */
export function csvOf(entries: AuditEntry[], language: Language): string {
  const rows = entries.map((entry) => [
    String(entry.position),
    new Date(entry.at).toISOString(),
    entry.actor.id ?? entry.actor.kind,
    entry.device ?? '',
    entry.kind,
    entry.skill ?? '',
    entry.competitor ?? '',
    entry.aspect ?? '',
    entry.value ?? '',
    entry.corrects === undefined ? '' : String(entry.corrects),
    entry.reason ?? '',
    entry.late ? 'late' : '',
    entry.text[language] || entry.text.zh || entry.text.en,
  ]);
  return `\uFEFF${[COLUMNS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet would run as a formula is made text; negative numbers stay numbers. */
function cell(text: string): string {
  const harmless = /^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
