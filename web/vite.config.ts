import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { offline } from './tools/offline.ts';

const server = process.env.JINBANG_URL ?? 'http://127.0.0.1:4160';

export default defineConfig({
  base: '/',
  plugins: [svelte({ compilerOptions: { runes: true } }), offline('marking')],
  build: {
    target: 'es2022',
    // Tablets in the field keep old web views; newer CSS such as light-dark() is rewritten for them.
    cssTarget: ['chrome107', 'safari16', 'firefox104'],
    // The content security policy allows no inline code, so nothing may become a data: script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        home: 'index.html',
        board: 'board.html',
        marking: 'marking.html',
        desk: 'desk.html',
        setup: 'setup.html',
        trust: 'trust.html',
        verify: 'verify.html',
        honours: 'honours.html',
      },
    },
  },
  server: { proxy: { '/api': server, '/ws': { target: server, ws: true } } },
});
