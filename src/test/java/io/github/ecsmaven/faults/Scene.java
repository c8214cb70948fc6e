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
    STACK;

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
        };
    }

    String xml() {
        String service = "<cluster>prod</cluster><service>shop</service>";
        return switch (this) {
            case SERVICE, NEW_REPOSITORY -> service;
            case CONFIGURED -> service + SETTINGS;
            case FAILING -> service + "<onTimeout>rollback</onTimeout>";
            case STACK -> service
                    + "<createService>true</createService><createCluster>true</createCluster><containerPort>8080</containerPort>";
        };
    }
}
