export { transferLedger } from './transfers.ledger.js';
export { cancelTransfer, receiveTransfer, type TransferLetter, writeTransferLetter } from './transfers.service.js';
