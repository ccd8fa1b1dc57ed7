SET lock_timeout = '5s';

-- CreateTable
CREATE TABLE "secretary_handover" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "outgoingRoleId" UUID NOT NULL,
    "incomingRoleId" UUID NOT NULL,
    "outgoingName" TEXT NOT NULL,
    "incomingName" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "outgoingConfirmedAt" TIMESTAMPTZ(3),
    "signedOnPaper" BOOLEAN NOT NULL DEFAULT false,
    "incomingConfirmedAt" TIMESTAMPTZ(3),
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "secretary_handover_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "secretary_handover_bureauId_branchId_idx" ON "secretary_handover"("bureauId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "secretary_handover_bureauId_incomingRoleId_key" ON "secretary_handover"("bureauId", "incomingRoleId");

-- AddForeignKey
ALTER TABLE "secretary_handover" ADD CONSTRAINT "secretary_handover_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "secretary_handover" ADD CONSTRAINT "secretary_handover_bureauId_outgoingRoleId_fkey" FOREIGN KEY ("bureauId", "outgoingRoleId") REFERENCES "role_assignment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "secretary_handover" ADD CONSTRAINT "secretary_handover_bureauId_incomingRoleId_fkey" FOREIGN KEY ("bureauId", "incomingRoleId") REFERENCES "role_assignment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Two different offices; a row stands for a confirmation of one side at least.
ALTER TABLE "secretary_handover"
  ADD CONSTRAINT "secretary_handover_sides" CHECK ("outgoingRoleId" <> "incomingRoleId"),
  ADD CONSTRAINT "secretary_handover_confirmed" CHECK ("outgoingConfirmedAt" IS NOT NULL OR "incomingConfirmedAt" IS NOT NULL);
