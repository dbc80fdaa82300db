import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const out = '../backend/remit/web'
const api = process.env.REMIT_API ?? 'http://127.0.0.1:8000'

/** .br and .gz twins, so that the server sends a third of the bytes and spends no CPU on it. */
const precompress = {
  name: 'precompress',
  apply: 'build' as const,
  closeBundle() {
    for (const name of readdirSync(`${out}/assets`).filter((name) => /\.(js|css)$/.test(name))) {
      const bytes = readFileSync(`${out}/assets/${name}`)
      writeFileSync(`${out}/assets/${name}.br`, brotliCompressSync(bytes))
      writeFileSync(`${out}/assets/${name}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

/** The service worker names its cache by the build, so that each release begins with an empty one. */
const stampWorker = {
  name: 'stamp-worker',
  apply: 'build' as const,
  closeBundle() {
    const build = createHash('sha256')
      .update(readFileSync(`${out}/index.html`))
      .digest('hex')
      .slice(0, 12)
    const worker = readFileSync(`${out}/sw.js`, 'utf8')
    writeFileSync(`${out}/sw.js`, worker.replace('remit-shell-BUILD', `remit-shell-${build}`))
  },
}

export default defineConfig({
  plugins: [react(), precompress, stampWorker],
  build: { outDir: out, emptyOutDir: true, sourcemap: false },
  server: { proxy: { '/api': { target: api, ws: true } } },
})
