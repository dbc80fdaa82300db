import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig, devices } from '@playwright/test'

// Chosen once; the workers inherit it. Below the ports that the system gives to clients, who might have it already.
process.env.REMIT_E2E_PORT ??= String(12_000 + Math.floor(Math.random() * 20_000))
const port = process.env.REMIT_E2E_PORT
const floor = join(tmpdir(), `remit-e2e-${port}`)

const launchOptions = {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  reporter: 'list',
  timeout: 120_000, // Some stories have three people and an axe run each, on two cores that do other things as well.
  // A browser that is starved for a moment is no flaw of the product: once more, and the list names it as flaky.
  retries: 1,
  expect: { timeout: 20_000 },
  use: { baseURL: `http://127.0.0.1:${port}`, launchOptions, locale: 'en-GB', screenshot: 'only-on-failure' },
  projects: [
    {
      // Without motion; the phone moves.
      name: 'desktop',
      testIgnore: /phone\.spec\.ts/,
      use: { viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: 'reduce' } },
    },
    {
      name: 'phone',
      testMatch: /(accessible|phone)\.spec\.ts/,
      use: { ...devices['iPhone 13'], browserName: 'chromium', defaultBrowserType: 'chromium' },
    },
  ],
  webServer: {
    command: `../.venv/bin/remit demo --port ${port} --data ${floor} --history-days 6`,
    url: `http://127.0.0.1:${port}/healthz`,
    timeout: 90_000,
    env: { REMIT_PANEL_ORIGINS: `http://127.0.0.1:${Number(port) + 1}` },
    reuseExistingServer: true, // The port is our own: only who sets it by hand has one running.
  },
})
