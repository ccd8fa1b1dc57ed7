import sharp from 'sharp';

const COLORS = ['#a61c1c', '#1f6f43', '#b8862f', '#3b5b8c'] as const;

/** A drawn stand-in for a photograph: a class in a room. */
export function drawnPhotograph(index: number): Promise<Buffer> {
  const color = COLORS[index % COLORS.length];
  const heads = Array.from({ length: 9 }, (_, seat) => {
    const x = 80 + (seat % 5) * 120 + (seat > 4 ? 60 : 0);
    const y = seat > 4 ? 380 : 310;
    return `<circle cx="${x}" cy="${y}" r="26" fill="#4a3b32"/><rect x="${x - 34}" y="${y + 24}" width="68" height="70" rx="18" fill="${color}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#efe7dc"/>
    <rect x="90" y="40" width="460" height="190" rx="6" fill="#2f4f3f" stroke="#8a6a4a" stroke-width="10"/>
    <path d="M140 110h220M140 150h300M140 190h160" stroke="#e8efe9" stroke-width="7"/>${heads.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
