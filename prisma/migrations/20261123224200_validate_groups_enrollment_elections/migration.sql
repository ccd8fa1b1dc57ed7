-- Checks what the migration before left unchecked, without a lock that stops writers.
SET LOCAL lock_timeout = '5s';
ALTER TABLE "enrollment" VALIDATE CONSTRAINT "enrollment_bureauId_thirdGroupId_fkey";
ALTER TABLE "enrollment" VALIDATE CONSTRAINT "enrollment_third_wish_differs";
ALTER TABLE "enrollment" VALIDATE CONSTRAINT "enrollment_third_wish_after_second";
ALTER TABLE "function_group" VALIDATE CONSTRAINT "function_group_target";
ALTER TABLE "group_membership" VALIDATE CONSTRAINT "group_membership_settled_objection";
