import { describe, expect, it } from 'vitest';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp();
const browser = app.anonymous();

async function linkedAssets(): Promise<string[]> {
  const { text } = await browser.get('/sign-in');
  return [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js)[^"]*)"/g)].map(([, link = '']) => link);
}

describe('P7: styles and scripts', () => {
  it('are linked by version, kept for ever and sent compressed', async () => {
    const links = await linkedAssets();
    expect(links).toHaveLength(4);
    for (const link of links) {
      const { status, headers } = await browser.get(link);
      expect(status, link).toBe(200);
      expect(headers['cache-control'], link).toBe('public, max-age=31536000, immutable');
      // What is shorter than a packet is not worth it.
      if (link.includes('.css')) expect(headers['content-encoding'], link).toBe('gzip');
    }
  });

  it.each(['', '?v=of-another-release'])('are not kept for ever under another address: %s', async (query) => {
    const { headers } = await browser.get(`/assets/css/portal.css${query}`);
    expect(headers['cache-control']).toBe('public, max-age=3600');
  });

  it('are not kept at all where they do not exist', async () => {
    const { status, headers } = await browser.get('/assets/css/no-such.css');
    expect(status).toBe(404);
    expect(headers['cache-control']).toBe('no-store');
  });
});
