package io.github.ecsmaven.faults;

/** What is there before a fault happens. */
enum Scene {
    /** A service, and a repository with an older image and a lifecycle policy. */
    SERVICE,
    /** A service that runs another repository's image; the module's own repository does not exist. */
    NEW_REPOSITORY,
    /** No service: the goals make it in a stack. */
    STACK;

    /** In the words of the page. */
    String addition() {
        return switch (this) {
            case SERVICE -> "";
            case NEW_REPOSITORY -> ", with a new repository";
            case STACK -> ", with a service from nothing";
        };
    }

    String xml() {
        return this == STACK
                ? "<createService>true</createService><createCluster>true</createCluster><containerPort>8080</containerPort>"
                        + "<cluster>prod</cluster><service>shop</service>"
                : "<cluster>prod</cluster><service>shop</service>";
    }
}
