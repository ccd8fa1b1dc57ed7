export { transferLedger } from './transfers.ledger.js';
export {
  cancelTransfer,
  receiveTransfer,
  sendTransferBack,
  type TransferLetter,
  writeTransferLetter,
} from './transfers.service.js';
