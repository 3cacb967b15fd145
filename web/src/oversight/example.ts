/** What a program sends, as a shell command that can be tried at once. */
export function curlExample(
  origin: string,
  token: string,
  measured: { competition: string; skill: string; competitor: string; aspect: string },
): string {
  const { competition, skill, competitor, aspect } = measured;
  const run = 'run-1';
  const measurement = { competitor, aspect, value: '0', evidence: '0'.repeat(64) };
  const body = JSON.stringify({ competition, skill, run, measurements: [measurement] });
  return [
    `curl ${quoted(`${origin}/api/measurements`)} \\`,
    `  -H ${quoted(`Authorization: Bearer ${token}`)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(body)}`,
  ].join('\n');
}

/** For a POSIX shell: ids may hold anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
