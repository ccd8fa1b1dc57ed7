-- Checks what the migration before left unchecked, without a lock that stops writers.
SET LOCAL lock_timeout = '5s';
ALTER TABLE "feedback" VALIDATE CONSTRAINT "feedback_bureauId_itemId_fkey";
ALTER TABLE "feedback" VALIDATE CONSTRAINT "feedback_item_of_commitment";
ALTER TABLE "commitment_item" VALIDATE CONSTRAINT "commitment_item_bureauId_carriedFromId_fkey";
ALTER TABLE "commitment_item" VALIDATE CONSTRAINT "commitment_item_weight";
ALTER TABLE "commitment_item" VALIDATE CONSTRAINT "commitment_item_measure";
ALTER TABLE "commitment_item" VALIDATE CONSTRAINT "commitment_item_closed";
ALTER TABLE "commitment" VALIDATE CONSTRAINT "commitment_type_texts";
ALTER TABLE "commitment" VALIDATE CONSTRAINT "commitment_version";
