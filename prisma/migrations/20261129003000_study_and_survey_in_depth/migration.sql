SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "PlannedKind" AS ENUM ('STUDY', 'MEETING');

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "confirmedSkills" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "experience" TEXT,
ADD COLUMN     "skillsReturnedAt" TIMESTAMPTZ(3),
ADD COLUMN     "surveyWord" TEXT,
ADD COLUMN     "willingTasks" TEXT,
ADD COLUMN     "wishedFunctions" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "study_session" ADD COLUMN     "absences" JSONB,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "study_material" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "href" TEXT,
    "fileName" TEXT,
    "mediaType" TEXT,
    "byteSize" INTEGER,
    "sha256" TEXT,
    "storageKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "study_material_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "study_note" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "content" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_note_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "planned_event" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "kind" "PlannedKind" NOT NULL,
    "plannedOn" DATE NOT NULL,
    "topic" TEXT NOT NULL,
    "note" TEXT,
    "sessionId" UUID,
    "meetingId" UUID,
    "canceledAt" TIMESTAMPTZ(3),
    "cancelReason" TEXT,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "planned_event_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "study_material_bureauId_sessionId_idx" ON "study_material"("bureauId", "sessionId");

-- CreateIndex
CREATE INDEX "study_note_bureauId_memberId_idx" ON "study_note"("bureauId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "study_note_bureauId_sessionId_memberId_key" ON "study_note"("bureauId", "sessionId", "memberId");

-- CreateIndex
CREATE INDEX "planned_event_bureauId_campaignId_branchId_plannedOn_idx" ON "planned_event"("bureauId", "campaignId", "branchId", "plannedOn");

-- CreateIndex
CREATE UNIQUE INDEX "planned_event_bureauId_sessionId_key" ON "planned_event"("bureauId", "sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "planned_event_bureauId_meetingId_key" ON "planned_event"("bureauId", "meetingId");

-- AddForeignKey
ALTER TABLE "study_material" ADD CONSTRAINT "study_material_bureauId_sessionId_fkey" FOREIGN KEY ("bureauId", "sessionId") REFERENCES "study_session"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "study_note" ADD CONSTRAINT "study_note_bureauId_sessionId_fkey" FOREIGN KEY ("bureauId", "sessionId") REFERENCES "study_session"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "study_note" ADD CONSTRAINT "study_note_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "planned_event" ADD CONSTRAINT "planned_event_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "planned_event" ADD CONSTRAINT "planned_event_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "planned_event" ADD CONSTRAINT "planned_event_bureauId_sessionId_fkey" FOREIGN KEY ("bureauId", "sessionId") REFERENCES "study_session"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "planned_event" ADD CONSTRAINT "planned_event_bureauId_meetingId_fkey" FOREIGN KEY ("bureauId", "meetingId") REFERENCES "branch_meeting"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What was confirmed until now was confirmed as a whole.
UPDATE "member" SET "confirmedSkills" = "skills" WHERE "skillsConfirmedAt" IS NOT NULL;

-- What must never happen.
ALTER TABLE "study_material" ADD CONSTRAINT "study_material_of_one" CHECK (num_nonnulls("href", "storageKey") = 1);
ALTER TABLE "planned_event" ADD CONSTRAINT "planned_event_one_end" CHECK (num_nonnulls("sessionId", "meetingId", "canceledAt") <= 1);
ALTER TABLE "planned_event" ADD CONSTRAINT "planned_event_kind" CHECK (CASE "kind" WHEN 'STUDY' THEN "meetingId" IS NULL ELSE "sessionId" IS NULL END);
ALTER TABLE "planned_event" ADD CONSTRAINT "planned_event_canceled" CHECK (("canceledAt" IS NULL) = ("cancelReason" IS NULL));
