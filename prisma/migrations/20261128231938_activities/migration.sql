SET lock_timeout = '5s';

-- CreateTable
CREATE TABLE "activity_log" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "heldOn" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "publishedAt" TIMESTAMPTZ(3),
    "publishedByName" TEXT,
    "secrecyReviewedBy" TEXT,
    "removedAt" TIMESTAMPTZ(3),
    "removedByName" TEXT,
    "removeReason" TEXT,

    CONSTRAINT "activity_log_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "activity_participant" (
    "bureauId" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "memberId" UUID NOT NULL,

    CONSTRAINT "activity_participant_pkey" PRIMARY KEY ("bureauId","activityId","memberId")
);

-- CreateTable
CREATE TABLE "activity_photo" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "byteSize" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "activity_photo_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "activity_log_bureauId_campaignId_branchId_heldOn_idx" ON "activity_log"("bureauId", "campaignId", "branchId", "heldOn");

-- CreateIndex
CREATE INDEX "activity_log_bureauId_groupId_idx" ON "activity_log"("bureauId", "groupId");

-- CreateIndex
CREATE INDEX "activity_participant_bureauId_memberId_idx" ON "activity_participant"("bureauId", "memberId");

-- CreateIndex
CREATE INDEX "activity_photo_bureauId_activityId_idx" ON "activity_photo"("bureauId", "activityId");

-- AddForeignKey
ALTER TABLE "activity_log" ADD CONSTRAINT "activity_log_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity_log" ADD CONSTRAINT "activity_log_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity_log" ADD CONSTRAINT "activity_log_bureauId_groupId_fkey" FOREIGN KEY ("bureauId", "groupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity_participant" ADD CONSTRAINT "activity_participant_bureauId_activityId_fkey" FOREIGN KEY ("bureauId", "activityId") REFERENCES "activity_log"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity_participant" ADD CONSTRAINT "activity_participant_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity_photo" ADD CONSTRAINT "activity_photo_bureauId_activityId_fkey" FOREIGN KEY ("bureauId", "activityId") REFERENCES "activity_log"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What must never happen.
ALTER TABLE "activity_log" ADD CONSTRAINT "activity_log_published" CHECK ("publishedAt" IS NULL OR ("publishedByName" IS NOT NULL AND "secrecyReviewedBy" IS NOT NULL));
ALTER TABLE "activity_log" ADD CONSTRAINT "activity_log_removed" CHECK (("removedAt" IS NULL) = ("removeReason" IS NULL) AND ("removedAt" IS NULL OR "publishedAt" IS NULL));
