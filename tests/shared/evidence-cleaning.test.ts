import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../src/shared/evidence-cleaning.js';

const picture = (size = 64) => sharp({ create: { width: size, height: size, channels: 3, background: '#a61c1c' } });
const pdf = (body: string) => Buffer.from(`%PDF-1.7\n${body}\ntrailer<</Root 1 0 R>>\n%%EOF\n`, 'latin1');

describe('R41: hostile files are refused or made harmless', () => {
  it('takes away where and when a photograph was taken', async () => {
    const withPlace = await picture()
      .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(withPlace).metadata()).exif?.includes('Phone')).toBe(true);
    const { bytes, mediaType } = await cleanFile(withPlace, '照片.jpg');
    expect(mediaType).toBe('image/jpeg');
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes('Phone')).toBe(false);
  });

  it('a picture with a page of HTML behind it comes out as the picture alone', async () => {
    const script = '<script>alert(1)</script>';
    const polyglot = Buffer.concat([await picture().jpeg().toBuffer(), Buffer.from(script)]);
    const { bytes } = await cleanFile(polyglot, 'a.html');
    expect(bytes.includes('<script>')).toBe(false);
    expect((await sharp(bytes).metadata()).width).toBe(64);
  });

  it('an animated, transparent or large picture becomes one plain one of at most 2000 pixels', async () => {
    const { bytes } = await cleanFile(await picture(2400).png().toBuffer(), 'a.png');
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 2000, height: 2000 });
  });

  it('an SVG with a script is no picture, whatever it is called', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await expect(cleanFile(svg, 'a.jpg')).rejects.toThrow('只能上传照片');
  });

  it('an archive in the name of a letter is refused without being unpacked', async () => {
    const bomb = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), deflateSync(Buffer.alloc(50_000_000))]);
    const before = process.memoryUsage().rss;
    await expect(cleanFile(bomb, '说明.docx')).rejects.toThrow('只能上传照片');
    expect(process.memoryUsage().rss - before).toBeLessThan(20_000_000);
  });

  it('a small file that unfolds to more pixels than any telephone takes is refused', async () => {
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(cleanFile(bomb, 'a.png')).rejects.toThrow('打不开或者太大');
  });

  it.each([
    ['a script', '/OpenAction<</S/JavaScript/JS(app.alert(1))>>'],
    ['a script in disguise', '/Open#41ction<</S/J#61vaScript>>'],
    ['a file inside', '<</Type/EmbeddedFile>>'],
    ['a program to start', '<</S/Launch/F(cmd.exe)>>'],
    ['a password', '/Encrypt 5 0 R'],
  ])('a PDF with %s is refused', async (_, body) => {
    await expect(cleanFile(pdf(body), 'a.pdf')).rejects.toThrow('含有脚本、附件或密码');
  });

  it('a PDF that hides a script in compressed objects is refused; one that cannot be looked into too', async () => {
    const hidden = (packed: Buffer) =>
      Buffer.concat([
        Buffer.from('%PDF-1.7\n1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n', 'latin1'),
        packed,
        Buffer.from('\nendstream endobj\n%%EOF\n', 'latin1'),
      ]);
    await expect(cleanFile(hidden(deflateSync('<</S/JavaScript>>')), 'a.pdf')).rejects.toThrow('含有脚本');
    await expect(cleanFile(hidden(Buffer.from('nothing packed')), 'a.pdf')).rejects.toThrow('无法检查');
    await expect(cleanFile(hidden(deflateSync(Buffer.alloc(30_000_000))), 'a.pdf')).rejects.toThrow('无法检查');
    expect((await cleanFile(hidden(deflateSync('<</Type/Page>>')), 'a.pdf')).mediaType).toBe('application/pdf');
  });

  it('a whole quiet PDF is kept; a cut one and an empty file are refused; a HEIC photograph is told how to mend', async () => {
    expect((await cleanFile(pdf('<</Type/Catalog>>'), '小结.PDF')).fileName).toBe('小结.pdf');
    await expect(cleanFile(Buffer.from('%PDF-1.7 half'), 'a.pdf')).rejects.toThrow('不完整');
    await expect(cleanFile(Buffer.alloc(0), 'a.pdf')).rejects.toThrow('是空的');
    await expect(cleanFile(Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'a.heic')).rejects.toThrow('兼容性最佳');
    await expect(cleanFile(Buffer.from('\xff\xd8\xff broken', 'latin1'), 'a.jpg')).rejects.toThrow('打不开');
  });

  it.each([
    ['../../etc/passwd.pdf', 'passwd'],
    ['..\\..\\windows\\cmd.exe', 'cmd'],
    ['\u202Egpj.exe', 'gpj'],
    ['照片\u0000\r\n.jpg', '照片'],
    ['....', '附件'],
    ['<b onclick=1>.png', 'b onclick=1'],
  ])('the name %j is kept as %j.pdf', async (given, kept) => {
    expect((await cleanFile(pdf('<</Type/Catalog>>'), given)).fileName).toBe(`${kept}.pdf`);
  });
});
