export { moveMembers, sendLettersBack } from './moving.service.js';
export { transferLedger } from './transfers.ledger.js';
export {
  cancelTransfer,
  receiveTransfer,
  sendTransferBack,
  type TransferLetter,
  writeTransferLetter,
} from './transfers.service.js';
