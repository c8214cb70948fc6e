package io.github.ecsmaven.preflight;

import io.github.ecsmaven.aws.AwsApi;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.ecs.SecretSource.SecretsManager;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

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
        if (described.field("DeletedDate").filter(date -> !date.isNull()).isPresent()) {
            report.fails(
                    "The " + secret + ", which " + where
                            + " names, is marked for deletion, and its value cannot be read.",
                    "Restore it: aws secretsmanager restore-secret --secret-id " + secret.arn() + " --region "
                            + secret.region() + ".");
            return;
        }
        Optional<Map<String, JsonNode>> versions =
                described.field("VersionIdsToStages").filter(JsonNode::isObject).map(JsonNode::asObject);
        versions.ifPresent(known -> lookForVersion(known, report));
    }

    private void lookForVersion(Map<String, JsonNode> versions, Report report) {
        secret.version()
                .filter(version -> !versions.containsKey(version))
                .ifPresent(version -> missing("version '" + version + "'", report));
        secret.stage()
                .filter(stage -> versions.values().stream()
                        .flatMap(stages -> stages.asArray().stream())
                        .noneMatch(one -> one.text().equals(stage)))
                .ifPresent(stage -> missing("version with the label '" + stage + "'", report));
    }

    private void missing(String version, Report report) {
        report.fails(
                "The " + secret + ", which " + where + " names, has no " + version + ".",
                "Correct what stands behind its ARN (:key:label:version); the versions there: aws secretsmanager"
                        + " list-secret-version-ids --secret-id " + secret.arn() + ".");
    }
}
