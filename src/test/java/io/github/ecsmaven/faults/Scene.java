package io.github.ecsmaven.faults;

/** What is there before a fault happens. */
enum Scene {
    /** A service, and a repository with an older image and a lifecycle policy. */
    SERVICE,
    /** A service that runs another repository's image; the module's own repository does not exist. */
    NEW_REPOSITORY,
    /** As SERVICE, with all that may be configured of a repository and a deployment. */
    CONFIGURED,
    /** As SERVICE, and the tasks of the new revision end at once, as long as the fault lasts. */
    FAILING,
    /** No service: the goals make it in a stack. */
    STACK,
    /** A service of Express Mode. */
    EXPRESS,
    /** No service: the goals make one of Express Mode, and its roles in a stack. */
    NEW_EXPRESS;

    private static final String ROLES = "arn:aws:iam::123456789012:role/";

    private static final String SETTINGS =
            """
            <imageTagMutability>MUTABLE_WITH_EXCLUSION</imageTagMutability>
            <imageTagMutabilityExclusions><tags>v*</tags></imageTagMutabilityExclusions>
            <scanOnPush>true</scanOnPush><repositoryTags><team>shop</team></repositoryTags>
            <repositoryPolicyFile>policy.json</repositoryPolicyFile>
            <preDeployTask><command><arg>migrate</arg></command></preDeployTask><keepRevisions>1</keepRevisions>""";

    /** In the words of the page. */
    String addition() {
        return switch (this) {
            case SERVICE -> "";
            case NEW_REPOSITORY -> ", with a new repository";
            case CONFIGURED -> ", with every setting";
            case FAILING -> ", while the new tasks exit with 7";
            case STACK -> ", with a service from nothing";
            case EXPRESS -> ", with a service of Express Mode";
            case NEW_EXPRESS -> ", with a service of Express Mode from nothing";
        };
    }

    /** Whether a service runs already. */
    boolean hasService() {
        return this != STACK && this != NEW_EXPRESS;
    }

    boolean isExpress() {
        return this == EXPRESS || this == NEW_EXPRESS;
    }

    /** What the goals make with CloudFormation, if they do. */
    String stack() {
        return isExpress() ? "prod-shop-roles" : "prod-shop";
    }

    /** Of the task definition; that of Express Mode has a name which ECS gives it. */
    String family() {
        return isExpress() ? "prod-shop" : "shop";
    }

    static String executionRole() {
        return ROLES + "ecsTaskExecutionRole";
    }

    static String infrastructureRole() {
        return ROLES + "infrastructure";
    }

    String xml() {
        String service = "<cluster>prod</cluster><service>shop</service>";
        return switch (this) {
            case SERVICE, NEW_REPOSITORY -> service;
            case CONFIGURED -> service + SETTINGS;
            case FAILING -> service + "<onTimeout>rollback</onTimeout>";
            case STACK -> service
                    + "<createService>true</createService><createCluster>true</createCluster><containerPort>8080</containerPort>";
            case EXPRESS -> service
                    + express("<executionRole>" + executionRole() + "</executionRole><infrastructureRole>"
                            + infrastructureRole() + "</infrastructureRole>");
            case NEW_EXPRESS -> service + express("<createRoles>true</createRoles>");
        };
    }

    private static String express(String roles) {
        return "<express><healthCheckPath>/health</healthCheckPath>" + roles + "</express>";
    }
}
