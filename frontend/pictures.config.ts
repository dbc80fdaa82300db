import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import tests from './playwright.config'

// For `make pictures`: the pictures of the README, taken from a demo of its own with its whole past.
const port = process.env.REMIT_E2E_PORT
const floor = join(tmpdir(), `remit-pictures-${port}`)

export default defineConfig({
  ...tests,
  projects: [{ name: 'pictures' }],
  testMatch: 'pictures.ts',
  timeout: 120_000,
  use: { ...tests.use, trace: 'off' },
  webServer: {
    command: `../.venv/bin/remit demo --port ${port} --data ${floor}`,
    url: `http://127.0.0.1:${port}/healthz`,
    timeout: 120_000,
  },
})
