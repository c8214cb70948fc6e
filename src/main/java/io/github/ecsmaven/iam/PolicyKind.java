package io.github.ecsmaven.iam;

import java.util.Locale;

/** The policies that IAM weighs, by the names that its refusals give them (IAM user guide, "Troubleshoot access denied error messages"). */
enum PolicyKind {
    IDENTITY("identity-based policy"),
    RESOURCE("resource-based policy"),
    TRUST("role trust policy"),
    BOUNDARY("permissions boundary"),
    SESSION("session policy"),
    ENDPOINT("vpc endpoint policy"),
    SERVICE_CONTROL("service control policy"),
    RESOURCE_CONTROL("resource control policy"),
    /** AWS does not say which. */
    UNNAMED("");

    private final String name;

    PolicyKind(String name) {
        this.name = name;
    }

    /** The kind that a reason names. */
    static PolicyKind in(String reason) {
        String said = reason.toLowerCase(Locale.ROOT);
        for (PolicyKind kind : values()) {
            if (said.contains(kind.name)) {
                return kind;
            }
        }
        return UNNAMED;
    }

    boolean isOfTheOrganization() {
        return this == SERVICE_CONTROL || this == RESOURCE_CONTROL;
    }
}
