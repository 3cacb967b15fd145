/** Files in a .zip, read in the page: the server is sent single files and never unpacks anything. */
export type Unzipped = { path: string; content: Blob };

export class NotAZip extends Error {}

/** What all files may come to, in bytes; beyond it somebody packed a bomb. */
export const UNZIPPED_MAX_BYTES = 128 * 1024 * 1024;
export const ZIPPED_MAX_FILES = 4_000;

const [END, ENTRY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];
const UTF8_NAME = 0x0800;

export async function unzip(file: Blob): Promise<Unzipped[]> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > ZIPPED_MAX_FILES) throw new NotAZip();
  const found: Unzipped[] = [];
  let [at, room] = [view.getUint32(end + 16, true), UNZIPPED_MAX_BYTES];
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw new NotAZip();
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    );
    const path = name(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)), view.getUint16(at + 8, true));
    const packed = {
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      local: view.getUint32(at + 42, true),
    };
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0);
    if (path.endsWith('/')) continue;
    const content = await inflated(bytes, view, packed, room);
    room -= content.size;
    found.push({ path, content });
  }
  return found;
}

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at > view.byteLength - 66_000; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new NotAZip();
}

/** Chinese Windows writes names in GBK. */
function name(bytes: Uint8Array, flags: number): string {
  if (flags & UTF8_NAME) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gbk').decode(bytes);
  }
}

type Packed = { method: number; size: number; local: number };

async function inflated(bytes: Uint8Array, view: DataView, packed: Packed, room: number): Promise<Blob> {
  const { method, size, local } = packed;
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw new NotAZip();
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const content = bytes.slice(start, start + size);
  if (method === 0 && size <= room) return new Blob([content]);
  if (method !== 8) throw new NotAZip();
  const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const [reader, parts]: [ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>, Uint8Array<ArrayBuffer>[]] = [
    stream.getReader(),
    [],
  ];
  for (let left = room; ;) {
    const { done, value } = await reader.read().catch(() => Promise.reject(new NotAZip()));
    if (done) return new Blob(parts);
    left -= value.length;
    if (left < 0) {
      void reader.cancel();
      throw new NotAZip();
    }
    parts.push(value);
  }
}
