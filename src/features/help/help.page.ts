import type { Frame, Page } from '../../web/frame-shape.js';
import { GUIDES, type Guide, pictureFile } from './guides.js';

interface HelpIndexPage extends Page {
  guides: { title: string; who: string; href: string; own: boolean }[];
}

export const helpHref = (guide: string): string => `/help/${guide}`;

/** All guides, the reader's own first. */
export function showHelpIndexPage(frame: Frame, own: string | null): HelpIndexPage {
  const guides = GUIDES.map(({ id, title, who }) => ({ title, who, href: helpHref(id), own: id === own }));
  return { title: '使用帮助', frame, guides: guides.sort((a, b) => Number(b.own) - Number(a.own)) };
}

interface GuidePage extends Page {
  lead: string;
  steps: {
    number: number;
    title: string;
    text: readonly string[];
    picture: { src: string; alt: string; wide: boolean } | null;
  }[];
}

export function showGuidePage(frame: Frame, guide: Guide): GuidePage {
  return {
    title: `使用帮助：${guide.title}`,
    frame,
    lead: `给${guide.who}。图中的人和学校都是演示资料。`,
    steps: guide.steps.map(({ title, text, picture }, index) => ({
      number: index + 1,
      title,
      text,
      picture: picture
        ? { src: `/assets/${pictureFile(picture)}?v=${frame.assetVersion}`, alt: picture.alt, wide: picture.wide }
        : null,
    })),
  };
}
