/** Whether this browser can inflate what the server deflated once for everybody. */
export const canUnpack = supported();

function supported(): boolean {
  try {
    new DecompressionStream('deflate-raw');
    return true;
  } catch {
    return false;
  }
}

export async function unpack(deflated: ArrayBuffer): Promise<string> {
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}
