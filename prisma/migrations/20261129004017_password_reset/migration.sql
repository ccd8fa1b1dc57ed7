SET lock_timeout = '5s';

-- AlterEnum
ALTER TYPE "MailKind" ADD VALUE 'RESET' AFTER 'CODE';

-- CreateTable
CREATE TABLE "password_reset" (
    "bureauId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("bureauId","accountId")
);

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
