/** A short guide for one role: what its people do in the portal, in the order they do it. */
export interface Guide {
  id: string;
  title: string;
  /** For whom, in a line of the list of guides. */
  who: string;
  steps: readonly GuideStep[];
}

export interface GuideStep {
  title: string;
  text: readonly string[];
  picture?: GuidePicture;
}

/** A picture of the page itself, made by the tour of the browser tests, which tells when it no longer shows the page. */
export interface GuidePicture {
  /** The route of the page. */
  path: string;
  /** The account of the demonstration whose screen it is; null: nobody signed in. */
  as: string | null;
  wide: boolean;
  alt: string;
}

const desk = (as: string, path: string, alt: string): GuidePicture => ({ as, path, wide: true, alt });
const phone = (as: string | null, path: string, alt: string): GuidePicture => ({ as, path, wide: false, alt });

export const GUIDES: readonly Guide[] = [
  {
    id: 'secretary',
    title: '党支部书记',
    who: '党支部书记和支部委员',
    steps: [
      {
        title: '登录后先看“下一步”',
        text: [
          '左边（手机上在最上面）是八个步骤，标红的是支部现在所在的一步。“下一步”卡片里的红色按钮，就是眼下最该做的一件事。',
          '“完成本步还需要”列出这一步的各项，待办的一项后面有链接，直接通到该填的页面。都做到了就可以完成这一步，下一步随即开放。',
        ],
        picture: desk('zhongxue1-shuji', '/branches/:branchId', '支部首页：八个步骤、下一步和完成本步还需要的各项'),
      },
      {
        title: '导入花名册，开通账号',
        text: [
          '把办公室现有的花名册表格直接上传，系统认得常用的列名，并逐行指出要改的地方；改好再传，已有的不会重复。',
          '在“党员账号”里给党员开通账号，打印账号条发给本人。党员第一次登录要改密码。',
        ],
        picture: desk('youeryuan-shuji', '/branches/:branchId/roster-imports/new', '上传党员花名册的页面'),
      },
      {
        title: '组建小组，组织报名',
        text: [
          '先写初步意见，再开放征求意见；每条意见都要答复，系统据此放行。会议研究确定、大会公布，都通过会议记录登记。',
          '报名时可以看到每名党员的志愿、岗位和特长。最终去向与志愿不同的，记下协商情况，由党员本人确认。',
        ],
        picture: desk('zhongxue2-shuji', '/branches/:branchId/enrollment', '报名情况：每名党员的志愿和各组人数'),
      },
      {
        title: '写承诺、分解、审核',
        text: [
          '支部承诺写好后报局党委审核；审定后把每一项分给小组，小组再细化，党员认领。还没有落到人的项目，总览上会标出来。',
          '小组和党员的承诺由您或支部委员逐项审核，可以对某一项写意见退回，对方的内容不会丢。',
        ],
        picture: desk('zhongxue1-shuji', '/branches/:branchId/commitments', '三级承诺总览：逐级分解的事项和进度'),
      },
      {
        title: '评选、总结、验收',
        text: [
          '支部大会讨论推荐对象，承诺和践诺情况由系统附上，不用再填一遍表。',
          '总结里的数字由系统填好。验收按100分清单逐项对照，缺材料的一项会指出到哪里补。',
        ],
        picture: desk('zhizhong-shuji', '/branches/:branchId/acceptance', '验收自查：逐项对照清单'),
      },
    ],
  },
  {
    id: 'leader',
    title: '功能党小组组长',
    who: '功能党小组组长',
    steps: [
      {
        title: '在“我的事项”里看该做什么',
        text: ['组长的事和自己作为党员的事都在一张单子上，最急的在最前面。'],
        picture: phone('zhongxue1-zuzhang', '/me', '手机上的我的事项'),
      },
      {
        title: '写小组承诺，审核组员承诺',
        text: [
          '小组承诺从支部分下来的任务细化，写清做到什么程度、何时办结。组员的承诺由您先看，逐项写意见，退回或审定。',
        ],
      },
      {
        title: '记下小组活动',
        text: ['活动后写下时间、地点、主题、参加的党员和结果，可以附照片。照片里的拍摄地点会自动去掉。'],
      },
    ],
  },
  {
    id: 'member',
    title: '党员',
    who: '党员（手机上就能办）',
    steps: [
      {
        title: '用账号条登录，改好密码',
        text: ['账号条上有网址、用户名和临时密码。第一次登录要改成自己的密码。忘了密码，找支部书记重发。'],
        picture: phone(null, '/sign-in', '登录页面'),
      },
      {
        title: '填写能力特长，选小组',
        text: ['在“我的信息”里点选特长，也可以自己写。报名开放后排出想参加的小组，写一句服务承诺。'],
        picture: phone('zhongxue2-dangyuan', '/me/enrollment', '手机上报名参加功能党小组'),
      },
      {
        title: '写承诺，做一件记一件',
        text: [
          '从小组的任务里选自己能承担的，写清内容和时限。做完一件，记下哪天做了什么，附上照片，由组长或支部认可。',
          '办不完要在到期前申请延期，写明原因。',
        ],
      },
    ],
  },
  {
    id: 'committee',
    title: '局党委',
    who: '局党委书记和委员',
    steps: [
      {
        title: '一页看清各支部走到哪一步',
        text: ['“推进情况”一行一个支部、一列一个步骤：完成、进行中、逾期一眼可见，不排名次。点进去看卡在哪里。'],
        picture: desk('ju-shuji', '/bureau/board', '推进情况：各支部所在步骤'),
      },
      {
        title: '审核支部报来的材料',
        text: ['“审核事项”里是等您处理的承诺、目标任务、总结、调整申请。可以只用键盘一份接一份地看。'],
        picture: desk('ju-weiyuan1', '/bureau/reviews', '审核事项：等待处理的清单'),
      },
      {
        title: '督导、评选、验收',
        text: [
          '督导检查先定计划和检查组，现场用手机记录，问题限期整改。',
          '评选按公布的标准逐条打分，每人只看到自己的打分；公示期满、没有待处理的异议才能表彰。',
        ],
      },
    ],
  },
  {
    id: 'inspector',
    title: '督导员',
    who: '到支部检查的督导员',
    steps: [
      {
        title: '带着手机去检查',
        text: [
          '打开分给您的检查，逐项选“符合”“基本符合”“不符合”，随手写一句、拍一张。没有信号时已填的内容留在手机上。',
        ],
        picture: phone('dudao', '/bureau/inspections', '督导检查的清单'),
      },
      {
        title: '提出问题，复查销号',
        text: ['问题写清是什么、限哪天改好。支部答复后复查：改好了销号，没改好写明原因退回。'],
      },
    ],
  },
  {
    id: 'reviewer',
    title: '验收检查员',
    who: '自治区教育厅的验收检查员',
    steps: [
      {
        title: '只看材料，只填自己的评分表',
        text: ['账号到期自动失效。各人的评分在全部提交之前互相看不到。每一项的材料就在旁边，点开即看。'],
        picture: desk('yanshou', '/bureau/acceptance', '验收：各支部的材料和评分'),
      },
    ],
  },
  {
    id: 'public',
    title: '师生和家长',
    who: '师生、家长和其他群众（不用账号）',
    steps: [
      {
        title: '在党务公开栏看支部做了什么承诺',
        text: ['扫学校门口的二维码或打开网址，就能看到支部、小组和每名党员的承诺、进度和已认可的践诺记录。'],
        picture: phone(null, '/board/:bureauId/branches/:branchId/commitments', '公开栏上的承诺和进度'),
      },
      {
        title: '提一条意见',
        text: ['不用账号，姓名可以不留。提交后给您一个查询码，凭它看答复。答复有期限，逾期会在公开栏上显示。'],
      },
    ],
  },
  {
    id: 'admin',
    title: '平台管理员',
    who: '开通教育局的管理员',
    steps: [
      {
        title: '开通一个教育局',
        text: ['填写单位名称和局党委书记姓名，系统给出账号条。管理员看不到各单位的业务资料。'],
        picture: desk('admin', '/platform/bureaus', '平台上的教育局'),
      },
    ],
  },
];

/** The guide of an id; undefined when there is none. */
export const findGuide = (id: string): Guide | undefined => GUIDES.find((guide) => guide.id === id);

/** All pictures of the guides. */
export const guidePictures = (): GuidePicture[] =>
  GUIDES.flatMap(({ steps }) => steps.flatMap(({ picture }) => picture ?? []));

/** The file of a picture under public/. */
export const pictureFile = ({ as, path }: GuidePicture): string =>
  `images/help/${as ?? 'anyone'}${path.replaceAll(/[/:]+/g, '-')}.webp`;
