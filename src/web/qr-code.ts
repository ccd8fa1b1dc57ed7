import type { Visit } from './visit.js';

/** The QR code of a secret as the address of a picture that stands in the page itself: no other request carries it. */
export async function qrPicture(text: string): Promise<string> {
  const { default: QRCode } = await import('qrcode');
  const svg = await QRCode.toString(text, { type: 'svg', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** Answers with the QR code of an address of this portal, for walls and papers. `path` begins with a slash. */
export async function sendQrCode(visit: Visit, path: string): Promise<void> {
  const { default: QRCode } = await import('qrcode');
  const svg = await QRCode.toString(visit.baseUrl + path, { type: 'svg', margin: 2 });
  visit.res.type('image/svg+xml').send(svg);
}
