package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.model.BlockedByOrganizationPolicyException;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.ImageArchivedException;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.InvalidTagParameterException;
import software.amazon.awssdk.services.ecr.model.KmsException;
import software.amazon.awssdk.services.ecr.model.LimitExceededException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.TooManyTagsException;
import software.amazon.awssdk.services.ecr.model.ValidationException;

/** What ECR's own failures mean and what ends them; the rest is explained as any AWS service's. */
final class EcrFailures {
    private EcrFailures() {}

    static ActionableException explain(String doing, SdkException e) {
        if (!(e instanceof EcrException refusal) || AwsFailures.isAccessDenied(e)) {
            return AwsFailures.explain(doing, e);
        }
        String remedy = remedy(refusal);
        return remedy.isEmpty()
                ? AwsFailures.explain(doing, e)
                : new ActionableException("Could not " + doing + ": " + AwsFailures.sentence(refusal), remedy, e);
    }

    private static String remedy(EcrException e) {
        if (e instanceof RepositoryNotFoundException) {
            return "Run ecs:push with <createRepository>true</createRepository> first, or check <repository>, <region> and"
                    + " the account (aws sts get-caller-identity).";
        }
        if (e instanceof LimitExceededException) {
            return "The account has reached a quota of Amazon ECR in this region: delete what is not used, or ask for more"
                    + " (aws service-quotas list-service-quotas --service-code ecr).";
        }
        if (e instanceof KmsException) {
            return "Check <encryption><kmsKey>: the key must exist in the repository's region, be enabled, and its policy"
                    + " must allow kms:DescribeKey, kms:CreateGrant, kms:RetireGrant, kms:GenerateDataKey and kms:Decrypt.";
        }
        if (e instanceof BlockedByOrganizationPolicyException) {
            return "A policy of the AWS organization forbids it; only its administrators can allow it.";
        }
        if (e instanceof ImageArchivedException) {
            return "Restore the image first: aws ecr update-image-storage-class --target-storage-class STANDARD.";
        }
        return ofParameters(e);
    }

    private static String ofParameters(EcrException e) {
        boolean aboutTags = e instanceof InvalidTagParameterException || e instanceof TooManyTagsException;
        if (aboutTags || AwsFailures.sentence(e).toLowerCase(Locale.ROOT).contains("tag polic")) {
            return "Check <repositoryTags>: at most 50 tags, keys up to 128 and values up to 256 characters, keys without"
                    + " the prefix aws:, and what the organization's tag policies demand.";
        }
        if (e instanceof InvalidParameterException || e instanceof ValidationException) {
            return "Correct the setting that ECR's sentence names (<repository>, <imageTagMutability>, <encryption>,"
                    + " <repositoryPolicyFile>, <lifecycle>).";
        }
        return "";
    }
}
