import type { Response } from 'express';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends an .xlsx file under a Chinese name. */
export function sendWorkbook(res: Response, name: string, content: Buffer): void {
  res.attachment(`${name}.xlsx`);
  res.type(XLSX).send(content);
}
