/** SHA-256 of a file, hex. A page without TLS has no `crypto.subtle`, and a large file need not be held as a whole. */
export async function sha256Of(file: Blob): Promise<string> {
  const [{ sha256 }, { bytesToHex }] = await Promise.all([
    import('@noble/hashes/sha2.js'),
    import('@noble/hashes/utils.js'),
  ]);
  const hash = sha256.create();
  const reader = file.stream().getReader();
  for (let read = await reader.read(); read.value; read = await reader.read()) hash.update(read.value);
  return bytesToHex(hash.digest());
}
