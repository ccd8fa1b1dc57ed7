SET lock_timeout = '5s';

-- AlterTable
ALTER TABLE "evaluation_application" ADD COLUMN     "revocation" JSONB;

-- CreateTable
CREATE TABLE "group_word" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "supported" BOOLEAN NOT NULL,
    "opinion" TEXT NOT NULL,
    "heldOn" DATE NOT NULL,
    "writtenById" UUID NOT NULL,
    "writtenByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_word_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "group_word_bureauId_applicationId_key" ON "group_word"("bureauId", "applicationId");

-- AddForeignKey
ALTER TABLE "group_word" ADD CONSTRAINT "group_word_bureauId_applicationId_fkey" FOREIGN KEY ("bureauId", "applicationId") REFERENCES "evaluation_application"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_word" ADD CONSTRAINT "group_word_bureauId_groupId_fkey" FOREIGN KEY ("bureauId", "groupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_word" ADD CONSTRAINT "group_word_bureauId_writtenById_fkey" FOREIGN KEY ("bureauId", "writtenById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
