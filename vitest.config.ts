import { defineConfig } from 'vitest/config';

const browser = process.env['CHROMIUM_PATH'] ? ['tests/browser/**/*.test.ts'] : [];

const both = { pool: 'forks', hookTimeout: 120_000 } as const;

/**
 * `house`: everything that needs no browser. `browser`: real Chromium, where CHROMIUM_PATH names one. The projects do not
 * extend the root, or each would start a database server of its own: what the root's setup provides reaches both.
 */
export default defineConfig({
  test: {
    globalSetup: ['tests/support/database-server.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...both,
          name: 'house',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 30_000,
          // Files of one worker share the loaded modules: three quarters of the time to load them is saved.
          isolate: false,
        },
      },
      // A browser beside a busy server may miss a moment; what fails twice is a fault.
      { test: { ...both, name: 'browser', include: browser, testTimeout: 90_000, retry: 1, isolate: false } },
    ],
  },
});
