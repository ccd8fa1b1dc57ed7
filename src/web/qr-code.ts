import type { Visit } from './visit.js';

/** Answers with the QR code of an address of this portal, for walls and papers. `path` begins with a slash. */
export async function sendQrCode(visit: Visit, path: string): Promise<void> {
  const { default: QRCode } = await import('qrcode');
  const svg = await QRCode.toString(visit.baseUrl + path, { type: 'svg', margin: 2 });
  visit.res.type('image/svg+xml').send(svg);
}
