export { cancelTransfer, receiveTransfer, type TransferLetter, writeTransferLetter } from './transfers.service.js';
