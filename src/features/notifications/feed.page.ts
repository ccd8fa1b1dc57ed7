import { showMoment } from '../../shared/dates.js';
import type { Action, Frame } from '../../web/frame-shape.js';

const BASE = '/account/calendar';

/** 日历订阅: the secret address of one's own deadlines; `link` is shown once, on the answer that made it. */
export function showFeedPage({ frame, since, link }: { frame: Frame; since: Date | null; link: string | null }) {
  const make = (label: string, kind: 'primary' | 'quiet'): Action => ({
    ...{ label, href: `${BASE}/link`, method: 'post', kind },
  });
  const end: Action = { label: '停止订阅', href: `${BASE}/removal`, method: 'post', kind: 'quiet' };
  return {
    title: '日历订阅',
    frame,
    head: {
      title: '日历订阅',
      lead: '把您要办的事项和截止日放进手机或电脑的日历。办好的事项自动从日历里消失。',
    },
    link,
    state: since ? `${showMoment(since)}开通` : '还没有开通',
    how: [
      '复制网址，在手机或电脑的日历里选择“添加订阅日历”（或“通过网址订阅”），粘贴网址。',
      '网址就是钥匙，请不要发给别人。怕被别人看到时，更换网址，旧的网址马上失效。',
      '网址只显示这一次，门户里不保存；忘记了可以更换。',
    ],
    actions: since ? [make('更换网址', 'quiet'), end] : [make('开通并显示网址', 'primary')],
    back: { label: '返回我的账号', href: '/account' },
  };
}
