package io.github.ecsmaven.ecr;

/** Something about a repository that is not as the user says and stays so. */
public sealed interface RepositoryWarning {
    /** The repository was created with another encryption, which cannot be changed. */
    record EncryptionDiffers(RepositoryName repository, Encryption actual, Encryption wanted)
            implements RepositoryWarning {}
}
