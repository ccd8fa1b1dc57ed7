/** The first pattern that fits names the thing; what others also claim to be stands last. */
const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/i, '鸿蒙设备'],
  [/iPhone/, '苹果手机'],
  [/iPad/, '苹果平板'],
  [/Android.*Mobile/, '安卓手机'],
  [/Android/, '安卓平板'],
  [/Windows/, 'Windows 电脑'],
  [/Macintosh|Mac OS X/, '苹果电脑'],
  [/Linux|X11|CrOS/, 'Linux 电脑'],
];

const BROWSERS: readonly [RegExp, string][] = [
  [/wxwork/i, '企业微信'],
  [/MicroMessenger/i, '微信'],
  [/DingTalk/i, '钉钉'],
  [/Quark/i, '夸克浏览器'],
  [/UCBrowser/i, 'UC 浏览器'],
  [/M?QQBrowser/i, 'QQ 浏览器'],
  [/HuaweiBrowser/i, '华为浏览器'],
  [/MiuiBrowser/i, '小米浏览器'],
  [/360SE|360EE|QIHU/i, '360 浏览器'],
  [/MetaSr|SogouMobile/i, '搜狗浏览器'],
  [/Edg(e|A|iOS)?\//, 'Edge 浏览器'],
  [/Firefox|FxiOS/, '火狐浏览器'],
  [/Chrome|CriOS/, '谷歌浏览器'],
  [/Safari/, '苹果浏览器'],
];

/** Which device and browser a user agent names, in words that its owner recognizes. */
export function deviceWords(userAgent: string): string {
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (system === undefined) return browser ?? '未知设备';
  return browser === undefined ? system : `${system}，${browser}`;
}
