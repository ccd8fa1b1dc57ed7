SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "MailMode" AS ENUM ('OFF', 'DIGEST', 'AT_ONCE');

-- CreateEnum
CREATE TYPE "MailKind" AS ENUM ('CODE', 'DIGEST', 'AT_ONCE');

-- CreateEnum
CREATE TYPE "SendStatus" AS ENUM ('QUEUED', 'SENDING', 'SENT', 'DROPPED', 'FAILED');

-- CreateEnum
CREATE TYPE "RobotKind" AS ENUM ('WECOM', 'DINGTALK');

-- CreateTable
CREATE TABLE "contact_setting" (
    "bureauId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "mailMode" "MailMode" NOT NULL DEFAULT 'DIGEST',
    "fromHour" INTEGER NOT NULL DEFAULT 8,
    "untilHour" INTEGER NOT NULL DEFAULT 22,
    "emailCipher" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),
    "pendingCipher" TEXT,
    "codeHash" TEXT,
    "codeUntil" TIMESTAMPTZ(3),
    "codeTries" INTEGER NOT NULL DEFAULT 0,
    "feedHash" TEXT,
    "feedSince" TIMESTAMPTZ(3),

    CONSTRAINT "contact_setting_pkey" PRIMARY KEY ("bureauId","accountId")
);

-- CreateTable
CREATE TABLE "quiet_hours" (
    "bureauId" UUID NOT NULL,
    "fromHour" INTEGER NOT NULL,
    "untilHour" INTEGER NOT NULL,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quiet_hours_pkey" PRIMARY KEY ("bureauId")
);

-- CreateTable
CREATE TABLE "outgoing_mail" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" "MailKind" NOT NULL,
    "occasion" TEXT NOT NULL,
    "status" "SendStatus" NOT NULL DEFAULT 'QUEUED',
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "addressCipher" TEXT,
    "codeCipher" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "outgoing_mail_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "mail_word" (
    "bureauId" UUID NOT NULL,
    "notificationId" UUID NOT NULL,
    "mailId" UUID NOT NULL,

    CONSTRAINT "mail_word_pkey" PRIMARY KEY ("bureauId","notificationId")
);

-- CreateTable
CREATE TABLE "group_robot" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID,
    "kind" "RobotKind" NOT NULL,
    "urlCipher" TEXT NOT NULL,
    "secretCipher" TEXT,
    "setBy" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "group_robot_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "robot_message" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "robotId" UUID NOT NULL,
    "occasion" TEXT NOT NULL,
    "status" "SendStatus" NOT NULL DEFAULT 'QUEUED',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "robot_message_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contact_setting_bureauId_feedHash_key" ON "contact_setting"("bureauId", "feedHash");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_mail_bureauId_accountId_occasion_key" ON "outgoing_mail"("bureauId", "accountId", "occasion");

-- CreateIndex
CREATE INDEX "mail_word_bureauId_mailId_idx" ON "mail_word"("bureauId", "mailId");

-- CreateIndex
CREATE INDEX "group_robot_bureauId_branchId_idx" ON "group_robot"("bureauId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "robot_message_bureauId_robotId_occasion_key" ON "robot_message"("bureauId", "robotId", "occasion");

-- AddForeignKey
ALTER TABLE "contact_setting" ADD CONSTRAINT "contact_setting_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "mail_word" ADD CONSTRAINT "mail_word_bureauId_notificationId_fkey" FOREIGN KEY ("bureauId", "notificationId") REFERENCES "notification"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "mail_word" ADD CONSTRAINT "mail_word_bureauId_mailId_fkey" FOREIGN KEY ("bureauId", "mailId") REFERENCES "outgoing_mail"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_robot" ADD CONSTRAINT "group_robot_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "robot_message" ADD CONSTRAINT "robot_message_bureauId_robotId_fkey" FOREIGN KEY ("bureauId", "robotId") REFERENCES "group_robot"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Made by hand: hours of a day, addresses that are confirmed or not there, one robot in use a branch and bureau.
ALTER TABLE "contact_setting" ADD CONSTRAINT "contact_setting_hours" CHECK ("fromHour" >= 0 AND "fromHour" < "untilHour" AND "untilHour" <= 24);
ALTER TABLE "contact_setting" ADD CONSTRAINT "contact_setting_confirmed" CHECK (("emailCipher" IS NULL) = ("confirmedAt" IS NULL));
ALTER TABLE "contact_setting" ADD CONSTRAINT "contact_setting_code" CHECK (("codeHash" IS NULL) = ("pendingCipher" IS NULL));
ALTER TABLE "quiet_hours" ADD CONSTRAINT "quiet_hours_of_a_day" CHECK ("fromHour" BETWEEN 0 AND 23 AND "untilHour" BETWEEN 0 AND 23);
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_sent" CHECK (("status" = 'SENT') = ("sentAt" IS NOT NULL));
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_code_gone" CHECK ("status" IN ('QUEUED', 'SENDING') OR "codeCipher" IS NULL);
CREATE UNIQUE INDEX "group_robot_one_a_branch" ON "group_robot"("bureauId", "branchId") WHERE "removedAt" IS NULL AND "branchId" IS NOT NULL;
CREATE UNIQUE INDEX "group_robot_one_a_bureau" ON "group_robot"("bureauId") WHERE "removedAt" IS NULL AND "branchId" IS NULL;
