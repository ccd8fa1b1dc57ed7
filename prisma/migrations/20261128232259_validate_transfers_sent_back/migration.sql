-- Checks what the migration before left unchecked, without a lock that stops writers.
SET LOCAL lock_timeout = '5s';
ALTER TABLE "member_transfer" VALIDATE CONSTRAINT "member_transfer_settled";
