import type { RobotKind } from '../../generated/prisma/enums.js';

export const ROBOT_LABELS: Record<RobotKind, string> = { WECOM: '企业微信', DINGTALK: '钉钉' };

/**
 * Whether a message may be sent there: https on its usual port to a host of the list, or exactly an origin that the operator
 * named in full. No sign-in in the address.
 */
export function mayCall(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (hosts.includes(url.origin)) return true;
  return url.protocol === 'https:' && url.port === '' && hosts.includes(url.hostname);
}

/** The kind by the host; a host of the operator's own says nothing, so the person says it. */
export function kindFits(kind: RobotKind, address: string): boolean {
  const { hostname } = new URL(address);
  if (hostname === 'qyapi.weixin.qq.com') return kind === 'WECOM';
  return hostname !== 'oapi.dingtalk.com' || kind === 'DINGTALK';
}
