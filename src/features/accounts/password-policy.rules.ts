/** Passwords found at the top of every leaked list, and what people here type first. Compared without case and signs. */
const COMMON_CORES = [
  'password',
  '12345678',
  '123456789',
  '1234567890',
  'qwertyuiop',
  'qwerty123',
  'asdfghjkl',
  '1q2w3e4r',
  'abc123456',
  'a123456789',
  'woaini1314',
  'woaini520',
  '5201314',
  'iloveyou',
  'admin123',
  'administrator',
  'welcome',
  'letmein',
  'dangyuan',
  'dangzhibu',
  'jiaoyuju',
  'zhongguo',
  'xuexiqiangguo',
  '11111111',
  '00000000',
  '88888888',
  '66666666',
];

const CLASSES: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];

/**
 * Why a new password may not be used, in Chinese; null when it may. At least 12 and at most 128 signs, three kinds of
 * characters (GB/T 22239-2019, 身份鉴别), not a common one, not the user name.
 */
export function passwordRefusal(password: string, username: string): string | null {
  if (password.length < 12) return '密码至少12位，请加长。';
  if (password.length > 128) return '密码最多128位。';
  if (CLASSES.filter((kind) => kind.test(password)).length < 3)
    return '密码须包含大写字母、小写字母、数字、符号中的至少三种。';
  if (username.length >= 3 && password.toLowerCase().includes(username.toLowerCase())) return '密码不能包含用户名。';
  const core = password.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const common = COMMON_CORES.some((word) => core === word || core.replaceAll(word, '').length <= 4);
  return common ? '这个密码太常见，容易被猜到，请换一个。' : null;
}
