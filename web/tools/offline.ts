import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';

/** The scanner of QR codes: it is large, and pairing needs the network anyway. */
const LEFT_OUT = /node_modules\/jsqr\//;

type Bundle = Rolldown.OutputBundle;

/** Writes /service-worker.js, whose list of files and whose version follow every file of one page, its HTML included. */
export function offline(page: string): Plugin {
  return {
    name: 'jinbang-offline',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const html = contentOf(bundle[`${page}.html`]);
        const files = [`/${page}`, ...filesOf(bundle, html).map((file) => `/${file}`)];
        const worker = readFileSync(new URL('./serviceWorker.js', import.meta.url), 'utf8');
        const pageHash = sha256(html);
        const version = sha256(JSON.stringify([files, pageHash, worker])).slice(0, 16);
        const put = `const VERSION = ${JSON.stringify(version)};\nconst PAGE_HASH = ${JSON.stringify(pageHash)};\nconst FILES = ${JSON.stringify(files)};\n`;
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: put + worker });
      },
    },
  };
}

/** What the HTML names, and everything that these files need in turn, also late. Names carry the hash of the content. */
function filesOf(bundle: Bundle, html: string): string[] {
  const found = new Set<string>();
  const wanted = Object.keys(bundle).filter((file) => html.includes(`/${file}`));
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    const output = bundle[file];
    if (!output || found.has(file)) continue;
    if (output.type === 'chunk' && output.moduleIds.some((id) => LEFT_OUT.test(id))) continue;
    found.add(file);
    if (output.type !== 'chunk') continue;
    const { importedCss, importedAssets } = output.viteMetadata ?? {};
    wanted.push(
      ...output.imports,
      ...output.dynamicImports,
      ...(importedCss ?? []),
      ...(importedAssets ?? []),
    );
  }
  return [...found].sort();
}

function contentOf(output: Bundle[string] | undefined): string {
  if (output?.type !== 'asset') throw new Error('the page was not built');
  return typeof output.source === 'string' ? output.source : Buffer.from(output.source).toString('utf8');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
