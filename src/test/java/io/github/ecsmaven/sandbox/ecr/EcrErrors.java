package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;

/** ECR's errors in ECR's words. */
final class EcrErrors {
    private EcrErrors() {}

    static AwsError invalidParameter(String parameter, String constraint) {
        return AwsError.badRequest(
                "InvalidParameterException",
                "Invalid parameter at '" + parameter + "' failed to satisfy constraint: '" + constraint + "'");
    }

    static AwsError repositoryNotFound(String name, String account) {
        return AwsError.badRequest(
                "RepositoryNotFoundException",
                "The repository with name '" + name + "' does not exist in the registry with id '" + account + "'");
    }

    static AwsError missing(String code, String what, Repository repository) {
        return AwsError.badRequest(
                code,
                what + " does not exist for the repository with name '" + repository.name()
                        + "' in the registry with id '" + repository.account() + "'");
    }

    static AwsError imageNotFound(ImageId id, Repository repository) {
        return AwsError.badRequest(
                "ImageNotFoundException",
                "The image with imageId " + id.inWordsOfEcr() + " does not exist within the repository with name '"
                        + repository.name() + "' in the registry with id '" + repository.account() + "'");
    }
}
