SET lock_timeout = '5s';

-- While the 公示 of one round runs, the next one of the same honour may begin.
DROP INDEX "evaluation_round_one_running";
CREATE UNIQUE INDEX "evaluation_round_one_running" ON "evaluation_round"("bureauId", "campaignId", "award") WHERE "status" IN ('DRAFT', 'OPEN', 'SCORING', 'DECIDED');
