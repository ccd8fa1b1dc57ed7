let last = 0;

/** A number that no other factory call of this process got, for names that must differ. */
export function nextNumber(): number {
  last += 1;
  return last;
}
