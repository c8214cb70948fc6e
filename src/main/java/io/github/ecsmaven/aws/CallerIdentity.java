package io.github.ecsmaven.aws;

/**
 * Whom AWS takes us for.
 *
 * @param account number of the account, twelve digits
 * @param arn user, or session of a role
 */
public record CallerIdentity(String account, String arn) {}
