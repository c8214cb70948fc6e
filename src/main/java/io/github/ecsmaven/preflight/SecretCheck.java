package io.github.ecsmaven.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.aws.AwsApi;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.ecs.SecretSource.SecretsManager;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/** Whether a secret of Secrets Manager is there, in the version that is asked for. Its value is not read. */
record SecretCheck(AwsReads reads, String where, SecretsManager secret) implements Check {
    @Override
    public String subject() {
        return "secrets";
    }

    @Override
    public String doing() {
        return "look at " + secret + " (" + where + ")";
    }

    @Override
    public void look(Report report) {
        try {
            judge(
                    reads.json(
                            AwsApi.SECRETS_MANAGER,
                            secret.region(),
                            "DescribeSecret",
                            Map.of("SecretId", secret.arn())),
                    report);
        } catch (SdkException e) {
            if (!AwsReads.isRefusedWith(e, "ResourceNotFoundException")) {
                throw e;
            }
            report.fails(
                    "There is no " + secret + " in " + secret.region() + ", which " + where + " names.",
                    "Correct its ARN, or create it; the secrets there: aws secretsmanager list-secrets --region "
                            + secret.region() + ".");
        }
    }

    private void judge(JsonNode described, Report report) {
        if (described.hasNonNull("DeletedDate")) {
            report.fails(
                    "The " + secret + ", which " + where
                            + " names, is marked for deletion, and its value cannot be read.",
                    "Restore it: aws secretsmanager restore-secret --secret-id " + secret.arn() + " --region "
                            + secret.region() + ".");
            return;
        }
        JsonNode versions = described.path("VersionIdsToStages");
        if (versions.isObject()) {
            lookForVersion(versions, report);
        }
    }

    private void lookForVersion(JsonNode versions, Report report) {
        secret.version()
                .filter(version -> !versions.has(version))
                .ifPresent(version -> missing("version '" + version + "'", report));
        secret.stage()
                .filter(stage -> versions.valueStream()
                        .flatMap(JsonNode::valueStream)
                        .noneMatch(one -> stage.equals(one.textValue())))
                .ifPresent(stage -> missing("version with the label '" + stage + "'", report));
    }

    private void missing(String version, Report report) {
        report.fails(
                "The " + secret + ", which " + where + " names, has no " + version + ".",
                "Correct what stands behind its ARN (:key:label:version); the versions there: aws secretsmanager"
                        + " list-secret-version-ids --secret-id " + secret.arn() + ".");
    }
}
