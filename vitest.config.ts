import { defineConfig } from 'vitest/config';

const browser = process.env['CHROMIUM_PATH'] ? ['tests/browser/**/*.test.ts'] : [];

/** `house`: everything that needs no browser. `browser`: real Chromium, where CHROMIUM_PATH names one. */
export default defineConfig({
  test: {
    globalSetup: ['tests/support/database-server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'house', include: ['tests/**/*.test.ts'], exclude: ['tests/browser/**'] },
      },
      {
        extends: true,
        test: { name: 'browser', include: browser, testTimeout: 90_000, fileParallelism: false },
      },
    ],
  },
});
