import type { Kept, Press } from '../proceedings/commandStore.ts';
import type { Pairing, RecoveryCommand } from '../wire/index.ts';

export const RECOVERY_FORMAT = 'jinbang-recovery/1';

/** What a recovery file says of an entry: what was submitted, or would have been. */
export type RecoveryEntry = {
  sequence: number;
  competitor: string;
  aspect: string;
  value: string;
  corrects?: number;
  corrects_sequence?: number;
  reason?: string;
  made_at: number;
  confirms?: number;
};

export type RecoveryFile = {
  format: typeof RECOVERY_FORMAT;
  competition: string;
  device: string;
  expert: string;
  skill: string;
  made_at: number;
  entries: RecoveryEntry[];
  /** Appeals and second looks; left out where there are none. */
  commands?: RecoveryCommand[];
  mac: string;
};

type Unsigned = Omit<RecoveryFile, 'mac'>;

/** What the `mac` is over: arrays of strings and integers alone, so that any JSON writer makes the same bytes of it. */
export function canonical(file: Unsigned): string {
  const entries = file.entries.map((one) => [
    one.sequence,
    one.competitor,
    one.aspect,
    one.value,
    one.corrects ?? 0,
    one.corrects_sequence ?? 0,
    one.reason ?? '',
    one.made_at,
    one.confirms ?? 0,
  ]);
  const { format, competition, device, expert, skill, made_at } = file;
  const parts = [format, competition, device, expert, skill, made_at, entries];
  const commands = (file.commands ?? []).map((one) =>
    one.type === 'appeal'
      ? [one.sequence, one.type, one.competitor, one.aspects, one.grounds, one.pressed_at]
      : [one.sequence, one.type, one.appeal, one.aspect, one.value],
  );
  return JSON.stringify(commands.length > 0 ? [...parts, commands] : parts);
}

export async function recoveryFile(
  pairing: Pairing,
  skill: string,
  madeAt: number,
  entries: RecoveryEntry[],
  kept: Pick<Kept, 'sequence' | 'command'>[] = [],
): Promise<RecoveryFile> {
  const { competition, device, expert, token } = pairing;
  const inOrder = entries.map(plainEntry).sort((a, b) => a.sequence - b.sequence);
  const commands = kept.map(plainCommand).sort((a, b) => a.sequence - b.sequence);
  const file = {
    format: RECOVERY_FORMAT,
    competition,
    device,
    expert,
    skill,
    made_at: madeAt,
    entries: inOrder,
    ...(commands.length > 0 && { commands }),
  } as const;
  return { ...file, mac: await macOf(canonical(file), token) };
}

const tools = () =>
  Promise.all([
    import('@noble/hashes/hmac.js'),
    import('@noble/hashes/sha2.js'),
    import('@noble/hashes/utils.js'),
  ]);

/** Loads what is needed while there is a network: the file is wanted when there is none. */
export function prepareRecovery(): void {
  tools().catch(() => undefined);
}

/** `crypto.subtle` is missing where there is no TLS, and that is where a recovery file is needed most. */
async function macOf(text: string, token: string): Promise<string> {
  const [{ hmac }, { sha256 }, { bytesToHex, utf8ToBytes }] = await tools();
  const secret = token.slice(token.indexOf('.') + 1);
  const key = bytesToHex(sha256(utf8ToBytes(secret)));
  return bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(text)));
}

/** When the button was pressed, by the server's clock as far as this device knew it. */
function pressedAt({ at, ahead }: Press): number {
  return Math.round(at - (ahead ?? 0));
}

function plainCommand({ sequence, command }: Pick<Kept, 'sequence' | 'command'>): RecoveryCommand {
  if (command.type === 'remark') {
    const { type, appeal, aspect, value } = command;
    return { sequence, type, appeal, aspect, value };
  }
  const { type, competitor, aspects, grounds, pressed } = command;
  return {
    sequence,
    type,
    competitor,
    aspects: [...aspects],
    grounds: wholeCharacters(grounds),
    pressed_at: pressedAt(pressed),
  };
}

/** Half characters have no UTF-8 form. */
function wholeCharacters(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Only what belongs into the file. */
function plainEntry(entry: RecoveryEntry): RecoveryEntry {
  const { sequence, competitor, aspect, value, corrects, corrects_sequence, reason, made_at, confirms } =
    entry;
  return {
    sequence,
    competitor,
    aspect,
    value,
    ...(corrects !== undefined && { corrects }),
    ...(corrects_sequence !== undefined && { corrects_sequence }),
    ...(reason !== undefined && { reason: wholeCharacters(reason) }),
    made_at,
    ...(confirms !== undefined && { confirms }),
  };
}
