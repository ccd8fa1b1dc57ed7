-- Checks what the migration before left unchecked, without a lock that stops writers.
SET LOCAL lock_timeout = '5s';
ALTER TABLE "inspection_visit" VALIDATE CONSTRAINT "inspection_visit_bureauId_inspectedId_fkey";
