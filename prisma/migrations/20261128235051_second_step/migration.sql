SET lock_timeout = '5s';

-- AlterTable
ALTER TABLE "bureau" ADD COLUMN     "secondStepRequired" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "second_step" (
    "bureauId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "seed" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "lastPeriod" INTEGER,

    CONSTRAINT "second_step_pkey" PRIMARY KEY ("bureauId","accountId")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "bureauId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("bureauId","accountId","codeHash")
);

-- AddForeignKey
ALTER TABLE "second_step" ADD CONSTRAINT "second_step_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What was opened was opened with a code.
ALTER TABLE "second_step" ADD CONSTRAINT "second_step_opened_by_code" CHECK ("confirmedAt" IS NULL OR "lastPeriod" IS NOT NULL);
