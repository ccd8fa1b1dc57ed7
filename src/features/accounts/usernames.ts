import { pinyin } from 'pinyin-pro';

/** 王建国 → wangjianguo. A name without Chinese characters keeps its letters; nothing usable gives `dangyuan`. */
export function usernameFor(name: string): string {
  const letters = pinyin(name, {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'consecutive',
    v: true,
  }).join('');
  const plain = letters
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replaceAll(/[^a-z0-9]/g, '');
  return plain.length >= 2 ? plain.slice(0, 30) : 'dangyuan';
}
