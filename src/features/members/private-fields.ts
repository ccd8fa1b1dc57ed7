import type { FieldCipher } from '../../shared/cipher.js';

/** How phone and identity number lie in the database: ciphertext and blind index, both or neither. */
export interface SealedFields {
  phoneCipher: string | null;
  phoneIndex: string | null;
  idNumberCipher: string | null;
  idNumberIndex: string | null;
}

export interface OpenFields {
  phone: string | null;
  idNumber: string | null;
}

export function sealPhone(cipher: FieldCipher, phone: string | null): Pick<SealedFields, 'phoneCipher' | 'phoneIndex'> {
  return phone === null
    ? { phoneCipher: null, phoneIndex: null }
    : { phoneCipher: cipher.encrypt(phone), phoneIndex: cipher.index(phone) };
}

export function sealIdNumber(
  cipher: FieldCipher,
  idNumber: string | null,
): Pick<SealedFields, 'idNumberCipher' | 'idNumberIndex'> {
  return idNumber === null
    ? { idNumberCipher: null, idNumberIndex: null }
    : { idNumberCipher: cipher.encrypt(idNumber), idNumberIndex: cipher.index(idNumber) };
}

export function openFields(
  cipher: FieldCipher,
  sealed: Pick<SealedFields, 'phoneCipher' | 'idNumberCipher'>,
): OpenFields {
  return {
    phone: sealed.phoneCipher === null ? null : cipher.decrypt(sealed.phoneCipher),
    idNumber: sealed.idNumberCipher === null ? null : cipher.decrypt(sealed.idNumberCipher),
  };
}
