SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "NotificationKind" AS ENUM ('NEW', 'SOON', 'DUE', 'OVERDUE', 'URGED');

-- CreateTable
CREATE TABLE "notification" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "branchId" UUID,
    "kind" "NotificationKind" NOT NULL,
    "thing" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "sentBy" TEXT,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "notification_bureauId_accountId_madeAt_idx" ON "notification"("bureauId", "accountId", "madeAt");

-- CreateIndex
CREATE INDEX "notification_bureauId_branchId_thing_idx" ON "notification"("bureauId", "branchId", "thing");

-- CreateIndex
CREATE UNIQUE INDEX "notification_bureauId_accountId_thing_occasion_key" ON "notification"("bureauId", "accountId", "thing", "occasion");

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Made by hand: what the head of every page counts, and that a message leads nowhere but into the portal.
CREATE INDEX "notification_unread" ON "notification"("bureauId", "accountId") WHERE "readAt" IS NULL;
ALTER TABLE "notification" ADD CONSTRAINT "notification_path" CHECK ("path" ~ '^/[A-Za-z0-9]');
