import sharp from 'sharp';

/** A photograph as a telephone takes it: with its maker and the place in it. */
export const aPhotograph = (): Promise<Buffer> =>
  sharp({ create: { width: 80, height: 60, channels: 3, background: '#1f6f43' } })
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '38/1 28/1 0/1' } })
    .jpeg()
    .toBuffer();
